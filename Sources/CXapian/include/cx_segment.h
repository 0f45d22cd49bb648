/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Making databases of many documents at once, faster than `cx_writer`, which can change them later. */

#ifndef CX_SEGMENT_H
#define CX_SEGMENT_H

#include "cx_writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A new database of new documents. One thread at a time may use it. */
typedef struct cx_segment cx_segment;

/**
 * Begins a database in the folder `path`, which must not be there. Until `cx_segment_finish` it is none, and the folder
 * may be removed at any time after `cx_segment_free`. On CX_OK the caller owns `*segment`. CX_DISK_FULL, CX_OTHER.
 */
cx_status cx_segment_make(const char *path, cx_segment **segment, cx_error **error);

/**
 * Adds `document`. CX_BAD_ARGUMENT (a term too long, two words at one position, a term or a slot twice): the document
 * is left out. CX_DISK_FULL, CX_OTHER: the segment is of no more use.
 */
cx_status cx_segment_add(cx_segment *segment, const cx_document *document, cx_error **error);

/** Sets the database's metadata under `key`; an empty value removes it. CX_BAD_ARGUMENT (empty key). */
cx_status cx_segment_set_metadata(cx_segment *segment, cx_bytes key, cx_bytes value, cx_error **error);

/** Documents that were added. */
uint32_t cx_segment_documents(const cx_segment *segment);

/** Bytes that the segment takes in memory, what it needs to be finished included. */
size_t cx_segment_memory(const cx_segment *segment);

/** Completes the database; it is not synchronised with the disk. Nothing else may be done after that but to free
 * `segment`. CX_DISK_FULL, CX_OTHER. */
cx_status cx_segment_finish(cx_segment *segment, cx_error **error);

/** Frees `segment`; NULL is allowed. */
void cx_segment_free(cx_segment *segment);

/** How to merge. Borrowed for the call. */
typedef struct cx_merge_options {
    /** 1, or 2 for two threads. */
    unsigned threads;
    /** Asked now and then whether to go on, by any thread of the merge. NULL: it is never broken off. */
    bool (*proceed)(void *context);
    void *context;
} cx_merge_options;

/**
 * Merges the databases in `sources`, which nobody may write to meanwhile, into a new one in the folder `destination`,
 * which must not be there. The sources stay as they are; no source may hold documents that another one has. It is not
 * synchronised with the disk. Metadata are those of the first source that has them.
 *
 * `*completed` is false if it was broken off. Then, and after an error, the folder `destination` is to be removed.
 * CX_NOT_FOUND, CX_CORRUPT, CX_INCOMPATIBLE, CX_DISK_FULL, CX_OTHER.
 */
cx_status cx_merge(const char *const *sources, size_t source_count, const char *destination,
                   const cx_merge_options *options, bool *completed, cx_error **error);

#ifdef __cplusplus
}
#endif

#endif
