// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

extension QueryNode {
    /// The query with each exact phrase open to inflected forms; nil if there is no exact phrase.
    var withInflectedPhrases: QueryNode? {
        var isChanged = false
        let changed = mapPhrases { phrase in
            guard !phrase.inflected, !phrase.words.allSatisfy(\.isLiteral) else { return .phrase(phrase) }
            isChanged = true
            var phrase = phrase
            phrase.inflected = true
            return .phrase(phrase)
        }
        return isChanged ? changed : nil
    }

    /// The query with each phrase read as words that may stand anywhere; nil if there is no phrase.
    var withPhrasesAsWords: QueryNode? {
        var isChanged = false
        let changed = mapPhrases { phrase in
            isChanged = true
            let words = phrase.words.map { word in
                QueryNode.word(
                    QueryWord(
                        text: word.term, terms: [word.term],
                        match: word.match == .exact && !word.isLiteral ? .inflected : word.match,
                        isLiteral: word.isLiteral, range: phrase.range))
            }
            return words.count == 1 ? words[0] : .and(words)
        }
        return isChanged ? changed : nil
    }

    private func mapPhrases(_ change: (QueryPhrase) -> QueryNode) -> QueryNode {
        switch self {
        case .phrase(let phrase): change(phrase)
        case .and(let members): .and(members.map { $0.mapPhrases(change) })
        case .or(let members): .or(members.map { $0.mapPhrases(change) })
        case .field(let name, let member): .field(name, member.mapPhrases(change))
        case .required(let member): .required(member.mapPhrases(change))
        // What is excluded, or near something, keeps the words it was given.
        case .not, .near, .sameSentence, .word, .published: self
        }
    }
}
