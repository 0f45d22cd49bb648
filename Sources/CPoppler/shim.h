// SPDX-License-Identifier: GPL-3.0-or-later
//
// The library's headers are C++: CPDF includes them.
