/* SPDX-License-Identifier: GPL-3.0-or-later */

/** The one handle that changes a database. One thread at a time may use it. */

#ifndef CX_WRITER_H
#define CX_WRITER_H

#include "cx_status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cx_writer cx_writer;
typedef struct cx_reader cx_reader;

/** Flags of `cx_writer_open`, ORed. */
enum {
    /** Fail with CX_NOT_FOUND where there is no database, instead of making one. */
    CX_WRITER_MUST_EXIST = 1,
    /** Do not wait for the disk at a commit. A power cut may then lose the database. */
    CX_WRITER_NO_SYNC = 2,
    /** Overwrite blocks in place. No reader may be open, and a crash loses the database: for building only. */
    CX_WRITER_DANGEROUS = 4
};

/**
 * How it is kept where a term stands.
 *
 * The words of a text are kept in the order in which they stand, as a value of the document: its sequence.
 */
typedef enum cx_placement {
    /** In a list of positions of its own. */
    CX_OWN_PLACES,
    /** A word of the sequence. At each position stands one word at most. */
    CX_WORD,
    /** A word of the title under another name: the words of the sequence up to its last position are the title. */
    CX_TITLE_WORD,
    /** A quoted word under another name: the words of the sequence at its positions are quoted. */
    CX_QUOTED_WORD,
    /** No term; at its positions sections of the sequence begin. */
    CX_SECTION_START
} cx_placement;

/** One term of a document. */
typedef struct cx_posting {
    /** Where the term begins in `cx_document.terms`. */
    uint32_t term_offset;
    /** Bytes of the term: 1 to 245, where each NUL counts twice. */
    uint32_t term_length;
    /** Times the term counts in the document; 0 for a filter. */
    uint32_t frequency;
    /** Where its positions begin in `cx_document.positions`. */
    uint32_t first_position;
    /** How many positions it has; they ascend. */
    uint32_t position_count;
    cx_placement placement;
} cx_posting;

/** A value of a document. */
typedef struct cx_value {
    uint32_t slot;
    cx_bytes value;
} cx_value;

/** A whole document, handed over in one call. Everything in it is borrowed for that call. */
typedef struct cx_document {
    cx_bytes data;
    cx_bytes terms;
    const cx_posting *postings;
    size_t posting_count;
    const uint32_t *positions;
    size_t position_count;
    const cx_value *values;
    size_t value_count;
    /** The slot of the sequence, which is none of `values`. */
    uint32_t sequence_slot;
} cx_document;

/**
 * Opens the database in folder `path`, making it if need be, and takes its lock.
 * On CX_OK the caller owns `*writer` and closes it with `cx_writer_close`.
 * CX_LOCKED, CX_CORRUPT, CX_INCOMPATIBLE, CX_NOT_FOUND, CX_DISK_FULL, CX_OTHER.
 */
cx_status cx_writer_open(const char *path, unsigned flags, cx_writer **writer, cx_error **error);

/**
 * Commits what is pending unless `discard`, closes the database and frees `writer`, whatever the status.
 * CX_DISK_FULL, CX_OTHER: the commit failed, and the database holds what the last good one left.
 */
cx_status cx_writer_close(cx_writer *writer, bool discard, cx_error **error);

/**
 * Puts `document` in place of every document that has `unique_term`, or adds it. `*id` is its document number.
 * CX_BAD_ARGUMENT (a term too long, two words at one position), CX_CORRUPT, CX_DISK_FULL, CX_OTHER.
 */
cx_status cx_writer_replace(cx_writer *writer, cx_bytes unique_term, const cx_document *document, uint32_t *id,
                            cx_error **error);

/** Adds `document` without looking for an older one. As `cx_writer_replace`. */
cx_status cx_writer_add(cx_writer *writer, const cx_document *document, uint32_t *id, cx_error **error);

/** What to change about a document that stays as it is otherwise. */
typedef struct cx_amendment {
    uint32_t slot;
    /** What becomes the value of `slot`; empty: it has none. */
    cx_bytes value;
    /** Filters that the document loses, if it has them, and filters that it gets. */
    const cx_bytes *removed;
    size_t removed_count;
    const cx_bytes *added;
    size_t added_count;
} cx_amendment;

/**
 * Changes the document with number `id`, without writing its text, other terms and positions again. CX_NOT_FOUND (no
 * such document), CX_BAD_ARGUMENT (a term too long), CX_CORRUPT, CX_DISK_FULL, CX_OTHER.
 */
cx_status cx_writer_amend(cx_writer *writer, uint32_t id, const cx_amendment *amendment, cx_error **error);

/** Removes every document that has `term`; it is no error if there is none. CX_CORRUPT, CX_DISK_FULL, CX_OTHER. */
cx_status cx_writer_delete(cx_writer *writer, cx_bytes term, cx_error **error);

/** Sets the database's metadata under `key`; an empty value removes it. CX_BAD_ARGUMENT (empty key), CX_OTHER. */
cx_status cx_writer_set_metadata(cx_writer *writer, cx_bytes key, cx_bytes value, cx_error **error);

/**
 * Makes all changes since the last commit durable and visible at once; until then nobody else sees any.
 * CX_DISK_FULL, CX_OTHER: none of them is, and all that is left to do with `writer` is to close it, discarding.
 */
cx_status cx_writer_commit(cx_writer *writer, cx_error **error);

/**
 * Compares the document with number `id` with what it should be. `*difference`, which is the caller's, is empty if they
 * are the same; otherwise it names the first thing that differs: `record`, `value SLOT` or `term TERM` (its name,
 * frequency or positions). Terms that begin with `ignored_prefix` are not looked at. CX_NOT_FOUND (no such document),
 * CX_BAD_ARGUMENT (nothing that a document can be), and as any call of a reader.
 */
cx_status cx_reader_compare(const cx_reader *reader, uint32_t id, const cx_document *document, cx_bytes ignored_prefix,
                            cx_buffer **difference, cx_error **error);

/**
 * A reader that sees `writer`'s changes before they are committed. The caller frees it, uses it on
 * the writer's thread only, and not once `writer` is closed.
 */
cx_status cx_writer_view(cx_writer *writer, cx_reader **reader, cx_error **error);

#ifdef __cplusplus
}
#endif

#endif
