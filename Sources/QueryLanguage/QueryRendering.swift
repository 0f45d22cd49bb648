// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

extension QueryNode: CustomStringConvertible {
    /// The query in the query language, spelled out: parsed with all words wanted, it gives this tree again, the
    /// spelling and the ranges of its words aside.
    package var description: String { rendered(in: nil) }

    private func rendered(in field: QueryField?) -> String {
        switch self {
        case .word(let word):
            word.rendered(in: field)
        case .phrase(let phrase):
            phrase.description
        case .near(let operands, let distance):
            operands.map { $0.operand(in: field) }.joined(separator: " NEAR/\(distance) ")
        case .sameSentence(let operands):
            operands.map { $0.operand(in: field) }.joined(separator: " SAME ")
        case .and(let members):
            members.map { $0.operand(in: field) }.joined(separator: " ")
        case .or(let members):
            members.map { $0.operand(in: field) }.joined(separator: " OR ")
        case .not(let member):
            "-" + member.operand(in: field)
        case .required(let member):
            "+" + member.operand(in: field)
        case .field(let name, let member):
            "\(name.rawValue):" + member.operand(in: name)
        case .published(let days):
            "date:\(days)"
        }
    }

    /// In parentheses if an operator inside would otherwise take hold of what is around it.
    private func operand(in field: QueryField?) -> String {
        switch self {
        case .word, .phrase, .field, .published, .not, .required: rendered(in: field)
        case .and, .or, .near, .sameSentence: "(" + rendered(in: field) + ")"
        }
    }
}

extension QueryWord {
    fileprivate func rendered(in field: QueryField?) -> String {
        switch match {
        case .inflected: bare
        case .exact: isLiteral || field.map { $0.isProse } ?? true ? "=" + bare : bare
        case .wildcard(let pattern): pattern
        case .fuzzy(1): bare + "~"
        case .fuzzy(let distance): bare + "~\(distance)"
        }
    }

    /// Terms run together where they are words all the same, as in scripts without spaces; else with hyphens.
    private var bare: String {
        let joined = terms.joined()
        return foldedWords(in: joined).map(\.text) == terms ? joined : terms.joined(separator: "-")
    }
}

extension QueryPhrase: CustomStringConvertible {
    /// The phrase in straight quotes, with its `~`.
    package var description: String {
        let isLiteral = words.allSatisfy(\.isLiteral)
        let text = words.map { ($0.isLiteral && !isLiteral ? "=" : "") + $0.term }.joined(separator: " ")
        return (isLiteral ? "=" : "") + "\"\(text)\"" + (inflected ? "~" : "") + (within.map { "~\($0)" } ?? "")
    }
}
