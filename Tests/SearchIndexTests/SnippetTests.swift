// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import Testing

@testable import SearchIndex
import TestSupport

/// A random text, what to light in it, and where a plain reading finds that.
private struct Sample {
    var text: [UInt8] = []
    /// Words and sequences of words.
    var units: [[String]] = []

    private static let words = [
        "red", "red", "line", "lines", "Kalmar", "ferry", "naïve", "cafe\u{301}", "Straße", "пролив", "О́стров", "红线",
        "海峡",
        "Veldania’s", "U.S.", "l’équipage", "3.5", "100,000", "👩‍🚀", "\u{200B}", "supercalifragilisticexpialidocious",
    ]
    private static let gaps = [" ", " ", " ", " ", " ", "  ", "\n", "\n\n", ". ", ", ", " — ", "” “", ".", "\t"]

    init(_ random: inout SeededGenerator) {
        var text = ""
        let filler = random.pick([0, 3, 30])
        for _ in 0..<random.pick([0, 1, 4, 30, 200, 800]) {
            let isFiller = filler > 0 && !random.once(in: filler)
            text += isFiller ? "w\(Int.random(in: 0..<40, using: &random))" : random.pick(Self.words)
            text += random.pick(Self.gaps)
        }
        self.text = Array(text.utf8)
        for _ in 0..<random.pick([1, 1, 2, 4]) {
            let unit = (0..<random.pick([1, 1, 2, 2, 3])).flatMap { _ in
                foldedWords(in: random.pick(Self.words)).map(\.text)
            }
            if !unit.isEmpty { units.append(unit) }
        }
    }

    var plan: HighlightPlan {
        var plan = HighlightPlan()
        for unit in units {
            if unit.count == 1 {
                plan.addWord([ArraySlice(unit[0].utf8)])
            } else {
                let number = plan.beginSequence(length: unit.count)
                for (index, word) in unit.enumerated() { plan.add([ArraySlice(word.utf8)], to: number, at: index) }
            }
        }
        return plan
    }

    /// Where units stand, as (unit, bytes).
    static func matches(of units: [[String]], in text: [UInt8]) -> [(unit: Int, range: Range<Int>)] {
        let words = foldedWords(in: String(decoding: text, as: UTF8.self))
        return words.indices.flatMap { start in
            units.indices.compactMap { unit in
                let end = start + units[unit].count
                guard end <= words.count, words[start..<end].map(\.text) == units[unit] else { return nil }
                return (unit, words[start].range.lowerBound..<words[end - 1].range.upperBound)
            }
        }
    }
}

@Suite struct SnippetTests {
    private static let length = 280

    private static func passage(_ text: String, _ units: [[String]], length: Int = length) -> Passage {
        var plan = HighlightPlan()
        for unit in units {
            let number = plan.beginSequence(length: unit.count)
            for (index, word) in unit.enumerated() { plan.add([ArraySlice(word.utf8)], to: number, at: index) }
        }
        var maker = SnippetMaker(plan, length: length)
        return maker.passage(of: Array(text.utf8))
    }

    private static func lit(_ passage: Passage) -> [String] {
        passage.highlights.map { String(decoding: Array(passage.text.utf8)[$0], as: UTF8.self) }
    }

    // MARK: Properties

    @Test("a highlighter finds what a plain reading finds", arguments: seeds)
    func highlighter(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let sample = Sample(&random)
            var highlighter = Highlighter(sample.plan)
            for _ in 0..<2 {
                let found = sample.text.withUnsafeBufferPointer { highlighter.highlights(in: $0) }
                let wanted = Sample.matches(of: sample.units, in: sample.text)
                #expect(
                    Set(found.map { [$0.unit, $0.range.lowerBound, $0.range.upperBound] })
                        == Set(wanted.map { [$0.unit, $0.range.lowerBound, $0.range.upperBound] }),
                    "seed \(seed), \(sample.units)")
            }
        }
    }

    @Test("a passage is a short, sound piece of the text that shows what was asked for", arguments: seeds)
    func passages(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let sample = Sample(&random)
            var maker = SnippetMaker(sample.plan)
            let passage = maker.passage(of: sample.text)
            let bytes = Array(passage.text.utf8)
            let context = "seed \(seed), \(sample.units): \(passage)"

            #expect(bytes.count <= Self.length + 6, "\(context)")
            #expect(!passage.text.contains { $0.isNewline || $0 == "\t" }, "\(context)")
            #expect(!passage.text.contains("  "), "\(context)")
            var end = 0
            for range in passage.highlights {
                #expect(range.lowerBound >= end && range.upperBound <= bytes.count && !range.isEmpty, "\(context)")
                end = range.upperBound
                let lit = try #require(String(validating: bytes[range], as: UTF8.self), "\(context)")
                #expect(!Sample.matches(of: sample.units, in: Array(lit.utf8)).isEmpty, "“\(lit)” \(context)")
            }

            let matches = Sample.matches(of: sample.units, in: sample.text)
            #expect(passage.highlights.isEmpty == matches.isEmpty, "\(context)")
            guard matches.contains(where: { sample.units[$0.unit].count > 1 }) else { continue }
            let sequences = sample.units.filter { $0.count > 1 }
            let shown = Self.lit(passage).contains { !Sample.matches(of: sequences, in: Array($0.utf8)).isEmpty }
            #expect(shown, "a phrase stands in the text, and not in the passage: \(context)")
        }
    }

    // MARK: Choice

    @Test("a phrase is shown rather than more of its words scattered")
    func phraseFirst() {
        let scattered =
            "The ferry and the quay of Kalmar. " + String(repeating: "Nothing else happened here. ", count: 30)
        let passage = Self.passage(
            scattered + "They spoke of a red line. " + String(repeating: "And so on. ", count: 50),
            [["ferry"], ["quay"], ["kalmar"], ["red", "line"]])
        #expect(Self.lit(passage) == ["red line"])
    }

    @Test("a passage with both words comes before one with twice the same")
    func varietyFirst() {
        let filler = String(repeating: "Nothing else happened here. ", count: 30)
        let passage = Self.passage(
            "Red, red and red again. " + filler + "A red ferry. " + filler, [["red"], ["ferry"]])
        #expect(Self.lit(passage) == ["red", "ferry"])
    }

    @Test("a word said twice is a phrase as well as any")
    func repeatedWord() {
        #expect(Self.lit(Self.passage("They said never, never again.", [["never", "never"]])) == ["never, never"])
        #expect(Self.lit(Self.passage("no no no", [["no", "no", "no"]])) == ["no no no"])
        #expect(Self.lit(Self.passage("a b a c", [["a", "b", "a", "c"]])) == ["a b a c"])
        #expect(Self.lit(Self.passage("a b a b a c", [["a", "b", "a", "c"]])) == ["a b a c"])
    }

    @Test("a passage begins and ends with a sentence where that fits, and an ellipsis says where it does not")
    func sentences() {
        let passage = Self.passage(
            String(repeating: "Nothing happened. ", count: 40) + "The ferry stopped. "
                + String(repeating: "Nothing happened. ", count: 40),
            [["ferry"]])
        #expect(passage.text.contains("The ferry stopped."))
        #expect(passage.text.hasSuffix("."))
        #expect(passage.text.first?.isUppercase == true)
        let long = Self.passage(
            String(repeating: "and so on ", count: 100) + "the ferry " + String(repeating: "and so on ", count: 100),
            [["ferry"]])
        #expect(long.text.hasPrefix("…"))
        #expect(long.text.hasSuffix("…"))
        #expect(!long.text.contains(" …"))
    }

    @Test("a short text is shown whole")
    func whole() {
        #expect(Self.passage("The ferry\n  stopped.", [["ferry"]]).text == "The ferry stopped.")
        #expect(Self.passage("The ferry stopped", []).text == "The ferry stopped")
        #expect(Self.passage("\n\n The ferry \n", [["ferry"]]) == Passage(text: "The ferry", highlights: [4..<9]))
    }

    @Test("a headline, a caption or a link is no part of a passage unless it is what was looked for")
    func noBoilerplate() {
        let text =
            "Read also: Ten quays to see\n\nThe ferry stopped at noon.\n\nCard 1 of 5\n\n"
            + String(repeating: "Nothing else happened on that day. ", count: 20)
        #expect(Self.passage(text, [["ferry"]]).text == "The ferry stopped at noon.")
        #expect(Self.passage(text, [["quays"]]).text.hasPrefix("Read also: Ten quays to see"))
        #expect(Self.passage(text, []).text.hasPrefix("The ferry stopped at noon."))
    }

    @Test("a sentence that is broken into lines is shown as one, and a heading above it is not")
    func wrappedLines() {
        let text = """
            The harbour of Kalmar at noon, a chronicle of ten years and of two

            Nothing was heard from the captain of the
            Lisbet when the ferry left the quay at
            Drezhin with forty passengers on board.
                Nobody answered. The pilots went home and
            came back on Monday.
            """
        let passage = Self.passage(text, [["ferry"]], length: 130)
        #expect(
            passage.text == "Nothing was heard from the captain of the Lisbet when the ferry left the quay at Drezhin"
                + " with forty passengers on board.")
        #expect(Self.passage(text, [["pilots"]], length: 70).text.hasPrefix("Nobody answered. The pilots went home"))
        let long =
            "A heading\nThe ferry stopped at noon and " + String(repeating: "nothing else happened and ", count: 15)
        #expect(Self.passage(long, [["ferry"]]).text.hasPrefix("The ferry stopped"))
    }

    @Test("a first line that repeats the title is passed over, unless the match is there only")
    func repeatedTitle() {
        let text = "The Ferry stops!\nAt noon the ferry stopped. " + String(repeating: "Nothing else. ", count: 30)
        func shown(_ unit: String, _ title: String?, _ text: String = text) -> String {
            var plan = HighlightPlan()
            plan.addWord([ArraySlice(unit.utf8)])
            var maker = SnippetMaker(plan)
            return maker.passage(of: Array(text.utf8), under: title).text
        }
        #expect(shown("ferry", "The ferry stops").hasPrefix("At noon the ferry"))
        #expect(shown("stops", "The ferry stops").hasPrefix("The Ferry stops! At noon"))
        #expect(shown("zzz", "The ferry stops").hasPrefix("At noon"))
        #expect(shown("ferry", "Another title").hasPrefix("The Ferry stops! At noon"))
        #expect(shown("ferry", "The ferry stops", "The ferry stops") == "The ferry stops")
    }

    @Test("a passage neither begins with a comma nor breaks off after one")
    func punctuation() {
        let words = (0..<200).map { "word\($0)\($0 % 3 == 0 ? " —" : ",")" }.joined(separator: " ")
        for number in stride(from: 5, to: 195, by: 7) {
            let text = Self.passage(words, [["word\(number)"]]).text
            #expect(text.hasPrefix("…w") || text.hasPrefix("w"), "\(text)")
            #expect(!text.hasSuffix(",…") && !text.hasSuffix(" …") && !text.hasSuffix("—…"), "\(text)")
        }
    }

    @Test("a text without spaces is shown with what stands before the match, cut between characters")
    func noSpaces() {
        for piece in ["船只停在港口", "เรือจอดที่ท่า", "👩‍🚀👩‍🚀", "가나다라마"] {
            let text = String(repeating: piece, count: 80) + "海峡" + String(repeating: piece, count: 80)
            let passage = Self.passage(text, [["海", "峡"]])
            let parts = passage.text.split(separator: "海峡", omittingEmptySubsequences: false)
            #expect(parts.count == 2, "\(passage)")
            guard parts.count == 2 else { continue }
            #expect(parts[0].count > 3, "\(passage)")
            #expect(parts[1].count > 3, "\(passage)")
            let characters = Set(piece + "…")
            #expect(parts.allSatisfy { $0.allSatisfy(characters.contains) }, "\(passage)")
        }
    }

    @Test("an ellipsis stands where a sentence is cut, in scripts with other full stops too")
    func fullStops() {
        let before = String(repeating: "部长说这是红线。", count: 60)
        let behind = String(repeating: "谈判继续。", count: 60)
        let chinese = before + "船只停在海峡。" + behind
        let passage = Self.passage(chinese, [["海", "峡"]])
        #expect(!passage.text.contains("…"), "\(passage)")
        #expect(passage.text.hasSuffix("。"))
        let arabic =
            String(repeating: "قال الوزير إن السفن باقية. ", count: 20) + "هل تغلق المضيق؟ "
            + String(repeating: "قال الوزير إن السفن باقية. ", count: 20)
        #expect(Self.lit(Self.passage(arabic, [foldedWords(in: "المضيق").map(\.text)])) == ["المضيق"])
        #expect(!Self.passage(arabic, [foldedWords(in: "المضيق").map(\.text)]).text.contains("…"))
    }

    @Test("a phrase is shown though it stands far behind words of the query")
    func farPhrase() {
        let filler = String(repeating: "Nothing else happened on that day. ", count: 3000)
        let passage = Self.passage(
            "The ferry came. " + filler + "It was a red line. " + filler, [["ferry"], ["zzz"], ["red", "line"]])
        #expect(Self.lit(passage) == ["red line"])
    }

    // MARK: Odd texts

    @Test(
        "a passage is short whatever the text",
        arguments: [
            String(repeating: "a", count: 100_000), String(repeating: "海", count: 40_000),
            String(repeating: "\n", count: 100_000),
            String(repeating: "é", count: 50_000), String(repeating: "a b\n", count: 30_000),
            String(repeating: "👩‍🚀", count: 10_000),
            String(repeating: " ", count: 50_000) + "a" + String(repeating: " ", count: 50_000), "",
            "red" + String(repeating: "-", count: 100_000) + "line", String(repeating: "e\u{301}", count: 30_000),
            "海" + String(repeating: "b", count: 100_000) + " a",
        ])
    func oddTexts(text: String) throws {
        let cut = foldedWords(in: text).map(\.text)
        for units in [
            [], [["a"]], [["海"]], [["b"]], [["海", "海"]], [["red", "line"]], [Array(cut.prefix(1))],
            [Array(cut.prefix(2))],
        ] {
            let passage = Self.passage(text, units.filter { !$0.isEmpty })
            #expect(passage.text.utf8.count <= Self.length + 6)
            for range in passage.highlights {
                #expect(range.upperBound <= passage.text.utf8.count)
                #expect(String(validating: Array(passage.text.utf8)[range], as: UTF8.self) != nil)
            }
            let opening = SnippetMaker.opening(of: Array(text.utf8), length: 80)
            #expect(opening.utf8.count <= 86)
        }
    }

    @Test("a word that is longer than a passage is lit as far as it is shown")
    func longWord() {
        let text = "before " + String(repeating: "a", count: 100_000) + " behind"
        let passage = Self.passage(text, [[String(repeating: "a", count: 64)]])
        #expect(passage.highlights.count == 1)
        #expect(passage.text.utf8.count <= Self.length + 6)
    }

    // MARK: Bounds

    @Test("a match is lit as far as a text is looked at, and no word is taken for the part of it that is")
    func reach() {
        func found(_ word: String, endingAt end: Int) -> Int {
            let text = Array(String(repeating: "x ", count: end).utf8.prefix(end - word.utf8.count))
            var plan = HighlightPlan()
            plan.addWord(["red", "redder"].map { ArraySlice($0.utf8) })
            var highlighter = Highlighter(plan)
            let bytes = text + Array((word + " and on it goes").utf8)
            return bytes.withUnsafeBufferPointer { highlighter.highlights(in: $0) }.count
        }
        #expect(found(" red", endingAt: Highlighter.reach) == 1)
        #expect(found(" red", endingAt: Highlighter.reach + 1) == 0)
        #expect(found(" redder", endingAt: Highlighter.reach + 3) == 0)
        #expect(found(" redder", endingAt: Highlighter.reach) == 1)
    }

    @Test("only so many matches of a text are found, the first")
    func matchLimit() {
        let text = Array(String(repeating: "red ", count: Highlighter.matchLimit + 500).utf8)
        var plan = HighlightPlan()
        plan.addWord([ArraySlice("red".utf8)])
        var highlighter = Highlighter(plan)
        let found = text.withUnsafeBufferPointer { highlighter.highlights(in: $0) }
        #expect(found.count == Highlighter.matchLimit)
        #expect(found.last?.word == Highlighter.matchLimit - 1)
    }

    @Test("a long text of matches alone, or without an end to its first word, costs no more than a short one")
    func longText() {
        var plan = HighlightPlan()
        plan.addWord([ArraySlice("red".utf8)])
        var maker = SnippetMaker(plan)
        for piece in ["red ", "redred", ". . "] {
            let long = Array(String(repeating: piece, count: 1 << 23).utf8)
            let short = Array(long.prefix(Highlighter.reach))
            let clock = ContinuousClock()
            let wanted = clock.measure { _ = maker.passage(of: short) }
            #expect(clock.measure { _ = maker.passage(of: long) } < wanted * 8 + .milliseconds(100))
        }
    }
}
