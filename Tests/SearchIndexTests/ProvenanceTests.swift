// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import QueryLanguage
import Testing

@testable import SearchIndex
import TestSupport

@Suite("What the index makes of where a field was found")
struct ProvenanceTests {
    @Test("the day of a file answers no question for a day, and orders nothing")
    func fileDays() throws {
        let index = try TestIndex()
        let stated = FieldOrigins(published: .header)
        for (name, published, origins) in [
            ("stated.txt", "2025-03-03", stated), ("file.txt", "2025-03-03", FieldOrigins(published: .mtime)),
            ("older.txt", "2025-02-03", stated), ("undated.txt", "", FieldOrigins()),
        ] {
            try index.put(name, [Article(published: CivilDay(iso: published), origins: origins, text: "a red ferry")])
        }
        try index.writer.commit()
        let reader = try index.reader()
        #expect(try reader.names(try query("ferry date:2025-03-03")) == ["stated.txt"])
        #expect(try Set(reader.names(try query("ferry -date:2025"))) == ["file.txt", "undated.txt"])
        #expect(try reader.names(try query("ferry", order: .newest)).prefix(2) == ["stated.txt", "older.txt"])
        #expect(try reader.names(try query("ferry", order: .oldest)).prefix(2) == ["older.txt", "stated.txt"])
        let hits = try reader.search(try query("ferry", order: .newest)).hits
        // It is kept to be shown.
        let file = try #require(hits.first { TestIndex.name(of: $0.path) == "file.txt" })
        #expect(file.article.published == CivilDay(iso: "2025-03-03") && file.article.statedDay == nil)
    }

    @Test("an outlet is found by its name and by its host")
    func outlets() throws {
        let index = try TestIndex()
        var article = Article(outlet: "The Arvena Courier", text: "a red ferry")
        article.outletHost = "arvenacourier.example"
        try index.put("a.txt", [article])
        var host = Article(outlet: "brennoypost.example", text: "a red ferry")
        host.outletHost = "brennoypost.example"
        try index.put("b.txt", [host])
        try index.writer.commit()
        let reader = try index.reader()
        for text in ["outlet:courier", #"outlet:"Arvena Courier""#, "outlet:arvenacourier.example"] {
            #expect(try reader.names(try query(text)) == ["a.txt"], "\(text)")
        }
        #expect(try reader.names(try query("outlet:brennoypost.example")) == ["b.txt"])
        // No phrase runs from the one into the other.
        #expect(try reader.names(try query(#"outlet:"courier arvenacourier""#)).isEmpty)
    }

    private static let pitch = "Read also: The zephyr that stopped a lighthouse"

    private static func withPitch(_ before: String, _ after: String) -> Article {
        var article = Article(text: "\(before)\n\n\(pitch)\n\n\(after)")
        let start = before.utf8.count + 2
        article.boilerplate = [start..<start + pitch.utf8.count]
        return article
    }

    @Test("a line that is not the article's own is found, but no passage shows it")
    func passages() throws {
        let index = try TestIndex()
        try index.put(
            "a.txt", [Self.withPitch("The ferries stopped at noon.", "Nobody could say when they would sail again.")])
        try index.writer.commit()
        let reader = try index.reader()
        for text in ["zephyr", "ferries", "lighthouse", "ferries zephyr", #""Read also""#] {
            let hit = try #require(try reader.search(try query(text)).hits.first, "\(text)")
            #expect(!hit.passage.text.contains("Read also"), "\(text)")
            #expect(!hit.passage.text.contains("zephyr"), "\(text)")
            #expect(hit.passage.text.contains("ferries stopped"), "\(text)")
        }
        // Who opens the article sees it, and what matched.
        let hit = try #require(try reader.reader.article(at: try TestIndex.path("a.txt"), part: 0))
        #expect(String(decoding: hit.article.text, as: UTF8.self).contains(Self.pitch))
    }

    @Test("what copies are told by has spaces in the place of lines that are not the article's own")
    func ownText() {
        let sentences = (0..<30).map { "Sentence \($0) tells of ferry number \($0 * 7919 % 1000) and of its crew." }
        let body = sentences.joined(separator: " ")
        let pitches = (0..<40).map { "Read also: Boat \($0 * 104_729 % 9973) sinks off coast \($0 * 1299 % 877)" }
        var noisy = Article(text: body + "\n" + pitches.joined(separator: "\n"))
        var start = body.utf8.count + 1
        noisy.boilerplate = pitches.map { pitch in
            defer { start += pitch.utf8.count + 1 }
            return start..<start + pitch.utf8.count
        }
        #expect(StoredArticle(noisy).ownText.count == noisy.text.utf8.count)
        #expect(String(decoding: StoredArticle(noisy).ownText, as: UTF8.self).split(separator: "\n")[0] == body[...])
        #expect(StoredArticle(noisy).ownText.suffix(10).allSatisfy { $0 == 0x20 })
    }

    @Test("ranges of a text come out of bytes as they went in", arguments: seeds)
    func ranges(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            var ranges: [Range<Int>] = []
            var end = 0
            for _ in 0..<random.pick([0, 1, 3, 40]) {
                let start = end + random.pick([0, 1, 100, 20_000])
                end = start + random.pick([0, 1, 127, 128, 70_000])
                ranges.append(start..<end)
            }
            let bytes = ByteRanges.encode(ranges)
            #expect(ByteRanges.decode(bytes[...], length: end) == ranges, "seed \(seed)")
            if end > 0, !ranges.isEmpty { #expect(ByteRanges.decode(bytes[...], length: end - 1) == nil) }
            // No bytes do more than say that they are none.
            let noise = (0..<12).map { _ in UInt8.random(in: 0...255, using: &random) }
            let found = ByteRanges.decode(noise[...], length: 1000) ?? []
            #expect(found.allSatisfy { $0.upperBound <= 1000 })
        }
    }
}
