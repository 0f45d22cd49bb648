// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// What an article must have to be found: a parsed query, or a part of one.
///
/// The parser keeps trees simple: no conjunction directly in a conjunction, no disjunction of one member, no double
/// negation, nothing required where everything is.
package indirect enum QueryNode: Hashable, Sendable {
    case word(QueryWord)
    case phrase(QueryPhrase)
    /// Neighbours in the chain at most `distance` words apart, in any order. The operands are two or more words,
    /// phrases, or disjunctions of these.
    case near([QueryNode], distance: Int)
    /// All in one sentence; operands as of `near`.
    case sameSentence([QueryNode])
    /// All of them. Members that are `not` exclude.
    case and([QueryNode])
    /// Any of them. A member that is `required` has to match all the same, the others then only add to the rank.
    case or([QueryNode])
    /// Not this one; where nothing else is asked for, every article but these.
    case not(QueryNode)
    /// `+x` among words of which any is enough.
    case required(QueryNode)
    /// Only in that field.
    case field(QueryField, QueryNode)
    /// Published on one of these days.
    case published(DayRange)
}

/// One word as typed, with what it stands for.
package struct QueryWord: Hashable, Sendable {
    /// As typed, without the signs of the query language around it.
    package var text: String
    /// The folded words that it is, one or more, which must stand one behind the other: `de-escalate` is two.
    ///
    /// For a wildcard it is one, the pattern.
    package var terms: [String]
    /// How it matches; of several terms that goes for the last, and the others match exactly.
    package var match: WordMatch
    /// Whether `=` stands before it: no other spelling or name will do.
    package var isLiteral: Bool
    /// The bytes of `text` in the query.
    package var range: Range<Int>

    package init(text: String, terms: [String], match: WordMatch, isLiteral: Bool = false, range: Range<Int>) {
        self.text = text
        self.terms = terms
        self.match = match
        self.isLiteral = isLiteral
        self.range = range
    }
}

/// Which words of an article a word of a query matches.
package enum WordMatch: Hashable, Sendable {
    /// All with the same stem.
    case inflected
    /// Only the word itself, whatever its case and accents; unless it is literal, other spellings of it too.
    case exact
    /// All that fit the folded pattern, in which `*` is any letters or none and `?` any one.
    case wildcard(String)
    /// All within that many changes of a letter, 1 or 2.
    case fuzzy(Int)
}

/// Words in quotation marks.
package struct QueryPhrase: Hashable, Sendable {
    /// One or more.
    package var words: [PhraseWord]
    /// Whether each word that is not a wildcard matches its inflected forms (`"…"~`).
    package var inflected: Bool
    /// If not nil, the words may stand in any order with no two of them further apart than that many words (`"…"~5`).
    package var within: Int?
    /// The bytes of the phrase in the query, with its quotation marks.
    package var range: Range<Int>

    package init(words: [PhraseWord], inflected: Bool, within: Int?, range: Range<Int>) {
        self.words = words
        self.inflected = inflected
        self.within = within
        self.range = range
    }
}

/// One word of a phrase.
package struct PhraseWord: Hashable, Sendable {
    /// The folded word, or the pattern of a wildcard.
    package var term: String
    /// `exact` or `wildcard`.
    package var match: WordMatch
    /// Whether `=` stands before it, or before the phrase: no other spelling, name or form will do.
    package var isLiteral: Bool

    package init(term: String, match: WordMatch, isLiteral: Bool = false) {
        self.term = term
        self.match = match
        self.isLiteral = isLiteral
    }
}
