// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar
import TestSupport
import Testing

@Suite("Web archives")
struct WebArchiveTests {
    private let page = """
        <html><head><title>Ferries stop</title></head><body><article><h1>Ferries stop</h1>
        <p>The ferries across the Sereth Narrows stopped at noon on Thursday, and nobody at the pier could say why.</p>
        <p>“We will keep the Narrows open,” said Prime Minister Odile Brandt, who had come to see for herself.</p>
        </article></body></html>
        """

    private func record(
        _ type: String, _ block: [UInt8], uri: String? = "https://courier.example/ferries",
        contentType: String = "application/http; msgtype=response", version: String = "1.1", length: Int? = nil
    ) -> [UInt8] {
        var head = "WARC/\(version)\r\nWARC-Type: \(type)\r\nWARC-Date: 2031-04-18T10:00:00Z\r\n"
        if let uri { head += "WARC-Target-URI: \(uri)\r\n" }
        head += "Content-Type: \(contentType)\r\nContent-Length: \(length ?? block.count)\r\n\r\n"
        return Array(head.utf8) + block + Array("\r\n\r\n".utf8)
    }

    private func response(_ body: [UInt8], _ fields: String = "", status: String = "200 OK", type: String = "text/html")
        -> [UInt8]
    {
        Array("HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\(fields)\r\n".utf8) + body
    }

    private func response(_ body: String, _ fields: String = "", status: String = "200 OK", type: String = "text/html")
        -> [UInt8]
    {
        response(Array(body.utf8), fields, status: status, type: type)
    }

    /// The page, packed by gzip.
    ///
    /// Made by `gzip -n`; a stored block is enough to try the unpacking.
    private func packed(_ bytes: [UInt8]) -> [UInt8] {
        var checksum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
        }
        func little(_ value: UInt32, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> ($0 * 8) & 0xFF) } }
        let size = UInt32(bytes.count)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(size, 2) + little(~size & 0xFFFF, 2) + bytes
            + little(~checksum, 4) + little(size, 4)
    }

    private func chunked(_ bytes: [UInt8]) -> [UInt8] {
        let half = bytes.count / 2
        return Array("\(String(half, radix: 16));a=b\r\n".utf8) + bytes[..<half] + Array("\r\n".utf8)
            + Array("\(String(bytes.count - half, radix: 16))\r\n".utf8) + bytes[half...] + Array("\r\n0\r\n\r\n".utf8)
    }

    @Test(
        "a fetched page is its article, with the address and the day that the archive knows",
        arguments: [1, 97, 100_000])
    func response(step: Int) throws {
        let archive =
            record("warcinfo", Array("software: test\r\n".utf8), uri: nil, contentType: "application/warc-fields")
            + record(
                "request", Array("GET /ferries HTTP/1.1\r\n\r\n".utf8), contentType: "application/http; msgtype=request"
            )
            + record("response", response(page))
            + record("response", response("GIF89a", type: "image/gif"), uri: "https://courier.example/a.gif")
            + record("response", response("moved", status: "301 Moved"))
            + record("metadata", Array("fetchTimeMs: 4\r\n".utf8), contentType: "application/warc-fields")
        let found = read(archive, name: "a.bin", step: step)
        #expect(found.outcome.format == .warc && found.outcome.failure == nil)
        #expect(found.articles.count == 1)
        let article = try #require(found.articles.first)
        #expect(article.title == "Ferries stop" && article.format == "html" && article.text.contains("at noon"))
        #expect(article.url == "https://courier.example/ferries" && article.origins.url == .given)
        #expect(article.outlet == "courier.example" && article.outletHost == "courier.example")
        #expect(article.published == CivilDay(year: 2031, month: 4, day: 18) && article.origins.published == .given)
        #expect(article.quotations.count == 1)
    }

    @Test("chunks and packing are undone, also where only the head still tells of them")
    func encodings() {
        let bytes = Array(page.utf8)
        let gzip = "Content-Encoding: gzip\r\n"
        let chunks = "Transfer-Encoding: chunked\r\n"
        let bodies = [
            response(packed(bytes), gzip), response(chunked(bytes), chunks),
            response(chunked(packed(bytes)), gzip + chunks),
            response(bytes, gzip + chunks), response(bytes, "Content-Encoding: br\r\n"),
        ]
        for body in bodies {
            let found = read(record("response", body))
            #expect(found.articles.first?.title == "Ferries stop" && found.outcome.failure == nil)
        }
    }

    @Test("the protocol's word on the encoding counts")
    func charset() {
        let windows = Array(
            page.replacing("nobody", with: "nobody \u{E9}").unicodeScalars.map { scalar -> UInt8 in
                switch scalar.value {
                case 0x201C: 0x93
                case 0x201D: 0x94
                default: UInt8(truncatingIfNeeded: scalar.value)
                }
            })
        let found = read(record("response", response(windows, type: "text/html; charset=\"windows-1252\"")))
        #expect(found.articles.first?.text.contains("nobody é") == true)
    }

    @Test("resources and conversions hold documents of any format")
    func otherTypes() {
        let archive =
            record("resource", Array(page.utf8), contentType: "text/html", version: "1.0")
            + record("conversion", Array("Ferries stop\n\nAt noon.".utf8), contentType: "text/plain")
            + record(
                "resource", Array(#"{"title":"From JSON","text":"A text."}"#.utf8), uri: "https://api.example/a?b=c",
                contentType: "application/json")
            + record("resource", Array("a,b".utf8), contentType: "text/csv")
        let found = read(archive)
        #expect(found.outcome.failure == nil && found.outcome.format == .warc)
        #expect(found.articles.map(\.title) == ["Ferries stop", "Ferries stop", "From JSON"])
        #expect(found.articles.map(\.format) == ["html", "text", "json"])
        #expect(found.articles.map(\.part) == [0, 1, 2])
        #expect(found.articles.last?.url == "https://api.example/a?b=c")
    }

    @Test("a broken record costs itself, and the next one is found")
    func broken() {
        let good = record("response", response(page))
        let noLength = Array("WARC/1.1\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n".utf8)
        let wrongLength = record("response", response(page), length: page.utf8.count / 2)
        let archive = good + noLength + good + wrongLength + good + Array("noise\r\n\r\n".utf8) + good
        let found = read(archive)
        #expect(found.articles.count >= 4)
        #expect(found.articles.suffix(1).first?.title == "Ferries stop")
        #expect(found.outcome.problemCount >= 3)
        #expect(found.outcome.problems.first?.place == "record 2 (byte \(good.count))")
        let cut = read(Array((good + good).dropLast(100)))
        #expect(cut.articles.count == 1 || cut.articles.count == 2)
        #expect(cut.outcome.failure?.contains("breaks off") == true)
    }

    @Test("a record above the limit is passed over, packed or not")
    func tooLarge() {
        let limits = ReadingLimits(maximumBytes: 2000)
        let long = Array((page + String(repeating: " ", count: 30_000)).utf8)
        let archive =
            record("response", response(long))
            + record("response", response(packed(long), "Content-Encoding: gzip\r\n"))
            + record("response", response(page))
        let found = read(archive, limits: limits, step: 500)
        #expect(found.articles.count == 1 && found.outcome.problemCount == 2)
    }

    @Test("cut or changed anywhere, no archive brings the reader down", arguments: 0..<15 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let whole =
            record(
                "response",
                response(chunked(packed(Array(page.utf8))), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"))
            + record("response", response(page))
        for _ in 0..<30 {
            var bytes = Array(whole.prefix(Int.random(in: 10...whole.count, using: &random)))
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                bytes[Int.random(in: 6..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let all = read(bytes)
            #expect(!all.articles.isEmpty || all.outcome.failure != nil, "seed \(seed)")
            let stepped = read(bytes, name: "a.warc", step: Int.random(in: 1...300, using: &random))
            #expect(all.articles == stepped.articles && all.outcome == stepped.outcome, "seed \(seed)")
        }
    }
}
