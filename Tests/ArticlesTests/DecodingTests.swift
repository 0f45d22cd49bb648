// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

private let sample =
    "Žofie Dvořák: “Nous étions là”\n\nСудно «Лисбет» вышло из порта Хавник. The ferry sails at noon.\n"

@Suite("Decoding")
struct DecodingTests {
    @Test("Unicode is read in every form, with and without a byte order mark", arguments: [true, false])
    func unicodeForms(hasMark: Bool) throws {
        let marked = (hasMark ? "\u{FEFF}" : "") + sample
        let utf16 = Array(marked.utf16)
        let utf32 = marked.unicodeScalars.map(\.value)
        let forms: [[UInt8]] = [
            Array(marked.utf8),
            utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] },
            utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] },
            utf32.flatMap { unit in (0..<4).map { UInt8(truncatingIfNeeded: unit >> ($0 * 8)) } },
            utf32.flatMap { unit in (0..<4).map { UInt8(truncatingIfNeeded: unit >> (24 - $0 * 8)) } },
        ]
        for form in forms {
            let article = try read(form)
            #expect(article.title == "Žofie Dvořák: “Nous étions là”")
            #expect(article.text == "Судно «Лисбет» вышло из порта Хавник. The ferry sails at noon.")
        }
    }

    @Test("Cyrillic text in Windows-1251 is recognised, and a warning says so")
    func windows1251() throws {
        let text =
            "Судно «Лисбет» вышло из порта Хавник на рассвете. Начальник порта сообщил, что пролив открыт для всех."
        let bytes = text.unicodeScalars.map { scalar -> UInt8 in
            switch scalar.value {
            case 0x410...0x44F: UInt8(scalar.value - 0x350)
            case 0xAB, 0xBB, 0..<0x80: UInt8(scalar.value)
            default: UInt8(ascii: "?")
            }
        }
        let article = try read(bytes)
        #expect(article.text == text)
        #expect(article.warnings.contains { $0.contains("WINDOWS-1251") })
    }

    @Test("a word or two of Latin 1 is read as Windows-1252", arguments: ["café", "Über", "señor", "naïveté"])
    func latin1(word: String) throws {
        let text = "The envoys met at the \(word) by the harbour and were served at once by the owner."
        let article = try read(text.unicodeScalars.map { UInt8($0.value) })
        #expect(article.text == text)
        #expect(article.warnings.count == 1)
    }

    @Test("curly quotation marks of Windows-1252 are read, also those that passed for Latin 1")
    func windows1252() throws {
        let bytes =
            Array("The envoy said: ".utf8) + [0x93] + Array("the owner".utf8) + [0x92] + Array("s hat.".utf8) + [0x94]
        #expect(try read(bytes).text == "The envoy said: “the owner’s hat.”")
        #expect(try read("The owner\u{92}s hat is blue.").text == "The owner’s hat is blue.")
    }

    @Test("a few broken bytes do not change the encoding of UTF-8")
    func damaged() throws {
        let bytes = Array("Судно «Лисбет» вышло".utf8) + [0xFF] + Array(" из порта. Café.".utf8)
        let article = try read(bytes)
        #expect(article.text == "Судно «Лисбет» вышло\u{FFFD} из порта. Café.")
        #expect(article.warnings.count == 1)
        #expect(
            try read(Array("Fog.\nThe owner of the caf".utf8) + [0xC3]).text == "Fog.\nThe owner of the caf\u{FFFD}")
    }

    @Test("line ends of every kind become one kind, and control characters become spaces")
    func lineEnds() throws {
        let text = "One\r\ntwo\rthree\u{85}four\u{2028}five\u{2029}six\u{0C}seven\u{07}eight, and more to come."
        #expect(try read(text).text == "One\ntwo\nthree\nfour\nfive\nsix\nseven eight, and more to come.")
    }

    @Test(
        "files that are no text are named for what they are",
        arguments: [
            ("PDF", Array("%PDF-1.7\n".utf8)), ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]),
            ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0]), ("GIF", Array("GIF89a".utf8)),
            ("zip", [0x50, 0x4B, 0x03, 0x04, 0x14, 0]),
            ("gzip", [0x1F, 0x8B, 0x08]), ("ELF", [0x7F, 0x45, 0x4C, 0x46, 2]),
            ("SQLite", Array("SQLite format 3\0".utf8)),
            ("MP4", [0, 0, 0, 0x18] + Array("ftypmp42".utf8)), ("zero bytes", Array("The\0envoys met.".utf8)),
            ("control characters", [1, 2, 3, 4, 5, 6, 7, 0x41]), ("RTF", Array(#"{\rtf1 Envoys}"#.utf8)),
        ] as [(String, [UInt8])])
    func binary(name: String, bytes: [UInt8]) {
        guard case .binary(let kind)? = reasonUnreadable(bytes) else {
            Issue.record("read as text")
            return
        }
        #expect(kind.contains(name))
    }

    @Test("files without text are empty", arguments: ["", " \t\r\n\n", "\u{FEFF}", "\u{A0}\u{3000}\n", "\u{FEFF}\n"])
    func empty(text: String) {
        #expect(reasonUnreadable(Array(text.utf8)) == .empty)
    }

    @Test("a page of HTML is read as it is, and a warning says so")
    func markup() throws {
        let article = try read("<!DOCTYPE html>\n<html><body><p>The envoys met again in the old customs house.</p>")
        #expect(article.title == nil)
        #expect(article.text.contains("customs house"))
        #expect(article.warnings.count == 1)
    }

    @Test("every reason is one line")
    func reasons() {
        let reasons: [UnreadableReason] = [
            .binary("a PDF document"), .empty, .tooLarge(bytes: 2, limit: 1), .undecodable("x"),
            .unavailable("x"), .damaged("x"), .noArticle("a feed"),
        ]
        for reason in reasons { #expect(!reason.description.contains("\n") && !reason.description.isEmpty) }
    }
}
