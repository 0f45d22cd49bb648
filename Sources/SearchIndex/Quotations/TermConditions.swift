// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// Query trees, asked of the words of a quotation instead of a document of the index.
///
/// They are the trees that the index was asked with, so that both mean the same by a word, a phrase, a form or a
/// distance. Terms of the text and of `quote:` are looked for among the words inside the quotation marks, those of
/// `speaker:` among the words of the speaker; terms of other fields have no place there and never hold.
struct TermConditions {
    /// A tree, in which each word, or choice of words, is a number.
    indirect enum Condition {
        case never
        case always
        case slot(Int)
        case all([Condition])
        case any([Condition])
        case without(Condition, Condition)
        /// For each operand, its alternatives; for each of these, the slots one behind the other.
        case placed(PositionalRelation, [[[Int]]])
    }

    private(set) var conditions: [Condition] = []
    /// The slots that a word of the quotation, or of its speaker's name, belongs to.
    private(set) var quotedWords = WordTable<Int>()
    private(set) var speakerWords = WordTable<Int>()
    private(set) var slotCount = 0
    /// Whether it matters where sentences begin.
    private(set) var asksForSentences = false

    /// Adds a tree.
    ///
    /// - Returns: its place among the conditions.
    mutating func add(_ tree: QueryTree) -> Int {
        conditions.append(condition(tree))
        return conditions.count - 1
    }

    private mutating func condition(_ tree: QueryTree) -> Condition {
        switch tree.meaning {
        case .nothing, .values: return .never
        case .term(let term): return slot([term])
        case .words(let words):
            let required = words.filter(\.isRequired)
            guard required.isEmpty else { return .all(required.map { condition($0) }) }
            return .any(words.map { condition($0) })
        case .scaled(let part): return condition(part)
        case .positions(let places): return condition(places)
        case .combined(let op, let parts): return combined(op, parts)
        }
    }

    private mutating func condition(_ places: PlaceCondition) -> Condition {
        if case .section(hasSentences: true) = places.relation { asksForSentences = true }
        return .placed(places.relation, places.operands.map { $0.map { $0.map { number(of: $0.map(\.bytes)) } } })
    }

    private mutating func condition(_ word: WordFamily) -> Condition {
        let names = word.names.map { condition($0) }
        return names.isEmpty ? slot(word.forms.map(\.bytes)) : .any([slot(word.forms.map(\.bytes))] + names)
    }

    private mutating func combined(_ op: cx_operator, _ parts: [QueryTree]) -> Condition {
        switch op {
        case CX_AND, CX_FILTER: return .all(parts.map { condition($0) })
        case CX_OR, CX_SYNONYM, CX_MAX:
            // A word and its forms are one slot: there may be a thousand of them.
            let terms = parts.compactMap { part in if case .term(let term) = part.meaning { term } else { nil } }
            guard terms.count == parts.count else { return .any(parts.map { condition($0) }) }
            return terms.isEmpty ? .never : slot(terms)
        case CX_AND_NOT:
            guard let first = parts.first else { return .never }
            return .without(condition(first), .any(parts.dropFirst().map { condition($0) }))
        case CX_AND_MAYBE: return parts.first.map { condition($0) } ?? .never
        default: return .never
        }
    }

    private mutating func slot(_ terms: [[UInt8]]) -> Condition {
        if terms.contains(Schema.Kind.article.term) { return .always }
        return .slot(number(of: terms))
    }

    /// The number of a new slot, in which any of `terms` may stand.
    private mutating func number(of terms: [[UInt8]]) -> Int {
        let number = slotCount
        slotCount += 1
        for term in terms {
            if let word = Self.word(of: term, Schema.Prefix.speaker) {
                speakerWords.insert(number, for: word)
            } else if let word = Self.word(of: term, Schema.Prefix.quote) ?? Self.bareWord(term) {
                quotedWords.insert(number, for: word)
            }
        }
        return number
    }

    private static func word(of term: [UInt8], _ prefix: String) -> ArraySlice<UInt8>? {
        term.starts(with: prefix.utf8) ? term.dropFirst(prefix.utf8.count) : nil
    }

    private static func bareWord(_ term: [UInt8]) -> ArraySlice<UInt8>? {
        guard let first = term.first, !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { return nil }
        return term[...]
    }
}
