/* SPDX-License-Identifier: GPL-3.0-or-later */

/** What a call came to, and why. Every other header of the shim includes this one. */

#ifndef CX_STATUS_H
#define CX_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Outcome of a call. Anything but CX_OK comes with a `cx_error` if the caller passed a place for it. */
typedef enum cx_status {
    CX_OK = 0,
    /** Another writer has the database open. */
    CX_LOCKED,
    /** The database is damaged: rebuild it. */
    CX_CORRUPT,
    /** The database was written by another version of the library's format: rebuild it. */
    CX_INCOMPATIBLE,
    /** The reader's revision is gone: reopen and do the whole piece of work again. */
    CX_MODIFIED,
    /** No space, or no quota, is left on the device. */
    CX_DISK_FULL,
    /** No such document, or no database at that path. */
    CX_NOT_FOUND,
    /** The library refused an argument: a mistake of the caller's. */
    CX_BAD_ARGUMENT,
    /** A remote database did not answer. */
    CX_NETWORK,
    CX_OUT_OF_MEMORY,
    /** The system has no descriptor, or no memory, left; the database may be sound. */
    CX_SHORTAGE,
    /** Anything else, an I/O error for instance. */
    CX_OTHER
} cx_status;

/** Why a call failed. Owned by whoever received it. */
typedef struct cx_error cx_error;

/** The status that the failed call returned. */
cx_status cx_error_status(const cx_error *error);

/** The library's own words, NUL-terminated UTF-8 as a rule. Lives as long as `error`. */
const char *cx_error_message(const cx_error *error);

/** Frees `error`; NULL is allowed. */
void cx_error_free(cx_error *error);

/** Bytes that belong to somebody else; may hold NUL. `data` may be NULL if `length` is 0. */
typedef struct cx_bytes {
    const uint8_t *data;
    size_t length;
} cx_bytes;

/** Bytes that belong to whoever received them. */
typedef struct cx_buffer cx_buffer;

/** The bytes of `buffer`. They live as long as it does. */
cx_bytes cx_buffer_bytes(const cx_buffer *buffer);

/** Frees `buffer`; NULL is allowed. */
void cx_buffer_free(cx_buffer *buffer);

#ifdef __cplusplus
}
#endif

#endif
