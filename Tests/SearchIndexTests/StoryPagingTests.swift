// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import TestSupport
import Testing

@testable import SearchIndex

/// Totals, pages and streams of searches that show each story once.
@Suite struct StoryPagingTests {
    /// Articles that all match `lisbet`, many of them copies, of several days and outlets, and some that do not match.
    private static func index(_ random: inout SeededGenerator) throws -> TestIndex {
        let index = try TestIndex()
        for number in 0..<90 {
            var sentences: [String]
            if random.once(in: 3) {
                // On its own: sentences that no other has.
                sentences = ["The Lisbet is another matter."]
                sentences += (0..<40).map {
                    "Item \(number * 41 + $0 * $0) of notice \(number) concerns berth \(number + $0)."
                }
            } else {
                let report = random.once(in: 2) ? StoryTexts.report : StoryTexts.profile + ["Not so the Lisbet."]
                sentences = report.shuffled(using: &random)
                if random.once(in: 4) { sentences.removeAll { $0.contains("Lisbet") } }
            }
            let day =
                random.once(in: 8) ? nil : CivilDay(daysSinceEpoch: 20_000 + Int32.random(in: 0...9, using: &random))
            let article = Article(
                published: day, outlet: "Outlet \(Int.random(in: 0...5, using: &random))",
                text: StoryTexts.joined(sentences))
            try index.put("\(number).txt", [article])
        }
        try index.writer.commit()
        return index
    }

    private static func collapsed(_ order: IndexQuery.Order, limit: Int = 1000, offset: Int = 0) throws -> IndexQuery {
        var query = try query("lisbet", limit: limit, offset: offset, order: order)
        query.collapseCopies = true
        return query
    }

    private static let orders: [IndexQuery.Order] = [.relevance, .newest, .oldest]

    @Test("articles and stories are counted exactly, whether copies are shown or not, and whatever the page")
    func totals() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let reader = try Self.index(&random).reader()
        let all = try reader.search(query("lisbet", limit: 1000)).hits
        let stories = Set(all.map(\.story)).count
        #expect(stories > 10 && stories < all.count, "seed \(seed)")
        for order in Self.orders {
            for limit in [0, 1, 7, 1000] {
                for collapses in [true, false] {
                    var query = try Self.collapsed(order, limit: limit)
                    query.collapseCopies = collapses
                    let answer = try reader.search(query)
                    #expect(answer.total == all.count && answer.stories == stories && answer.isExact, "seed \(seed)")
                    #expect(answer.hits.count == min(limit, collapses ? stories : all.count), "seed \(seed)")
                }
            }
        }
        #expect(try reader.search(query("nonesuch", limit: 5)).total == 0)
    }

    @Test("page after page, each story comes once, and as on one large page")
    func pages() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let reader = try Self.index(&random).reader()
        for order in Self.orders {
            let whole = try reader.search(Self.collapsed(order)).hits
            #expect(Set(whole.map(\.story)).count == whole.count, "seed \(seed)")
            for size in [1, 3, 10] {
                var names: [String] = []
                while true {
                    let hits = try reader.search(Self.collapsed(order, limit: size, offset: names.count)).hits
                    names += hits.map(\.identifier)
                    if hits.count < size { break }
                }
                #expect(names == whole.map(\.identifier), "seed \(seed)")
            }
            let days = whole.compactMap(\.article.published)
            if order == .newest { #expect(days == days.sorted(by: >), "seed \(seed)") }
            if order == .oldest { #expect(days == days.sorted(), "seed \(seed)") }
        }
    }

    @Test("what stands for a story is its earliest matching article, or the one that an order by day has first")
    func standing() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let reader = try Self.index(&random).reader()
        let byStory = try Dictionary(grouping: reader.search(query("lisbet", limit: 1000)).hits, by: \.story)
        for order in Self.orders {
            for hit in try reader.search(Self.collapsed(order)).hits {
                let members = try #require(byStory[hit.story])
                let days = members.compactMap(\.article.published)
                let expected = order == .newest ? days.max() : days.min()
                #expect(hit.article.published == expected, "seed \(seed)")
                #expect(members.contains { $0.identifier == hit.identifier }, "seed \(seed)")
            }
        }
    }

    @Test("a stream of all hits has the stories, the order and the copies that pages have")
    func stream() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let reader = try Self.index(&random).reader()
        for order in Self.orders {
            for offset in [0, 4] {
                let page = try reader.search(Self.collapsed(order, offset: offset))
                var query = try Self.collapsed(order, offset: offset)
                query.limit = Int(UInt32.max)
                for detail in [HitDetail.location, .fields, .passage] {
                    var stream = try reader.reader.stream(query, detail)
                    #expect(stream.total == page.total && stream.stories == page.stories, "seed \(seed)")
                    var hits: [ArticleHit] = []
                    while !stream.isFinished { hits += try reader.reader.next(7, of: &stream) }
                    // The best hits of a page get a bonus, which a stream has not.
                    #expect(
                        Set(hits.map(\.identifier)) == Set(page.hits.map(\.identifier)) || offset > 0, "seed \(seed)")
                    #expect(hits.count == page.hits.count, "seed \(seed)")
                    guard detail != .location, offset == 0 else { continue }
                    let copies = Dictionary(uniqueKeysWithValues: page.hits.map { ($0.identifier, $0.copies) })
                    for hit in hits { #expect(copies[hit.identifier] == hit.copies, "seed \(seed)") }
                }
            }
        }
    }

    @Test("a story of very many copies has its earliest article first, and some of the others named")
    func veryMany() throws {
        let index = try TestIndex()
        for number in 0..<60 {
            let day = CivilDay(daysSinceEpoch: 20_000 + Int32((number * 37) % 60))
            let article = Article(
                published: day, outlet: "Outlet \(number)", text: StoryTexts.joined(StoryTexts.report))
            try index.put("\(number).txt", [article])
        }
        try index.put("late.txt", [Article(text: StoryTexts.joined(StoryTexts.report))])
        try index.writer.commit()
        let answer = try index.reader().search(Self.collapsed(.relevance))
        let hit = try #require(answer.hits.first)
        #expect(answer.total == 61 && answer.stories == 1 && answer.hits.count == 1)
        #expect(hit.article.published?.daysSinceEpoch == 20_000)
        #expect(hit.copyCount == 60)
        #expect(hit.copies.compactMap(\.published).map(\.daysSinceEpoch) == Array(20_001...20_010))
    }

    @Test("the parts of an explained score add up for the article that is shown")
    func explained() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let reader = try Self.index(&random).reader()
        var query = try Self.collapsed(.relevance)
        query.explain = true
        let answer = try reader.search(query)
        let scores = try #require(answer.explanation).scores
        for (hit, parts) in zip(answer.hits, scores) {
            #expect(abs(hit.score - parts.reduce(0) { $0 + $1.weight }) < 1e-6, "seed \(seed)")
        }
    }
}
