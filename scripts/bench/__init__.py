# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures crisis-search beside other search programs; scripts/bench.sh runs it, and says how."""
