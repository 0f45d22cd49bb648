/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Running a query. */

#ifndef CX_SEARCH_H
#define CX_SEARCH_H

#include "cx_positions.h"
#include "cx_query.h"
#include "cx_reader.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum cx_order {
    /** By weight; equal weights by the value in the sort slot, greatest first. */
    CX_BY_RELEVANCE,
    /** By the value in the sort slot, greatest first; then by weight. Documents without one come last. */
    CX_BY_VALUE_DESCENDING,
    /** By the value in the sort slot, least first; then by weight. Documents without one come last. */
    CX_BY_VALUE_ASCENDING,
    /** By number, least first; nothing is weighed, and what lies behind the page is not looked at. */
    CX_BY_NUMBER
} cx_order;

/** No slot. */
#define CX_NO_SLOT UINT32_MAX

/** A search. Everything in it is borrowed for the call. */
typedef struct cx_search {
    const cx_query *query;
    /** The meter of the conditions on positions in `query`, if no document matches without each of them: by relevance,
     * the documents that weigh most are then asked first, and by the part of them that match it is estimated how many
     * do in all. NULL: there are none, or some matches do without. */
    const cx_meter *meter;
    /**
     * Adds its weight to the best `bonus_window` hits where it matches them, and orders these anew; hits behind them
     * stay where they are. For what is too dear to weigh in every match. NULL: none. By relevance only.
     */
    const cx_query *bonus;
    uint32_t bonus_window;
    /** The meter of the bonus's conditions on positions, so that they look at those hits only. NULL: it has none. */
    const cx_meter *bonus_meter;
    /** Hits to leave out before the page. */
    uint32_t offset;
    /** Hits on the page. */
    uint32_t limit;
    /** Count exactly up to this many matches. */
    uint32_t check_at_least;
    cx_order order;
    uint32_t sort_slot;
    /** Documents with one value in this slot are a group, those without one are on their own. CX_NO_SLOT: all are. */
    uint32_t group_slot;
    /** Of each group, only the first in the order is a hit. */
    bool collapse;
    /** Parameters of Okapi BM25: saturation (0 and up), and length normalisation (0 to 1). */
    double bm25_k1;
    double bm25_b;
    /** Documents shorter than this share of the average are taken to be as long, 0 to 1. */
    double bm25_min_length;
    cx_columns columns;
} cx_search;

/** Finds the page of hits that `search` asks for. The caller owns `*page`. CX_MODIFIED, CX_BAD_ARGUMENT, CX_CORRUPT,
 * CX_OTHER. */
cx_status cx_reader_search(const cx_reader *reader, const cx_search *search, cx_page **page, cx_error **error);

#ifdef __cplusplus
}
#endif

#endif
