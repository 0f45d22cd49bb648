// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import Testing

@testable import SearchIndex
import TestSupport

@Suite struct HitStreamTests {
    private static func index(_ count: Int) throws -> TestIndex {
        let index = try TestIndex()
        for number in 0..<count {
            let text = "The ferry stopped. " + String(repeating: "ferry ", count: number % 7)
            try index.put("\(number).txt", [Article(title: "Ferry \(number)", text: text)])
        }
        try index.writer.commit()
        return index
    }

    private static func all(limit: Int = .max, offset: Int = 0) throws -> IndexQuery {
        try query("ferry", limit: limit, offset: offset)
    }

    private static func drain(_ stream: inout HitStream, _ reader: IndexReader, _ batch: Int) throws -> [ArticleHit] {
        var hits: [ArticleHit] = []
        while case let more = try reader.next(batch, of: &stream), !more.isEmpty {
            #expect(more.count <= batch)
            hits += more
        }
        #expect(stream.isFinished)
        return hits
    }

    @Test("all hits come, each once, in the order of a page, whatever the batch", arguments: [1, 7, 100, 1000])
    func all(batch: Int) throws {
        let reader = try Self.index(150).reader()
        let page = try reader.search(try query("ferry", limit: 1000)).hits
        for detail in [HitDetail.location, .fields, .passage] {
            var stream = try reader.reader.stream(try Self.all(), detail)
            #expect(stream.total == 150)
            let hits = try Self.drain(&stream, reader.reader, batch)
            #expect(hits.map(\.path) == page.map(\.path))
            #expect(hits.map(\.identifier) == page.map(\.identifier))
            for (hit, wanted) in zip(hits, page) { #expect(abs(hit.score - wanted.score) < 1e-4) }
            #expect(hits.allSatisfy { $0.article.text.isEmpty })
            if detail != .location { #expect(hits.map(\.article.title) == page.map(\.article.title)) }
            if detail == .passage { #expect(hits.map(\.passage) == page.map(\.passage)) }
        }
    }

    @Test("a stream begins at the offset and ends at the limit of its query")
    func bounds() throws {
        let reader = try Self.index(30).reader()
        let page = try reader.search(try query("ferry", limit: 1000)).hits.map(\.path)
        var stream = try reader.reader.stream(try Self.all(limit: 5, offset: 10), .location)
        #expect(stream.total == 30)
        #expect(try Self.drain(&stream, reader.reader, 2).map(\.path) == Array(page[10..<15]))
        var nothing = try reader.reader.stream(try Self.all(limit: .max, offset: 100), .passage)
        #expect(try reader.reader.next(10, of: &nothing).isEmpty)
        var none = try reader.reader.stream(try query("quay", limit: .max), .passage)
        #expect(none.isFinished)
        #expect(try reader.reader.next(10, of: &none).isEmpty)
    }

    @Test("a stream with a limit keeps to it after a rebuild too")
    func limitAfterRebuild() throws {
        let index = try Self.index(20)
        let reader = try index.reader()
        var stream = try reader.reader.stream(try Self.all(limit: 10), .location)
        var hits = try reader.reader.next(4, of: &stream)
        let rebuilt = try TestIndex()
        for number in 50..<90 { try rebuilt.put("\(number).txt", "ferry") }
        try rebuilt.writer.commit()
        index.live.replace(with: [rebuilt.folder])
        hits += try Self.drain(&stream, reader.reader, 4)
        #expect(hits.count == 10)
        #expect(Set(hits.map(\.path)).count == 10)
        index.live.replace(with: [index.folder])
        #expect(try reader.reader.next(4, of: &stream).isEmpty, "what is finished stays so")
    }

    @Test("articles of one file are told from one another without their records")
    func parts() throws {
        let index = try TestIndex()
        try index.put("box.mbox", [Article(text: "one ferry"), Article(part: 1, text: "two ferry ferry")])
        try index.writer.commit()
        let reader = try index.reader()
        var stream = try reader.reader.stream(try Self.all(), .location)
        let hits = try Self.drain(&stream, reader.reader, 10)
        #expect(Set(hits.map(\.article.part)) == [0, 1])
        #expect(Set(hits.map(\.identifier)) == Set(try reader.search(try Self.all(limit: 9)).hits.map(\.identifier)))
    }

    @Test("between two batches the index may change: what is gone is left out, and nothing comes twice")
    func changes() throws {
        let index = try Self.index(100)
        let reader = try index.reader()
        var stream = try reader.reader.stream(try Self.all(), .passage)
        var hits = try reader.reader.next(10, of: &stream)
        let removed = try #require(try reader.search(try Self.all(limit: 50)).hits.last).path
        try index.writer.remove(removed)
        try index.put(try TestIndex.path("7.txt"), .unreadable("it broke"), size: 7)
        for number in 0..<60 {
            try index.put("\(number * 50 % 100).txt", [Article(text: "Rewritten, the ferry is.")], size: Int64(number))
            try index.put("new\(number).txt", "another ferry")
            try index.writer.commit()
        }
        let before = Set(hits.map(\.path))
        hits += try Self.drain(&stream, reader.reader, 10)
        #expect(Set(hits.map(\.path)).count == hits.count)
        #expect(!hits.contains { $0.path == removed })
        let unreadable = try TestIndex.path("7.txt")
        #expect(before.contains(unreadable) || !hits.contains { $0.path == unreadable })
        #expect(hits.count == (before.contains(unreadable) ? 99 : 98))
    }

    @Test("after a rebuild a stream goes on with what has not come yet, on another thread's reader too")
    func rebuilt() throws {
        let index = try Self.index(100)
        let reader = try index.reader()
        var stream = try reader.reader.stream(try Self.all(), .location)
        var hits = try reader.reader.next(30, of: &stream)
        // In another order, so that no number means what it meant; without one article, and with a new one.
        let rebuilt = try TestIndex()
        for number in (1..<100).reversed() {
            let text = "The ferry stopped. " + String(repeating: "ferry ", count: number % 5)
            try rebuilt.put("\(number).txt", [Article(title: "Ferry \(number)", text: text)])
        }
        try rebuilt.put("new.txt", "ferry")
        try rebuilt.writer.commit()
        index.live.replace(with: [rebuilt.folder])
        let other = try IndexReader(live: index.live, languages: ["en"])
        hits += try other.next(20, of: &stream)
        hits += try Self.drain(&stream, reader.reader, 20)
        let names = hits.map { TestIndex.name(of: $0.path) }
        #expect(Set(names).count == names.count)
        for number in 1..<100 { #expect(names.contains("\(number).txt")) }
        #expect(names.contains("new.txt"))
    }

    @Test("a stream never ends in an error while a writer commits", arguments: seeds)
    func property(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let index = try Self.index(60)
        let reader = try index.reader()
        var alive = Set(0..<60)
        var stream = try reader.reader.stream(try Self.all(), random.pick([.location, .fields, .passage]))
        var hits: [String] = []
        while !stream.isFinished {
            for _ in 0..<random.pick([0, 1, 3]) {
                let number = Int.random(in: 0..<60, using: &random)
                if random.once(in: 2) {
                    try index.writer.remove(try TestIndex.path("\(number).txt"))
                    alive.remove(number)
                } else if alive.contains(number) {
                    try index.put(
                        "\(number).txt", [Article(text: "ferry")], size: Int64.random(in: 0..<999, using: &random))
                }
                try index.writer.commit()
            }
            hits += try reader.reader.next(random.pick([1, 5, 20]), of: &stream).map { TestIndex.name(of: $0.path) }
        }
        #expect(Set(hits).count == hits.count, "seed \(seed)")
        for number in alive { #expect(hits.contains("\(number).txt"), "seed \(seed)") }
    }
}
