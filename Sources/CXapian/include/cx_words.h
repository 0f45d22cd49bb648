/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Words, each of them in all its forms: the part of a query on which most of a search's time goes. */

#ifndef CX_WORDS_H
#define CX_WORDS_H

#include "cx_positions.h"
#include "cx_query.h"
#include "cx_reader.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A form of a word. */
typedef struct cx_form {
    cx_bytes term;
    /** In how many documents of the reader it is. */
    uint32_t frequency;
} cx_form;

/** A word: documents have it that have any of its forms, or in which one of its conditions holds. */
typedef struct cx_family {
    const cx_form *forms;
    size_t form_count;
    /** Forms of several words: each occurs where its first operand stands. */
    const cx_condition *const *conditions;
    size_t condition_count;
    /** Share of the weight that goes by the first form alone, 0 to 1. */
    double own_share;
    /** The weight is multiplied by this, 0 or more. */
    double factor;
    /** Whether a document that does not have the word does not match. */
    bool is_required;
} cx_family;

/** Words. Everything in it is borrowed for the call. */
typedef struct cx_words {
    const cx_family *families;
    size_t family_count;
    /** Parameters of Okapi BM25, see `cx_search`. */
    double bm25_k1;
    double bm25_b;
    double bm25_min_length;
} cx_words;

/**
 * Matches documents that have all words that are required; if none is, those that have any of the words. The weight is
 * the sum over the words that a document has. A word's is what the library would give to a synonym of all its forms,
 * times 1 - `own_share`, plus what it would give to the first form, times `own_share`. A condition is taken to hold in
 * as many documents as have the rarest of its words.
 *
 * It is for searches of this reader in its present revision. It must be no part of CX_SYNONYM, and not be scaled
 * by more than 1. CX_BAD_ARGUMENT: no words, a word without forms and conditions, or an empty term.
 */
cx_status cx_query_words(const cx_reader *reader, const cx_words *words, cx_query **query, cx_error **error);

#ifdef __cplusplus
}
#endif

#endif
