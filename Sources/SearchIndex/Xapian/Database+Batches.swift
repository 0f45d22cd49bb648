// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

extension Database {
    /// Documents by number, in the order of `ids`; those that are gone are left out.
    ///
    /// - Parameter columns: the first slot is one that every document has a value in.
    func fetch(_ ids: ArraySlice<UInt32>, columns: Columns) throws(IndexError) -> Page {
        var page: OpaquePointer?
        try ids.withUnsafeBufferPointer { (ids) throws(IndexError) in
            try columns.lend { (columns) throws(IndexError) in
                try shim { cx_reader_fetch(handle, ids.baseAddress, ids.count, columns, &page, $0) }
            }
        }
        return try Page(owning: page, columns: columns)
    }

    /// In how many documents each of some terms occurs.
    func frequencies(of terms: [[UInt8]]) throws(IndexError) -> [Int] {
        // One buffer for all terms, so that one pointer lends them all.
        let joined = terms.flatMap(\.self)
        var frequencies = [UInt32](repeating: 0, count: terms.count)
        try joined.withUnsafeBufferPointer { (buffer) throws(IndexError) in
            var start = 0
            let lent = terms.map { term in
                defer { start += term.count }
                return cx_bytes(data: buffer.baseAddress.map { $0 + start }, length: term.count)
            }
            try shim { cx_reader_term_frequencies(handle, lent, lent.count, &frequencies, $0) }
        }
        return frequencies.map(Int.init)
    }
}
