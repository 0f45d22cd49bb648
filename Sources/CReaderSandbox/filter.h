// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef READER_SANDBOX_FILTER_H
#define READER_SANDBOX_FILTER_H

#include <stdbool.h>

/// Sets the filter of system calls, for good. Needs PR_SET_NO_NEW_PRIVS. False with `errno` set if the kernel refuses.
bool rs_set_filter(void);

/// Likewise, for a program of others: what reaches other processes, machines and the kernel is refused, all else
/// allowed.
bool rs_set_filter_for_others(void);

#endif
