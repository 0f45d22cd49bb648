// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

@testable import SearchIndex

@Suite struct LitArticleTests {
    /// The article with the matches of a query in brackets.
    private static func lit(_ text: String, in article: Article) throws -> LitArticle {
        let index = try TestIndex()
        try index.put("a.txt", [article])
        try index.writer.commit()
        let reader = try index.reader()
        let stored = try #require(try reader.article(at: try TestIndex.path("a.txt"), part: 0)).article
        return try reader.highlights(of: try query(text), in: stored)
    }

    private static func marked(_ text: String, _ ranges: [Range<Int>]) -> String {
        var bytes = Array(text.utf8)
        for range in ranges.reversed() {
            bytes.insert(UInt8(ascii: "]"), at: range.upperBound)
            bytes.insert(UInt8(ascii: "["), at: range.lowerBound)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let article = Article(
        title: "Red lines at Kalmar Sound", byline: "Mira Holt", url: "https://courier.example/red-line",
        outlet: "Red Courier",
        text: "The red line was drawn. Redder lines followed, and a line.\n\nVeldania’s red line! The “red” line held.")

    @Test("inflected forms are lit everywhere, phrases as a whole")
    func text() throws {
        func text(_ asked: String) throws -> String {
            Self.marked(Self.article.text, try Self.lit(asked, in: Self.article).text)
        }
        #expect(
            try text("line")
                == "The red [line] was drawn. Redder [lines] followed, and a [line].\n\n"
                + "Veldania’s red [line]! The “red” [line] held.")
        #expect(
            try text("\"red line\"")
                == "The [red line] was drawn. Redder lines followed, and a line.\n\n"
                + "Veldania’s [red line]! The “[red” line] held.")
        #expect(try text("veldania").contains("\n[Veldania’s] red"))
        #expect(try text("line -red").contains("[line]"))
        #expect(try !text("line -red").contains("[red]"))
        #expect(try Self.lit("zzz", in: Self.article).text.isEmpty)
    }

    @Test("a query of a field lights in that field, one without lights in title and text")
    func fields() throws {
        let title = try Self.lit("title:red", in: Self.article)
        #expect(Self.marked("Red lines at Kalmar Sound", title.title) == "[Red] lines at Kalmar Sound")
        #expect(title.text.isEmpty)
        #expect(title.outlet.isEmpty)
        let bare = try Self.lit("red", in: Self.article)
        #expect(bare.title == [0..<3])
        #expect(bare.text.count == 3)
        #expect(bare.outlet.isEmpty && bare.url.isEmpty && bare.byline.isEmpty)
        #expect(try Self.lit("by:holt", in: Self.article).byline == [5..<9])
        #expect(try Self.lit("outlet:(red courier)", in: Self.article).outlet == [0..<3, 4..<11])
        let url = try Self.lit("url:\"red line\"", in: Self.article)
        #expect(Self.marked("https://courier.example/red-line", url.url) == "https://courier.example/[red-line]")
        #expect(url.text.isEmpty)
        let both = try Self.lit("title:red line", in: Self.article)
        #expect(Self.marked("Red lines at Kalmar Sound", both.title) == "[Red] [lines] at Kalmar Sound")
        #expect(both.text.count == 5)
    }

    @Test("the passage and the title of a hit are lit by the same rules")
    func hits() throws {
        let index = try TestIndex()
        try index.put("a.txt", [Self.article])
        try index.writer.commit()
        let reader = try index.reader()
        let hit = try #require(try reader.search(try query("title:kalmar")).hits.first)
        #expect(Self.marked("Red lines at Kalmar Sound", hit.titleHighlights) == "Red lines at [Kalmar] Sound")
        #expect(hit.passage.highlights.isEmpty)
        let other = try #require(try reader.search(try query("\"red lines\"~")).hits.first)
        #expect(other.titleHighlights == [0..<9])
        #expect(other.passage.highlights.count == 3)
    }

    @Test("contexts are the sentences around the matches, those that touch made one")
    func contexts() throws {
        let sentences = (0..<12).map { [3, 4, 8].contains($0) ? "The ferry is number \($0)." : "Sentence \($0)." }
        let article = Article(text: sentences.joined(separator: " "))
        func contexts(_ radius: Int) throws -> [String] {
            let lit = try Self.lit("ferry", in: article)
            return lit.contexts(radius: radius).map { String(decoding: lit.article.text[$0], as: UTF8.self) }
        }
        func joined(_ range: ClosedRange<Int>) -> String { sentences[range].joined(separator: " ") }
        #expect(try contexts(0) == [joined(3...4), joined(8...8)])
        #expect(try contexts(1) == [joined(2...5), joined(7...9)])
        #expect(try contexts(2) == [joined(1...10)])
        #expect(try contexts(100) == [joined(0...11)])
        #expect(try contexts(-1) == contexts(0))
        #expect(try Self.lit("zzz", in: article).contexts(radius: 3).isEmpty)
    }

    @Test("a phrase that runs over the end of a sentence is in one context")
    func contextOfPhrase() throws {
        let article = Article(text: "Nothing here. They left the ferry. The quay was empty. Nothing there.")
        let lit = try Self.lit("\"ferry the quay\"", in: article)
        let contexts = lit.contexts(radius: 0).map { String(decoding: lit.article.text[$0], as: UTF8.self) }
        #expect(contexts == ["They left the ferry. The quay was empty."])
    }

    @Test("a long text is lit to its end")
    func longText() throws {
        let text = String(repeating: "Nothing happened here at all. ", count: 50_000) + "A ferry."
        let lit = try Self.lit("ferry", in: Article(text: text))
        #expect(lit.text == [(text.utf8.count - 6)..<(text.utf8.count - 1)])
        #expect(lit.contexts(radius: 1).count == 1)
    }
}
