// SPDX-License-Identifier: GPL-3.0-or-later

// Entry points that read an index run their body inside `guarded_reading`.

#ifndef CX_READING_HPP
#define CX_READING_HPP

#include "guard.hpp"
#include "handles.hpp"

// Runs what reads a `State` of databases, which is a reader or one of its sources.
//
// A block that is newer than its table is to the library one that a later commit has overwritten, and the reader is to
// move on. Where nobody has committed since, no reopening helps: the block is damaged.
template <typename State, typename Body>
void reading(const State &state, Body body) {
    try {
        body();
    } catch (const Xapian::DatabaseModifiedError &) {
        if (state.is_behind()) throw;
        throw Xapian::DatabaseCorruptError("a block is newer than the last commit");
    }
}

template <typename Body>
cx_status guarded_reading(cx_error **error, const cx_reader &reader, Body body) noexcept {
    return guarded(error, [&] { reading(reader, body); });
}

#endif
