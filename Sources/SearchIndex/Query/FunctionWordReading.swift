// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import QueryLanguage

/// Tells which words of a query only hold it together, so that a question typed as a sentence finds what it is about.
struct FunctionWordReading {
    private let functionWords: FunctionWords

    init(_ functionWords: FunctionWords) {
        self.functionWords = functionWords
    }

    /// Whether `word` was typed bare and is a function word, and no name that is written like one: `WHO` among small
    /// letters, or `Will` behind the first word.
    func isFunctionWord(_ word: QueryWord, among words: [QueryWord]) -> Bool {
        guard word.match == .inflected, word.terms.count == 1, functionWords.contains(word.terms[0]) else {
            return false
        }
        let others = words.filter { $0.range != word.range }
        guard let initial = word.text.unicodeScalars.first, initial.properties.isUppercase,
            others.contains(where: Self.beginsSmall)
        else { return true }
        let isCapitals = word.text.unicodeScalars.allSatisfy { !$0.properties.isLowercase }
        let isFirst = others.allSatisfy { word.range.lowerBound < $0.range.lowerBound }
        return isFirst && !isCapitals
    }

    /// Which members of a conjunction need not match: its function words, as long as something else is asked for.
    func optionalMembers(of members: [QueryNode]) -> Set<Int> {
        let words = members.compactMap(Self.word)
        let found = members.indices.filter { index in
            Self.word(members[index]).map { isFunctionWord($0, among: words) } ?? false
        }
        let isAnythingLeft = members.indices.contains { index in
            guard !found.contains(index) else { return false }
            switch members[index] {
            case .not, .published, .field(.lang, _), .field(.ext, _): return false
            default: return true
            }
        }
        return isAnythingLeft ? Set(found) : []
    }

    private static func word(_ node: QueryNode) -> QueryWord? {
        if case .word(let word) = node { word } else { nil }
    }

    private static func beginsSmall(_ word: QueryWord) -> Bool {
        word.text.unicodeScalars.first?.properties.isLowercase ?? false
    }
}
