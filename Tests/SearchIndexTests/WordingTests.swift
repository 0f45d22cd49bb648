// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import Testing

@testable import SearchIndex
import TestSupport

/// How a wording differs from another, word by word.
@Suite struct WordingTests {
    /// Added words between `+`, those that are left out between `-`.
    private static func marked(_ text: String, _ other: String) -> String {
        Wording(text, comparedWith: other).parts.map { part in
            switch part.kind {
            case .same: part.text
            case .added: "+\(part.text)+"
            case .leftOut: "-\(part.text)-"
            }
        }.joined()
    }

    @Test(
        "words that are added or left out are told, and glued ones are the words that they are made of",
        arguments: [
            ("The tide is ours", "the tide, is ours!", "The tide is ours"),
            ("The high tide is ours", "The tide is ours", "The +high+ tide is ours"),
            ("The tide is", "The tide is ours", "The tide is-ours-"),
            ("tide is ours", "The tide is ours", "-The-tide is ours"),
            ("Thetide isours", "The tide is ours", "Thetide isours"),
            ("The tide is ours", "Thetide isours", "The tide is ours"),
            ("The ebb was ours", "The tide is ours", "The-tide is- +ebb was+ ours"),
            ("", "The tide", "-The tide-"), ("The tide", "", "+The tide+"), ("", "", ""),
        ])
    func differences(text: String, other: String, expected: String) {
        #expect(Self.marked(text, other) == expected)
    }

    @Test(
        "what is the same or added makes up the wording, what is the same or left out the other's words",
        arguments: seeds)
    func wholeness(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let vocabulary = ["red", "line", "Sea", "l’eau", "3.5", "U.N.", "тарвенко", "海"]
        for _ in 0..<300 {
            let texts = (0..<2).map { _ in
                (0..<random.pick([0, 1, 3, 8, 30])).map { _ in
                    random.pick(vocabulary) + random.pick(["", ",", "…", "”"])
                }
                .joined(separator: random.pick([" ", " ", "  ", "\n"]))
            }
            let parts = Wording(texts[0], comparedWith: texts[1]).parts
            func joined(_ kinds: Set<Wording.Kind>) -> String {
                parts.filter { kinds.contains($0.kind) }.map(\.text).joined(
                    separator: kinds.contains(.added) ? "" : " ")
            }
            func words(_ text: String) -> [String] { foldedWords(in: text).map(\.text) }
            #expect(joined([.same, .added]) == texts[0], "seed \(seed)")
            #expect(words(joined([.same, .leftOut])).joined() == words(texts[1]).joined(), "seed \(seed): \(texts)")
            #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.kind != $1.kind })
        }
    }

    @Test("texts too long to compare word by word are compared from both ends")
    func longTexts() {
        let words = (0..<4000).map { "word\($0)" }
        let other = words.map { $0 == "word1000" || $0 == "word3000" ? "other" : $0 }
        let parts = Wording(words.joined(separator: " "), comparedWith: other.joined(separator: " ")).parts
        #expect(parts.map(\.kind) == [.same, .leftOut, .same, .added, .same])
        #expect(parts.last?.text.hasPrefix(" word3001 ") == true)
    }
}
