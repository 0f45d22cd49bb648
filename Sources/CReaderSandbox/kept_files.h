// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that stay readable inside the sandbox: opened before, and found again by name.

#ifndef READER_SANDBOX_KEPT_FILES_H
#define READER_SANDBOX_KEPT_FILES_H

#include <stdbool.h>

/// Answers, in place of the kernel, the system calls that name a file. Called before the filter that traps them is set.
bool rs_answer_file_calls(void);

/// One more than the greatest descriptor in use for kept files, at least 3.
int rs_descriptors_in_use(void);

#endif
