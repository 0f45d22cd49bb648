// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

// The parser builds nodes through these, which keep trees simple.

extension QueryNode {
    /// All of `members`; nil if there are none.
    static func all(of members: [QueryNode]) -> QueryNode? {
        let flat = members.flatMap { member -> [QueryNode] in
            switch member.withoutRequirement {
            case .word(let word) where member.isRequirement: [.word(word.insisted)]
            case .and(let inner): inner
            case let other: [other]
            }
        }
        return flat.count > 1 ? .and(flat) : flat.first
    }

    /// Any of `members`; nil if there are none.
    static func any(of members: [QueryNode]) -> QueryNode? {
        let flat = members.flatMap { member -> [QueryNode] in
            // What is required in an inner disjunction is not required in the outer one.
            if case .or(let inner) = member, !inner.contains(where: \.isRequirement) { return inner }
            return [member]
        }
        return flat.count > 1 ? .or(flat) : flat.first?.withoutRequirement
    }

    /// Members where neither AND nor OR is said and any is enough: exclusions still exclude.
    static func anyWord(of members: [QueryNode]) -> QueryNode? {
        let wanted = any(of: members.filter { !$0.isExclusion })
        return all(of: (wanted.map { [$0] } ?? []) + members.filter(\.isExclusion))
    }

    var negated: QueryNode {
        switch self {
        case .not(let inner): inner
        case .required(let inner): .not(inner)
        default: .not(self)
        }
    }

    var asRequirement: QueryNode { isExclusion || isRequirement ? self : .required(self) }

    /// This, looked for in `field` only.
    ///
    /// A field inside a field holds for itself, and so does a date.
    func inside(_ field: QueryField) -> QueryNode {
        switch self {
        case .not(let inner): .not(inner.inside(field))
        case .required(let inner): .required(inner.inside(field))
        case .field, .published: self
        default: .field(field, self)
        }
    }

    var withoutRequirement: QueryNode {
        if case .required(let inner) = self { inner } else { self }
    }

    var isExclusion: Bool {
        if case .not = self { true } else { false }
    }

    private var isRequirement: Bool {
        if case .required = self { true } else { false }
    }

    /// Whether it can stand at a place in the text, so that another can be near it.
    var isPositional: Bool {
        switch self {
        case .word, .phrase: return true
        case .or(let members):
            return members.allSatisfy { member in
                switch member {
                case .word, .phrase: true
                default: false
                }
            }
        default: return false
        }
    }
}

extension QueryWord {
    /// The word behind a plus among words that all must match, where the plus would be lost: a function word, of which a
    /// search need not make much, is asked for as it stands.
    fileprivate var insisted: QueryWord {
        guard match == .inflected, terms.count == 1, FunctionWords.all.contains(terms[0]) else { return self }
        var word = self
        word.match = .exact
        word.isLiteral = true
        return word
    }
}
