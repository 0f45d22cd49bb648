// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A Xapian query.
///
/// Immutable.
final class QueryTree {
    /// What a tree asks for, to be asked of words that are no document of the index (``TermConditions``).
    enum Meaning {
        case nothing
        case term([UInt8])
        /// Those of them that are required, or any of them if none is.
        case words([WordFamily])
        case combined(cx_operator, [QueryTree])
        case scaled(QueryTree)
        case positions(PlaceCondition)
        /// Of a value, which only a document has.
        case values
    }

    let handle: OpaquePointer
    let meaning: Meaning

    init(
        _ meaning: Meaning,
        _ make: (UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<OpaquePointer?>) -> cx_status
    ) throws(IndexError) {
        self.meaning = meaning
        var made: OpaquePointer?
        try shim { make(&made, $0) }
        guard let made else { throw IndexError(.other, "the library gave no query") }
        handle = made
    }

    deinit { cx_query_free(handle) }

    static func term(_ term: [UInt8], frequency: Int = 1) throws(IndexError) -> QueryTree {
        try term.lend { (lent) throws(IndexError) in
            try QueryTree(.term(term)) { cx_query_term(lent, UInt32(frequency), $0, $1) }
        }
    }

    static var nothing: QueryTree {
        get throws(IndexError) { try QueryTree(.nothing) { cx_query_nothing($0, $1) } }
    }

    /// Joins parts; a single part of a commutative operator is given back as it is.
    static func combine(_ op: cx_operator, _ parts: [QueryTree]) throws(IndexError) -> QueryTree {
        if parts.count == 1, [CX_AND, CX_OR, CX_SYNONYM, CX_MAX].contains(op) { return parts[0] }
        let handles = parts.map { Optional($0.handle) }
        return try QueryTree(.combined(op, parts)) { cx_query_combine(op, handles, handles.count, $0, $1) }
    }

    /// The library's own notation.
    var description: String {
        get throws(IndexError) {
            var text: OpaquePointer?
            try shim { cx_query_description(handle, &text, $0) }
            return String(decoding: take(text), as: UTF8.self)
        }
    }

    func scaled(by factor: Double) throws(IndexError) -> QueryTree {
        try QueryTree(.scaled(self)) { cx_query_scale(handle, factor, $0, $1) }
    }

    /// Documents whose value lies between two byte strings, inclusive; `last` empty: no end.
    static func values(slot: UInt32, from first: [UInt8], through last: [UInt8]) throws(IndexError) -> QueryTree {
        try first.lend { (first) throws(IndexError) in
            try last.lend { (last) throws(IndexError) in
                try QueryTree(.values) { cx_query_value_range(slot, first, last, $0, $1) }
            }
        }
    }
}
