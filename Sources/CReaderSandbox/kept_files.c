// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include "kept_files.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "reader_sandbox.h"

// The kernel's code for a call that a filter trapped; older headers of the C library lack the name.
#ifndef SYS_SECCOMP
#define SYS_SECCOMP 1
#endif

typedef struct kept_file {
    char *path;
    int descriptor;
} kept_file;

/// By path, ascending. It does not change any more when the sandbox is closed.
static kept_file *kept = NULL;
static size_t kept_count = 0;
static size_t kept_capacity = 0;

/// A data folder has some hundred files; a link to a whole disk is a mistake.
enum { LARGEST_COUNT = 4096 };

static int keep_file(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)place;
    if (kind != FTW_F || !S_ISREG(status->st_mode)) return 0;
    if (kept_count == LARGEST_COUNT) {
        errno = E2BIG;
        return -1;
    }
    if (kept_count == kept_capacity) {
        size_t capacity = kept_capacity == 0 ? 512 : kept_capacity * 2;
        kept_file *grown = realloc(kept, capacity * sizeof *grown);
        if (grown == NULL) return -1;
        kept = grown;
        kept_capacity = capacity;
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    // One that may not be read is not there for us.
    if (descriptor < 0) return 0;
    char *copy = strdup(path);
    if (copy == NULL) return -1;
    kept[kept_count++] = (kept_file){.path = copy, .descriptor = descriptor};
    return 0;
}

static int by_path(const void *first, const void *second) {
    return strcmp(((const kept_file *)first)->path, ((const kept_file *)second)->path);
}

int rs_keep_folder(const char *folder) {
    if (nftw(folder, keep_file, 16, 0) != 0 && errno != ENOENT) return -1;
    if (kept_count > 0) qsort(kept, kept_count, sizeof *kept, by_path);
    return (int)kept_count;
}

int rs_descriptors_in_use(void) {
    int above = 3;
    for (size_t index = 0; index < kept_count; index++) {
        if (kept[index].descriptor >= above) above = kept[index].descriptor + 1;
    }
    return above;
}

/// The descriptor of a kept file, -1 if the name is none of theirs. Safe in a signal handler.
static int descriptor_of(const char *path) {
    size_t low = 0;
    size_t high = kept_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(path, kept[middle].path);
        if (order == 0) return kept[middle].descriptor;
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return -1;
}

static long open_kept(const char *path, int flags) {
    if ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC | O_DIRECTORY)) != 0) return -EACCES;
    int descriptor = descriptor_of(path);
    if (descriptor < 0) return -EACCES;
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (copy < 0) return -errno;
    if (lseek(copy, 0, SEEK_SET) < 0) {
        int error = errno;
        close(copy);
        return -error;
    }
    return copy;
}

/// `fstat` of the C library is this call with an empty name.
static long stat_kept(int descriptor, const char *path, struct stat *status, int flags) {
    if (path == NULL || path[0] == '\0') {
        if ((flags & AT_EMPTY_PATH) == 0) return -ENOENT;
    } else {
        descriptor = descriptor_of(path);
        if (descriptor < 0) return -EACCES;
    }
    return syscall(SYS_fstat, descriptor, status) == 0 ? 0 : -errno;
}

static long answer(const siginfo_t *info, const long arguments[4]) {
    if (info->si_code != SYS_SECCOMP) return -EPERM;
    switch (info->si_syscall) {
#ifdef SYS_open
        case SYS_open: return open_kept((const char *)arguments[0], (int)arguments[1]);
#endif
        case SYS_openat: return open_kept((const char *)arguments[1], (int)arguments[2]);
        case SYS_newfstatat:
            return stat_kept((int)arguments[0], (const char *)arguments[1], (struct stat *)arguments[2],
                             (int)arguments[3]);
        default: return -EPERM;
    }
}

/// The kernel delivers a trapped call here, in the thread that made it; what is put into the register is its result.
static void on_trapped_call(int signal, siginfo_t *info, void *context) {
    (void)signal;
    int error_before = errno;
    mcontext_t *machine = &((ucontext_t *)context)->uc_mcontext;
#if defined(__x86_64__)
    const long arguments[4] = {machine->gregs[REG_RDI], machine->gregs[REG_RSI], machine->gregs[REG_RDX],
                               machine->gregs[REG_R10]};
    machine->gregs[REG_RAX] = answer(info, arguments);
#elif defined(__aarch64__)
    const long arguments[4] = {(long)machine->regs[0], (long)machine->regs[1], (long)machine->regs[2],
                               (long)machine->regs[3]};
    machine->regs[0] = (unsigned long)answer(info, arguments);
#else
#error "the sandbox is written for x86-64 and AArch64: add the registers of this architecture"
#endif
    errno = error_before;
}

bool rs_answer_file_calls(void) {
    struct sigaction action = {0};
    action.sa_sigaction = on_trapped_call;
    // A call made while another is answered must not be held back: a blocked SIGSYS kills.
    action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;
    sigset_t set;
    return sigemptyset(&action.sa_mask) == 0 && sigaction(SIGSYS, &action, NULL) == 0 && sigemptyset(&set) == 0 &&
           sigaddset(&set, SIGSYS) == 0 && sigprocmask(SIG_UNBLOCK, &set, NULL) == 0;
}
