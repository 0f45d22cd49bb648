/* SPDX-License-Identifier: GPL-3.0-or-later */

/** Calls that do for many documents or terms, in one crossing, what others do for one. */

#ifndef CX_BATCH_H
#define CX_BATCH_H

#include "cx_reader.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The documents numbered `ids`, in that order; those that are gone are left out. `columns` has a slot at least, the
 * first of them one that every document has a value in. The caller owns `*page`.
 */
cx_status cx_reader_fetch(const cx_reader *reader, const uint32_t *ids, size_t id_count, const cx_columns *columns,
                          cx_page **page, cx_error **error);

/** In how many documents each of `terms` occurs. `frequencies` has room for `term_count`. */
cx_status cx_reader_term_frequencies(const cx_reader *reader, const cx_bytes *terms, size_t term_count,
                                     uint32_t *frequencies, cx_error **error);

#ifdef __cplusplus
}
#endif

#endif
