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

    /// Terms to look at for one expansion at most; a vocabulary of a million terms is walked in about 0.2 s.
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
    }

    init(stemmers: Stemmers) {
        self.stemmers = stemmers
    }

    /// Forgets what was looked up: the index has changed.
    func reset() {
        families.removeAll(keepingCapacity: true)
    }

    /// The terms that `word` stands for in the field with `prefix`, the word itself included if it occurs.
    func expand(
        _ word: String,
        _ match: WordMatch,
        prefix: String,
        in database: borrowing Database
    ) throws(IndexError) -> Expansion {
        let key = Key(prefix: prefix, word: word, match: match)
        if let known = families[key] { return known }
        var expansion: Expansion
        switch match {
        case .exact:
            let term = Array((prefix + word).utf8)
            let frequency = try database.frequency(of: term)
            expansion = Expansion(terms: frequency > 0 ? [IndexTerm(bytes: term, frequency: frequency)] : [])
        case .inflected:
            expansion = try inflections(of: word, prefix, database)
        case .wildcard(let pattern):
            expansion = try matches(of: Glob(pattern), prefix, database)
        case .fuzzy(let distance):
            expansion = try neighbours(of: word, within: distance, prefix, database)
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
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        var found: [[UInt8]: IndexTerm] = [:]
        var isTruncated = false
        for stemmer in stemmers.stemmers(for: word) {
            let stem = try stemmer.stem(Array(word.utf8))
            let letters = String(decoding: stem, as: UTF8.self)
            let beginning = letters.count > 2 ? String(letters.dropLast()) : letters
            let list = try database.terms(
                prefix: Array((prefix + beginning).utf8),
                stem: StemFilter(stemmer: stemmer, stem: stem, skip: prefix.utf8.count),
                limit: Self.expansionLimit,
                scanLimit: Self.scanLimit
            )
            for term in list.terms { found[term.bytes] = term }
            isTruncated = isTruncated || list.isTruncated
        }
        let literal = Array((prefix + word).utf8)
        if found[literal] == nil {
            let frequency = try database.frequency(of: literal)
            if frequency > 0 { found[literal] = IndexTerm(bytes: literal, frequency: frequency) }
        }
        return Expansion(
            terms: found.values.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }, isTruncated: isTruncated)
    }

    private func matches(
        of glob: Glob,
        _ prefix: String,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        try select(prefix, glob.literalBeginning, database) { glob.matches($0) }
    }

    /// Words within an edit distance; the first letter is taken to be right, as most misspellings have it.
    private func neighbours(
        of word: String,
        within distance: Int,
        _ prefix: String,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        let letters = Array(word.unicodeScalars)
        let beginning = word.unicodeScalars.first.map { Array(String($0).utf8) } ?? []
        return try select(prefix, beginning, database) { candidate in
            let other = Array(String(decoding: candidate, as: UTF8.self).unicodeScalars)
            return EditDistance.isAtMost(distance, letters, other)
        }
    }

    /// Walks the terms of a field that begin with `beginning` and keeps the most frequent of those that `isMatch`.
    private func select(
        _ prefix: String,
        _ beginning: [UInt8],
        _ database: borrowing Database,
        _ isMatch: (ArraySlice<UInt8>) -> Bool
    ) throws(IndexError) -> Expansion {
        let start = Array(prefix.utf8) + beginning
        var kept: [IndexTerm] = []
        var after: [UInt8] = []
        var scanned = 0
        var isTruncated = false
        while true {
            let list = try database.terms(prefix: start, after: after, limit: 4096, scanLimit: 4096)
            for term in list.terms {
                // Bare words are not led by a prefix; the terms of fields stand among them, with theirs in capitals.
                if prefix.isEmpty, let first = term.bytes.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
                {
                    continue
                }
                if isMatch(term.bytes.dropFirst(prefix.utf8.count)) { kept.append(term) }
            }
            scanned += list.terms.count
            guard list.isTruncated, let last = list.terms.last else { break }
            after = last.bytes
            if prefix.isEmpty, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(last.bytes[0]) {
                after = [UInt8(ascii: "Z"), 0xff]
            }
            if scanned >= Self.scanLimit {
                isTruncated = true
                break
            }
        }
        if kept.count > Self.expansionLimit {
            kept.sort { ($0.frequency, $1.bytes.count) > ($1.frequency, $0.bytes.count) }
            kept.removeLast(kept.count - Self.expansionLimit)
            isTruncated = true
        }
        return Expansion(terms: kept, isTruncated: isTruncated)
    }
}

/// The terms that a word of a query stands for.
package struct Expansion: Hashable, Sendable {
    /// With the field's prefix.
    package var terms: [IndexTerm]
    /// Whether a bound cut the list.
    package var isTruncated = false
    /// Bytes of the field's prefix on each term.
    var prefixLength = 0

    /// The words, without the field's prefix.
    var words: [ArraySlice<UInt8>] { terms.map { $0.bytes.dropFirst(prefixLength) } }
}
