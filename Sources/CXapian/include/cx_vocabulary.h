/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Walking the terms of an index, and stemming. */

#ifndef CX_VOCABULARY_H
#define CX_VOCABULARY_H

#include "cx_reader.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cx_stemmer cx_stemmer;
typedef struct cx_terms cx_terms;

/**
 * A Snowball stemmer for `language` (`en`, `english`, …). On CX_OK the caller owns `*stemmer`; one thread at a time may
 * use it. CX_BAD_ARGUMENT: there is none for that language.
 */
cx_status cx_stemmer_open(const char *language, cx_stemmer **stemmer, cx_error **error);

/** Frees `stemmer`; NULL is allowed. */
void cx_stemmer_free(cx_stemmer *stemmer);

/** The stem of `word`. The caller owns `*stem`. */
cx_status cx_stemmer_stem(const cx_stemmer *stemmer, cx_bytes word, cx_buffer **stem, cx_error **error);

/** Which terms of the vocabulary to list. Borrowed for the call. */
typedef struct cx_term_range {
    /** Terms that begin with this. */
    cx_bytes prefix;
    /** Begin after this term; empty: at the first. */
    cx_bytes after;
    /** Keep only terms whose stem, without their first `stem_skip` bytes, is `stem`; NULL: keep all. */
    const cx_stemmer *stemmer;
    cx_bytes stem;
    size_t stem_skip;
    /** Stop after so many terms kept. */
    uint32_t limit;
    /** Stop after so many terms looked at. */
    uint32_t scan_limit;
} cx_term_range;

/** Lists terms in byte order, with their document frequencies. The caller owns `*terms`. */
cx_status cx_reader_terms(const cx_reader *reader, const cx_term_range *range, cx_terms **terms, cx_error **error);

/** Which terms are like a word. Borrowed for the call. */
typedef struct cx_similar_range {
    /** What the terms begin with; the rest of them is compared with `word`. */
    cx_bytes prefix;
    /** UTF-8. */
    cx_bytes word;
    /** Changes that a term may be away: letters added, dropped or replaced, neighbours swapped. */
    uint32_t distance;
    /** Pass over terms that begin with an ASCII capital: where the prefix is empty, these are of other fields. */
    bool skip_capitals;
    /** Stop after so many terms kept. */
    uint32_t limit;
    /** Stop after so many terms looked at. */
    uint32_t scan_limit;
} cx_similar_range;

/** Lists the terms within a distance of a word, in byte order, with their document frequencies. The caller owns
 * `*terms`. */
cx_status cx_reader_similar_terms(const cx_reader *reader, const cx_similar_range *range, cx_terms **terms,
                                  cx_error **error);

/** A term and the number of documents it occurs in. Belongs to the list. */
typedef struct cx_term {
    cx_bytes term;
    uint32_t frequency;
} cx_term;

size_t cx_terms_count(const cx_terms *terms);

/** The terms. They live as long as `terms`. */
const cx_term *cx_terms_list(const cx_terms *terms);

/** Whether a limit ended the list before the range did. */
bool cx_terms_truncated(const cx_terms *terms);

/** Frees `terms`; NULL is allowed. */
void cx_terms_free(cx_terms *terms);

#ifdef __cplusplus
}
#endif

#endif
