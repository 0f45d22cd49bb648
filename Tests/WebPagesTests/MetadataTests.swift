// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import Testing

@testable import WebPages

@Suite("What a page says of its article")
struct MetadataTests {
    private func time(_ iso: String) throws -> PublicationTime {
        try #require(PublicationTime(iso: iso))
    }

    @Test("Linked data gives the date with its time and zone, the author, the outlet and the address")
    func linkedData() throws {
        let page = try read(
            newsPage(
                head: """
                    <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
                    {"@type":"WebSite","name":"The Courier"},
                    {"@type":["NewsArticle"],"headline":"Narrows stay open, Tarvenko says",
                     "datePublished":"2031-04-18T09:30:00+02:00","dateModified":"2031-05-02",
                     "author":[{"@type":"Person","name":"Mara Oren"},{"@type":"Person","name":"Jon Velt"}],
                     "publisher":{"@type":"Organization","name":"Veldan Courier"},
                     "url":"https://courier.example.org/narrows?utm_source=letter"}]}</script>
                    """))
        #expect(page.published == Stated(try time("2031-04-18T09:30:00+02:00"), .jsonLD))
        #expect(page.byline == Stated("Mara Oren, Jon Velt", .jsonLD))
        #expect(page.outlet == Stated("Veldan Courier", .jsonLD))
        #expect(page.url == Stated("https://courier.example.org/narrows", .jsonLD))
        #expect(page.host == "courier.example.org")
        #expect(page.language == Stated("en-gb", .markup))
        #expect(page.title == Stated("Narrows stay open, Tarvenko says", .heading))
        #expect(page.warnings.isEmpty)
    }

    @Test(
        "The date is found wherever pages have it",
        arguments: [
            (#"<meta property="article:published_time" content="2031-04-18T07:30:00Z">"#, "", FieldOrigin.meta),
            (#"<meta name="DC.date.issued" content="2031-04-18">"#, "", .meta),
            ("", #"<span itemprop="datePublished" content="2031-04-18">Friday</span>"#, .microdata),
            ("", #"<time datetime="2031-04-18T07:30">18 April</time>"#, .time),
            (#"<link rel="canonical" href="https://example.org/2031/04/18/narrows">"#, "", .url),
            ("", #"<p class="date">Friday, April 18, 2031</p>"#, .text),
            ("", #"<div>Harbour desk, 18. April 2031</div>"#, .text),
        ])
    func dates(head: String, top: String, origin: FieldOrigin) throws {
        let published = try #require(try read(newsPage(head: head, top: top)).published)
        #expect(published.value.day == CivilDay(year: 2031, month: 4, day: 18))
        #expect(published.origin == origin)
    }

    @Test("A change or a comment is no publication")
    func otherDates() throws {
        let head = #"<meta property="article:modified_time" content="2031-06-01">"#
        let top = #"<time datetime="2031-04-18">18 April</time>"#
        let after = #"<div class="comments"><time datetime="2031-04-30">30 April</time></div>"#
        #expect(try read(newsPage(head: head, top: top, after: after)).published?.value == time("2031-04-18"))
        #expect(try read(newsPage(after: after)).published == nil)
    }

    @Test("Of a time in UTC and the day that the page shows, the outlet's own day counts")
    func localDay() throws {
        let head = #"<meta property="article:published_time" content="2031-04-19T01:30:00Z">"#
        let shown = #"<p class="date">18 April 2031</p>"#
        #expect(try read(newsPage(head: head, top: shown)).published?.value == time("2031-04-18"))
        #expect(try read(newsPage(head: head)).published?.value == time("2031-04-19T01:30:00Z"))
    }

    @Test("Dates that disagree are a warning, one day's difference is not")
    func disagreement() throws {
        let head = #"<meta property="article:published_time" content="2031-04-18"><meta name="pubdate" content="2031-"#
        #expect(try read(newsPage(head: head + #"12-30">"#)).warnings.count == 1)
        #expect(try read(newsPage(head: head + #"04-19">"#)).warnings.isEmpty)
    }

    @Test(
        "The site's name is no part of the title",
        arguments: ["Narrows stay open | Veldan Courier", "Veldan Courier - Narrows stay open", "Narrows stay open"])
    func titles(_ element: String) throws {
        let html = #"<meta property="og:site_name" content="Veldan Courier"><title>\#(element)</title><p>Text.</p>"#
        #expect(try read(html).title?.value == "Narrows stay open")
    }

    @Test("Damaged linked data gives what can be read of it")
    func damagedJSON() throws {
        let script =
            #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"A \u0022line\u0022", "x":[1,{"#
        #expect(try read(script + "</script><p>Text.</p>").title?.value == "A \"line\"")
    }
}
