// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// Finds the terms of the index that a word of a query stands for.
///
/// For one thread at a time.
///
/// Words are indexed as written; their inflected forms, the words of a wildcard and misspellings are looked up in the
/// vocabulary when they are asked for. What was looked up is kept until the index changes.
final class Expander {
    private let stemmers: Stemmers
    private var families: [Key: Expansion] = [:]

    /// Terms to look at for one word at most.
    static let scanLimit = 300_000
    /// Terms that one word may stand for.
    static let expansionLimit = 1000
    /// Expansions kept.
    ///
    /// All are dropped at once when there are more.
    private static let cacheLimit = 10_000

    private struct Key: Hashable {
        var prefix: String
        var word: String
        var match: WordMatch
        var steps: Int
    }

    init(stemmers: Stemmers) {
        self.stemmers = stemmers
    }

    /// Forgets what was looked up: the index has changed.
    func reset() {
        families.removeAll(keepingCapacity: true)
    }

    /// The terms that `word` stands for in the field with `prefix`.
    ///
    /// - Parameter steps: terms of the vocabulary to look at, at most.
    func expand(
        _ word: String,
        _ match: WordMatch,
        prefix: String,
        steps: Int = scanLimit,
        in database: borrowing Database
    ) throws(IndexError) -> Expansion {
        let key = Key(prefix: prefix, word: word, match: match, steps: steps)
        if let known = families[key] { return known }
        var expansion: Expansion
        switch match {
        case .exact:
            let term = Array((prefix + word).utf8)
            let frequency = try database.frequency(of: term)
            expansion = Expansion(terms: frequency > 0 ? [IndexTerm(bytes: term, frequency: frequency)] : [])
        case .inflected:
            expansion = try inflections(of: word, prefix, steps, database)
        case .wildcard(let pattern):
            expansion = try matches(of: Glob(pattern), prefix, steps, database)
        case .fuzzy(let distance):
            expansion = try neighbours(of: word, within: distance, prefix, steps, database)
        }
        expansion.prefixLength = prefix.utf8.count
        if families.count >= Self.cacheLimit { reset() }
        families[key] = expansion
        return expansion
    }

    /// The words with the same stem.
    ///
    /// They begin with the stem less its last letter, as a rule of the Snowball stemmers (`try` and `tries` have the
    /// stem `tri`); a stem of two letters is too short to lose one.
    private func inflections(
        of word: String,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        var found: [[UInt8]: IndexTerm] = [:]
        var isPartial = false
        for stemmer in stemmers.stemmers(for: word) {
            let stem = try stemmer.stem(Array(word.utf8))
            let letters = String(decoding: stem, as: UTF8.self)
            let beginning = letters.count > 2 ? String(letters.dropLast()) : letters
            let list = try database.terms(
                prefix: Array((prefix + beginning).utf8),
                stem: StemFilter(stemmer: stemmer, stem: stem, skip: prefix.utf8.count),
                limit: steps,
                scanLimit: steps
            )
            for term in list.terms { found[term.bytes] = term }
            isPartial = isPartial || list.isTruncated
        }
        // The library does not tell how many it looked at to find these.
        var expansion = Expansion(
            terms: Array(found.values), isPartial: isPartial, steps: isPartial ? steps : found.count)
        try lead(&expansion, with: Array((prefix + word).utf8), database)
        return expansion
    }

    private func matches(
        of glob: Glob,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        var expansion = try select(prefix, glob.literalBeginning, steps, database) { glob.matches($0) }
        expansion.keepMostFrequent(Self.expansionLimit)
        return expansion
    }

    /// Words within an edit distance; the first letter is taken to be right, as most misspellings have it.
    private func neighbours(
        of word: String,
        within distance: Int,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        let letters = Array(word.unicodeScalars)
        let beginning = word.unicodeScalars.first.map { Array(String($0).utf8) } ?? []
        var expansion = try select(prefix, beginning, steps, database) { candidate in
            let other = Array(String(decoding: candidate, as: UTF8.self).unicodeScalars)
            return EditDistance.isAtMost(distance, letters, other)
        }
        try lead(&expansion, with: Array((prefix + word).utf8), database)
        return expansion
    }

    /// Keeps a word itself, if it occurs, and the most frequent of the others.
    private func lead(
        _ expansion: inout Expansion,
        with literal: [UInt8],
        _ database: borrowing Database
    ) throws(IndexError) {
        let frequency = try database.frequency(of: literal)
        expansion.terms.removeAll { $0.bytes == literal }
        expansion.hasWordItself = frequency > 0
        expansion.keepMostFrequent(Self.expansionLimit - (frequency > 0 ? 1 : 0))
        if frequency > 0 { expansion.terms.insert(IndexTerm(bytes: literal, frequency: frequency), at: 0) }
    }

    /// Walks the terms of a field that begin with `beginning`, and takes those that `isMatch`.
    private func select(
        _ prefix: String,
        _ beginning: [UInt8],
        _ steps: Int,
        _ database: borrowing Database,
        _ isMatch: (ArraySlice<UInt8>) -> Bool
    ) throws(IndexError) -> Expansion {
        let start = Array(prefix.utf8) + beginning
        var found = Expansion()
        var after: [UInt8] = []
        while true {
            let limit = min(4096, steps - found.steps)
            let list = try database.terms(prefix: start, after: after, limit: limit, scanLimit: limit)
            for term in list.terms {
                // Bare words are not led by a prefix; the terms of fields stand among them, with theirs in capitals.
                if prefix.isEmpty, let first = term.bytes.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
                {
                    continue
                }
                if isMatch(term.bytes.dropFirst(prefix.utf8.count)) { found.terms.append(term) }
            }
            found.steps += list.terms.count
            guard list.isTruncated, let last = list.terms.last else { return found }
            after = last.bytes
            if prefix.isEmpty, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(last.bytes[0]) {
                after = [UInt8(ascii: "Z"), 0xff]
            }
            if found.steps >= steps {
                found.isPartial = true
                return found
            }
        }
    }
}

/// The terms that a word of a query stands for.
package struct Expansion: Hashable, Sendable {
    /// With the field's prefix; the word itself first, if it occurs and is no pattern, the others by falling frequency.
    package var terms: [IndexTerm] = []
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

    /// Sorts the terms by falling frequency, and keeps the first `count`.
    fileprivate mutating func keepMostFrequent(_ count: Int) {
        // The rest of the order makes it the same each time.
        terms.sort { first, second in
            if first.frequency != second.frequency { return first.frequency > second.frequency }
            if first.bytes.count != second.bytes.count { return first.bytes.count < second.bytes.count }
            return first.bytes.lexicographicallyPrecedes(second.bytes)
        }
        hold(to: count)
    }

    /// Keeps the first `count` terms.
    mutating func hold(to count: Int) {
        guard terms.count > count else { return }
        terms.removeLast(terms.count - count)
        isCapped = true
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
}
