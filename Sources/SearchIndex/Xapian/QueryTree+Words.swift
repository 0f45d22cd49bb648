// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A word in all its forms, weighed as one.
struct WordFamily {
    /// The one that was typed first if it occurs; one or more, or there are ``names``.
    var forms: [IndexTerm]
    /// Forms of several words.
    var names: [PlaceCondition] = []
    /// Share of the weight that goes by the first form alone, 0 to 1.
    var ownShare = 0.0
    /// The weight in parts of what the word would have.
    var factor = 1.0
    /// Whether a document without the word does not match.
    var isRequired = true
}

extension QueryTree {
    /// Documents that have all words that are required, or any of the words if none is; see `cx_query_words`.
    ///
    /// - Parameter database: the only one that the tree is good for, in its present revision.
    static func words(_ families: [WordFamily], in database: borrowing Database) throws(IndexError) -> QueryTree {
        // One buffer for all terms, so that one pointer lends them all, and another for all forms.
        let bytes = families.flatMap { $0.forms.flatMap(\.bytes) }
        return try bytes.lend { (bytes) throws(IndexError) in
            var start = 0
            let forms = families.flatMap { family in
                family.forms.map { form in
                    defer { start += form.bytes.count }
                    let term = cx_bytes(data: bytes.data.map { $0 + start }, length: form.bytes.count)
                    return cx_form(term: term, frequency: UInt32(clamping: form.frequency))
                }
            }
            return try forms.withUnsafeBufferPointer { (forms) throws(IndexError) in
                try words(families, forms, in: database)
            }
        }
    }

    private static func words(
        _ families: [WordFamily],
        _ forms: UnsafeBufferPointer<cx_form>,
        in database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        let names = families.flatMap { $0.names.map { Optional($0.handle) } }
        return try names.withUnsafeBufferPointer { (names) throws(IndexError) in
            var (firstForm, firstName) = (0, 0)
            let lent = families.map { family in
                defer { (firstForm, firstName) = (firstForm + family.forms.count, firstName + family.names.count) }
                return cx_family(
                    forms: forms.baseAddress.map { $0 + firstForm }, form_count: family.forms.count,
                    conditions: names.baseAddress.map { $0 + firstName }, condition_count: family.names.count,
                    own_share: family.ownShare, factor: family.factor, is_required: family.isRequired)
            }
            return try lent.withUnsafeBufferPointer { (lent) throws(IndexError) in
                var words = cx_words(
                    families: lent.baseAddress, family_count: lent.count, bm25_k1: Ranking.k1, bm25_b: Ranking.b,
                    bm25_min_length: Ranking.leastLength)
                let reader = database.handle
                return try QueryTree(.words(families)) { cx_query_words(reader, &words, $0, $1) }
            }
        }
    }
}
