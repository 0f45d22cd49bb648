// SPDX-License-Identifier: GPL-3.0-or-later

/// The terms that a word of a query stands for.
package struct Expansion: Hashable, Sendable {
    /// With the field's prefix; the word itself first, if it occurs and is no pattern, the others by falling frequency.
    package var terms: [ExpandedTerm] = []
    /// Whether the first of the terms is the word as it was typed.
    var hasWordItself = false
    /// Whether less frequent terms were found, and are not among these.
    var isCapped = false
    /// Whether the vocabulary was not looked through to its end.
    var isPartial = false
    /// How many terms of the vocabulary were looked at.
    var steps = 0
    /// Bytes of the field's prefix on each term.
    var prefixLength = 0

    /// The words, without the field's prefix.
    var words: [ArraySlice<UInt8>] { terms.map { $0.bytes.dropFirst(prefixLength) } }

    /// The terms, without why they are there.
    var indexTerms: [IndexTerm] { terms.map { IndexTerm(bytes: $0.bytes, frequency: $0.frequency) } }

    /// Adds a term, unless it is there already.
    mutating func add(_ term: ExpandedTerm) {
        guard !terms.contains(where: { $0.bytes == term.bytes }) else { return }
        terms.append(term)
    }

    /// Adds what another word stands for.
    mutating func add(_ other: Expansion, _ origin: TermOrigin) {
        let known = Set(terms.map(\.bytes))
        for var term in other.terms where !known.contains(term.bytes) {
            term.origin = origin
            terms.append(term)
        }
        isPartial = isPartial || other.isPartial
        steps += other.steps
    }

    /// Sorts the terms by falling frequency, and keeps the first `count`.
    mutating func keepMostFrequent(_ count: Int) {
        // The rest of the order makes it the same each time.
        terms.sort { first, second in
            if first.frequency != second.frequency { return first.frequency > second.frequency }
            if first.bytes.count != second.bytes.count { return first.bytes.count < second.bytes.count }
            return first.bytes.lexicographicallyPrecedes(second.bytes)
        }
        hold(to: count)
    }

    /// Keeps the first terms whose frequencies together are at most `postings`; at least one.
    mutating func hold(toPostings postings: Int) {
        var sum = 0
        let kept = terms.prefix { term in
            sum += term.frequency
            return sum <= postings
        }
        hold(to: max(1, kept.count))
    }

    /// Keeps the first `count` terms.
    mutating func hold(to count: Int) {
        guard terms.count > count else { return }
        terms.removeLast(terms.count - count)
        isCapped = true
    }
}
