// SPDX-License-Identifier: GPL-3.0-or-later
//
// The allocator of the C library under its own names, with one difference: when there is no memory left, the process
// ends and says so by its status. Left alone, each library would end in its own way (a trap, an abort, a null pointer
// that is used), and nobody could tell a bomb from a flaw.

#define _GNU_SOURCE
#include "memory.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "reader_sandbox.h"

static bool is_bounded = false;

void rs_die_without_memory(void) { is_bounded = true; }

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

// Sanitizers bring an allocator of their own.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static void *checked(void *memory, size_t size) {
    if (memory == NULL && size > 0 && is_bounded) _exit(RS_EXIT_MEMORY);
    return memory;
}

void *malloc(size_t size) { return checked(__libc_malloc(size), size); }

void *calloc(size_t count, size_t size) { return checked(__libc_calloc(count, size), count > 0 ? size : 0); }

void *realloc(void *memory, size_t size) { return checked(__libc_realloc(memory, size), size); }

void *memalign(size_t alignment, size_t size) { return checked(__libc_memalign(alignment, size), size); }

void *aligned_alloc(size_t alignment, size_t size) { return checked(__libc_memalign(alignment, size), size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
    void *allocated = checked(__libc_memalign(alignment, size), size);
    if (allocated == NULL && size > 0) return ENOMEM;
    *memory = allocated;
    return 0;
}

#endif
