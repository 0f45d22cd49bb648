// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef READER_SANDBOX_LANDLOCK_H
#define READER_SANDBOX_LANDLOCK_H

/// Forbids all that Landlock can forbid in the kernel that runs. Needs PR_SET_NO_NEW_PRIVS.
///
/// Returns the version of its interface, 0 if the kernel has none or may not be asked.
int rs_restrict_by_landlock(void);

/// Likewise, but that files may be read and run, and /dev/null be written to.
int rs_restrict_to_reading_by_landlock(void);

#endif
