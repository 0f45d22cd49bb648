// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LanguageText
import TestSupport

/// The letters by which the same words are known again.
@Suite struct LetterRunTests {
    private static func letters(_ text: String) -> LetterRuns {
        var scanner = WordScanner()
        return Array(text.utf8).withUnsafeBufferPointer { LetterRuns($0, scanner: &scanner) }
    }

    @Test("spaces, punctuation, case and accents make no difference")
    func sameLetters() {
        let letters = Self.letters("The tide is our only master, said the pilot’s café.")
        for other in [
            "the tideisour ONLY master… said the pilots cafe", "“The [tide] is our ‘only’ master said the pilot's café",
        ] {
            // A possessive is dropped where it is one.
            let same = Self.letters(other.replacing("pilots", with: "pilot"))
            #expect(same.scalars == letters.scalars && same.runs == letters.runs)
        }
    }

    @Test(
        "runs are those of eight letters, each once, whatever stands before them", arguments: [1, 2, 2025] as [UInt64])
    func runs(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let count = Int.random(in: 0...60, using: &random)
            let text = String((0..<count).map { _ in ["a", "b", "c"].randomElement(using: &random) ?? "a" })
            let letters = Self.letters(text)
            let distinct = Set((0..<max(0, count - 7)).map { Array(letters.scalars[$0..<($0 + 8)]) })
            #expect(letters.count == count && letters.runs.count == distinct.count, "seed \(seed): \(text)")
            #expect(letters.runs == letters.runs.sorted())
            let longer = Self.letters("zzz" + text + "zzz")
            #expect(letters.sharedRuns(with: longer) == letters.runs.count)
            #expect(longer.contains(letters) == (count > 0))
        }
    }

    @Test("a text without end is read as far as its bound")
    func bound() {
        let letters = Self.letters(String(repeating: "tides ", count: 10_000))
        #expect((LetterRuns.reach..<LetterRuns.reach + 64).contains(letters.count))
    }
}
