// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@Suite("What a file is")
struct DetectionTests {
    private func format(_ text: String, name: String = "sample") -> FileFormat {
        format(Array(text.utf8), name: name)
    }

    private func format(_ bytes: [UInt8], name: String = "sample") -> FileFormat {
        bytes.withUnsafeBytes { FormatDetector.format(of: $0, name: name) }
    }

    @Test(
        "is told by how it begins, whatever its name",
        arguments: [
            ("The ferries stopped at noon.", FileFormat.text),
            ("Title: Ferries stop\nDate: 2031-04-17\nAuthor: Jorun Vale\n\nAt noon.", .text),
            ("Date: 17 April 2031\nSource: Veldan Courier\n\nThe ferries stopped.", .text),
            ("From: the harbour\nTo: the sea\n\nA poem.", .text),
            ("From the harbour office comes word that\nthe ferries stopped.", .text),
            ("[Photo: the ferry Aurelia]\n\nThe ferries stopped.", .text),
            ("{sic} the minister wrote", .text),
            ("<3 this city", .text),
            ("\u{FEFF}<!DOCTYPE html><title>x</title>", .html),
            ("\n\n  <HTML lang=en>", .html),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">\n<html>", .html),
            ("<!-- saved from url=(0020)https://a.example/ --><html><body>", .html),
            ("<div class=\"article\"><p>The ferries", .html),
            ("<?xml version=\"1.0\"?><!-- a <rss> --><rss version=\"2.0\"><channel>", .feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", .feed),
            ("<rdf:RDF xmlns:rdf=\"x\" xmlns=\"http://purl.org/rss/1.0/\">", .feed),
            ("<rdf:RDF xmlns:rdf=\"x\" xmlns=\"http://example.org/ontology\">", .text),
            ("{\"title\": \"Ferries stop\",\n \"text\": \"At noon.\"}", .json),
            ("[\n  {\"title\": \"Ferries stop\"}]", .json),
            ("{\"title\":\"a\"}\n{\"title\":\"b\"}\n", .jsonLines),
            ("{\"title\":\"a\"}\r\n\r\n{\"title\":\"b\"", .jsonLines),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", .warc),
            ("From: Jorun Vale <vale@courier.example>\nDate: x\nSubject: Ferries\n\nAt noon.", .mail),
            ("Received: from a\n\tby b\nSubject: Ferries\n\nAt noon.", .mail),
            ("From vale@courier.example Thu Apr 17 09:12:00 2031\nSubject: Ferries\n\nAt noon.", .mbox),
            (
                "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nSubject: x\nMIME-Version: 1.0\n"
                    + "Content-Type: multipart/related;\n\ttype=\"text/html\";\n\n", .mhtml
            ),
            ("%PDF-1.7\n", .pdf), ("{\\rtf1 x}", .rtf), ("\u{1F}\u{8B}", .text),
        ])
    func content(text: String, expected: FileFormat) {
        #expect(format(text) == expected)
        #expect(format(text, name: "page.txt") == expected)
    }

    @Test("UTF-16 does not hide what it is")
    func wide() {
        let text = "<!DOCTYPE html><html><body><p>The ferries stopped.</p></body></html>"
        let units = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(format([0xFF, 0xFE] + units) == .html)
        #expect(format(units) == .html)
    }

    @Test(
        "is told by its name where the content leaves it open",
        arguments: [
            ("# Ferries stop\n\nAt noon.", "a.md", FileFormat.markdown), ("# Ferries stop\n\nAt noon.", "a.txt", .text),
            ("{\"title\":\"a\"}\n", "a.jsonl", .jsonLines), ("{\"title\":\"a\"}\n", "a.json", .json),
            ("Ferries\n<p>At noon", "a.html", .html), ("Ferries\n<p>At noon", "a.txt", .text),
            ("junk\n%PDF-1.4", "a.pdf", .pdf), ("a\nb", "A.MARKDOWN", .markdown),
            ("---\ntitle: Ferries\n---\n\nAt noon.", "a.txt", .markdown), ("---\nAt noon.\n---", "a.txt", .text),
            ("{\"title\":\"a\n{\"title\":\"b\"}", "a", .jsonLines), ("{\"response\":\n{\"docs\":[", "a", .json),
        ])
    func names(text: String, name: String, expected: FileFormat) {
        #expect(format(text, name: name) == expected)
    }

    /// A zip archive's member as its local header has it.
    private func member(_ name: String, _ content: String) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> ($0 * 8) & 0xFF) } }
        let size = little(content.utf8.count, 4)
        return little(0x0403_4B50, 4) + little(20, 2) + little(0, 12) + size + size + little(name.utf8.count, 2)
            + little(0, 2) + Array(name.utf8) + Array(content.utf8)
    }

    @Test("an archive is told by its members")
    func archives() {
        #expect(format(member("mimetype", "application/epub+zip") + member("a", "b")) == .epub)
        #expect(format(member("mimetype", "application/vnd.oasis.opendocument.text")) == .odt)
        #expect(format(member("[Content_Types].xml", "<Types/>") + member("word/document.xml", "")) == .docx)
        #expect(format(member("[Content_Types].xml", "<Types/>"), name: "a.docx") == .docx)
        #expect(format(member("notes.txt", "x")) == .zip)
        #expect(format(member("xl/workbook.xml", "x")).kind == "an Excel workbook")
        #expect(format([0x50, 0x4B, 0x03, 0x04]) == .zip)
        #expect(format([0x1F, 0x8B, 8, 0]) == .gzip)
        #expect(format([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) == .binary("a PNG image"))
    }

    @Test("telling never fails, on whatever bytes", arguments: 0..<40 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let openings = [
            "", "<", "<?xml ", "<!--", "{\"", "[", "From ", "From: a@b\nDate: c\n", "PK\u{3}\u{4}", "WARC/", "\u{FEFF}",
            "%PDF",
        ]
        let signs: [UInt8] = Array("<>{}[]\":\n\r\0PK\u{3}-!? a".utf8) + [0xFF, 0xFE]
        for _ in 0..<200 {
            let length = Int.random(in: 0..<80, using: &random)
            let tail: [UInt8] = (0..<length).map { _ in signs.randomElement(using: &random) ?? 0 }
            let bytes = Array((openings.randomElement(using: &random) ?? "").utf8) + tail
            let name = ["a.md", "a.json", "a.html", "a.docx", ".", ""].randomElement(using: &random) ?? ""
            #expect(!format(bytes, name: name).name.isEmpty, "seed \(seed)")
        }
    }
}
