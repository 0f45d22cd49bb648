/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * Query trees. A query is immutable once made, and stays valid when the parts it was made of are freed. Each function
 * that makes one gives it to the caller, who frees it with `cx_query_free`.
 */

#ifndef CX_QUERY_H
#define CX_QUERY_H

#include "cx_status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cx_query cx_query;

typedef enum cx_operator {
    CX_AND,
    CX_OR,
    /** The first part, without what the second matches. */
    CX_AND_NOT,
    /** The first part, its weight raised by what the second matches. */
    CX_AND_MAYBE,
    /** The first part, its weight kept, where the second matches too. */
    CX_FILTER,
    /** Any part, weighed as if they were one term. */
    CX_SYNONYM,
    /** Any part; the weight is that of the best. */
    CX_MAX
} cx_operator;

/** Matches `term`, which counts `query_frequency` times. CX_BAD_ARGUMENT: the term is empty. */
cx_status cx_query_term(cx_bytes term, uint32_t query_frequency, cx_query **query, cx_error **error);

/** Joins `parts`. CX_BAD_ARGUMENT: parts that the operator can't have. */
cx_status cx_query_combine(cx_operator op, const cx_query *const *parts, size_t part_count, cx_query **query,
                           cx_error **error);

/** `part` with its weight multiplied by `factor`, which is 0 or more. */
cx_status cx_query_scale(const cx_query *part, double factor, cx_query **query, cx_error **error);

/** Matches documents whose value in `slot` is between `first` and `last`, inclusive, in byte order; no weight. Empty
 * `last`: no end. */
cx_status cx_query_value_range(uint32_t slot, cx_bytes first, cx_bytes last, cx_query **query, cx_error **error);

/** Matches no document. */
cx_status cx_query_nothing(cx_query **query, cx_error **error);

/** The library's description of the tree. The caller owns `*text`. */
cx_status cx_query_description(const cx_query *query, cx_buffer **text, cx_error **error);

/** Frees `query`; NULL is allowed. */
void cx_query_free(cx_query *query);

#ifdef __cplusplus
}
#endif

#endif
