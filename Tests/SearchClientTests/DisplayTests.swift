// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import SearchClient
import TestSupport

@Suite("Text on a terminal")
struct DisplayTests {
    @Test("No article can move the cursor, colour the screen or turn text around")
    func harmless() {
        #expect(displayable("a\u{1B}[31mb\u{7}\u{7F}") == "a␛[31mb␇␡")
        #expect(displayable("a\u{9B}31m\u{202E}b\u{2066}\u{E0041}") == "a\u{FFFD}31m\u{FFFD}b\u{FFFD}\u{FFFD}")
        #expect(displayable("a\tb\r\nc\u{2028}d") == "a b  c d")
        #expect(displayable("שלום\u{200F} — naïve 红线 👩‍👩‍👧") == "שלום\u{200F} — naïve 红线 👩‍👩‍👧")
    }

    @Test("Whatever goes in, no control character comes out")
    func harmlessAlways() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            var text = String.UnicodeScalarView()
            for _ in 0..<40 {
                let value =
                    Bool.random(using: &generator)
                    ? UInt32.random(in: 0...0x2100, using: &generator)
                    : UInt32.random(in: 0...0x10FFFF, using: &generator)
                if let scalar = Unicode.Scalar(value) { text.append(scalar) }
            }
            let shown = displayable(String(text))
            let bad = shown.unicodeScalars.filter { $0.properties.generalCategory == .control }
            #expect(bad.isEmpty, "seed \(seed)")
            #expect(shown.unicodeScalars.count == text.count, "seed \(seed)")
        }
    }

    @Test(
        "Columns are those of a terminal",
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("\u{301}", 0), ("红", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👩‍👩‍👧", 2), ("🇩🇰", 2), ("☎", 1), ("☎\u{FE0F}", 2), ("\u{200D}", 0),
            ("\u{AD}", 0), ("—", 1), ("क्षि", 1), ("𠀀", 2), ("ع", 1),
        ])
    func widths(text: String, width: Int) {
        #expect(displayWidth(text) == width)
    }

    @Test("Lines break at spaces, and a word too long for any line is cut")
    func wrapping() {
        func lines(_ text: String, _ columns: Int) -> [String] {
            StyledText(text).wrapped(to: columns).map { $0.rendered(Palette(isColored: false)) }
        }
        #expect(lines("the red line was crossed", 8) == ["the red", "line was", "crossed"])
        #expect(lines("  spaces   between  ", 20) == ["spaces between"])
        #expect(lines("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"])
        #expect(lines("红线，大使说", 6) == ["红线，", "大使说"])
        #expect(lines("红线，大使说", 4) == ["红", "线，", "大使", "说"])
        #expect(lines("ab红线", 3) == ["ab", "红", "线"])
        #expect(lines("", 10) == [])
        #expect(lines("红", 0) == ["红"])
    }

    @Test("No line is wider than asked, and none of the text is lost")
    func wrappingAlways() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "red", "line", " ", " ", "红", "线", "，", "e\u{301}", "😀", "straits", "—", "“", "”", "-", "harbourmaster",
        ]
        let styles: [TextStyle] = [.plain, .match, .faint]
        for _ in 0..<500 {
            var text = StyledText()
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                text.append(
                    pieces.randomElement(using: &generator) ?? "", styles.randomElement(using: &generator) ?? .plain)
            }
            let columns = Int.random(in: 3...30, using: &generator)
            let lines = text.wrapped(to: columns).map { $0.rendered(Palette(isColored: false)) }
            #expect(lines.allSatisfy { displayWidth($0) <= columns }, "seed \(seed)")
            #expect(lines.allSatisfy { !$0.isEmpty && $0.first != " " && $0.last != " " }, "seed \(seed)")
            let before = text.rendered(Palette(isColored: false)).filter { $0 != " " }
            #expect(lines.joined().filter { $0 != " " } == before, "seed \(seed)")
        }
    }

    @Test("Colour only for a terminal that wants it")
    func palette() {
        func colored(_ choice: ColorChoice, _ isTerminal: Bool, _ environment: [String: String] = [:]) -> Bool {
            Palette(choice, isTerminal: isTerminal) { environment[$0] }.isColored
        }
        #expect(colored(.auto, true))
        #expect(!colored(.auto, false))
        #expect(!colored(.auto, true, ["NO_COLOR": "1"]))
        #expect(colored(.auto, true, ["NO_COLOR": ""]))
        #expect(!colored(.auto, true, ["TERM": "dumb"]))
        #expect(colored(.always, false, ["NO_COLOR": "1"]))
        #expect(!colored(.never, true))
    }

    @Test("Amounts are short and right")
    func amounts() {
        #expect(counted(1, "article", "articles") == "1 article")
        #expect(counted(0, "article", "articles") == "0 articles")
        #expect([0, 999, 1000, 1_234_567].map(grouped) == ["0", "999", "1,000", "1,234,567"])
        #expect(
            [0, 812, 9_949, 9_950, 34_499, 1_200_000, 59_949_999, 200_000_000].map { span(microseconds: $0) }
                == ["0.0 ms", "0.8 ms", "9.9 ms", "10 ms", "34 ms", "1.2 s", "59.9 s", "3 min 20 s"])
        #expect(
            [0, 59, 60, 3_720, 90_000].map { span(seconds: $0) } == ["0 s", "59 s", "1 min", "1 h 2 min", "1 d 1 h"])
        #expect(
            [0, 999, 1_000, 9_949, 9_950, 912_000_000, 17_200_000_000, 4_300_000_000_000].map { size(bytes: $0) }
                == ["0 B", "999 B", "1.0 kB", "9.9 kB", "10 kB", "912 MB", "17 GB", "4.3 TB"])
    }

    @Test("Base64 is read, and nothing else")
    func base64() {
        #expect(decodedBase64("") == [])
        #expect(decodedBase64("L2EvgP8=") == [0x2F, 0x61, 0x2F, 0x80, 0xFF])
        #expect(decodedBase64("Zm8=") == Array("fo".utf8))
        #expect(decodedBase64("Zg==") == Array("f".utf8))
        for bad in ["Zg", "Zg=", "Z===", "Zg=a", "Z g=", "Zm8-"] { #expect(decodedBase64(bad) == nil) }
    }
}
