// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing
import TestSupport

@Suite("Quotations of whatever text")
struct QuotationPropertyTests {
    private static let pieces = [
        "“", "”", "„", "«", "»", "‘", "’", "'", "\"", "''", "``", "「", "」", "‹", "›", " ", " ", " ", "\n", "\n\n", ",",
        ".",
        "?", ":", ";", " — ", "-", "(", ")", "…", "Odile Brandt", "Tarvenko", "President ", "Mr.", "said",
        "told the Courier",
        "who", "the official", "he", "She", "according to ", "and that", "’s", "’90s", "6'2\"", "We will keep it open",
        "ничего", "сказал", "a-t-il dit", "日本", "é", "e\u{301}", "👩‍👩‍👧", "\u{AD}", "\u{A0}", "\u{2028}", "U.S.", "J.", "",
    ]

    @Test("ranges lie in the text, on scalars, in order and apart", arguments: 1...20 as ClosedRange<UInt64>)
    func ranges(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let count = Int.random(in: 1...60, using: &generator)
            let text = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &generator) }.joined()
            check(text, "seed \(seed): \(text.debugDescription)")
        }
    }

    @Test("so they do in text of any scalars", arguments: 1...10 as ClosedRange<UInt64>)
    func scalars(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<Int.random(in: 0...80, using: &generator) {
                let most: UInt32 = Bool.random(using: &generator) ? 0x2100 : 0x10FFFF
                let scalar = Unicode.Scalar(UInt32.random(in: 1...most, using: &generator))
                text.unicodeScalars.append(scalar ?? "“")
            }
            check(text, "seed \(seed): \(text.debugDescription)")
        }
    }

    @Test("text without a pair of marks has none")
    func none() {
        #expect(quotations(in: "").isEmpty)
        #expect(quotations(in: "\"").isEmpty)
        #expect(quotations(in: "The envoys didn't meet, Brandt said.").isEmpty)
    }

    @Test(
        "hostile shapes are read to their end",
        arguments: [
            "\"", "\" ", "“", "” ", "“a, he said ", "'a ", "‘a’ ", "\"a b c\" ", "“a b c,” said ", "Brandt, ",
            "“Brandt who ",
            "«", "„“", "(", "\"\n", "“x\n", "said \"x y z\" said ", "“x y z.” He and ",
            "Odile Brandt “x y z” ", "Aa Bb ", "and “x y z” ", "Brandt “x y z,” he said. ",
        ])
    func hostile(shape: String) {
        let text = String(repeating: shape, count: 100_000 / shape.utf8.count) + "“We are done,” Brandt said."
        check(text, shape)
    }

    private func check(_ text: String, _ comment: String) {
        let bytes = Array(text.utf8)
        var end = 0
        for quotation in quotations(in: text) {
            #expect(quotation.pieces.first?.lowerBound == quotation.range.lowerBound, "\(comment)")
            #expect(quotation.pieces.last?.upperBound == quotation.range.upperBound, "\(comment)")
            for piece in quotation.pieces {
                guard piece.lowerBound >= end, piece.upperBound <= bytes.count, !piece.isEmpty else {
                    Issue.record("\(piece) of \(bytes.count): \(comment)")
                    return
                }
                end = piece.upperBound
                #expect(bytes[piece.lowerBound] & 0xC0 != 0x80, "\(comment)")
                #expect(end == bytes.count || bytes[end] & 0xC0 != 0x80, "\(comment)")
            }
            let words = quotation.pieces.map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: " ")
            #expect(quotation.text == words, "\(comment)")
        }
    }
}
