// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "filter.h"
#include "kept_files.h"
#include "landlock.h"
#include "memory.h"
#include "reader_sandbox.h"

/// Descriptors that a library may have open at the same time besides the kept files.
enum { SPARE_DESCRIPTORS = 16 };

void rs_close_inherited(void) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, 3, ~0U, 0) == 0) return;
#endif
    long highest = sysconf(_SC_OPEN_MAX);
    if (highest < 0 || highest > 65536) highest = 65536;
    for (int descriptor = 3; descriptor < highest; descriptor++) close(descriptor);
}

/// What the process has now, in bytes: its address space, and the part of that which is its own to write to.
static bool memory_in_use(uint64_t *address_space, uint64_t *data) {
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL) return false;
    unsigned long long total = 0;
    unsigned long long data_pages = 0;
    // size resident shared text lib data dt, in pages: proc(5).
    int fields = fscanf(file, "%llu %*u %*u %*u %*u %llu", &total, &data_pages);
    fclose(file);
    if (fields != 2) {
        errno = EIO;
        return false;
    }
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    *address_space = total * page;
    *data = data_pages * page;
    return true;
}

static bool limit(int resource, uint64_t value) {
    struct rlimit wanted = {.rlim_cur = value, .rlim_max = value};
    struct rlimit current;
    if (getrlimit((__rlimit_resource_t)resource, &current) != 0) return false;
    // A limit that is lower already stays: it cannot be raised, and need not.
    if (current.rlim_max < wanted.rlim_max) wanted.rlim_max = current.rlim_max;
    if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &wanted) == 0;
}

static bool set_limits(rs_limits limits) {
    uint64_t address_space = 0;
    uint64_t data = 0;
    if (!memory_in_use(&address_space, &data)) return false;
    return limit(RLIMIT_DATA, data + limits.memory) && limit(RLIMIT_AS, address_space + limits.memory) &&
           limit(RLIMIT_CPU, limits.lifetime_cpu) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_NPROC, 0) && limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_MSGQUEUE, 0) &&
           limit(RLIMIT_NOFILE, (uint64_t)rs_descriptors_in_use() + SPARE_DESCRIPTORS);
}

bool rs_close(rs_limits limits, rs_outcome *outcome) {
    *outcome = (rs_outcome){0};
    errno = 0;
    if (!rs_answer_file_calls()) {
        outcome->failed_step = "answering system calls";
    } else if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        outcome->failed_step = "giving up privileges";
    } else if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        // Neither a dump of a crash nor another process of the same user sees what was read.
        outcome->failed_step = "forbidding dumps";
    } else if (!set_limits(limits)) {
        outcome->failed_step = "limiting memory, time and descriptors";
    } else {
        outcome->landlock = rs_restrict_by_landlock();
        if (!rs_set_filter()) outcome->failed_step = "filtering system calls";
    }
    if (outcome->failed_step != NULL) {
        outcome->error = errno;
        return false;
    }
    rs_die_without_memory();
    return true;
}

bool rs_confine_filter(rs_limits limits, rs_outcome *outcome) {
    *outcome = (rs_outcome){0};
    errno = 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        outcome->failed_step = "giving up privileges";
    } else if (!limit(RLIMIT_AS, limits.memory) || !limit(RLIMIT_CPU, limits.lifetime_cpu) || !limit(RLIMIT_CORE, 0) ||
               !limit(RLIMIT_NOFILE, 64) || !limit(RLIMIT_MEMLOCK, 0)) {
        outcome->failed_step = "limiting memory and time";
    } else {
        outcome->landlock = rs_restrict_to_reading_by_landlock();
        // Where the kernel has no Landlock, no file can be given a content all the same.
        if (!limit(RLIMIT_FSIZE, 0) || !rs_set_filter_for_others()) outcome->failed_step = "filtering system calls";
    }
    if (outcome->failed_step != NULL) outcome->error = errno;
    return outcome->failed_step == NULL;
}

bool rs_allow_cpu(uint64_t seconds) {
    struct rusage used;
    struct rlimit limits;
    if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limits) != 0) return false;
    uint64_t so_far = (uint64_t)used.ru_utime.tv_sec + (uint64_t)used.ru_stime.tv_sec;
    // Part of a second is rounded up, twice.
    limits.rlim_cur = so_far + 2 + seconds;
    if (limits.rlim_cur > limits.rlim_max) limits.rlim_cur = limits.rlim_max;
    return setrlimit(RLIMIT_CPU, &limits) == 0;
}

uint64_t rs_memory_after_trim(uint64_t kept) {
    struct mallinfo2 heap = mallinfo2();
    if (heap.arena + heap.hblkhd > kept) {
        malloc_trim(0);
        heap = mallinfo2();
    }
    return heap.uordblks + heap.hblkhd;
}
