// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import Testing

/// A text and the words in it, separated by spaces.
struct WordCase: CustomTestStringConvertible {
    var text: String
    var words: String

    init(_ text: String, _ words: String) {
        self.text = text
        self.words = words
    }

    var testDescription: String { text }
}

@Suite("Words")
struct WordTests {
    @Test(
        "case, accents and letter forms fold away",
        arguments: [
            WordCase("Kalmar SOUND", "kalmar sound"),
            WordCase("naïve Ångström ČEŠTINA Dvořák", "naive angstrom cestina dvorak"),
            WordCase("e\u{301}te\u{301} Z\u{30C}i\u{306}", "ete zi"),
            WordCase(
                "Straße STRAẞE æon Œuvre Øresund Łódź Đorđe Ðór Þór ĳs ħŧſ",
                "strasse strasse aeon oeuvre oresund lodz dorde dor thor ijs hts"),
            WordCase("İzmir ısı ǿ ǽ", "izmir isi o ae"),
            WordCase("ﬁne oﬃce ＡＢＣ１２", "fine office abc12"),
            WordCase("Σοφός ΣΟΦΌΣ ΐ", "σοφοσ σοφοσ ι"),
            WordCase("Ёлка ў ѝ Ґанок", "елка у и ґанок"),
            WordCase("Й й И\u{306} и\u{306} Ї і\u{308} Київ", "й й й й ї ї київ"),
            WordCase("H₂O word¹ m²", "h2o word m"),
            WordCase("١٢٣ १२३ ４２", "123 123 42"),
        ])
    func folding(_ example: WordCase) { expectWords(example) }

    @Test(
        "marks of other scripts stay, points and vowel signs of Arabic and Hebrew go",
        arguments: [
            WordCase("مُحَمَّدٌ محـــمد", "محمد محمد"),
            WordCase("أمن آمن إمن ٱمن ا\u{654}من ؤ", "امن امن امن امن امن و\u{654}"),
            WordCase("שָׁלוֹם עולם", "שלום עולם"),
            WordCase("हिन्दी में", "हिन्दी में"),
            WordCase("한국어 \u{1112}\u{1161}\u{11AB}국", "한국어 한국"),
            WordCase("ﺳﻼﻡ", "سلام"),
            WordCase("می\u{200C}خواهم", "میخواهم"),
        ])
    func otherScripts(_ example: WordCase) { expectWords(example) }

    @Test(
        "a composed and a decomposed character are the same",
        arguments: ["が", "é", "й", "ї", "한", "ো", "ΐ", "אָ", "ｶﾞ", "Ằ"])
    func canonicalEquivalence(character: String) {
        let scalars = character.unicodeScalars
        let decomposed = decompositions[character] ?? ""
        #expect(!decomposed.isEmpty)
        #expect(foldedWords(in: character).map(\.text) == foldedWords(in: decomposed).map(\.text), "\(scalars)")
    }

    private let decompositions = [
        "が": "か\u{3099}", "é": "e\u{301}", "й": "и\u{306}", "ї": "і\u{308}", "한": "\u{1112}\u{1161}\u{11AB}",
        "ো": "\u{9C7}\u{9BE}", "ΐ": "ι\u{308}\u{301}", "אָ": "א\u{5B8}", "ｶﾞ": "ガ", "Ằ": "A\u{306}\u{300}",
    ]

    @Test(
        "apostrophes: possessives go, elisions split, all others join",
        arguments: [
            WordCase("Veldania’s Veldania's VELDANIA'S Veldania`s", "veldania veldania veldania veldania"),
            WordCase("the '90s, 1990's and 2021'de", "the 90s 1990 and 2021 de"),
            WordCase(
                "don't O'Brien Qur'an Sana‘a об'єкт rock'n'roll Hawaiʻi",
                "dont obrien quran sanaa обєкт rocknroll hawaii"),
            WordCase(
                "l’eau D'Amato jusqu'à qu'il dell'arte un’altra l'hiver",
                "l eau d amato jusqu a qu il dell arte un altra l hiver"),
            WordCase("aujourd'hui d'Kalmar l'Orra's", "aujourdhui dkalmar l orra"),
            WordCase("‘red line’ 'red line' soldiers' it''s", "red line red line soldiers it s"),
            WordCase("Veldania’s’ fo'c's'le", "veldania focsle"),
        ])
    func apostrophes(_ example: WordCase) { expectWords(example) }

    @Test(
        "punctuation separates, and what is invisible does not",
        arguments: [
            WordCase(
                "de-escalate war—peace a_b c/d @who #tag R&D x@y.org",
                "de escalate war peace a b c d who tag r d x y org"),
            WordCase("so\u{AD}ft jo\u{200D}in\u{2060}ed\u{FEFF} le\u{200E}ft", "soft joined left"),
            WordCase("zero\u{200B}width no\u{A0}break", "zero width no break"),
            WordCase("❤️ 1️⃣ ☎ ½", "1"),
            WordCase("\u{301} \u{93F} .,'", ""),
        ])
    func separators(_ example: WordCase) { expectWords(example) }

    @Test(
        "dotted acronyms join",
        arguments: [
            WordCase("U.N. U.N.-led the U.N said, e.g. J.K. Rellin Т.Е.", "un un led the un said eg jk rellin те"),
            WordCase("U.N.'s U.N’s U.N.Security 3:35 p.m.", "un un un security 3 35 pm"),
            WordCase("George W. Tolen. A.", "george w tolen a"),
            WordCase("www.a.example.com plan B.", "www a example com plan b"),
        ])
    func acronyms(_ example: WordCase) { expectWords(example) }

    @Test(
        "numbers",
        arguments: [
            WordCase(
                "100,000 1,234,567.89 12,34 1,2345 2014,200 1,000m", "100000 1234567.89 12 34 1 2345 2014 200 1000m"),
            WordCase(
                "3.5 30.12.2021 3:35 7. 3.x F-16 F16 5G MH17 20%", "3.5 30.12.2021 3 35 7 3 x f 16 f16 5g mh17 20"),
            WordCase("A1,234 1,000,00", "a1 234 1000 00"),
        ])
    func numbers(_ example: WordCase) { expectWords(example) }

    @Test(
        "scripts without spaces give a word a character",
        arguments: [
            WordCase("北京2022年", "北 京 2022 年"),
            WordCase("カードが", "カ ー ト\u{3099} か\u{3099}"),
            WordCase("NATOは々", "nato は 々"),
            WordCase("ที่นี่", "ที่ นี่"),
            WordCase("ကို", "ကို"),
        ])
    func unspacedScripts(_ example: WordCase) { expectWords(example) }

    private func expectWords(_ example: WordCase) {
        #expect(foldedWords(in: example.text).map(\.text).joined(separator: " ") == example.words)
    }

    @Test("ranges cover the word as written, with its possessive and dots")
    func ranges() {
        func pieces(_ text: String) -> [String] {
            foldedWords(in: text).map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
        }
        #expect(pieces("“Veldania’s” U.N. red-line, l’eau") == ["Veldania’s", "U.N.", "red", "line", "l", "eau"])
        #expect(pieces("cafe\u{301}! 100,000.") == ["cafe\u{301}", "100,000"])
        #expect(pieces("U.N.'s x") == ["U.N.'s", "x"])
    }

    @Test("a word over 64 bytes is cut between two scalars and keeps its range")
    func longWords() throws {
        let ascii = foldedWords(in: String(repeating: "a", count: 1000) + " b")
        #expect(ascii.map(\.text) == [String(repeating: "a", count: 64), "b"])
        #expect(ascii.first?.range == 0..<1000)
        let wide = try #require(foldedWords(in: "x" + String(repeating: "ж", count: 100)).first)
        #expect(wide.text == "x" + String(repeating: "ж", count: 31))
        let digits = String(repeating: "1", count: 63) + ".5"
        #expect(foldedWords(in: digits).map(\.text) == [String(repeating: "1", count: 63)])
    }

    @Test(
        "bytes that are not UTF-8 separate words",
        arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5], [0x80], [0xE2, 0x82]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(scan(Array("red".utf8) + bytes + Array("line".utf8)) == ["red", "line"])
        #expect(scan(Array("red".utf8) + bytes) == ["red"])
    }

    @Test("the scan ends when the body throws")
    func throwing() {
        struct Enough: Error {}
        var seen = 0
        var scanner = WordScanner()
        #expect(throws: Enough.self) {
            try Array("a b c".utf8).withUnsafeBufferPointer { text in
                try scanner.scan(text) { _, _ in
                    seen += 1
                    if seen == 2 { throw Enough() }
                }
            }
        }
        #expect(seen == 2)
    }
}

/// The words of any bytes.
func scan(_ bytes: [UInt8]) -> [String] {
    var words: [String] = []
    var scanner = WordScanner()
    bytes.withUnsafeBufferPointer { text in
        scanner.scan(text) { folded, _ in words.append(String(decoding: folded, as: UTF8.self)) }
    }
    return words
}
