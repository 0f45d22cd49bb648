/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Counting the values of all documents that a query matches. */

#ifndef CX_TALLY_H
#define CX_TALLY_H

#include "cx_query.h"
#include "cx_reader.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cx_tally cx_tally;

/** A slot whose values to count. */
typedef struct cx_tallied_slot {
    uint32_t slot;
    /** Whether a value is a list, joined by NUL, each of whose members counts, once a document. */
    bool is_list;
} cx_tallied_slot;

/**
 * Counts in one pass the values that the documents matching `query` have in each of `slots`; exact. The caller owns
 * `*tally`. CX_MODIFIED, CX_BAD_ARGUMENT, CX_CORRUPT, CX_OTHER.
 */
cx_status cx_reader_tally(const cx_reader *reader, const cx_query *query, const cx_tallied_slot *slots,
                          size_t slot_count, cx_tally **tally, cx_error **error);

/** How many documents match. */
uint32_t cx_tally_documents(const cx_tally *tally);

/** How many of them have no value in the slot that was given as number `index`. */
uint32_t cx_tally_missing(const cx_tally *tally, size_t index);

/** A value, and how many documents have it. Belongs to the tally. */
typedef struct cx_value_count {
    cx_bytes value;
    uint32_t documents;
} cx_value_count;

/** How many different values the slot that was given as number `index` has. */
size_t cx_tally_count(const cx_tally *tally, size_t index);

/** Those values, in no particular order. They live as long as `tally`. */
const cx_value_count *cx_tally_values(const cx_tally *tally, size_t index);

/** Frees `tally`; NULL is allowed. */
void cx_tally_free(cx_tally *tally);

#ifdef __cplusplus
}
#endif

#endif
