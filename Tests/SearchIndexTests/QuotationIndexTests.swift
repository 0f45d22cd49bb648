// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

@testable import SearchIndex
import TestSupport

/// What stands inside quotation marks, and who said it.
@Suite struct QuotationIndexTests {
    /// An article whose quotations are what stands between `«` and `»`, said by these speakers one after the other.
    private static func article(_ text: String, _ speakers: [String?]) -> Article {
        var article = Article(text: text)
        var start: Int?
        for (offset, byte) in text.utf8.enumerated() where byte == 0xC2 || byte == 0xAB || byte == 0xBB {
            if byte == 0xAB { start = offset + 1 }
            guard byte == 0xBB, let begun = start else { continue }
            let range = begun..<(offset - 1)
            let speaker = article.quotations.count < speakers.count ? speakers[article.quotations.count] : nil
            article.quotations.append(
                Quotation(
                    range: range, text: String(decoding: Array(text.utf8)[range], as: UTF8.self), speaker: speaker,
                    speakerName: speaker, speakerAsWritten: speaker?.split(separator: " ").last.map(String.init)))
            start = nil
        }
        return article
    }

    private static func index() throws -> TestIndex {
        let index = try TestIndex()
        try index.put(
            "a.txt",
            [
                article(
                    "«We drew a red line,» President Tarvenko said. «It holds. Nobody sails.» "
                        + "The blockade, said Brandt, «costs us dear» «every day».",
                    ["Ilmar Tarvenko", "Ilmar Tarvenko", "Odile Brandt", nil])
            ])
        try index.put("b.txt", [article("The president drew a red line. «Ferries sail,» said Holt.", ["Mira Holt"])])
        try index.writer.commit()
        return index
    }

    @Test(
        "quote: finds words and phrases inside quotation marks only",
        arguments: [
            ("quote:line", "a"), ("quote:\"red line\"", "a"), ("quote:blockade", ""), ("quote:sails", "ab"),
            ("quote:=sails", "a"), ("quote:said", ""), ("quote:president", ""), ("quote:(line nobody)", "a"),
            ("quote:\"line it holds\"", ""), ("quote:\"us dear\"", "a"), ("quote:\"dear every\"", ""),
            ("quote:\"every day\"", "a"), ("quote:(drew SAME line)", "a"), ("quote:(holds SAME nobody)", ""),
            ("quote:(drew NEAR/3 line)", "a"), ("quote:(drew NEAR/2 line)", ""), ("quote:sail*", "ab"),
            ("quote:\"red lines\"~", "a"), ("line -quote:line", "b"), ("\"red line\"", "ab"),
        ])
    func quote(text: String, letters: String) throws {
        let answer = try Self.index().reader().search(try query(text))
        #expect(answer.hits.map { String(TestIndex.name(of: $0.path).prefix(1)) }.sorted().joined() == letters)
        #expect(answer.warnings.isEmpty)
    }

    @Test(
        "speaker: finds who is quoted, and no phrase runs from one name into the next",
        arguments: [
            ("speaker:tarvenko", "a"), ("speaker:\"odile brandt\"", "a"), ("speaker:holt", "b"),
            ("speaker:\"tarvenko odile\"", ""), ("speaker:president", ""), ("speaker:(tarvenko brandt)", "a"),
            ("speaker:brandt quote:ferries", ""), ("tarvenko -speaker:tarvenko", ""),
        ])
    func speaker(text: String, letters: String) throws {
        let answer = try Self.index().reader().search(try query(text))
        #expect(answer.hits.map { String(TestIndex.name(of: $0.path).prefix(1)) }.sorted().joined() == letters)
        #expect(answer.warnings.isEmpty)
    }

    @Test("a quotation found adds weight: the article that says it more often comes first")
    func weight() throws {
        let index = try TestIndex()
        try index.put("once.txt", [Self.article("«The ferry sails.» That was all he said.", [])])
        try index.put("twice.txt", [Self.article("«The ferry sails, the ferry returns.» He left it there.", [])])
        try index.writer.commit()
        let answer = try index.reader().search(try query("quote:ferry"))
        #expect(answer.hits.map { TestIndex.name(of: $0.path) } == ["twice.txt", "once.txt"])
        #expect(answer.hits.allSatisfy { $0.score > 0 })
    }

    @Test("the words of quote: are lit inside quotation marks only")
    func lighting() throws {
        let index = try TestIndex()
        try index.put("a.txt", [Self.article("The red line is long. «A red line,» he said. The red line.", [])])
        try index.writer.commit()
        for text in ["quote:\"red line\"", "quote:line"] {
            let passage = try index.reader().search(try query(text)).hits[0].passage
            try #require(passage.highlights.count == 1, "\(text)")
            let lit = Array(passage.text.utf8)[..<passage.highlights[0].lowerBound]
            #expect(String(decoding: lit, as: UTF8.self).contains("«A"), "\(text)")
        }
        #expect(try index.reader().search(try query("line")).hits[0].passage.highlights.count == 3)
    }

    @Test("an article is not longer for being quoted from, and its speakers are a value")
    func document() throws {
        let index = try Self.index()
        let database = try Database(paths: [index.folder])
        let page = try database.documents(
            with: Array("XSPtarvenko".utf8), limit: 9, columns: Columns(slots: [Schema.Slot.speakers], data: true))
        #expect(page.count == 1)
        #expect(String(decoding: page.value(0, 0), as: UTF8.self) == "Ilmar Tarvenko\0Odile Brandt")
        let stored = try StoredArticle(decoding: page.data(0))
        #expect(
            stored.quotations.map { stored.text(of: $0) }
                == ["We drew a red line,", "It holds. Nobody sails.", "costs us dear", "every day"])
        #expect(stored.quotations.map(\.speakerAsWritten) == ["Tarvenko", "Tarvenko", "Brandt", nil])
    }

    @Test("ranges that an article's text does not have are dropped, and those in a record are damage")
    func ranges() throws {
        var article = Article(text: "short")
        article.quotations = [Quotation(range: 2..<9, text: ""), Quotation(range: 1..<3, text: "ho")]
        let stored = StoredArticle(article)
        #expect(stored.quotations.map(\.range) == [1..<3])
        var damaged = stored
        damaged.text = Array("sh".utf8)
        #expect(throws: IndexError.self) { try StoredArticle(decoding: damaged.encoded()) }
    }

    @Test("quotations come out of a record as they went in", arguments: seeds)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = [nil, "", "Ilmar Tarvenko", "Odile Brandt", "Zelvensky", "Тарвенко"]
        for _ in 0..<200 {
            var article = StoredArticle()
            article.text = [UInt8](repeating: 0x61, count: random.pick([0, 3, 300, 20_000]))
            for _ in 0..<random.pick([0, 1, 5, 40]) {
                let first = Int.random(in: 0...article.text.count, using: &random)
                let last = Int.random(in: first...article.text.count, using: &random)
                article.quotations.append(
                    StoredQuotation(
                        range: first..<last, speaker: random.pick(names), speakerName: random.pick(names),
                        speakerAsWritten: random.pick(names), isContinuation: random.once(in: 3)))
            }
            article.quotations.sort { $0.range.lowerBound < $1.range.lowerBound }
            #expect(try StoredArticle(decoding: article.encoded()) == article, "seed \(seed)")
        }
    }
}
