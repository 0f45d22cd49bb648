// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// One place of a sequence of words.
struct QuerySlot: Hashable {
    var term: String
    var match: WordMatch
    /// Whether another spelling or name will do.
    var isSpelled: Bool

    /// Whether it is a word of which a name may be made, and no pattern.
    var isNameable: Bool { isSpelled && (match == .exact || match == .inflected) }

    /// The words of a compound: `de-escalate` is two that stand together; the last takes the inflection.
    static func slots(of word: QueryWord, in field: IndexedField) -> [QuerySlot] {
        let isSpelled = field.isSpelled && !word.isLiteral && (field.isShown ? word.match == .inflected : true)
        return word.terms.enumerated().map { index, term in
            let isLast = index == word.terms.count - 1
            return QuerySlot(term: term, match: isLast ? word.match : .exact, isSpelled: isSpelled)
        }
    }

    static func slots(of phrase: QueryPhrase, in field: IndexedField) -> [QuerySlot] {
        phrase.words.map { word in
            let inflects = phrase.inflected && word.match == .exact && !word.isLiteral
            return QuerySlot(
                term: word.term, match: inflects ? .inflected : word.match,
                isSpelled: field.isSpelled && !word.isLiteral)
        }
    }
}
