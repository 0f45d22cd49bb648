// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import ArticleFormats
import Articles
import Testing

@Suite("Packed files")
struct PackedTests {
    @Test("every format is read out of gzip, in one member or several")
    func gzipped() throws {
        let files: [(String, [UInt8])] = [
            ("html", Array(page(paragraph).utf8)), ("docx", docx("<w:p><w:r><w:t>\(paragraph)</w:t></w:r></w:p>")),
            ("pdf", pdf([["The ferry left Kalmar Sound at noon."]])), ("text", Array(paragraph.utf8)),
            ("rtf", Array(#"{\rtf1 The ferry left Kalmar Sound.\par}"#.utf8)),
        ]
        for (format, bytes) in files {
            let half = bytes.count / 2
            for packed in [gzip(bytes), gzip(Array(bytes[..<half])) + gzip(Array(bytes[half...])), gzip(gzip(bytes))] {
                let read = try read(packed, name: "sample.\(format).gz")
                #expect(read.articles.count == 1 && read.failure == nil, "\(format): \(read.failure ?? "")")
                #expect(read.articles.first?.format == format)
            }
        }
    }

    @Test("one that breaks off or is damaged says so, after what could be read")
    func damaged() throws {
        let mails = (0..<200).map {
            "From a Thu Apr 17 09:12:00 2031\nSubject: \($0)\nFrom: a@b.example\n\n\(paragraph)\n\n"
        }
        let packed = gzip(Array(mails.joined().utf8))
        let cut = try read(Array(packed[..<(packed.count / 2)]), name: "a.mbox.gz")
        #expect(
            cut.articles.count > 50 && cut.failure?.contains("breaks off") == true,
            "\(cut.articles.count) articles, \(cut.failure ?? "")")
        var spoiled = packed
        spoiled[spoiled.count - 8] ^= 1
        #expect(try read(spoiled, name: "a.mbox.gz").failure?.contains("damaged") == true)
    }

    @Test("zeros and rubbish behind a gzip file are no part of it")
    func trailing() throws {
        let packed = gzip(Array(page(paragraph).utf8))
        #expect(try read(packed + [UInt8](repeating: 0, count: 512)).failure == nil)
        #expect(try read(packed + Array("rubbish".utf8)).articles.count == 1)
    }

    @Test("the files in a zip archive are read, whatever they are; pictures are passed over")
    func zipped() throws {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        let read = try read(
            zip([
                (name: "a/page.html", content: Array(page(paragraph).utf8)), (name: "a/photo.png", content: png),
                (name: "b.docx", content: docx("<w:p><w:r><w:t>\(paragraph)</w:t></w:r></w:p>")),
                (name: "bad.pdf", content: Array("%PDF-1.4 nothing".utf8)),
            ]))
        #expect(read.articles.map(\.format) == ["html", "docx"])
        #expect(read.failure?.contains("bad.pdf") == true)
    }

    @Test("a bomb is unpacked to the limit, and no further")
    func bomb() throws {
        let zeros = try read(Self.bomb, name: "a.gz")
        #expect(zeros.articles.isEmpty && zeros.failure?.contains("the limit is") == true, "\(zeros.failure ?? "")")
        let limited = try read(gzip(gzip(gzip(gzip(gzip(Array(paragraph.utf8)))))))
        #expect(limited.failure?.contains("packed more than") == true)
    }

    /// 64 MB of zeros in 64 KB: deflate's longest copies, one after the other, of a zero.
    private static let bomb: [UInt8] = {
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var bits = 0
        var count = 0
        func put(_ value: Int, _ length: Int) {
            bits |= value << count
            count += length
            while count >= 8 {
                file.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
                count -= 8
            }
        }
        put(0b011, 3)
        // The literal 0, then pairs of length 258 (code 285: 11000101) and distance 1 (code 0), most significant bit first.
        put(0b0000_1100, 8)
        for _ in 0..<260_000 {
            put(0b1010_0011, 8)
            put(0, 5)
        }
        put(0, 7)
        put(0, 8)
        return file + [UInt8](repeating: 0, count: 8)
    }()
}
