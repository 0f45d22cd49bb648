/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Priorities of single threads, for which the C library has no functions that Swift can call. */

#ifndef CTHREADPRIORITY_H
#define CTHREADPRIORITY_H

#ifdef __cplusplus
extern "C" {
#endif

/** Gives the calling thread the lowest share of the processor, and the disk when nobody else wants it. */
void ctp_lower(void);

#ifdef __cplusplus
}
#endif

#endif
