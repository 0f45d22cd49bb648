// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import Testing

@testable import SearchIndex
import TestSupport

@Suite struct StoredArticleTests {
    private static func string(_ random: inout SeededGenerator) -> String {
        let length = random.pick([0, 1, 5, 127, 128, 129, 300, 20_000])
        return String((0..<length).map { _ in random.pick(["a", " ", "é", "線", "👩‍🚀", "\u{0}", "\n"] as [Character]) })
    }

    private static func article(_ random: inout SeededGenerator) -> StoredArticle {
        func maybe(_ random: inout SeededGenerator) -> String? { random.once(in: 3) ? nil : string(&random) }
        var article = StoredArticle()
        article.part = random.pick([0, 1, 7, 100_000])
        article.format = string(&random)
        article.title = maybe(&random)
        article.byline = maybe(&random)
        article.published =
            random.once(in: 3)
            ? nil : CivilDay(daysSinceEpoch: Int32.random(in: -719_162...2_932_896, using: &random))
        article.publishedTime = maybe(&random)
        article.url = maybe(&random)
        article.outlet = maybe(&random)
        article.outletHost = maybe(&random)
        article.language = maybe(&random)
        for field in [\.title, \.byline, \.published, \.url, \.outlet, \.language]
            as [WritableKeyPath<FieldOrigins, FieldOrigin?>]
        {
            article.origins[keyPath: field] = random.once(in: 3) ? nil : random.pick(FieldOrigin.allCases)
        }
        article.warnings = (0..<random.pick([0, 1, 3])).map { _ in string(&random) }
        article.failure = maybe(&random)
        article.text = Array(string(&random).utf8)
        if article.text.count > 10 { article.boilerplate = [0..<3, 5..<article.text.count] }
        return article
    }

    @Test("a record gives its article again", arguments: seeds)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let article = Self.article(&random)
            #expect(try StoredArticle(decoding: article.encoded()) == article, "seed \(seed)")
        }
        #expect(try StoredArticle(decoding: StoredArticle().encoded()) == StoredArticle())
    }

    @Test("a record that breaks off anywhere is damage")
    func truncated() throws {
        var article = StoredArticle()
        article.part = 3
        article.title = "Ferries stopped at Kalmar Sound"
        article.warnings = ["its day is a guess", "it is short"]
        article.text = Array(String(repeating: "The ferries stopped. ", count: 20).utf8)
        let record = article.encoded()
        for length in record.indices {
            #expect(throws: IndexError.self, "\(length) of \(record.count) bytes") {
                try StoredArticle(decoding: Array(record[..<length]))
            }
        }
    }

    @Test("fields of a later version are passed over")
    func unknownFields() throws {
        var article = StoredArticle()
        article.title = "Border closed"
        let record = [200, 3, 1, 2, 3] + article.encoded() + [99, 0]
        #expect(try StoredArticle(decoding: record) == article)
    }

    @Test("no bytes, whatever they are, do more than throw", arguments: seeds)
    func anyBytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let record = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                random.once(in: 2)
                    ? UInt8.random(in: 0...14, using: &random) : UInt8.random(in: 0...255, using: &random)
            }
            do throws(IndexError) {
                let article = try StoredArticle(decoding: record)
                #expect(article.text.count <= record.count)
            } catch {
                #expect(error.kind == .corrupt, "seed \(seed), \(record)")
            }
        }
    }
}
