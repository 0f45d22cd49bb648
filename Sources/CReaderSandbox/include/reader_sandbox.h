// SPDX-License-Identifier: GPL-3.0-or-later
//
// The walls around the process that reads files of foreign formats: what a flaw in a library can be used for, once a
// file has taken that process over, is to answer nonsense about this file.
//
// For one thread: the process has no other, and can start none once the sandbox is closed.

#ifndef READER_SANDBOX_H
#define READER_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The status with which the process ends when it is refused memory. See `rs_close`.
enum { RS_EXIT_MEMORY = 86 };

/// What one process may use.
typedef struct rs_limits {
    /// Bytes of memory on top of what the process has when the sandbox closes.
    uint64_t memory;
    /// Seconds of processor time in its whole life: a backstop for a supervisor that is gone.
    uint64_t lifetime_cpu;
} rs_limits;

/// How closing went.
typedef struct rs_outcome {
    /// What failed, a constant; NULL if nothing did.
    const char *failed_step;
    /// The `errno` of that.
    int error;
    /// The version of Landlock that the kernel has, 0 if it has none or does not let it be used here.
    int landlock;
} rs_outcome;

/// Closes every descriptor above standard error, whatever was inherited. Call it first of all.
void rs_close_inherited(void);

/// Opens all files in and below a folder, for reading. Their names can be opened after the sandbox is closed, and no
/// others: for libraries that look into their own data when a document asks for it. Two open descriptors of one file
/// share their position.
///
/// Returns how many files are kept now, or -1 with `errno` set. A folder that is not there has no files.
int rs_keep_folder(const char *folder);

/// Closes the sandbox, for good: limits on memory, time, descriptors, file size and processes; no new privileges; no
/// file, no network, no other process, no executable memory. System calls that are not allowed fail with EPERM, opening
/// a file with EACCES. A failed allocation ends the process with `RS_EXIT_MEMORY`, so that its parent knows the cause.
///
/// Returns false if a part of it could not be put up; no foreign data may be read then. Landlock is a second wall, and
/// its absence no failure.
bool rs_close(rs_limits limits, rs_outcome *outcome);

/// Confines this process to be a filter, before it becomes one by exec: no new privileges; limits on memory and
/// processor time; it writes no file, opens no socket, traces nobody. It may read, and start processes, which are
/// confined alike.
///
/// Returns false if a part of that could not be put up.
bool rs_confine_filter(rs_limits limits, rs_outcome *outcome);

/// Allows `seconds` of processor time from now on; when they are used up, SIGXCPU ends the process. Works in the
/// sandbox.
///
/// Returns whether it was set.
bool rs_allow_cpu(uint64_t seconds);

/// The bytes of the heap that are in use, after memory that is free was given back to the system if the heap has more
/// than `kept` bytes.
uint64_t rs_memory_after_trim(uint64_t kept);

// MARK: Trying the walls

/// What a process that was taken over would try. Each returns 0 if it succeeded, else the `errno` of the refusal.
int rs_try_open(const char *path, bool for_writing);
int rs_try_stat(const char *path);
int rs_try_unix_socket(void);
int rs_try_inet_socket(void);
int rs_try_fork(void);
int rs_try_exec(void);
int rs_try_ptrace(void);
int rs_try_signal_parent(void);
int rs_try_executable_memory(void);
int rs_try_raise_limit(void);

/// Reads through a null pointer.
int rs_read_null(void);

#ifdef __cplusplus
}
#endif

#endif
