// SPDX-License-Identifier: GPL-3.0-or-later

/// How a query was read, what its words stand for, and how each hit's score came about.
package struct QueryExplanation: Sendable {
    /// A line of the query's tree in plain words.
    package struct Line: Hashable, Sendable {
        /// How many groups it lies in.
        package var depth: Int
        package var text: String
    }

    /// What one part of the query adds to a hit's score.
    package struct Contribution: Hashable, Sendable {
        /// The part, in the words of the query.
        package var label: String
        package var weight: Double
    }

    package var reading: [Line]
    /// The words in the order in which they are looked for; the words of other names follow those they stand for.
    package var words: [WordExplanation]
    /// Words that were made optional, because every text has them.
    package var optionalWords: [String]
    /// What the index is asked, in the library's own notation.
    package var tree: String
    /// For each hit of the page, in its order: what its score is the sum of, parts that add nothing left out.
    package var scores: [[Contribution]]
}

/// What one word of a query stands for.
package struct WordExplanation: Hashable, Sendable {
    /// A term of the index.
    package struct Term: Hashable, Sendable {
        /// Without the field's prefix.
        package var text: String
        /// In how many documents it occurs.
        package var frequency: Int
        package var origin: TermOrigin
    }

    /// As it is looked for; a word of another name may not be in the query at all.
    package var word: String
    /// Bytes of the query: the word, or the phrase or name that it belongs to.
    package var range: Range<Int>
    /// The word itself first, the others by falling frequency.
    package var terms: [Term]
    /// Whether there are less frequent terms, which a bound left out.
    package var isCapped: Bool
    /// Whether the vocabulary was not looked through to its end.
    package var isPartial: Bool

    init(word: String, range: Range<Int>, _ expansion: Expansion) {
        self.word = word
        self.range = range
        terms = zip(expansion.terms, expansion.words).map { term, text in
            Term(text: String(decoding: text, as: UTF8.self), frequency: term.frequency, origin: term.origin)
        }
        isCapped = expansion.isCapped
        isPartial = expansion.isPartial
    }
}
