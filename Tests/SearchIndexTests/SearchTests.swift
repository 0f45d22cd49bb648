// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import CorpusFiles
import QueryLanguage
import Testing

@testable import SearchIndex
import TestSupport

@Suite struct SearchTests {
    private func letters(_ query: IndexQuery, _ reader: TestReader) throws -> String {
        try reader.names(query).map(CrisisArticles.letter(of:)).joined()
    }

    // MARK: Order

    @Test("newest and oldest go by day, and what is undated comes last in both")
    func sorting() throws {
        let reader = try CrisisArticles.index().reader()
        #expect(try letters(query("kalmar OR lighthouse", order: .newest), reader) == "jdlae")
        #expect(try letters(query("kalmar OR lighthouse", order: .oldest), reader) == "aldje")
        #expect(try letters(query("-nosuchword", order: .oldest), reader) == "kfaghblcdije")
        #expect(try letters(query("-nosuchword", order: .newest), reader) == "jidclbhgafke")
    }

    @Test("of articles that match equally well, the newest comes first, undated ones last")
    func ties() throws {
        let index = try TestIndex()
        let days = ["2025-02-11", nil, "2025-03-01", "1999-12-31", "2025-02-12"]
        for (number, iso) in days.enumerated() {
            let published = try iso.map(day)
            try index.put("\(number).txt", [Article(published: published, text: "The ferries stopped.")])
        }
        try index.writer.commit()
        #expect(try index.reader().names(try query("ferries")) == ["2.txt", "4.txt", "0.txt", "3.txt", "1.txt"])
    }

    @Test("an article with more of the query comes before one with less")
    func relevance() throws {
        let index = try TestIndex()
        try index.put("less.txt", "The ferries stopped and so did the buses, the trams and all of the trains in town.")
        try index.put(
            "more.txt", "The ferries stopped. Ferries lay at the quay. No ferry sailed, and no ferry will sail soon.")
        try index.put("none.txt", "The trams ran.")
        try index.writer.commit()
        let hits = try index.reader().search(try query("ferries")).hits
        #expect(hits.map { TestIndex.name(of: $0.path) } == ["more.txt", "less.txt"])
        #expect(hits[0].score > hits[1].score)
    }

    // MARK: Pages

    @Test("pages cover every hit once and in one order", arguments: [IndexQuery.Order.relevance, .newest, .oldest])
    func paging(order: IndexQuery.Order) throws {
        let index = try TestIndex()
        for number in 0..<53 {
            let published = number % 3 == 0 ? nil : try day("2025-02-01").adding(days: number % 7)
            try index.put(
                "\(number).txt",
                [Article(published: published, text: String(repeating: "ferry ", count: 1 + number % 5))])
        }
        try index.writer.commit()
        let reader = try index.reader()
        let all = try reader.names(try query("ferry", order: order))
        #expect(all.count == 53)
        #expect(Set(all).count == 53)
        for size in [1, 10, 52, 53, 54] {
            var pages: [String] = []
            for offset in stride(from: 0, to: 60, by: size) {
                let answer = try reader.search(try query("ferry", limit: size, offset: offset, order: order))
                #expect(answer.total == 53)
                #expect(answer.isExact)
                pages += answer.hits.map { TestIndex.name(of: $0.path) }
            }
            #expect(pages == all)
        }
    }

    @Test("a page far behind the last hit is empty, and numbers beyond all bounds are no crash")
    func farPages() throws {
        let reader = try CrisisArticles.index().reader()
        for (offset, limit) in [(100, 10), (.max, 10), (0, .max), (.max, .max), (-1, 10), (0, -1)] {
            let answer = try reader.search(try query("red", limit: limit, offset: offset))
            #expect(answer.hits.count == (limit == .max && offset == 0 || offset == -1 ? 4 : 0), "\(offset), \(limit)")
        }
    }

    @Test("a limit of nothing counts exactly, however many there are")
    func counting() throws {
        let index = try TestIndex()
        for number in 0..<2500 { try index.put("\(number).txt", number % 2 == 0 ? "ferry one" : "ferry two") }
        try index.writer.commit()
        let reader = try index.reader()
        for (text, count) in [
            ("ferry", 2500), ("one", 1250), ("one OR two", 2500), ("ferry -one", 1250), ("\"ferry two\"", 1250),
        ] {
            let answer = try reader.search(try query(text, limit: 0))
            #expect(answer.total == count, "\(text)")
            #expect(answer.isExact)
            #expect(answer.hits.isEmpty)
            #expect(answer.alternative == nil)
        }
    }

    // MARK: Hits

    @Test("a hit tells all that is shown of an article, and leaves its text where it is")
    func hit() throws {
        let reader = try CrisisArticles.index().reader()
        let hit = try #require(try reader.search(try query("\"red line\"")).hits.first)
        #expect(hit.article.title == "Minister draws a red line at Kalmar Sound")
        #expect(hit.article.byline == "Mira Holt")
        #expect(hit.article.outlet == "Arvena Courier")
        #expect(hit.article.published == (try day("2025-02-11")))
        #expect(hit.article.origins.published == .header)
        #expect(hit.article.url == "https://courier.example/world/2025/02/11/minister-sound")
        #expect(hit.article.language == "en")
        #expect(hit.article.failure == nil)
        #expect(hit.article.text.isEmpty)
        #expect(hit.opening == nil)
        #expect(hit.identifier == Schema.identifier(of: hit.path, part: 0))
        #expect(hit.passage.text.contains("would cross a red line"))
        let lit = hit.passage.highlights.map { String(decoding: Array(hit.passage.text.utf8)[$0], as: UTF8.self) }
        #expect(lit == ["red line"])
    }

    @Test("an article without a title shows how it begins")
    func opening() throws {
        let reader = try CrisisArticles.index().reader()
        let hit = try #require(try reader.search(try query("quay")).hits.first)
        #expect(hit.opening?.hasPrefix("Ferries stopped.") == true)
    }

    @Test("an article is found by its identifier, by the beginning of it, and by its path")
    func lookup() throws {
        let reader = try CrisisArticles.index().reader()
        let path = try TestIndex.path("ports/l-lisbet.txt")
        let identifier = Schema.identifier(of: path, part: 0)
        for prefix in [identifier, String(identifier.prefix(6))] {
            let found = try reader.articles(identifiedBy: prefix, limit: 10)
            #expect(found.map(\.path) == [path])
            #expect(
                found.first.map { String(decoding: $0.article.text, as: UTF8.self) }?.hasPrefix("The trawler") == true)
        }
        #expect(try reader.articles(identifiedBy: "", limit: 5).count == 5)
        for wrong in ["zzz", identifier + "0", String(repeating: "0", count: 5000), "\u{0}", "é"] {
            #expect(try reader.articles(identifiedBy: wrong, limit: 10).isEmpty, "\(wrong.prefix(20))")
        }
        #expect(try reader.article(at: path, part: 0)?.article.title == "Trawler Lisbet seized")
        #expect(try reader.article(at: path, part: 1) == nil)
        #expect(try reader.article(at: try TestIndex.path("ports"), part: 0) == nil)
    }

    // MARK: What could not be read

    @Test(
        "a file that could not be read is in no answer, not even to what excludes",
        arguments: [
            "picture", "-red", "NOT nosuchword", "path:unreadable", "ext:txt", "date:..2100", "-date:1900..2100",
            "*nreadable",
            "red OR -red", "nosuchword OR -lighthouse",
        ])
    func unreadable(text: String) throws {
        let reader = try CrisisArticles.index().reader()
        let answer = try reader.search(try query(text))
        #expect(!answer.hits.contains { $0.path.description.contains("unreadable") })
        #expect(answer.hits.count == answer.total)
        #expect(try reader.counts() == (12, 1))
        #expect(try reader.reasons(limit: 10) == ["it is a picture of a red line"])
        #expect(try reader.reasons(limit: 0).isEmpty)
    }

    // MARK: Filters beside the query

    @Test("days may be asked for beside the query, and then undated articles are left out")
    func published() throws {
        let reader = try CrisisArticles.index().reader()
        var asked = try query("kalmar OR lighthouse")
        for (range, wanted) in [
            (DayRange(first: try day("2025-02-15")), "djl"), (DayRange(last: try day("2025-02-18")), "al"),
            (DayRange(first: try day("2025-02-18"), last: try day("2025-03-01")), "dl"),
            (DayRange(try day("2025-02-18")), "l"), (DayRange(first: .earliest, last: .latest), "adjl"),
            (DayRange(first: try day("2025-03-01"), last: try day("2025-02-18")), ""),
        ] {
            asked.published = range
            #expect(String(try letters(asked, reader).sorted()) == wanted, "\(range)")
        }
    }

    @Test("no query that the parser takes makes the index fail", arguments: seeds)
    func anyQuery(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let reader = try CrisisArticles.index().reader(languages: ["en", "fr"])
        let pieces = [
            "red", "line", "\"", "“", "”", "(", ")", "OR", "AND", "NOT", "NEAR", "NEAR/3", "SAME", "-", "+", "=", "~",
            "~2", "*",
            "?", "li*", "*ne", "r?d", "title:", "outlet:", "lang:", "ext:", "date:2025", "date:..2025-02", "by:",
            "url:", "path:",
            "quote:", "story:", "kalmar", "cease-fire", "пролив", "红线", "'", "’s", "U.S.", "3.5", ":", "/",
            String(repeating: "x-", count: 150),
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                random.pick(pieces) + random.pick([" ", " ", ""])
            }.joined()
            let parser = QueryParser(options: QueryOptions(anyWord: random.once(in: 3), today: today))
            guard let parsed = try? parser.parse(text), let root = parsed.root else { continue }
            var asked = IndexQuery(root: root)
            asked.limit = 20
            do throws(IndexError) {
                let answer = try reader.search(asked)
                #expect(answer.hits.count == min(20, answer.total), "\(text)")
            } catch {
                Issue.record("seed \(seed): \(text): \(error)")
            }
        }
    }

    // MARK: Warnings

    @Test("a wildcard that stands for too many words uses the most frequent, and says so")
    func truncatedExpansion() throws {
        let index = try TestIndex()
        for number in 0..<12 {
            let words = (0..<100).map { "word\(number)x\($0)" }.joined(separator: " ")
            try index.put("\(number).txt", words + " wordy")
        }
        try index.writer.commit()
        let answer = try index.reader().search(try query("red OR word*"))
        #expect(answer.total == 12)
        #expect(answer.warnings.count == 1)
        #expect(answer.warnings.first?.at == 7)
        #expect(answer.warnings.first?.message.contains("1000") == true)
    }
}
