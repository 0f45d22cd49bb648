// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A Xapian query.
///
/// Immutable; the parts it is made of may go away before it does.
final class QueryTree {
    let handle: OpaquePointer

    init(_ make: (UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<OpaquePointer?>) -> cx_status)
        throws(IndexError)
    {
        var made: OpaquePointer?
        try shim { make(&made, $0) }
        guard let made else { throw IndexError(.other, "the library gave no query") }
        handle = made
    }

    deinit { cx_query_free(handle) }

    static func term(_ term: [UInt8], frequency: Int = 1) throws(IndexError) -> QueryTree {
        try term.lend { (term) throws(IndexError) in
            try QueryTree { cx_query_term(term, UInt32(frequency), $0, $1) }
        }
    }

    static var nothing: QueryTree {
        get throws(IndexError) { try QueryTree { cx_query_nothing($0, $1) } }
    }

    /// Joins parts; a single part of a commutative operator is given back as it is.
    static func combine(_ op: cx_operator, _ parts: [QueryTree], window: Int = 0) throws(IndexError) -> QueryTree {
        if parts.count == 1, [CX_AND, CX_OR, CX_SYNONYM, CX_MAX, CX_PHRASE, CX_NEAR].contains(op) { return parts[0] }
        let handles = parts.map { Optional($0.handle) }
        let tree = try QueryTree { cx_query_combine(op, handles, handles.count, UInt32(window), $0, $1) }
        withExtendedLifetime(parts) {}
        return tree
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
        try QueryTree { cx_query_scale(handle, factor, $0, $1) }
    }

    /// Documents whose value lies between two byte strings, inclusive; `last` empty: no end.
    static func values(slot: UInt32, from first: [UInt8], through last: [UInt8]) throws(IndexError) -> QueryTree {
        try first.lend { (first) throws(IndexError) in
            try last.lend { (last) throws(IndexError) in
                try QueryTree { cx_query_value_range(slot, first, last, $0, $1) }
            }
        }
    }
}
