// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef READER_SANDBOX_MEMORY_H
#define READER_SANDBOX_MEMORY_H

/// From now on an allocation that fails ends the process with `RS_EXIT_MEMORY`.
void rs_die_without_memory(void);

#endif
