/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * Reading one or several databases as one. One thread at a time may use a reader, and what it gave out is copied: no
 * result refers back to it.
 *
 * Any call may return CX_MODIFIED, when the writer has committed twice since the reader was opened: reopen it, and do
 * the whole piece of work again. CX_CORRUPT and CX_OTHER (I/O) may come from any call too.
 */

#ifndef CX_READER_H
#define CX_READER_H

#include "cx_status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cx_reader cx_reader;
typedef struct cx_page cx_page;

/**
 * Opens the databases in the folders `paths`, searched as one. On CX_OK the caller owns `*reader`.
 * CX_NOT_FOUND, CX_CORRUPT, CX_INCOMPATIBLE, CX_MODIFIED, CX_SHORTAGE, CX_OTHER.
 */
cx_status cx_reader_open(const char *const *paths, size_t path_count, cx_reader **reader, cx_error **error);

/** Frees `reader`; NULL is allowed. */
void cx_reader_free(cx_reader *reader);

/**
 * Moves on to the newest revision. `*changed` is false if it was there already. A failure leaves the reader as it was.
 * As `cx_reader_open`. Not for what a writer has open.
 */
cx_status cx_reader_reopen(cx_reader *reader, bool *changed, cx_error **error);

/** How large the collection is. */
typedef struct cx_statistics {
    uint64_t documents;
    /** Words of a document, on average. */
    double average_length;
    /** The highest document number that was ever given out. */
    uint32_t last_id;
} cx_statistics;

cx_status cx_reader_statistics(const cx_reader *reader, cx_statistics *statistics, cx_error **error);

/** The metadata under `key`, empty if there is none. The caller owns `*value`. */
cx_status cx_reader_metadata(const cx_reader *reader, cx_bytes key, cx_buffer **value, cx_error **error);

/** In how many documents `term` occurs: 0 if in none. */
cx_status cx_reader_term_frequency(const cx_reader *reader, cx_bytes term, uint32_t *frequency, cx_error **error);

/** What a call that brings documents takes along from each. Borrowed for the call. */
typedef struct cx_columns {
    const uint32_t *slots;
    size_t slot_count;
    bool data;
} cx_columns;

/** The documents that have `term`, by ascending number, at most `limit`. The caller owns `*page`. */
cx_status cx_reader_documents(const cx_reader *reader, cx_bytes term, uint32_t limit, const cx_columns *columns,
                              cx_page **page, cx_error **error);

/**
 * The documents that have one of `terms` or several, by ascending number; a hit's weight is how many it has. Of each
 * term, only the first `limit` documents are looked at. Without values or data. The caller owns `*page`.
 */
cx_status cx_reader_find_any(const cx_reader *reader, const cx_bytes *terms, size_t term_count, uint32_t limit,
                             cx_page **page, cx_error **error);

/**
 * The documents with these numbers, in that order. One that does not exist has empty values; CX_NOT_FOUND if data is
 * wanted too. The caller owns `*page`.
 */
cx_status cx_reader_documents_numbered(const cx_reader *reader, const uint32_t *ids, size_t id_count,
                                       const cx_columns *columns, cx_page **page, cx_error **error);

/**
 * Values of the documents numbered above `after` that have one in the first of `columns`' slots, by ascending number,
 * at most `limit`; `columns->data` must be false. For going through a whole index. The caller owns `*page`.
 */
cx_status cx_reader_scan_values(const cx_reader *reader, uint32_t after, uint32_t limit, const cx_columns *columns,
                                cx_page **page, cx_error **error);

/** One document of a page. Everything in it belongs to the page. */
typedef struct cx_hit {
    uint32_t id;
    /** Weight given by a search, 0 elsewhere. */
    double weight;
    cx_bytes data;
    /** As many as `cx_columns.slot_count`, in that order; empty where the document has none. */
    const cx_bytes *values;
} cx_hit;

/** Number of hits on `page`. */
size_t cx_page_count(const cx_page *page);

/** The hits. They live as long as `page`. */
const cx_hit *cx_page_hits(const cx_page *page);

/**
 * How many documents match in all; `lower == upper` if that is exact. Whether groups are collapsed does not matter.
 */
typedef struct cx_match_count {
    uint32_t lower, estimated, upper;
    /** How many groups they are in, those on their own counted as one each. */
    uint32_t groups;
    bool groups_exact;
} cx_match_count;

cx_match_count cx_page_match_count(const cx_page *page);

/** Frees `page`; NULL is allowed. */
void cx_page_free(cx_page *page);

#ifdef __cplusplus
}
#endif

#endif
