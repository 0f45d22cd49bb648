// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import Testing

@Suite("Sentences")
struct SentenceTests {
    @Test("end at marks, with the quotes after them, before what can begin one")
    func marks() {
        #expect(
            split("The talks failed. “It is late.” He left! Was it? Yes…") == [
                "The talks failed.", "“It is late.”", "He left!", "Was it?", "Yes…",
            ])
        #expect(
            split("“Why now?” she asked. (They left.) 12 stayed.") == [
                "“Why now?” she asked.", "(They left.)", "12 stayed.",
            ])
        #expect(split("日本。中国！終わり") == ["日本。", "中国！", "終わり"])
        #expect(split("Он ушёл. Она нет. वे गए। हम रहे।") == ["Он ушёл.", "Она нет.", "वे गए।", "हम रहे।"])
    }

    @Test("a line break always ends one")
    func lines() {
        #expect(split("a headline\nsome text\r\n\n  more  ") == ["a headline", "some text", "more"])
        #expect(split("no marks here") == ["no marks here"])
        #expect(split(" \n \n").isEmpty)
    }

    @Test(
        "do not end after abbreviations, initials, acronyms and inside numbers",
        arguments: [
            "Mr. Tolen met Gen. K. Vasik on Jan. 10 in the U.N. Council hall",
            "At 3:35 p.m. they spoke for 3.5 hours, cf. No. 5, and so on",
            "George W. Tolen Jr. Said so",
            "See example.com for it. or not",
        ])
    func dots(text: String) {
        #expect(split(text) == [text])
    }

    @Test("end after an acronym where a new one plainly begins")
    func acronyms() {
        #expect(split("He went to the U.N. The vote failed.") == ["He went to the U.N.", "The vote failed."])
        #expect(split("They said no. It was late.") == ["They said no.", "It was late."])
    }

    private func split(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { sentences(in: $0) }.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
}
