// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("Files that break off, lie or mean harm cost themselves only, and the reason is listed")
struct BadInputTests {
    private func reasons(_ daemon: RunningDaemon) async throws -> [String: String] {
        try await daemon.status().failed.reduce(into: [:]) { $0[daemon.name(ofPath: $1.path)] = $1.reason }
    }

    @Test("a truncated PDF, a zip bomb and two gigabytes in one line are listed, each with its reason")
    func listed() async throws {
        let daemon = try await RunningDaemon(files: ["good.txt": article("alpha")]) { scratch in
            try scratch.write("corpus/cut.pdf", bytes: Array(Self.pdf("bravo").utf8.prefix(120)))
            try scratch.write("corpus/bomb.docx", bytes: Self.zipBomb(name: "word/document.xml"))
            try scratch.write("corpus/bomb.txt.gz", bytes: Self.gzipBomb)
            try scratch.write("corpus/line.txt", "The ferry left. ")
            #expect(truncate(scratch["corpus/line.txt"], 2 << 30) == 0)
        }
        try await daemon.holds(
            ["good.txt": "alpha"], unreadable: ["cut.pdf", "bomb.docx", "bomb.txt.gz", "line.txt"])
        let reasons = try await reasons(daemon)
        #expect(reasons["cut.pdf"]?.contains("damaged or breaks off") == true, "\(reasons)")
        #expect(reasons["bomb.docx"]?.contains("times its size") == true, "\(reasons)")
        #expect(reasons["bomb.txt.gz"]?.contains("limit") == true, "\(reasons)")
        #expect(reasons["line.txt"]?.contains("too large") == true, "\(reasons)")
        #expect(try await daemon.status().readerFailures == 0, "no reader had to be ended for it")
    }

    @Test("a PDF that is cut anywhere is listed, and found once it is whole")
    func pdf() async throws {
        let whole = Self.pdf("bravo")
        let cuts = [40, 200, 400, 520].map { (name: "cut\($0).pdf", text: String(whole.prefix($0))) }
        let daemon = try await RunningDaemon(files: ["good.txt": article("alpha")]) { scratch in
            for cut in cuts { try scratch.write("corpus/" + cut.name, cut.text) }
        }
        try await daemon.holds(["good.txt": "alpha"], unreadable: Set(cuts.map(\.name)))
        try daemon.scratch.write("corpus/cut400.pdf", whole)
        try await daemon.holds(
            ["good.txt": "alpha", "cut400.pdf": "bravo"], unreadable: ["cut40.pdf", "cut200.pdf", "cut520.pdf"])
    }

    @Test("a page nested 100,000 deep is found by its words")
    func nested() async throws {
        let deep = String(repeating: "<div>", count: 100_000)
        let page = "<title>Ferry talks</title>\(deep)<p>A clerk wrote charlie on the notice board of the harbour."
        // Without optimisation it takes long.
        let daemon = try await RunningDaemon(settings: "reader_time: 2min\n", files: ["deep.html": page])
        try await daemon.holds(["deep.html": "charlie"])
    }

    @Test(
        "a mail that lies about its character encoding is found by its words",
        arguments: ["us-ascii", "utf-8", "iso-8859-5", "x-nothing"])
    func lyingMail(charset: String) async throws {
        let header = """
            From: clerk@harbour.example
            Subject: Ferry talks
            Date: Thu, 17 Apr 2031 09:12:00 +0200
            Content-Type: text/plain; charset=\(charset)
            Content-Transfer-Encoding: 8bit


            """
        let text = "The café at the pier of Körsund wrote foxtrot on its notice board, and the señor said: mañana."
        let bytes = charset == "iso-8859-5" ? Data(text.utf8) : try #require(text.data(using: .isoLatin1))
        let daemon = try await RunningDaemon { scratch in
            try scratch.write("corpus/mail.eml", bytes: Array(header.utf8) + Array(bytes))
        }
        try await daemon.holds(["mail.eml": "foxtrot"])
        #expect(try await daemon.finds("\"pier of Körsund\"") == ["mail.eml"])
    }

    @Test("a JSON line cut in half costs that line: the others are found, and the file is listed with the line")
    func cutLine() async throws {
        func line(_ word: String) -> String {
            #"{"title":"Ferry talks","text":"A clerk wrote \#(word) on the notice board of the harbour."}"#
        }
        let lines = [line("alpha"), String(line("bravo").prefix(50)), line("charlie")].joined(separator: "\n")
        let daemon = try await RunningDaemon(files: ["feed.jsonl": lines])
        try await eventually("both whole lines") { try await daemon.status().articles == 2 }
        for word in ["alpha", "charlie"] { #expect(try await daemon.finds(word) == ["feed.jsonl"]) }
        #expect(try await daemon.finds("bravo").isEmpty)
        let reason = try await reasons(daemon)["feed.jsonl"]
        #expect(reason?.contains("line 2") == true && reason?.contains("breaks off") == true, "\(reason ?? "none")")
        let shown = try await daemon.client("status")
        #expect(shown.output.contains("feed.jsonl") && shown.output.contains("line 2"))
    }

    // MARK: Files

    /// A document of one page.
    private static func pdf(_ word: String) -> String {
        let content = "BT /F 12 Tf 72 770 Td (A clerk wrote \(word) on the notice board of the harbour.) Tj ET"
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for object in [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
        ] {
            offsets.append(file.utf8.count)
            file += "\(offsets.count) 0 obj\n\(object)\nendobj\n"
        }
        let table = file.utf8.count
        file += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            file += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
        }
        return file + "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
    }

    /// 64 MB of spaces in 420 KB: deflate's longest copies (RFC 1951), one after the other, of a space.
    private static let deflated: [UInt8] = {
        var stream: [UInt8] = []
        var bits = 0
        var count = 0
        func put(_ value: Int, _ length: Int) {
            bits |= value << count
            count += length
            while count >= 8 {
                stream.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
                count -= 8
            }
        }
        put(0b011, 3)
        // The literal 0x20 (code 01010000), then pairs of length 258 (code 11000101) and distance 1 (code 00000), most
        // significant bit first.
        put(0b0000_1010, 8)
        for _ in 0..<260_000 {
            put(0b1010_0011, 8)
            put(0, 5)
        }
        put(0, 7)
        put(0, 8)
        return stream
    }()

    private static let gzipBomb: [UInt8] =
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflated + [UInt8](repeating: 0, count: 8)

    /// A zip archive (APPNOTE.TXT) of one member that unpacks to 150 times its size.
    private static func zipBomb(name: String) -> [UInt8] {
        func fields(_ numbers: [(value: Int, size: Int)]) -> [UInt8] {
            numbers.flatMap { number in (0..<number.size).map { UInt8(truncatingIfNeeded: number.value >> (8 * $0)) } }
        }
        let bytes = Array(name.utf8)
        let common = fields([
            (0x14, 2), (0, 2), (8, 2), (0, 4), (0, 4), (deflated.count, 4), (1 + 258 * 260_000, 4), (bytes.count, 2),
            (0, 2),
        ])
        let member = fields([(0x0403_4B50, 4)]) + common + bytes + deflated
        let directory =
            fields([(0x0201_4B50, 4), (0x14, 2)]) + common + fields([(0, 2), (0, 2), (0, 2), (0, 4), (0, 4)]) + bytes
        return member + directory
            + fields([(0x0605_4B50, 4), (0, 4), (1, 2), (1, 2), (directory.count, 4), (member.count, 4), (0, 2)])
    }
}
