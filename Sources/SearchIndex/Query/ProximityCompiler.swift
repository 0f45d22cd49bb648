// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

/// Words near one another. Xapian's operator takes words, or ORs of words, and a window that all of them lie in.
extension QueryCompiler {
    /// Words in any order, no two of them more than `distance` words apart.
    mutating func cluster(
        _ slots: [(String, WordMatch)],
        _ distance: Int,
        _ at: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        var parts: [QueryTree] = []
        for slot in slots { parts.append(try alternatives(slot.0, slot.1, at, field, .inGroup, database)) }
        // The first and the last are two of them.
        return try .combine(CX_NEAR, parts, window: max(distance + 1, parts.count))
    }

    /// Operands in any order, each at most `distance` words from the next.
    ///
    /// An operand of several words must stand as it is, and its words together with those of all other operands: the
    /// library's operator knows no phrases.
    mutating func near(
        _ operands: [QueryNode],
        _ distance: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        var words: [QueryTree] = []
        var whole: [QueryTree] = []
        for operand in operands {
            switch operand {
            case .word, .phrase:
                let (parts, isCompound) = try singleWords(of: operand, field, database)
                words += parts
                if isCompound { whole.append(try part(operand, field, database).tree) }
            case .or(let members):
                var forms: [QueryTree] = []
                var hasCompound = false
                for member in members {
                    let (parts, isCompound) = try singleWords(of: member, field, database)
                    forms += parts
                    hasCompound = hasCompound || isCompound
                }
                words.append(forms.isEmpty ? try .nothing : try .combine(CX_OR, forms))
                if hasCompound { whole.append(try part(operand, field, database).tree) }
            default:
                whole.append(try part(operand, field, database).tree)
            }
        }
        guard words.count > 1 else { return try .combine(CX_AND, whole + words) }
        let window = distance * (operands.count - 1) + words.count - operands.count + 1
        let together = try QueryTree.combine(CX_NEAR, words, window: max(window, words.count))
        return whole.isEmpty ? together : try .combine(CX_AND, whole + [together])
    }

    /// The single words of a word or phrase, and whether it is more than one of them.
    private mutating func singleWords(
        of node: QueryNode,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> (parts: [QueryTree], isCompound: Bool) {
        let slots: [(term: String, match: WordMatch)]
        let text: String
        let at: Int
        switch node {
        case .word(let word):
            slots = word.terms.map { ($0, word.terms.count == 1 ? word.match : .exact) }
            text = word.text
            at = word.range.lowerBound
        case .phrase(let phrase):
            slots = phrase.words.map { ($0.term, phrase.inflected ? .inflected : $0.match) }
            text = phrase.description
            at = phrase.range.lowerBound
        default:
            return ([], true)
        }
        let isCompound = slots.count > 1
        var parts: [QueryTree] = []
        for slot in slots {
            // A compound is lit as a whole, where it is compiled as a whole.
            let lighting = isCompound ? Lighting.none : .inGroup
            parts.append(try alternatives(text, slot.match, at, field, lighting, database, term: slot.term))
        }
        return (parts, isCompound)
    }
}
