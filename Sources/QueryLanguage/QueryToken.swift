// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// A piece of a query that the parser takes as a whole.
struct QueryToken {
    enum Kind {
        case word(WordToken)
        case phrase(QueryPhrase)
        /// An address pasted from a browser.
        case address(QueryPhrase)
        case published(DayRange)
        case field(QueryField)
        case open
        case close
        case or
        case and
        case not
        case near(Int)
        case sameSentence
        /// A dash or plus at the head of the token that follows.
        case minus
        case plus
    }

    var kind: Kind
    /// Its bytes in the query.
    var range: Range<Int>

    /// Whether an operand begins with it, so that a field may stand before it.
    var beginsOperand: Bool {
        switch kind {
        case .word, .phrase, .address, .published, .field, .open, .minus, .plus, .not: true
        case .close, .or, .and, .near, .sameSentence: false
        }
    }

    /// How an operator is called in a warning; nil for what is none.
    var operatorName: String? {
        switch kind {
        case .or: "OR"
        case .and: "AND"
        case .not: "NOT"
        case .near: "NEAR"
        case .sameSentence: "SAME"
        default: nil
        }
    }
}

/// A word outside quotation marks, before it is known in which field it is.
struct WordToken {
    var text: String
    /// At least one.
    var words: [PhraseWord]
    /// Whether `=` stands before it.
    var isExact = false
    /// The changes of a letter that `~` allows.
    var fuzziness: Int?

    /// - Parameter field: the field it is looked for in, or nil for the text.
    func node(in field: QueryField?, range: Range<Int>) -> QueryNode {
        if words.contains(where: { $0.match != .exact }) {
            guard words.count == 1, let word = words.first else {
                return .phrase(QueryPhrase(words: words, inflected: false, within: nil, range: range))
            }
            return .word(QueryWord(text: text, terms: [word.term], match: word.match, range: range))
        }
        let inflects = field.map { $0.isProse } ?? true
        let match = fuzziness.map(WordMatch.fuzzy) ?? (isExact || !inflects ? .exact : .inflected)
        let isLiteral = isExact && match == .exact
        return .word(
            QueryWord(text: text, terms: words.map(\.term), match: match, isLiteral: isLiteral, range: range))
    }
}
