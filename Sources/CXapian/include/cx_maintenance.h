/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Work on whole databases. */

#ifndef CX_MAINTENANCE_H
#define CX_MAINTENANCE_H

#include "cx_status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Checks the structure of the database at `path`. `*faults` is the number of faults found; `*report` names them, and
 * is the caller's. */
cx_status cx_check(const char *path, size_t *faults, cx_buffer **report, cx_error **error);

/** The library's version, `1.4.22` for instance. */
const char *cx_library_version(void);

#ifdef __cplusplus
}
#endif

#endif
