// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a term of the index stands for a word of a query.
package enum TermOrigin: String, Hashable, Sendable {
    /// It is the word as it was typed.
    case itself
    /// Another form of the word: `talks` for `talk`, `said` for `say`.
    case inflection
    case wildcard
    /// A word that differs by a letter or two.
    case fuzzy
    /// An equal name of the synonym file.
    case spelling
    /// An abbreviation of the synonym file, or what it is short for.
    case abbreviation
    /// What the synonym file says that the word stands for as well, but not the other way round.
    case synonym
    /// The same name in the other of the Cyrillic and Latin scripts, by rule.
    case transliteration
}

/// A term of the index that a word of a query stands for.
package struct ExpandedTerm: Hashable, Sendable {
    /// With the field's prefix.
    package var bytes: [UInt8]
    /// In how many documents it occurs.
    package var frequency: Int
    package var origin: TermOrigin

    init(_ term: IndexTerm, _ origin: TermOrigin) {
        bytes = term.bytes
        frequency = term.frequency
        self.origin = origin
    }
}
