// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import Glibc
import TestSupport
import Testing

@testable import SearchIndex

/// The stories of a whole generation, found at once.
@Suite struct StorySweepTests {
    private static func articles(_ random: inout SeededGenerator) -> [String: String] {
        let texts = StoryOrderTests.overlappingTexts(&random)
        return (0..<60).reduce(into: [:]) { $0["\($1).txt"] = random.pick(texts) }
    }

    private static func filled(
        with articles: [String: String],
        findsCopies: Bool,
        _ random: inout SeededGenerator
    ) throws -> TestIndex {
        let index = try TestIndex(findsCopies: findsCopies)
        for (name, text) in articles.shuffled(using: &random) {
            try index.put(name, text)
            if random.once(in: 10) { try index.writer.commit() }
        }
        try index.writer.commit()
        return index
    }

    @Test("a sweep comes to what looking for copies with each change comes to", arguments: 0..<8)
    func same(_: Int) throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let articles = Self.articles(&random)
        let incremental = try Self.filled(with: articles, findsCopies: true, &random)
        let expected = try incremental.stories()
        #expect(!expected.isEmpty, "seed \(seed)")
        for block in [1, 7, 1000] {
            let swept = try Self.filled(with: articles, findsCopies: false, &random)
            #expect(try swept.stories().isEmpty && swept.writer.storiesArePending())
            let portions = StorySweep.Portions(block: block, step: 10, page: 7, threads: 3)
            let changed = try swept.writer.sweepStories(in: portions) { _ in true }
            #expect(changed == expected.reduce(0) { $0 + $1.count }, "seed \(seed)")
            #expect(try swept.stories() == expected, "seed \(seed), block \(block)")
            #expect(try swept.storyNames() == incremental.storyNames(), "seed \(seed)")
            #expect(try !swept.writer.storiesArePending())
            #expect(try swept.writer.sweepStories() == 0, "seed \(seed): nothing is left to write")
        }
        #expect(try incremental.writer.sweepStories() == 0, "seed \(seed): all was right already")
    }

    @Test("a sweep mends stories that changes without looking for copies left wrong")
    func mends() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let articles = Self.articles(&random)
        let index = try Self.filled(with: articles, findsCopies: true, &random)
        try index.reopenWriter(findsCopies: false)
        var kept = articles
        for name in articles.keys.sorted().prefix(20) {
            if random.once(in: 2) {
                try index.writer.remove(try TestIndex.path(name))
                kept[name] = nil
            } else {
                let text = Self.articles(&random).values.first ?? ""
                try index.put(name, text)
                kept[name] = text
            }
        }
        try index.writer.sweepStories()
        let fresh = try Self.filled(with: kept, findsCopies: true, &random)
        #expect(try index.stories() == fresh.stories(), "seed \(seed)")
    }

    @Test("a sweep that is stopped anywhere is done by the next one")
    func stopped() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let articles = Self.articles(&random)
        let expected = try Self.filled(with: articles, findsCopies: true, &random).stories()
        let portions = StorySweep.Portions(block: 9, step: 8)
        for patience in [0, 1, 5, 9, 12] {
            let index = try Self.filled(with: articles, findsCopies: false, &random)
            var asked = 0
            var last = 0.0
            let changed = try index.writer.sweepStories(in: portions) { done in
                #expect(done >= last && done <= 1, "seed \(seed)")
                last = done
                asked += 1
                return asked <= patience
            }
            #expect(changed == nil, "seed \(seed), patience \(patience)")
            #expect(try index.writer.storiesArePending())
            // As after a crash: what was not committed is gone.
            try index.reopenWriter(findsCopies: true)
            #expect(try index.writer.storiesArePending())
            try index.writer.sweepStories()
            #expect(try index.stories() == expected, "seed \(seed), patience \(patience)")
        }
    }

    @Test("that stories are pending is known of what generations are merged into, and a sweep finds copies across them")
    func merged() throws {
        let report = StoryTexts.report
        let parts = try [StoryTexts.joined(report), StoryTexts.joined(report.reversed()), StoryTexts.joined(report)]
            .enumerated().map { number, text in
                let part = try TestIndex(findsCopies: false)
                try part.put("\(number).txt", text)
                try part.put("\(number)-alone.txt", StoryTexts.joined(StoryTexts.profile.suffix(8 - number * 2)))
                try part.writer.close()
                return part
            }
        let scratch = try ScratchFolder()
        try mergeDatabases(parts.map(\.folder), into: scratch["merged"])

        let writer = try IndexWriter(folder: scratch["merged"], mustExist: true)
        #expect(try writer.storiesArePending())
        #expect(try writer.sweepStories() ?? 0 >= 3)
        let reader = try IndexReader(live: LiveGeneration(folders: [scratch["merged"]]), languages: [])
        let stories = try reader.stories(reader.storyList(least: 3).names)
        #expect(
            Set(stories.map { $0.articles.map { TestIndex.name(of: $0.path) }.sorted() }) == [
                ["0.txt", "1.txt", "2.txt"], ["0-alone.txt", "1-alone.txt", "2-alone.txt"],
            ])
        #expect(try IndexWriter(folder: scratch["fresh"]).storiesArePending() == false)
    }
}
