/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * Conditions on where words stand in a document: one behind the other, near one another, in one section.
 */

#ifndef CX_POSITIONS_H
#define CX_POSITIONS_H

#include "cx_query.h"
#include "cx_writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How the places of the operands relate. A place is where all words of an operand stand, from the first to the last;
 * its distance from another is that between the end of the one in front and the start of the one behind: 1 for
 * neighbours. */
typedef enum cx_relation {
    /** Each operand begins right behind the one before it. */
    CX_IN_SEQUENCE,
    /** Each operand is at most `distance` from the one before it in the list, in front of it or behind. */
    CX_IN_CHAIN,
    /** No two operands are more than `distance` apart. No two share a word. */
    CX_IN_CLUSTER,
    /** All operands are in one section. Those beside each other in the list share no word. */
    CX_IN_SECTION
} cx_relation;

/**
 * A word that can stand somewhere. Operand 0 is met by any of its sequences, a sequence by its slots one behind the
 * other, a slot by any of its terms. Each number is the one before it or the next; a sequence counts from 0 in its
 * operand, a slot from 0 in its sequence.
 */
typedef struct cx_placed_term {
    cx_bytes term;
    /** How it is kept where the term stands, not CX_SECTION_START. */
    cx_placement placement;
    /** Bytes at the start of `term` that are not of the word: for CX_TITLE_WORD and CX_QUOTED_WORD. */
    uint32_t prefix_length;
    uint32_t operand;
    uint32_t sequence;
    uint32_t slot;
} cx_placed_term;

/** A condition. Everything in it is borrowed for the call. */
typedef struct cx_positions {
    cx_relation relation;
    uint32_t distance;
    /** For CX_IN_SECTION: whether sections are those of the sequence; if not, a document is one. */
    bool has_sections;
    /** The slot of the sequence. */
    uint32_t sequence_slot;
    const cx_placed_term *terms;
    size_t term_count;
} cx_positions;

/** What queries may still cost in reading where words stand, shared by all conditions of a query. */
typedef struct cx_meter cx_meter;

/** A meter that allows `limit` units: one for each document's sequence, or list of a term's positions in it, that is
 * read, and one for each 1,024 words more. The caller frees it with `cx_meter_free`, whether or not queries made with
 * it are left. */
cx_status cx_meter_make(uint64_t limit, cx_meter **meter, cx_error **error);

/** Whether a search ended before it had looked at each document, because the limit was reached. */
bool cx_meter_is_exhausted(const cx_meter *meter);

/** Frees `meter`; NULL is allowed. */
void cx_meter_free(cx_meter *meter);

/** A condition made ready, for any number of queries. */
typedef struct cx_condition cx_condition;

/**
 * Makes a condition, which costs `meter` what it costs. The caller owns `*condition` and frees it with
 * `cx_condition_free`, whether or not queries made with it are left. CX_BAD_ARGUMENT: numbers that do not ascend as
 * `cx_placed_term` says, a prefix that is longer than its term, or no terms.
 */
cx_status cx_condition_make(const cx_positions *positions, const cx_meter *meter, cx_condition **condition,
                            cx_error **error);

/** Frees `condition`; NULL is allowed. */
void cx_condition_free(cx_condition *condition);

/**
 * Matches the documents in which the condition holds; no weight. AND it with queries that find the candidates: by
 * itself it goes through all documents that have one of the terms. Once its meter is exhausted it matches nothing more.
 * It must be no part of CX_SYNONYM.
 */
cx_status cx_query_condition(const cx_condition *condition, cx_query **query, cx_error **error);

/** The place of an operand: the positions of the first and the last of its words. */
typedef struct cx_span {
    uint32_t first;
    uint32_t last;
} cx_span;

/**
 * Sets `*stand` to whether places can be chosen, one for each operand, that relate as asked: what `cx_query_condition`
 * asks of a document, for words that are no document of a database.
 *
 * `spans` are the places of all operands, one operand behind the other, in any order within each; `counts` says how
 * many each of the `operand_count` operands has. `section_starts` are for CX_IN_SECTION: the first positions of the
 * sections, ascending. All are borrowed for the call. CX_BAD_ARGUMENT: no operands.
 */
cx_status cx_spans_stand(cx_relation relation, uint32_t distance, const cx_span *spans, const size_t *counts,
                         size_t operand_count, const uint32_t *section_starts, size_t section_count, bool *stand,
                         cx_error **error);

#ifdef __cplusplus
}
#endif

#endif
