// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import TestSupport
import Testing

/// What one text has and another has not, sentence by sentence.
@Suite struct SentenceDifferenceTests {
    private static let sentences = [
        "The ferry Aurelia left Havnik at noon with ninety passengers.",
        "Her captain, Mira Holt, had been warned of ice in the narrows.",
        "“We have sailed through worse,” she told the harbour office.",
        "Nobody answered when the lighthouse called at half past one.",
    ]

    private static func missing(_ text: String, from other: String) -> [String] {
        let bytes = Array(text.utf8)
        return SentenceDifference(from: Array(other.utf8)).sentences(of: bytes)
            .map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test("order, glued words, quotation marks and a changed word make no difference, a sentence does")
    func same() {
        let whole = Self.sentences.joined(separator: " ")
        let other = Self.sentences.reversed().joined(separator: "\n").replacing("“", with: "\"").replacing(
            "”", with: "\""
        )
        .replacing("at noon", with: "atnoon").replacing("warned", with: "told")
        #expect(Self.missing(whole, from: other).isEmpty)
        #expect(Self.missing(whole, from: whole).isEmpty)
        let cut = Self.sentences.prefix(2).joined(separator: " ")
        #expect(Self.missing(whole, from: cut) == Array(Self.sentences.suffix(2)))
        #expect(Self.missing(cut, from: whole).isEmpty)
        #expect(Self.missing(whole, from: "") == Self.sentences)
    }

    @Test("any bytes are compared without harm")
    func anyBytes() {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            func bytes() -> [UInt8] {
                (0..<Int.random(in: 0...200, using: &random)).map { _ in
                    let isAny = Int.random(in: 0..<3, using: &random) == 0
                    let range: [UInt8] = isAny ? Array(0...255) : Array("ab. \n”".utf8)
                    return range.randomElement(using: &random) ?? 0
                }
            }
            let text = bytes()
            for range in SentenceDifference(from: bytes()).sentences(of: text) {
                #expect(range.lowerBound >= 0 && range.upperBound <= text.count, "seed \(seed)")
            }
        }
    }
}
