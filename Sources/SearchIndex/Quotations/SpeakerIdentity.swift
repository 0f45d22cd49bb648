// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// Whether two articles mean the same speaker, as far as their names tell.
struct SpeakerIdentity {
    enum Comparison {
        case same, different
        /// One of the two names nobody.
        case unknown
    }

    private let synonyms: Synonyms
    /// The words of each name that was asked for.
    private var words: [String: [String]] = [:]
    /// What pairs of surnames are, the lesser first.
    private var known: [Pair: Bool] = [:]

    private struct Pair: Hashable {
        var first: String
        var second: String
    }

    init(_ synonyms: Synonyms) {
        self.synonyms = synonyms
    }

    mutating func compare(_ one: String?, _ other: String?) -> Comparison {
        guard let one, let other else { return .unknown }
        if one == other { return .same }
        guard let first = surname(of: one), let second = surname(of: other) else { return .unknown }
        return isSame(first, second) ? .same : .different
    }

    /// The last word of a name, folded: what persons of one name have in common.
    mutating func surname(of name: String) -> String? {
        if let known = words[name] { return known.last }
        let folded = foldedWords(in: name).map(\.text)
        words[name] = folded
        return folded.last
    }

    private mutating func isSame(_ one: String, _ other: String) -> Bool {
        if one == other { return true }
        let pair = one < other ? Pair(first: one, second: other) : Pair(first: other, second: one)
        if let known = known[pair] { return known }
        let isSame =
            synonyms.variants(of: CollectionOfOne(one)).contains { $0.words.last == other }
            || isMisspelling(one, other)
        known[pair] = isSame
        return isSame
    }

    /// Whether names differ as transliterations do: `zelensky` and `zelenskyy`.
    private func isMisspelling(_ one: String, _ other: String) -> Bool {
        let letters = (Array(one.unicodeScalars), Array(other.unicodeScalars))
        let shorter = min(letters.0.count, letters.1.count)
        guard shorter >= 5, letters.0.first == letters.1.first else { return false }
        return EditDistance.isAtMost(shorter >= 8 ? 2 : 1, letters.0, letters.1)
    }
}
