// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// What the conditions of one query may cost in reading where words stand, and whether they reached it.
///
/// For one thread at a time, as the searches that it is for.
final class PositionMeter {
    let handle: OpaquePointer

    /// - Parameter limit: articles to look at for one condition, each counting once more for each 1,024 of its words.
    init(limit: Int) throws(IndexError) {
        var made: OpaquePointer?
        try shim { cx_meter_make(UInt64(limit), &made, $0) }
        guard let made else { throw IndexError(.other, "the library gave no meter") }
        handle = made
    }

    deinit { cx_meter_free(handle) }

    /// Whether articles were left out because the limit was reached.
    var isExhausted: Bool { cx_meter_is_exhausted(handle) }
}
