/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include "CThreadPriority.h"

#include <linux/ioprio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

void ctp_lower(void) {
    /* On Linux, 0 is the calling thread, not its process. */
    (void)setpriority(PRIO_PROCESS, 0, 19);
    (void)syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}
