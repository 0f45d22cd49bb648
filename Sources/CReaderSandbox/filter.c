// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of allowed system calls, as a program for seccomp(2). Made by hand: libseccomp would be one more library in
// the process for sixty lines, and nothing here depends on the architecture but the numbers.

#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the sandbox is written for x86-64 and AArch64: add the number of this architecture"
#endif

#define REFUSE (SECCOMP_RET_ERRNO | EPERM)

enum { CAPACITY = 256 };

typedef struct program {
    struct sock_filter steps[CAPACITY];
    unsigned count;
    bool is_too_long;
} program;

static void step(program *program, uint16_t code, uint32_t value, uint8_t if_true, uint8_t if_false) {
    if (program->count == CAPACITY) {
        program->is_too_long = true;
        return;
    }
    program->steps[program->count++] = (struct sock_filter)BPF_JUMP(code, value, if_true, if_false);
}

static void load(program *program, size_t offset) { step(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }

/// Both supported architectures are little endian: the low half of an argument comes first.
static void load_low(program *program, int argument) {
    load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)argument);
}

static void load_high(program *program, int argument) {
    load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)argument + 4);
}

static void end(program *program, uint32_t action) { step(program, BPF_RET | BPF_K, action, 0, 0); }

/// Decides about one call whatever its arguments.
static void decide(program *program, long call, uint32_t action) {
    step(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
    end(program, action);
}

/// The following `length` steps are for one call; they end with a decision.
static void for_call(program *program, long call, uint8_t length) {
    step(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, length);
}

/// Memory may be had, but no machine code be put there.
static void allow_data_memory(program *program, long call) {
    for_call(program, call, 4);
    load_low(program, 2);
    step(program, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1);
    end(program, REFUSE);
    end(program, SECCOMP_RET_ALLOW);
}

/// Limits of this process can be read; only that of processor time can be set, below its hard limit.
static void allow_own_limits(program *program) {
    for_call(program, SYS_prlimit64, 10);
    load_low(program, 0);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 6);
    load_low(program, 1);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, RLIMIT_CPU, 5, 0);
    load_low(program, 2);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2);
    load_high(program, 2);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
    end(program, REFUSE);
    end(program, SECCOMP_RET_ALLOW);
}

/// abort(3) raises a signal in its own thread; no other process is reached.
static void allow_own_signals(program *program) {
    for_call(program, SYS_tgkill, 4);
    load_low(program, 0);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 1, 0);
    end(program, REFUSE);
    end(program, SECCOMP_RET_ALLOW);
}

static void allow_descriptor_flags(program *program) {
    for_call(program, SYS_fcntl, 7);
    load_low(program, 1);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, F_DUPFD_CLOEXEC, 4, 0);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, F_GETFD, 3, 0);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, F_SETFD, 2, 0);
    step(program, BPF_JMP | BPF_JEQ | BPF_K, F_GETFL, 1, 0);
    end(program, REFUSE);
    end(program, SECCOMP_RET_ALLOW);
}

/// The most frequent first: the list is gone through at every call.
static const long allowed[] = {
    SYS_read,
    SYS_write,
    SYS_brk,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_close,
    SYS_lseek,
    SYS_fstat,
    SYS_futex,
    SYS_clock_gettime,
    SYS_getrandom,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_getrusage,
    SYS_gettimeofday,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_sysinfo,
    SYS_restart_syscall,
    SYS_exit,
    SYS_exit_group,
};

/// A program that loads the number of a call of this architecture; calls of others kill.
static program started(void) {
    program program = {.count = 0};
    load(&program, offsetof(struct seccomp_data, arch));
    step(&program, BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0);
    end(&program, SECCOMP_RET_KILL_PROCESS);
    load(&program, offsetof(struct seccomp_data, nr));
    return program;
}

static bool install(const program *program) {
    if (program->is_too_long) {
        errno = E2BIG;
        return false;
    }
    struct sock_fprog filter = {.len = (unsigned short)program->count, .filter = (struct sock_filter *)program->steps};
    // Not seccomp(2), which the units' own filter may refuse.
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

bool rs_set_filter(void) {
    program program = started();
    allow_data_memory(&program, SYS_mmap);
    allow_data_memory(&program, SYS_mprotect);
    for (size_t index = 0; index < sizeof allowed / sizeof *allowed; index++) {
        decide(&program, allowed[index], SECCOMP_RET_ALLOW);
    }
    // Answered by kept_files.c.
#ifdef SYS_open
    decide(&program, SYS_open, SECCOMP_RET_TRAP);
#endif
    decide(&program, SYS_openat, SECCOMP_RET_TRAP);
    decide(&program, SYS_newfstatat, SECCOMP_RET_TRAP);
    allow_own_limits(&program);
    allow_own_signals(&program);
    allow_descriptor_flags(&program);
    // Among what is left are the 32-bit calls that x86-64 kernels know by numbers of their own.
    end(&program, REFUSE);
    return install(&program);
}

/// What a filter has no business with.
static const long refused_to_others[] = {
    SYS_socket,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    SYS_ptrace,
    SYS_mount,
    SYS_umount2,
    SYS_unshare,
    SYS_setns,
    SYS_pivot_root,
    SYS_chroot,
    SYS_bpf,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_perf_event_open,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_userfaultfd,
    SYS_kexec_load,
    SYS_init_module,
    SYS_finit_module,
};

bool rs_set_filter_for_others(void) {
    program program = started();
#if defined(__x86_64__)
    // The same calls under the numbers of the x32 interface.
    step(&program, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    end(&program, REFUSE);
#endif
    for (size_t index = 0; index < sizeof refused_to_others / sizeof *refused_to_others; index++) {
        decide(&program, refused_to_others[index], REFUSE);
    }
    // io_uring opens sockets and files without these calls.
    decide(&program, SYS_io_uring_setup, REFUSE);
    end(&program, SECCOMP_RET_ALLOW);
    return install(&program);
}
