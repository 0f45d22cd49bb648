// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import Testing
import TestSupport

@Suite("Words of any text")
struct WordPropertyTests {
    /// Pieces at which the rules of words meet.
    private static let pieces: [String] = [
        "a", "S", "s", "l", "qu", "é", "e\u{301}", "ß", "й", "и", "\u{306}", "\u{308}", "і", "Ї", "İ", "ﬃ", "1", "23",
        "456", "٣", "'", "’", "ʼ", "`", ".", "．", ",", "-", " ", "\n", "\u{AD}", "\u{200D}", "\u{200B}", "ا", "أ",
        "\u{654}",
        "\u{64E}", "ש", "\u{5B8}", "日", "か", "が", "\u{3099}", "ー", "ｶ", "ﾞ", "ก", "ิ", "한", "\u{1100}", "\u{1161}",
        "\u{11A8}", "न", "ि", "\u{FE0F}", "\u{20E3}", "😀", "ς", "Œ", "₂", "²", "ŉ", "ǅ", "𝐀", "ﷺ", "\u{1160}",
    ]

    @Test("folding a folded word changes nothing, and ranges run forwards inside the text", arguments: 1...8)
    func idempotence(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<4000 {
            let text = randomText(&random)
            var end = 0
            for word in foldedWords(in: text) {
                guard foldedWords(in: word.text).map(\.text) == [word.text] else {
                    Issue.record("seed \(seed): \(text.debugDescription) gave \(word.text.debugDescription)")
                    return
                }
                let isSane =
                    word.range.lowerBound >= end && !word.range.isEmpty && word.range.upperBound <= text.utf8.count
                    && (1...WordScanner.longestWord).contains(word.text.utf8.count)
                guard isSane else {
                    Issue.record("seed \(seed): \(text.debugDescription) gave \(word)")
                    return
                }
                end = word.range.upperBound
            }
        }
    }

    @Test("every scalar folds to something that folds to itself")
    func allScalars() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if (0x3400...0x4DB5).contains(value) || (0x4E20...0x9F00).contains(value) || value >= 0x20000 { continue }
            for word in foldedWords(in: String(scalar)) where foldedWords(in: word.text).map(\.text) != [word.text] {
                Issue.record("U+\(String(value, radix: 16)) gave \(word.text.debugDescription)")
            }
        }
    }

    @Test("capitals and small letters of Latin, Greek and Cyrillic give the same words")
    func caseInsensitivity() {
        for value in UInt32(0x41)...0x052F {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic, value != 0x0345 else { continue }
            let capital = foldedWords(in: scalar.properties.uppercaseMapping).map(\.text)
            let small = foldedWords(in: scalar.properties.lowercaseMapping).map(\.text)
            #expect(capital == small, "U+\(String(value, radix: 16))")
        }
    }

    @Test("no bytes at all trap, and sentences hold each byte once", arguments: 1...4)
    func anyBytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<4000 {
            var bytes = Array(randomText(&random).utf8)
            for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            var end = 0
            for sentence in bytes.withUnsafeBufferPointer({ sentences(in: $0) }) {
                guard sentence.lowerBound >= end, !sentence.isEmpty, sentence.upperBound <= bytes.count else {
                    Issue.record("seed \(seed): \(bytes) gave \(sentence)")
                    return
                }
                end = sentence.upperBound
            }
            _ = scan(bytes)
        }
    }

    @Test("threads that fold the same new scripts at once get the same words")
    func concurrency() async {
        let text = stride(from: UInt32(0x100), to: 0x3000, by: 7).compactMap(Unicode.Scalar.init).map(String.init)
            .joined(
                separator: " ")
        let results = await withTaskGroup(of: [FoldedWord].self) { group in
            for _ in 0..<8 { group.addTask { foldedWords(in: text) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 8 && Set(results).count == 1)
    }

    private func randomText(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...24, using: &random)).reduce(into: "") { text, _ in
            text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
        }
    }
}
