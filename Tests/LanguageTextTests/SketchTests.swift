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

    @Test("the shingles and keys are those of the definition, in every script")
    func definition() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let alphabets = ["abcdefgh", "абвгд", "海峡灯塔红线", "éßœ", "0123456789.,"].map(Array.init)
        for words in [3, 15, 16, 17, 40, 63, 64, 65, 300, 1500] {
            let text = (0..<words).map { _ in
                let alphabet = alphabets.randomElement(using: &random) ?? []
                let word = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? "x"
                }
                return Int.random(in: 0..<5, using: &random) == 0 ? "the same again" : String(word)
            }.joined(separator: " ")
            let sketch = Self.sketch(of: text)
            let expected = Self.shingles(of: text)
            guard expected.count >= TextSketch.fewestShingles else {
                #expect(sketch == nil)
                continue
            }
            let found = try #require(sketch, "seed \(seed)")
            #expect(found.length == expected.count, "seed \(seed)")
            var first: [UInt32: Int] = [:]
            for (index, hash) in expected.enumerated() where first[hash] == nil { first[hash] = index }
            let least = first.keys.sorted().prefix(TextSketch.capacity)
            #expect(found.shingles.map(\.hash) == Array(least), "seed \(seed)")
            #expect(found.shingles.map { Int($0.quarter) } == least.map { (first[$0] ?? 0) * 4 / expected.count })
            let ranked = first.sorted {
                UInt64($0.key) * UInt64(200 + $0.value) < UInt64($1.key) * UInt64(200 + $1.value)
            }
            let count = expected.count < 64 ? 4 : 6
            #expect(found.keys == ranked.prefix(count).map(\.key).sorted(), "seed \(seed)")
        }
    }

    /// The hashes of the sixteen letters from the beginning of each word on.
    private static func shingles(of text: String) -> [UInt32] {
        var letters: [UInt64] = []
        var starts: [Int] = []
        var scanner = WordScanner()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            scanner.scan(bytes) { word, _ in
                starts.append(letters.count)
                for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
                    let isSolo = scalar.value >= 0x80 && FoldTable.entry(scalar.value).kind == .solo
                    letters += Array(repeating: UInt64(scalar.value), count: isSolo ? 4 : 1)
                }
            }
        }
        return starts.filter { $0 + 16 <= letters.count }.map { start in
            let sum = letters[start..<start + 16].reduce(UInt64(0)) { $0 &* TextSketcher.base &+ $1 }
            return UInt32(truncatingIfNeeded: TextSketcher.mixed(sum) >> 32)
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
            #expect(!one.isCopy || SketchComparison.canBeCopies(sketches[0].length, sketches[1].length), "seed \(seed)")
        }
    }

    @Test("what two texts share is what their lists of shingles have in common")
    func shared() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let pool = Self.text(words: 900, &random).split(separator: " ")
        let sketches = try (0..<40).map { _ in
            // Texts of one, two or three pieces of the same long text, short and long ones.
            let text = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let length = Int.random(in: 20...300, using: &random)
                let start = Int.random(in: 0...(pool.count - length), using: &random)
                return pool[start..<(start + length)].joined(separator: " ")
            }.joined(separator: " ")
            return try #require(Self.sketch(of: text))
        }
        let group = SketchGroup(sketches)
        var probe = SketchProbe()
        for (place, one) in sketches.enumerated() {
            for count in 0...one.shingles.count {
                var expected = QuarterCounts()
                for shingle in one.shingles.prefix(count) { expected.add(shingle.quarter) }
                #expect(group.withSample(place) { $0.quarters(ofFirst: count) } == expected, "seed \(seed)")
            }
            probe.load(one)
            for (place, other) in sketches.enumerated() where one.length != other.length {
                let (shorter, longer) = one.length < other.length ? (one, other) : (other, one)
                let limit = min(shorter.limit, longer.limit)
                let compared = shorter.shingles.map(\.hash).filter { $0 <= limit }
                let shared = compared.filter(Set(longer.shingles.map(\.hash)).contains)
                let expected = compared.isEmpty ? 0 : Double(shared.count) / Double(compared.count)
                let comparison = probe.comparison(with: place, of: group)
                #expect(comparison.containment == expected, "seed \(seed)")
                #expect(comparison.isCopy == SketchComparison(one, other).isCopy, "seed \(seed)")
            }
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
