// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// A word that a query asks for, and where.
struct QueryLeaf {
    var slot: QuerySlot
    var field: IndexedField

    /// What tells it from other leaves: the same word in the same field is one.
    struct Key: Hashable {
        var prefix: String
        var term: String
    }

    var key: Key { Key(prefix: field.prefix, term: slot.term) }
}

extension QueryNode {
    /// The words that the query asks for, those that it excludes left out.
    func leaves(in field: IndexedField = .text) -> [QueryLeaf] {
        switch self {
        case .word(let word):
            // The whole values of a filter are looked for as they are.
            field.filter.map { prefix in
                let slot = QuerySlot(term: word.terms.joined(), match: word.match, isSpelled: false)
                return [QueryLeaf(slot: slot, field: .values(of: prefix))]
            } ?? QuerySlot.slots(of: word, in: field).map { QueryLeaf(slot: $0, field: field) }
        case .phrase(let phrase):
            field.filter == nil ? QuerySlot.slots(of: phrase, in: field).map { QueryLeaf(slot: $0, field: field) } : []
        case .near(let members, _), .sameSentence(let members), .and(let members), .or(let members):
            members.flatMap { $0.leaves(in: field) }
        case .required(let member): member.leaves(in: field)
        case .field(let name, let member): member.leaves(in: IndexedField(name))
        case .not, .published: []
        }
    }

    /// The query with other words in the place of some; a word that becomes several becomes a phrase.
    func replacing(_ words: [QueryLeaf.Key: [String]], in field: IndexedField = .text) -> QueryNode {
        func inside(_ members: [QueryNode]) -> [QueryNode] { members.map { $0.replacing(words, in: field) } }
        func replacement(_ term: String) -> [String]? {
            words[QueryLeaf.Key(prefix: field.filter ?? field.prefix, term: term)]
        }
        switch self {
        case .word(var word):
            let terms = field.filter == nil ? word.terms : [word.terms.joined()]
            guard terms.contains(where: { replacement($0) != nil }) else { return self }
            let replaced = terms.flatMap { replacement($0) ?? [$0] }
            guard terms.count > 1 || replaced.count == 1 else {
                let words = replaced.map { PhraseWord(term: $0, match: .exact) }
                return .phrase(QueryPhrase(words: words, inflected: false, within: nil, range: word.range))
            }
            word.terms = replaced
            word.text = replaced.joined(separator: "-")
            return .word(word)
        case .phrase(var phrase):
            phrase.words = phrase.words.flatMap { word in
                replacement(word.term)?.map { PhraseWord(term: $0, match: .exact, isLiteral: word.isLiteral) } ?? [word]
            }
            return .phrase(phrase)
        case .near(let members, let distance): return .near(inside(members), distance: distance)
        case .sameSentence(let members): return .sameSentence(inside(members))
        case .and(let members): return .and(inside(members))
        case .or(let members): return .or(inside(members))
        case .required(let member): return .required(member.replacing(words, in: field))
        case .field(let name, let member):
            return .field(name, member.replacing(words, in: IndexedField(name)))
        case .not, .published: return self
        }
    }

    /// The query as it is with two neighbours written as one word, each pair in turn, and the words.
    var gluings: [(root: QueryNode, from: String, to: String)] {
        switch self {
        case .and(let members):
            return members.indices.dropLast().compactMap { index in
                guard case .word(let first) = members[index], case .word(let second) = members[index + 1],
                    first.terms.count == 1, second.terms.count == 1, first.match == .inflected,
                    second.match == .inflected
                else { return nil }
                var members = members
                let term = first.terms[0] + second.terms[0]
                let range = first.range.lowerBound..<second.range.upperBound
                let glued = QueryNode.word(QueryWord(text: term, terms: [term], match: .inflected, range: range))
                members.replaceSubrange(index...index + 1, with: [glued])
                let root = members.count == 1 ? members[0] : .and(members)
                return (root, first.text + " " + second.text, term)
            }
        case .phrase(let phrase):
            return phrase.words.indices.dropLast().compactMap { index in
                let pair = phrase.words[index...index + 1]
                guard pair.allSatisfy({ $0.match == .exact && !$0.isLiteral }) else { return nil }
                var phrase = phrase
                let term = pair.map(\.term).joined()
                phrase.words.replaceSubrange(index...index + 1, with: [PhraseWord(term: term, match: .exact)])
                return (.phrase(phrase), pair.map(\.term).joined(separator: " "), term)
            }
        default:
            return []
        }
    }

    /// The query without its days; nil if it asks for none, or for nothing else.
    var withoutDays: QueryNode? {
        guard case .and(let members) = self else { return nil }
        let rest = members.filter { member in
            if case .published = member { false } else { true }
        }
        guard rest.count < members.count, !rest.isEmpty else { return nil }
        return rest.count == 1 ? rest[0] : .and(rest)
    }
}
