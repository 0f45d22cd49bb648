// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
import CivilCalendar
import QueryLanguage
import TestSupport
import Testing

@testable import SearchIndex

/// Where words stand is looked for in the articles that weigh most first, and not in all that have them.
@Suite struct LikelyHitTests {
    private static let words = ["ford", "gale", "hull", "inlet", "jetty", "keel", "lock", "mast"]

    /// Articles of few words, so that most have all words of a phrase and few the phrase; many weigh the same.
    private static func index(_ random: inout SeededGenerator, count: Int) throws -> TestIndex {
        let index = try TestIndex(findsCopies: false)
        for number in 0..<count {
            let length = random.pick([12, 12, 12, 30, 60])
            let text = (0..<length).map { _ in random.pick(words) + (random.once(in: 9) ? "." : "") }
            let day = CivilDay(daysSinceEpoch: 20_000 + Int32.random(in: 0...30, using: &random))
            try index.put("\(number).txt", [Article(published: day, text: text.joined(separator: " "))])
        }
        try index.writer.commit()
        return index
    }

    private static let queries = [
        #""ford gale""#, #""hull inlet jetty""#, #""keel lock mast ford""#, "gale NEAR/2 mast", "inlet SAME keel",
        #"jetty "lock mast""#, #""ford gale" "hull keel""#, #""gale jetty" date:2024-10-10..2024-10-20"#,
        #""ford hull" gale:nothing"#,
    ]

    @Test("the best hits are those that looking at all articles gives", arguments: seeds, [1, 2])
    func best(seed: UInt64, databases: Int) throws {
        var random = SeededGenerator(seed: seed)
        let indexes = try (0..<databases).map { _ in try Self.index(&random, count: 1500 / databases) }
        let live = LiveGeneration(folders: indexes.map(\.folder))
        let reader = try IndexReader(live: live, languages: ["en"])
        for text in Self.queries {
            for limit in [1, 30, 100, 399] {
                let compiled = try reader.compile(try query(text))
                let meter = try #require(compiled.likelyMeter)
                let quick = try reader.run(compiled.tree, meter: meter, .relevance, offset: 0, limit: limit)
                let all = try reader.run(compiled.tree, .relevance, offset: 0, limit: 10_000)
                let context = "seed \(seed): \(text), \(limit) of \(all.count)"
                #expect(quick.count == min(limit, all.count), "\(context)")
                for index in 0..<quick.count {
                    #expect(quick.id(index) == all.id(index) && quick.weight(index) == all.weight(index), "\(context)")
                }
                let count = quick.matches
                #expect(count.lower <= all.count && all.count <= count.upper, "\(context), \(count)")
                #expect(count.lower <= count.estimated && count.estimated <= count.upper, "\(context)")
                let part = Double(count.estimated) / Double(max(all.count, 1))
                #expect(all.count < 50 || databases > 1 || (0.6...1.6).contains(part), "\(context), \(part)")
            }
        }
        withExtendedLifetime(indexes) {}
    }

    @Test("of few articles with the words each is looked at, and the total is exact")
    func few() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let reader = try Self.index(&random, count: 300).reader()
        for text in Self.queries {
            var asked = try query(text)
            let answer = try reader.search(asked)
            asked.limit = 0
            #expect(answer.isExact, "seed \(seed): \(text)")
            #expect(try answer.total == reader.search(asked).total, "seed \(seed): \(text)")
        }
    }

    @Test(
        "what some articles match without is no reason to leave others out",
        arguments: [
            #""ford gale" OR mast"#, #"ford -"gale mast""#, "ford gale", "ford",
        ])
    func notConjunctive(text: String) throws {
        var random = SeededGenerator(seed: 1)
        let reader = try Self.index(&random, count: 10).reader().reader
        #expect(try reader.compile(try query(text)).likelyMeter == nil)
    }
}
