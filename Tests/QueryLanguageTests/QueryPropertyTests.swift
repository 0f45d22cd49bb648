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
        for _ in 0..<Self.count {
            let query = (0..<Int.random(in: 1...12, using: &random)).reduce(into: "") { text, _ in
                text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
            }
            if let violation = QueryInvariants.violation(by: query, anyWord: Bool.random(using: &random)) {
                Issue.record("seed \(seed): \(query.debugDescription) \(violation)")
                return
            }
        }
    }
}
