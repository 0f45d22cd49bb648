// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage
import Testing
import TestSupport

@Suite("Any query")
struct QueryPropertyTests {
    private static let pieces: [String] = [
        "a", "red", "Line", "d'", "'s", "é", "日", "か", "ב", "100", ",", ".", "..", "…", "3.5", " ", " ", " ", " ", "  ",
        "\n", "\"",
        "“", "”", "„", "«", "»", "'", "’", "‘", "`", "(", ")", "（", "OR", "AND", "NOT", "NEAR", "NEAR/3", "NEAR/",
        "SAME",
        "|", "&&", "-", "–", "—", "+", "=", "~", "~2", "~9", "*", "?", ":", "title:", "by:", "lang: ", "foo:", "url:",
        "date:2021", "date:", "2021-12-30", "today", "last week", ">2021", "http://a.example/b?c", "www.", "/", "#",
        "\u{301}",
        "\u{AD}", "\u{200B}", "\u{0}", "😀", "\u{A78F}", "\u{A7F7}", ";",
    ]

    /// Queries a seed: 204,800 in all where the build is optimized, a fifth of that where each takes ten times as long.
    #if DEBUG
        private static let count = 5120
    #else
        private static let count = 25_600
    #endif

    @Test("never traps, warns inside the query, and spelled out means the same", arguments: 1...8)
    func anyQuery(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let generous = QueryLimits(bytes: 65_536, clauses: 4096, depth: 500)
        for _ in 0..<Self.count {
            let query = (0..<Int.random(in: 1...12, using: &random)).reduce(into: "") { text, _ in
                text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
            }
            let parsed: ParsedQuery
            do {
                parsed = try parse(query, anyWord: Bool.random(using: &random))
            } catch let error as QueryError {
                guard (0...query.utf8.count).contains(error.at) else {
                    Issue.record("seed \(seed): \(query.debugDescription): error at \(error.at)")
                    return
                }
                continue
            }
            guard parsed.warnings.allSatisfy({ (0...query.utf8.count).contains($0.at) }) else {
                Issue.record("seed \(seed): \(query.debugDescription): \(parsed.warnings)")
                return
            }
            guard let root = parsed.root else {
                guard !parsed.warnings.isEmpty else {
                    Issue.record("seed \(seed): \(query.debugDescription): nothing found, and no warning")
                    return
                }
                continue
            }
            guard root.rangesLie(in: 0...query.utf8.count) else {
                Issue.record("seed \(seed): \(query.debugDescription): \(root)")
                return
            }
            let again = try parse(root.description, limits: generous)
            guard again.root?.bare == root.bare, again.warnings.isEmpty else {
                Issue.record(
                    """
                    seed \(seed): \(query.debugDescription) reads \(root.description), which reads \
                    \(again.root?.description ?? "nothing") \(again.warnings)
                    """)
                return
            }
        }
    }
}

extension QueryNode {
    /// Without the spelling and the place of its words.
    fileprivate var bare: QueryNode {
        switch self {
        case .word(var word):
            word.text = ""
            word.range = 0..<0
            return .word(word)
        case .phrase(var phrase):
            phrase.range = 0..<0
            return .phrase(phrase)
        case .near(let operands, let distance): return .near(operands.map(\.bare), distance: distance)
        case .sameSentence(let operands): return .sameSentence(operands.map(\.bare))
        case .and(let members): return .and(members.map(\.bare))
        case .or(let members): return .or(members.map(\.bare))
        case .not(let member): return .not(member.bare)
        case .required(let member): return .required(member.bare)
        case .field(let field, let member): return .field(field, member.bare)
        case .published: return self
        }
    }

    fileprivate func rangesLie(in bounds: ClosedRange<Int>) -> Bool {
        switch self {
        case .word(let word): bounds.contains(word.range.lowerBound) && bounds.contains(word.range.upperBound)
        case .phrase(let phrase): bounds.contains(phrase.range.lowerBound) && bounds.contains(phrase.range.upperBound)
        case .near(let members, _), .sameSentence(let members), .and(let members), .or(let members):
            members.allSatisfy { $0.rangesLie(in: bounds) }
        case .not(let member), .required(let member), .field(_, let member): member.rangesLie(in: bounds)
        case .published: true
        }
    }
}
