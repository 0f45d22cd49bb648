// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Articles
import ArticleFormats
import ReaderClient
import Testing
import TestSupport

@Suite("Valid files of each format, damaged")
struct MutationTests {
    private static let samples: [(name: String, bytes: [UInt8])] = [
        (
            "a.pdf",
            pdf([["The ferry left Kalmar Sound", "at noon."], ["It came back."]], information: "/Title (Ferry)")
        ),
        ("a.docx", docx("<w:p><w:r><w:t>\(paragraph)</w:t></w:r></w:p><w:tbl><w:tr><w:tc/></w:tr></w:tbl>")),
        ("a.odt", odt("<text:p>\(paragraph)</text:p>")),
        ("a.epub", epub([(name: "one.xhtml", text: page(paragraph))])),
        (
            "a.rtf",
            Array(#"{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\f0\'ef\u28023?{\b x}\par The ferry left.\bin3 abc}"#.utf8)
        ),
        (
            "a.eml",
            Array(
                """
                From: =?koi8-r?B?0MHSz80=?= <a@b.example>
                Subject: =?utf-8?Q?Ferry?=
                Date: Thu, 17 Apr 2031 09:12:00 +0200
                Content-Type: multipart/mixed; boundary="b"

                --b
                Content-Type: text/plain; charset=iso-2022-jp

                \u{1B}$B3$6.\u{1B}(B
                --b
                Content-Type: message/rfc822

                Subject: inner

                inner
                --b--
                """.utf8)
        ),
        (
            "a.mbox",
            Array(
                "From a Thu Apr 17 09:12:00 2031\nSubject: one\nFrom: a@b\n\ntext\n\nFrom b Thu Apr 17 09:13:00 2031\nSubject: two\n\nmore\n"
                    .utf8)
        ),
        ("a.html.gz", gzip(Array(page(paragraph).utf8))),
        ("a.zip", zip([(name: "one.html", text: page(paragraph)), (name: "two.txt", text: paragraph)])),
    ]

    @Test(
        "whatever was changed, the file is read or has a reason, and the next one is read",
        arguments: 1...6 as ClosedRange<UInt64>)
    func mutated(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pool = Reader.pool(time: 10)
        for sample in Self.samples {
            for _ in 0..<25 {
                let bytes = Self.mutated(sample.bytes, by: &generator)
                let outcome = Result { () throws(ReaderFailure) in try read(bytes, name: sample.name, by: pool) }
                switch outcome {
                case .success(let read):
                    #expect(!read.articles.isEmpty || read.failure != nil, "seed \(seed), \(sample.name)")
                case .failure(let failure): #expect(!failure.isTemporary, "seed \(seed), \(sample.name): \(failure)")
                }
            }
            #expect(
                try read(Array(page(paragraph).utf8), by: pool).texts == [paragraph],
                "seed \(seed), after \(sample.name)")
        }
    }

    private static func mutated(_ bytes: [UInt8], by generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
            case 3:
                let end = min(bytes.count, place + Int.random(in: 1...80, using: &generator))
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: bytes.indices, using: &generator))
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}
