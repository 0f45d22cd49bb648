// SPDX-License-Identifier: GPL-3.0-or-later
//
// A second wall: the kernel's own rules on files, sockets and signals, which do not depend on which system calls there
// are.

#define _GNU_SOURCE
#include "landlock.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// The interface grows with the kernel and the header of the build machine may be older: these are its published
// numbers.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

typedef struct ruleset {
    uint64_t file_access;
    uint64_t network_access;
    uint64_t scopes;
} ruleset;

/// How many kinds of access to files each version knows, from version 1 on.
static const int file_access_kinds[] = {13, 14, 15, 15, 16};

/// A rule as the kernel reads it: the kinds of access that are allowed at and below an open folder.
typedef struct __attribute__((packed)) path_rule {
    uint64_t allowed;
    int32_t parent;
} path_rule;

enum { EXECUTE = 1, WRITE_FILE = 2, READ_FILE = 4, READ_FOLDER = 8 };

static void allow(long ruleset, const char *path, uint64_t access) {
    path_rule rule = {.allowed = access, .parent = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent < 0) return;
    const int path_beneath = 1;
    // A rule that cannot be added leaves more forbidden, not less.
    (void)syscall(SYS_landlock_add_rule, ruleset, path_beneath, &rule, 0);
    close(rule.parent);
}

static int restrict_to(bool may_read) {
    const unsigned ask_version = 1;
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ask_version);
    if (version < 1) return 0;
    const long known = sizeof file_access_kinds / sizeof *file_access_kinds;
    ruleset rules = {0};
    rules.file_access = (1ULL << file_access_kinds[(version < known ? version : known) - 1]) - 1;
    // TCP bind and connect; abstract Unix sockets and signals to others.
    if (version >= 4) rules.network_access = 3;
    if (version >= 6) rules.scopes = 3;
    // A kernel refuses a structure longer than it knows if what it does not know is set.
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    long descriptor = syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (descriptor < 0) return 0;
    // Without a rule nothing of it is allowed.
    if (may_read) {
        allow(descriptor, "/", EXECUTE | READ_FILE | READ_FOLDER);
        allow(descriptor, "/dev/null", WRITE_FILE | READ_FILE);
    }
    long failed = syscall(SYS_landlock_restrict_self, descriptor, 0);
    close((int)descriptor);
    return failed == 0 ? (int)version : 0;
}

int rs_restrict_by_landlock(void) { return restrict_to(false); }

int rs_restrict_to_reading_by_landlock(void) { return restrict_to(true); }
