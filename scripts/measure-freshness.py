#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long after a change to a file do queries show it?

usage: measure-freshness.py SOCKET CORPUS [COUNT]

SOCKET  where a daemon listens that watches CORPUS
COUNT   files for each kind of change (200)

Each change is made, and a query for a word that only the changed file has is asked over one connection until the answer
is right. The time is from just before the system call that ends the change (close, rename, unlink) to the answer. What
it makes below CORPUS it removes again.
"""
import sys

from bench import freshness
from bench.daemon import UnixConnection

if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    count = int(sys.argv[3]) if len(sys.argv) == 4 else 200
    found = freshness.measure(UnixConnection(sys.argv[1]), sys.argv[2], count)
    print(f"{'change':12} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8}   of {count} each")
    for kind, row in found.items():
        print(f"{kind:12} {row['p50']:8.2f} {row['p99']:8.2f} {row['worst']:8.2f}")
