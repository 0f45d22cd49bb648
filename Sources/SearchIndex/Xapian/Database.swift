// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import Glibc

/// One or several Xapian databases, read as one.
///
/// For one thread at a time.
///
/// Any method may throw ``IndexError/Kind/modified``: reopen, and do the whole piece of work again.
struct Database: ~Copyable {
    let handle: OpaquePointer

    /// - Parameter paths: the folders of the databases.
    init(paths: [String]) throws(IndexError) {
        let names = paths.map { strdup($0) }
        defer { for name in names { free(name) } }
        let pointers = names.map { UnsafePointer<CChar>($0) }
        var opened: OpaquePointer?
        try shim { cx_reader_open(pointers, pointers.count, &opened, $0) }
        guard let opened else { throw IndexError(.other, "the library gave no reader") }
        handle = opened
    }

    /// The database that a writer of the shim's has open, with what it has not committed yet.
    ///
    /// To be used as long as the writer is open.
    init(viewing writer: OpaquePointer) throws(IndexError) {
        var viewed: OpaquePointer?
        try shim { cx_writer_view(writer, &viewed, $0) }
        guard let viewed else { throw IndexError(.other, "the library gave no view of its writer") }
        handle = viewed
    }

    deinit { cx_reader_free(handle) }

    /// Moves on to the newest revision.
    ///
    /// Stays on its own if that fails. Not for a view of a writer.
    ///
    /// - Returns: whether there was a newer one.
    func reopen() throws(IndexError) -> Bool {
        var changed = false
        try shim { cx_reader_reopen(handle, &changed, $0) }
        return changed
    }

    func statistics() throws(IndexError) -> cx_statistics {
        var statistics = cx_statistics()
        try shim { cx_reader_statistics(handle, &statistics, $0) }
        return statistics
    }

    func metadata(_ key: String) throws(IndexError) -> [UInt8] {
        var value: OpaquePointer?
        try Array(key.utf8).lend { (key) throws(IndexError) in
            try shim { cx_reader_metadata(handle, key, &value, $0) }
        }
        return take(value)
    }

    /// In how many documents a term occurs.
    func frequency(of term: [UInt8]) throws(IndexError) -> Int {
        var frequency: UInt32 = 0
        try term.lend { (term) throws(IndexError) in
            try shim { cx_reader_term_frequency(handle, term, &frequency, $0) }
        }
        return Int(frequency)
    }

    /// The documents that have `term`, by ascending number.
    func documents(with term: [UInt8], limit: Int, columns: Columns) throws(IndexError) -> Page {
        var page: OpaquePointer?
        try term.lend { (term) throws(IndexError) in
            try columns.lend { (columns) throws(IndexError) in
                try shim { cx_reader_documents(handle, term, UInt32(clamping: limit), columns, &page, $0) }
            }
        }
        return try Page(owning: page, columns: columns)
    }

    /// The numbers of the documents that have one of `terms` or several, and how many of them each has.
    ///
    /// Of each term, only the first `limit` documents are looked at.
    func find(anyOf terms: [[UInt8]], limit: Int) throws(IndexError) -> [(id: UInt32, count: Int)] {
        var found: OpaquePointer?
        try terms.lend { (terms) throws(IndexError) in
            try shim { cx_reader_find_any(handle, terms.baseAddress, terms.count, UInt32(clamping: limit), &found, $0) }
        }
        let page = try Page(owning: found, columns: Columns(slots: [], data: false))
        return (0..<page.count).map { (page.id($0), Int(page.weight($0))) }
    }

    /// The documents with these numbers, in that order; one that does not exist has empty values.
    func documents(numbered ids: [UInt32], columns: Columns) throws(IndexError) -> Page {
        var page: OpaquePointer?
        try columns.lend { (columns) throws(IndexError) in
            try shim { cx_reader_documents_numbered(handle, ids, ids.count, columns, &page, $0) }
        }
        return try Page(owning: page, columns: columns)
    }

    /// What the document with a number has that is not as it should be: `record`, `value SLOT` or `term TERM`; empty if nothing is.
    ///
    /// - Parameter ignoredPrefix: terms that begin with it are not looked at.
    func difference(
        of id: UInt32,
        from document: UnsafePointer<cx_document>,
        ignoring ignoredPrefix: String
    ) throws(IndexError) -> String {
        var difference: OpaquePointer?
        try Array(ignoredPrefix.utf8).lend { (ignored) throws(IndexError) in
            try shim { cx_reader_compare(handle, id, document, ignored, &difference, $0) }
        }
        return String(decoding: take(difference), as: UTF8.self)
    }

    /// Values of the documents above `after` that have one in the first of the columns' slots.
    func scanValues(after: UInt32, limit: Int, columns: Columns) throws(IndexError) -> Page {
        var page: OpaquePointer?
        try columns.lend { (columns) throws(IndexError) in
            try shim { cx_reader_scan_values(handle, after, UInt32(clamping: limit), columns, &page, $0) }
        }
        return try Page(owning: page, columns: columns)
    }

    /// Terms in byte order.
    ///
    /// - Parameters:
    ///   - after: begin after this term.
    ///   - stem: keep only terms that, less their first `skip` bytes, have this stem.
    ///   - limit: how many to keep at most.
    ///   - scanLimit: how many to look at, at most.
    func terms(
        prefix: [UInt8],
        after: [UInt8] = [],
        stem: StemFilter? = nil,
        limit: Int,
        scanLimit: Int
    ) throws(IndexError) -> TermList {
        var list: OpaquePointer?
        try prefix.lend { (prefix) throws(IndexError) in
            try after.lend { (after) throws(IndexError) in
                try (stem?.stem ?? []).lend { (bytes) throws(IndexError) in
                    var range = cx_term_range(
                        prefix: prefix,
                        after: after,
                        stemmer: stem?.stemmer.handle,
                        stem: bytes,
                        stem_skip: stem?.skip ?? 0,
                        limit: UInt32(clamping: limit),
                        scan_limit: UInt32(clamping: scanLimit)
                    )
                    try shim { cx_reader_terms(handle, &range, &list, $0) }
                }
            }
        }
        return TermList(taking: list)
    }

    /// The terms that are `word`, behind a field's prefix, but for at most `distance` changes of a letter.
    ///
    /// - Parameters:
    ///   - limit: how many to keep at most.
    ///   - scanLimit: how many to look at, at most.
    func terms(
        like word: String,
        within distance: Int,
        prefix: String,
        limit: Int,
        scanLimit: Int
    ) throws(IndexError) -> TermList {
        var list: OpaquePointer?
        try Array(prefix.utf8).lend { (prefix) throws(IndexError) in
            try Array(word.utf8).lend { (word) throws(IndexError) in
                var range = cx_similar_range(
                    prefix: prefix,
                    word: word,
                    distance: UInt32(clamping: distance),
                    skip_capitals: prefix.length == 0,
                    limit: UInt32(clamping: limit),
                    scan_limit: UInt32(clamping: scanLimit)
                )
                try shim { cx_reader_similar_terms(handle, &range, &list, $0) }
            }
        }
        return TermList(taking: list)
    }

    func search(_ search: cx_search, columns: Columns) throws(IndexError) -> Page {
        var page: OpaquePointer?
        try columns.lend { (columns) throws(IndexError) in
            var search = search
            search.columns = columns.pointee
            try shim { cx_reader_search(handle, &search, &page, $0) }
        }
        return try Page(owning: page, columns: columns)
    }
}

/// A term, and how many documents it occurs in.
package struct IndexTerm: Hashable, Sendable {
    package var bytes: [UInt8]
    package var frequency: Int

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

struct TermList {
    var terms: [IndexTerm]
    /// Whether a limit cut the list.
    var isTruncated: Bool

    /// Copies and frees a list that the shim gave.
    fileprivate init(taking list: consuming OpaquePointer?) {
        defer { cx_terms_free(list) }
        let lent = UnsafeBufferPointer(start: cx_terms_list(list), count: cx_terms_count(list))
        terms = lent.map { IndexTerm(bytes: [UInt8]($0.term), frequency: Int($0.frequency)) }
        isTruncated = cx_terms_truncated(list)
    }
}

/// Keeps the terms of one stem.
struct StemFilter {
    var stemmer: Stemmer
    var stem: [UInt8]
    /// Bytes of the field's prefix.
    var skip = 0
}
