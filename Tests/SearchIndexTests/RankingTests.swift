// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
import Testing

@testable import SearchIndex

@Suite("What comes first")
struct RankingTests {
    /// Words of no query, in numbers that make articles equally long.
    private static func filler(_ count: Int, _ seed: String) -> String {
        (0..<count).map { "\(seed)\($0)" }.joined(separator: " ")
    }

    /// An index in which the words of the queries are neither rare nor in every article.
    private static func index(_ articles: [(name: String, article: Article)]) throws -> TestIndex {
        let index = try TestIndex()
        for (name, article) in articles { try index.put(name, [article]) }
        for number in 0..<20 { try index.put("other/\(number).txt", filler(12, "other\(number)x")) }
        try index.writer.commit()
        return index
    }

    @Test("an article with the words in its title comes before one with them in its text")
    func title() throws {
        let index = try Self.index([
            ("text.txt", Article(title: "News of the morning", text: "Ceasefire reported. " + Self.filler(6, "w"))),
            ("title.txt", Article(title: "Ceasefire reported early", text: "The morning news. " + Self.filler(6, "v"))),
        ])
        let reader = try index.reader()
        #expect(try reader.names(try query("ceasefire")) == ["title.txt", "text.txt"])
        #expect(try reader.names(try query("ceasefire reported", any: true)) == ["title.txt", "text.txt"])
    }

    @Test("words typed without quotes put an article that has them as a phrase first", arguments: [true, false])
    func phrase(any: Bool) throws {
        let index = try Self.index([
            ("scattered.txt", Article(text: "The red ships " + Self.filler(12, "w") + " crossed a line.")),
            ("phrase.txt", Article(text: "The ships crossed " + Self.filler(12, "v") + " a red line.")),
            ("turned.txt", Article(text: "The ships crossed " + Self.filler(12, "u") + " a line red.")),
        ])
        let names = try index.reader().names(try query("red line", any: any))
        #expect(names == ["phrase.txt", "turned.txt", "scattered.txt"])
    }

    @Test("of equally good articles, the one with the form that was typed comes before one with another form")
    func ownForm() throws {
        let index = try Self.index([
            ("other.txt", Article(text: "The sanctioned " + Self.filler(8, "w"))),
            ("typed.txt", Article(text: "The sanctions " + Self.filler(8, "v"))),
        ])
        #expect(try index.reader().names(try query("sanctions")) == ["typed.txt", "other.txt"])
        #expect(try index.reader().names(try query("sanctioned")) == ["other.txt", "typed.txt"])
    }

    @Test("articles equal in everything keep their order when the index is made anew in another order")
    func rebuild() throws {
        let names = (0..<40).map { "wire/\($0).txt" }
        func order(_ names: [String]) throws -> [String] {
            let index = try TestIndex()
            for name in names {
                let published = name.hasSuffix("3.txt") ? nil : try day("2025-02-11")
                try index.put(name, [Article(published: published, text: "The ferries stopped.")])
            }
            try index.writer.commit()
            return try index.reader().names(try query("ferries"))
        }
        let first = try order(names)
        #expect(first.count == 40)
        #expect(first.suffix(4).allSatisfy { $0.hasSuffix("3.txt") })
        #expect(try order(names.reversed()) == first)
        #expect(try order(names.sorted()) == first)
    }

    @Test("pages of hits that bonuses moved show every hit once")
    func pages() throws {
        let index = try TestIndex()
        for number in 0..<(Ranking.window + 60) {
            let gap = Self.filler(number % 7, "w")
            let title = number % 5 == 0 ? "A red line" : nil
            try index.put("\(number).txt", [Article(title: title, text: "A red \(gap) line.")])
        }
        try index.writer.commit()
        let reader = try index.reader()
        let all = try reader.names(try query("red line", limit: 1000))
        #expect(Set(all).count == Ranking.window + 60)
        for size in [7, Ranking.window, Ranking.window + 1] {
            var pages: [String] = []
            for offset in stride(from: 0, to: all.count, by: size) {
                pages += try reader.names(try query("red line", limit: size, offset: offset))
            }
            #expect(pages == all)
        }
    }

    @Test("the parts that a score is made of sum to the score, for the hits that get the bonuses")
    func parts() throws {
        let index = try CrisisArticles.index()
        let database = try Database(paths: [index.folder])
        let expander = try Expander(stemmers: Stemmers(languages: ["en"]))
        let texts = [
            "red lines", "what about the minister and the red line", "red OR kalmar", "\"red line\" marsk -grain",
        ]
        for text in texts {
            let root = try query(text).root
            let compiled = try QueryCompiler(expander: expander, explains: true).compile(
                root, published: nil, in: database)
            let answer = try index.reader().search(try query(text))
            try #require(!answer.hits.isEmpty)
            var sums: [String: Double] = [:]
            for part in compiled.scored {
                for (path, weight) in try Self.weights(of: part.tree, database) { sums[path, default: 0] += weight }
            }
            for hit in answer.hits {
                #expect(abs((sums["\(hit.path)"] ?? 0) - hit.score) < 1e-6, "\(text) \(hit.path)")
            }
        }
    }

    @Test("two databases read as one give bonuses to the hits of both")
    func shards() throws {
        let halves = [try TestIndex(), try TestIndex()]
        for number in 0..<20 {
            let text = number < 4 ? "red line \(Self.filler(9, "w"))" : "red \(Self.filler(9, "w")) line"
            try halves[number % 2].put("\(number).txt", [Article(text: text)])
        }
        for half in halves { try half.writer.commit() }
        let live = LiveGeneration(folders: halves.map(\.folder))
        let reader = try IndexReader(live: live, languages: ["en"])
        let hits = try reader.search(try query("red line")).hits
        #expect(hits.count == 20)
        #expect(Set(hits.prefix(4).map { TestIndex.name(of: $0.path) }) == ["0.txt", "1.txt", "2.txt", "3.txt"])
    }

    /// What a tree weighs in each article that it matches.
    private static func weights(of tree: QueryTree, _ database: borrowing Database) throws -> [String: Double] {
        let search = cx_search(
            query: tree.handle, meter: nil, bonus: nil, bonus_window: 0, bonus_meter: nil, offset: 0, limit: 1000,
            check_at_least: 1000,
            order: CX_BY_RELEVANCE, sort_slot: Schema.Slot.order, group_slot: .max, collapse: false,
            bm25_k1: Ranking.k1,
            bm25_b: Ranking.b, bm25_min_length: Ranking.leastLength, columns: cx_columns())
        let page = try database.search(search, columns: Columns(slots: [Schema.Slot.path], data: false))
        var weights: [String: Double] = [:]
        for index in 0..<page.count {
            weights[String(decoding: page.value(index, 0), as: UTF8.self)] = page.weight(index)
        }
        withExtendedLifetime(tree) {}
        return weights
    }
}
