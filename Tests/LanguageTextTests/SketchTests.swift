// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import LanguageText

/// Sketches of texts: what they keep, and that nothing breaks on them.
@Suite struct SketchTests {
    private static func sketch(of text: String) -> TextSketch? {
        var sketcher = TextSketcher()
        return sketcher.sketch(of: Array(text.utf8))
    }

    /// Invented words, half of them names and numbers.
    private static func text(words: Int, _ random: inout SeededGenerator) -> String {
        (0..<words).map { _ in
            let letters = (0..<8).map { _ in UInt8.random(in: 97...122, using: &random) }
            let word = String(decoding: letters.dropFirst(Int.random(in: 0...6, using: &random)), as: UTF8.self)
            return Bool.random(using: &random) ? word : "K\(word) 1\(word.utf8.count)7"
        }.joined(separator: " ")
    }

    @Test("a record gives the sketch again, and what is no record gives nothing")
    func record() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        for words in [20, 60, 400, 3000] {
            let sketch = try #require(Self.sketch(of: Self.text(words: words, &random)))
            let record = sketch.encoded
            #expect(TextSketch(decoding: record) == sketch, "seed \(seed)")
            #expect(record.count < 400)
            for end in 0..<record.count { #expect(TextSketch(decoding: Array(record[..<end])) == nil) }
            for _ in 0..<200 {
                var broken = record
                broken[Int.random(in: broken.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                // It may be a record by chance: then of something that can be written again and compared.
                guard let other = TextSketch(decoding: broken) else { continue }
                #expect(TextSketch(decoding: other.encoded) == other, "seed \(seed)")
                _ = SketchComparison(other, sketch).isCopy
            }
        }
    }

    @Test("it does not matter which of two texts is named first")
    func symmetry() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let long = Self.text(words: 500, &random).split(separator: " ")
        for _ in 0..<100 {
            let sketches = try (0..<2).map { _ in
                let length = Int.random(in: 40...300, using: &random)
                let start = Int.random(in: 0...(long.count - length), using: &random)
                let text = long[start..<(start + length)].joined(separator: " ")
                return try #require(Self.sketch(of: text))
            }
            let one = SketchComparison(sketches[0], sketches[1])
            let other = SketchComparison(sketches[1], sketches[0])
            #expect(one.isCopy == other.isCopy && one.containment == other.containment, "seed \(seed)")
            #expect(SketchComparison(sketches[0], sketches[0]).isCopy)
        }
    }

    @Test("containment of a beginning is estimated as 1, of half of it as about a half")
    func containment() throws {
        var random = SeededGenerator(seed: 3)
        let own = Self.text(words: 300, &random)
        let whole = try #require(Self.sketch(of: own + " " + Self.text(words: 300, &random)))
        let beginning = try #require(Self.sketch(of: own))
        let half = try #require(Self.sketch(of: own + " " + Self.text(words: 300, &random)))
        #expect(SketchComparison(beginning, whole).containment == 1)
        #expect(abs(SketchComparison(half, whole).containment - 0.5) < 0.2)
    }

    @Test("a text of a few words, an empty one and one of no words have no sketch")
    func short() {
        var sketcher = TextSketcher()
        for text in ["", "…", "Ferries stopped at noon.", String(repeating: "x", count: 5000), "\u{301}\u{301}"] {
            #expect(sketcher.sketch(of: Array(text.utf8)) == nil)
        }
        #expect(sketcher.sketch(of: [0xFF, 0xC0, 0x80]) == nil)
    }
}
