// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import QueryLanguage
import Testing

@testable import SearchIndex
import TestSupport

/// Quotations that meet a query: each once, with the articles that have it.
@Suite struct QuotationSearchTests {
    /// An article whose quotations are found as those of a file are.
    static func article(_ text: String, _ published: String? = nil, _ outlet: String? = nil) throws -> Article {
        var article = Article(outlet: outlet, text: text)
        if let published { article.published = try day(published) }
        article.quotations = quotations(in: text)
        return article
    }

    /// What is asked for as a person types it.
    static func asked(_ text: String, speaker: String? = nil) throws -> QuotationQuery {
        let root = try QueryParser(options: QueryOptions(today: today)).parse(text).root
        let name = try speaker.map {
            try #require(try QueryParser(options: QueryOptions(today: today, field: .speaker)).parse($0).root)
        }
        var query = try #require(QuotationQuery(root, speaker: name, published: nil))
        query.limit = 100
        return query
    }

    private static func index(_ articles: [(name: String, article: Article)]) throws -> TestIndex {
        let index = try TestIndex()
        for (name, article) in articles { try index.put(name, [article]) }
        try index.writer.commit()
        return index
    }

    private static func crisis() throws -> TestIndex {
        try index([
            (
                "a.txt",
                article(
                    "“We drew a red line,” Odile Brandt said. “It holds. Nobody sails.”\n\n"
                        + "“Ferries sail at noon,” Ilmar Tarvenko said. The red line was painted in March.",
                    "2025-03-04", "Kalmar Courier")
            ),
            (
                "b.txt",
                article(
                    "“Nobody drew a line here, and nobody will,” Ilmar Tarvenko told the Post. She laughed.",
                    "2025-03-02", "Estmark Post")
            ),
            ("c.txt", article("The minister drew a red line and nobody sailed.", "2025-03-01")),
        ])
    }

    private static func texts(_ index: TestIndex, _ text: String, speaker: String? = nil) throws -> [String] {
        try index.reader().reader.quotations(asked(text, speaker: speaker)).quotations.map(\.text)
    }

    private static let holds = "We drew a red line. It holds. Nobody sails."
    private static let noon = "Ferries sail at noon,"
    private static let drew = "Nobody drew a line here, and nobody will,"

    @Test(
        "all that the query asks has to be true of one quotation",
        arguments: [
            ("\"red line\"", [holds]), ("drew", [drew, holds]), ("line -red", [drew]), ("sail nobody", [holds]),
            ("sail -nobody", [noon]), ("ferries line", []), ("noon OR holds", [holds, noon]), ("painted", []),
            ("said", []), ("drew NEAR/2 line", [drew]), ("drew SAME nobody", [drew]), ("ferr*", [noon]),
            ("fairies~2", [noon]), ("=sails", [holds]), ("\"line it holds\"", []), ("quote:holds", [holds]),
            ("drew speaker:brandt", [holds]), ("drew -speaker:brandt", [drew]), ("speaker:tarvenko", [drew, noon]),
            ("outlet:courier", [holds, noon]), ("-outlet:courier drew", [drew]), ("date:2025-03-02", [drew]),
            ("holds OR outlet:post", [drew, holds]), ("(sail OR date:2025-03-02) -nobody", [noon]),
            ("drew -(red OR speaker:holt)", [drew]), ("-nobody", [noon]), ("\"red lines\"~", [holds]),
        ] as [(String, [String])])
    func matching(text: String, expected: [String]) throws {
        #expect(try Self.texts(Self.crisis(), text) == expected)
    }

    @Test("a speaker is asked for by surname, by more of the name, in other spellings, and in Cyrillic")
    func speakers() throws {
        let index = try Self.crisis()
        for name in ["tarvenko", "Ilmar Tarvenko", "\"ilmar tarvenko\"", "tarv*", "тарвенко", "tarvenko OR holt"] {
            #expect(try Self.texts(index, "nobody", speaker: name) == [Self.drew], "\(name)")
        }
        #expect(try Self.texts(index, "nobody", speaker: "brandt tarvenko").isEmpty)
        #expect(try Self.texts(index, "nobody", speaker: "=тарвенко").isEmpty)
    }

    @Test("a query asks a quotation what it asks an article that is nothing but the quotation", arguments: seeds)
    func asIfAlone(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let vocabulary = ["red", "line", "lines", "sea", "ship", "sailed"]
        let names = ["Odile Brandt", "Ilmar Tarvenko", "Mira Holt", nil]
        func words(_ counts: [Int]) -> String {
            (0..<random.pick(counts)).map { _ in random.pick(vocabulary) }.joined(separator: " ")
        }
        // Each quotation has a word of its own, by which it is known again.
        let together = try TestIndex()
        let alone = try TestIndex()
        var number = 0
        for file in 0..<20 {
            var article = Article(outlet: random.pick(["Courier", "Post"]), text: "")
            for _ in 0..<random.pick([0, 1, 2, 4]) {
                number += 1
                var quotation = Quotation(range: 0..<0, text: "", speaker: random.pick(names))
                quotation.speakerName = quotation.speaker
                let text = "Tag\(number) " + words([1, 2, 3]) + random.pick([" ", ". Yes "]) + words([1, 2, 4]) + "."
                article.text += words([0, 1, 3]) + " "
                let start = article.text.utf8.count
                article.text += text
                quotation.pieces = [start..<article.text.utf8.count]
                quotation.range = quotation.pieces[0]
                article.quotations.append(quotation)
                article.text += " "
                var single = Article(outlet: article.outlet, text: text)
                quotation.pieces = [0..<text.utf8.count]
                quotation.range = quotation.pieces[0]
                single.quotations = [quotation]
                try alone.put("tag\(number).txt", [single])
            }
            try together.put("\(file).txt", [article])
        }
        try together.writer.commit()
        try alone.writer.commit()

        func operand(_ depth: Int) -> String {
            switch random.pick([0, 0, 1, 2, 3, 4, 5, 6, 7]) {
            case 1: return "\"\(words([2, 3]))\""
            case 2: return "(\(random.pick(vocabulary)) NEAR/\(random.pick([1, 2, 5])) \(random.pick(vocabulary)))"
            case 3: return "(\(random.pick(vocabulary)) SAME \(random.pick(vocabulary)))"
            case 4: return "speaker:" + random.pick(["brandt", "tarvenko", "holt"])
            case 5: return "outlet:" + random.pick(["courier", "post"])
            case 6 where depth < 2: return "(\(operand(depth + 1)) OR \(operand(depth + 1)))"
            case 7: return "lin*"
            default: return random.pick(vocabulary)
            }
        }
        var hits = 0
        let (one, other) = (try together.reader(), try alone.reader())
        for _ in 0..<150 {
            let text = (0..<random.pick([1, 1, 2, 3])).map { _ in random.pick(["", "", "-"]) + operand(0) }
                .joined(separator: " ")
            let query = try Self.asked(text)
            let gathering = try one.reader.withCurrentState { () throws(IndexError) in
                try one.reader.gather(query, articleLimit: 1000).gathering
            }
            let found = gathering.quotations.map { String(decoding: $0.text.prefix { $0 != 0x20 }, as: UTF8.self) }
            let expected = try other.search(
                {
                    var query = IndexQuery(root: .field(.quote, query.root))
                    query.limit = 1000
                    return query
                }()
            ).hits.map { TestIndex.name(of: $0.path).dropLast(4) }
            hits += expected.count
            #expect(Set(found.map { $0.lowercased() }) == Set(expected.map(String.init)), "seed \(seed): \(text)")
            #expect(Set(found).count == found.count)
        }
        #expect(hits > 300, "the queries are too hard to tell anything")
    }

    // MARK: Each once

    private static let speech =
        "The pilots of the Narrows answer to nobody but the tide, and we shall remind whoever forgets it"

    @Test(
        "the same words in another article are the same quotation",
        arguments: [
            "The pilots of the Narrowsanswer to nobodybut the tide, andwe shall remind whoever forgets it",
            "the pilots of the Narrows answer to nobody but the tide",
            "answer to nobody but the tide, and we shall remind whoever forgets it",
            "The pilots of the Narrows answer … and we shall remind whoever forgets it",
            "The pilots [of the strait] answer to nobody but the tide, and we shall remind whoever forgets it",
            "The pilots of the Narrows answer to no one but the tides, and we shall remind whoever forgets it",
        ])
    func sameWords(other: String) throws {
        let index = try Self.index([
            ("a.txt", Self.article("“\(Self.speech),” said Odile Brandt.", "2025-03-01", "Courier")),
            ("b.txt", Self.article("Brandt was plain. \"\(other),\" she said.", "2025-03-02", "Post")),
        ])
        let answer = try index.reader().reader.quotations(Self.asked("narrows* OR forgets"))
        #expect(answer.total == 1 && answer.articles == 2 && answer.isExact)
        let found = try #require(answer.quotations.first)
        #expect(found.text == Self.speech + "," && found.outlets == ["Courier", "Post"])
        #expect(found.carriers.map { TestIndex.name(of: $0.article.path) } == ["b.txt"])
    }

    @Test("one article divides a statement, another does not")
    func division() throws {
        let index = try Self.index([
            (
                "a.txt",
                Self.article("“The tide is our only master,” said Odile Brandt. “Whoever forgets it will run aground.”")
            ),
            (
                "b.txt",
                Self.article(
                    "“The tide is our only master,” said Odile Brandt. It was noon, and the hall was full.\n\n"
                        + "The speech went on for an hour.\n\n“Whoever forgets it will run aground,” Brandt said.")
            ),
        ])
        let answer = try index.reader().reader.quotations(Self.asked("tide OR aground"))
        #expect(answer.quotations.map(\.text) == ["The tide is our only master. Whoever forgets it will run aground."])
        #expect(answer.quotations.map(\.carrierCount) == [1])
    }

    @Test("few words are the same only from the same mouth, and the same occasion if they are not all")
    func shortOnes() throws {
        let index = try Self.index([
            ("a.txt", Self.article("Odile Brandt called it “our red line” in Kalmar.", "2025-03-01")),
            ("b.txt", Self.article("Ilmar Tarvenko called it “our red line” in Drezhin.", "2025-03-01")),
            ("c.txt", Self.article("Odile Brandt called it “our red line” again.", "2025-06-01")),
            ("d.txt", Self.article("“This is our red line and it holds,” Odile Brandt said.", "2025-03-02")),
        ])
        let answer = try index.reader().reader.quotations(Self.asked("\"red line\""))
        let found = answer.quotations.map { found in
            [found.article.path] + found.carriers.map(\.article.path)
        }.map { $0.map { TestIndex.name(of: $0).prefix(1) }.joined() }
        #expect(found == ["b", "da", "c"])
    }

    @Test("where not all articles with the words can be looked at, the answer says so, and is not exact")
    func partial() throws {
        let index = try Self.index(
            (0..<40).map { ("\($0).txt", try Self.article("“We drew a red line, \($0) of them,” Odile Brandt said.")) })
        var few = QueryBudget.Limits()
        few.placesRead = 10
        let whole = try index.reader().reader.quotations(Self.asked("\"red line\""))
        #expect(whole.isExact && whole.warnings.isEmpty)
        let answer = try index.reader(limits: few).reader.quotations(Self.asked("\"red line\""))
        #expect(!answer.isExact && answer.warnings == [.tooManyPlaces(at: 0)])
    }

    @Test("few words by nobody in an article of no day are nobody else's")
    func shortUndated() throws {
        let index = try Self.index([
            ("a.txt", Self.article("Odile Brandt called it “our red line” in Kalmar.", "2025-03-01")),
            (
                "b.txt",
                Self.article("The words “our red line” were spoken nineteen times, by the stenographers’ count.")
            ),
            (
                "c.txt",
                Self.article(
                    "The words “our red line” were spoken nineteen times, by the stenographers’ count.", "2025-03-01")
            ),
        ])
        let answer = try index.reader().reader.quotations(Self.asked("\"red line\""))
        let found = answer.quotations.map { found in
            [found.article.path] + found.carriers.map(\.article.path)
        }.map { $0.map { TestIndex.name(of: $0).prefix(1) }.joined() }
        #expect(found == ["ac", "b"])
    }

    @Test("the first article with nearly all of it is shown, the oldest quotation first, undated ones last")
    func order() throws {
        let index = try Self.index([
            ("a.txt", Self.article("“\(Self.speech),” said Odile Brandt.", "2025-03-05")),
            ("b.txt", Self.article("“\(Self.speech) at last,” said Odile Brandt.", "2025-03-06")),
            ("c.txt", Self.article("“The pilots of the Narrows answer to nobody,” said Odile Brandt.", "2025-03-01")),
            ("d.txt", Self.article("“No pilots, no passage for anybody,” said Mira Holt.")),
            ("e.txt", Self.article("“The pilots are our neighbours too,” said Ilmar Tarvenko.", "2025-03-03")),
        ])
        let reader = try index.reader().reader
        let answer = try reader.quotations(Self.asked("pilots"))
        #expect(answer.quotations.map { TestIndex.name(of: $0.article.path) } == ["e.txt", "a.txt", "d.txt"])
        #expect(answer.quotations[1].carriers.map { TestIndex.name(of: $0.article.path) } == ["c.txt", "b.txt"])
        var page = try Self.asked("pilots")
        page.offset = 1
        page.limit = 1
        let second = try reader.quotations(page)
        #expect(second.total == 3 && second.quotations.map { TestIndex.name(of: $0.article.path) } == ["a.txt"])
    }

    @Test("an article that has the quotation without the words that were asked for is named too")
    func carriers() throws {
        let trimmed = Self.speech.replacing(", and we shall remind whoever forgets it", with: "")
        let index = try Self.index([
            ("a.txt", Self.article("“\(Self.speech),” said Odile Brandt.", "2025-03-01", "Courier")),
            ("b.txt", Self.article("“\(trimmed),” said Odile Brandt.", "2025-03-02", "Post")),
            ("c.txt", Self.article("The tide turned. “Pilots answer to nobody,” said Mira Holt.", "2025-03-02")),
        ])
        let answer = try index.reader().reader.quotations(Self.asked("\"whoever forgets\""))
        #expect(answer.total == 1 && answer.articles == 1)
        let found = try #require(answer.quotations.first)
        #expect(found.carriers.map { TestIndex.name(of: $0.article.path) } == ["b.txt"] && found.carrierCount == 1)
        #expect(found.carriers[0].wording?.parts.map(\.kind) == [.same, .leftOut, .same])
        #expect(found.outlets == ["Courier", "Post"])
    }

    @Test("who said it is told by another article where the one shown does not tell")
    func speakerElsewhere() throws {
        let index = try Self.index([
            ("a.txt", Self.article("On the wall somebody had written: “\(Self.speech).”", "2025-03-01")),
            ("b.txt", Self.article("“\(Self.speech),” said Odile Brandt, a pilot of the Narrows.", "2025-03-02")),
        ])
        var unknown = try #require(try index.reader().reader.quotations(Self.asked("tide")).quotations.first)
        unknown.highlights = []
        #expect(unknown.attribution.speakerName == "Odile Brandt")
        #expect(unknown.attribution.speaker == "Odile Brandt, a pilot of the Narrows")
    }

    @Test("where very many articles may have it, the oldest are looked at, and that is said")
    func bounds() throws {
        var articles: [(String, Article)] = []
        for number in 1...30 {
            let text = "“The tide number \(number) was the highest of them,” said Odile Brandt."
            articles.append(("\(number).txt", try Self.article(text, number > 20 ? nil : "2025-03-\(31 - number)")))
        }
        let reader = try Self.index(articles).reader()
        let answer = try reader.reader.quotations(Self.asked("tide"), articleLimit: 10)
        #expect(!answer.isExact && answer.articles == 10)
        #expect(
            answer.warnings.map(\.message) == [
                "very many articles quote this: the oldest 10, up to 2025-03-20, were looked at; "
                    + "go on with --since 2025-03-20, or add a rarer word, a speaker or an outlet"
            ])
        #expect(try reader.reader.quotations(Self.asked("tide"), articleLimit: 30).isExact)
    }

    @Test("what is lit are the words that were asked for")
    func lit() throws {
        let index = try Self.crisis()
        let found = try #require(try index.reader().reader.quotations(Self.asked("\"red line\"")).quotations.first)
        #expect(
            found.highlights.map { String(found.text.utf8.dropFirst($0.lowerBound).prefix($0.count)) } == ["red line"])
    }
}
