// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

extension QueryNode {
    /// Whether it is weighed as one, or is no group of others.
    var isUnit: Bool {
        switch self {
        case .word, .phrase, .near, .sameSentence: true
        case .and, .or, .not, .required, .field, .published: false
        }
    }

    /// The tree in plain words, a line a node.
    var reading: [QueryExplanation.Line] {
        var lines: [QueryExplanation.Line] = []
        read(into: &lines, depth: 0, lead: "")
        return lines
    }

    /// - Parameter lead: what stands before this node on its line.
    private func read(into lines: inout [QueryExplanation.Line], depth: Int, lead: String) {
        func line(_ text: String) { lines.append(QueryExplanation.Line(depth: depth, text: lead + text)) }
        func group(_ text: String, _ members: [QueryNode]) {
            line(text)
            for member in members { member.read(into: &lines, depth: depth + 1, lead: "") }
        }
        switch self {
        case .word(let word): line(word.reading)
        case .phrase(let phrase): line(phrase.reading)
        case .near(let members, let distance): group("each at most \(distance) words from the next:", members)
        case .sameSentence(let members): group("in one sentence:", members)
        case .and(let members): group("all of:", members)
        case .or(let members): group("any of:", members)
        case .not(let member): member.read(into: &lines, depth: depth, lead: lead + "not ")
        case .required(let member): member.read(into: &lines, depth: depth, lead: lead + "in any case ")
        case .field(let field, let member):
            member.read(into: &lines, depth: depth, lead: lead + "in \(field.rawValue): ")
        case .published(let days): line("published \(days)")
        }
    }
}

extension QueryWord {
    fileprivate var reading: String {
        let quoted = "“\(text)”"
        return switch match {
        case .inflected: terms.count > 1 ? "\(quoted), its parts one behind the other" : "\(quoted) in any form"
        case .exact: isLiteral ? "\(quoted) as written" : quoted
        case .wildcard: "words like \(quoted)"
        case .fuzzy(1): "\(quoted), or a word that differs by one letter"
        case .fuzzy(let distance): "\(quoted), or a word that differs by up to \(distance) letters"
        }
    }
}

extension QueryPhrase {
    fileprivate var reading: String {
        let text = "“" + words.map(\.term).joined(separator: " ") + "”"
        let forms = inflected ? ", each word in any form" : words.allSatisfy(\.isLiteral) ? ", as written" : ""
        if let within { return "the words \(text) within \(within) words of one another\(forms)" }
        return words.count == 1 ? text + forms : "the phrase \(text)\(forms)"
    }
}
