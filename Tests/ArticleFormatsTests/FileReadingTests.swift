// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar
import Testing

@Suite("Files of one article")
struct FileReadingTests {
    private let page = """
        <!DOCTYPE html><html lang="en"><head><title>Ferries stop | Veldan Courier</title>
        <meta property="og:site_name" content="Veldan Courier">
        <meta property="og:url" content="https://courier.example/ferries?utm_source=feed">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferries stop",
        "datePublished":"2031-04-17T09:00:00Z","author":{"name":"Jorun Vale"}}</script></head>
        <body><nav><a href="/">Home</a></nav><article><h1>Ferries stop</h1>
        <p>The ferries across the Sereth Narrows stopped at noon on Thursday, and nobody at the pier could say why.</p>
        <p>“We will keep the Narrows open,” said Prime Minister Odile Brandt, who had come to see for herself.</p>
        </article></body></html>
        """

    @Test("a web page is the article on it, with quotations, however its file is called")
    func webPage() throws {
        let read = read(page, name: "page.txt", step: 100)
        #expect(read.outcome.format == .html && read.outcome.failure == nil && read.outcome.articles == 1)
        let article = try #require(read.articles.first)
        #expect(article.format == "html" && article.part == 0)
        #expect(article.title == "Ferries stop" && article.byline == "Jorun Vale" && article.outlet == "Veldan Courier")
        #expect(article.url == "https://courier.example/ferries" && article.language == "en")
        #expect(article.published == CivilDay(year: 2031, month: 4, day: 17) && article.origins.published == .jsonLD)
        #expect(article.quotations.map(\.speaker) == ["Odile Brandt"])
        #expect(!article.text.contains("Home"))
    }

    @Test(
        "the address that a browser noted when it saved a page counts where the page has none",
        arguments: [
            "<!-- saved from url=(0025)https://courier.example/f -->\n",
            "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://courier.example/f \n saved date: x\n-->",
        ])
    func savedAddress(comment: String) throws {
        let text = String(repeating: "The ferries across the narrows stopped at noon. ", count: 5)
        let article = try #require(
            read(comment + "<html><body><h1>Ferries stop</h1><p>\(text)</p></body></html>").articles.first)
        #expect(article.url == "https://courier.example/f" && article.origins.url == .given)
        #expect(article.outlet == "courier.example")
    }

    @Test("a page is not believed that it is of the day after tomorrow")
    func future() throws {
        let day = try #require(CivilDay(year: 2031, month: 4, day: 15))
        let article = try #require(read(page, today: day).articles.first)
        #expect(article.published == nil && article.origins.published == nil && article.warnings.count == 1)
    }

    @Test("a page without a word on it is said to have no article")
    func emptyPage() {
        let read = read("<html><body><img src=a></body></html>")
        #expect(read.articles.isEmpty)
        #expect(read.outcome.failure?.contains("a web page") == true)
    }

    @Test("text is read as ever, and Markdown is named so")
    func text() throws {
        let article = try #require(read("Ferries stop\n2031-04-17\n\nAt noon.").articles.first)
        #expect(article.title == "Ferries stop" && article.text == "At noon." && article.format == "text")
        #expect(read("# Ferries stop\n\nAt noon.", name: "a.md").articles.first?.format == "markdown")
        #expect(
            read("From: V <v@a.example>\nDate: Thu, 17 Apr 2031 09:00:00 +0000\nSubject: Ferries\n\nAt noon.")
                .articles.first?.title == "Ferries")
    }

    @Test("what cannot be read says what it is")
    func unreadable() {
        #expect(read("").outcome.failure == UnreadableReason.empty.description)
        #expect(read("%PDF-1.7\n").outcome.failure?.contains("a PDF document") == true)
        #expect(read([0x1F, 0x8B, 8, 0]).outcome.failure?.contains("a gzip file") == true)
        #expect(read(Array(0...255)).outcome.failure?.contains("binary") == true)
    }

    @Test("a file above the limit is not read, one at the limit is", arguments: [1, 1000])
    func tooLarge(step: Int) {
        let text = "The envoys met."
        let refused = read(text, limits: ReadingLimits(maximumBytes: 14), step: step)
        #expect(refused.outcome.reason == UnreadableReason.tooLarge(bytes: 15, limit: 14).description)
        #expect(read(text, limits: ReadingLimits(maximumBytes: 15), step: step).articles.count == 1)
    }
}
