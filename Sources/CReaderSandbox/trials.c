// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a process that was taken over would try: for the tests of the sandbox, and for `crisis-search-reader
// --self-test`.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reader_sandbox.h"

int rs_try_open(const char *path, bool for_writing) {
    int descriptor = open(path, for_writing ? O_WRONLY | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) return errno;
    close(descriptor);
    return 0;
}

int rs_try_stat(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? 0 : errno;
}

static int try_socket(int domain, int kind) {
    int descriptor = socket(domain, kind | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return errno;
    close(descriptor);
    return 0;
}

int rs_try_unix_socket(void) { return try_socket(AF_UNIX, SOCK_STREAM); }

int rs_try_inet_socket(void) { return try_socket(AF_INET, SOCK_STREAM); }

int rs_try_fork(void) {
    pid_t child = fork();
    if (child < 0) return errno;
    if (child == 0) _exit(0);
    waitpid(child, NULL, 0);
    return 0;
}

int rs_try_exec(void) {
    char *const arguments[] = {(char *)"true", NULL};
    char *const environment[] = {NULL};
    execve("/bin/true", arguments, environment);
    return errno;
}

int rs_try_ptrace(void) { return ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0 ? 0 : errno; }

int rs_try_signal_parent(void) { return kill(getppid(), 0) == 0 ? 0 : errno; }

int rs_try_executable_memory(void) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page != MAP_FAILED) {
        munmap(page, 4096);
        return 0;
    }
    int refusal = errno;
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return errno;
    int later = mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
    munmap(page, 4096);
    return later == 0 ? 0 : refusal;
}

int rs_try_raise_limit(void) {
    struct rlimit limits;
    if (getrlimit(RLIMIT_DATA, &limits) != 0) return errno;
    limits.rlim_cur = limits.rlim_max;
    return setrlimit(RLIMIT_DATA, &limits) == 0 ? 0 : errno;
}

int rs_read_null(void) {
    const volatile int *volatile nowhere = NULL;
    return *nowhere;
}
