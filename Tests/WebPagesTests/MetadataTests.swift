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

    @Test(
        "A date by the headline counts, whatever the name of the element that holds both",
        arguments: ["page-header", "teaser", "m-intro__breadcrumbNavigation", "toggler-overlay", "masthead"])
    func datesInHeaders(name: String) throws {
        let html = """
            <title>Narrows stay open</title><div class="\(name)"><h1>Narrows stay open</h1>
            <p class="subtitle">Harbour desk &bull; 18.04.2031</p></div><p>\(narrowsParagraphs[0])</p>
            <div class="teaser"><h3>Ferries stop</h3><p class="date">30.05.2031</p></div>
            """
        #expect(try read(html).published?.value == time("2031-04-18"))
    }

    @Test("A date beside the headline in what is named as something else counts where the page has no other")
    func lastResort() throws {
        let aside = #"<div class="teaser-small"><p>By Ilse Kamm, 18 April 2031</p></div>"#
        #expect(try read(newsPage(top: aside)).published?.value == time("2031-04-18"))
        let other = #"<p class="date">19 April 2031</p>"#
        #expect(try read(newsPage(top: aside, between: other)).published?.value == time("2031-04-19"))
    }

    @Test("The time of an embedded post does not outweigh what the page states")
    func embeddedTimes() throws {
        let head = #"<meta property="article:published_time" content="2031-04-18T16:06:50+0200">"#
        let filler = String(repeating: "<p>The <b>ferries</b> <i>wait</i>.</p>", count: 20)
        let post =
            #"<blockquote><p>Seen today</p><time datetime="2030-10-21T23:47:18Z">21 Oct 2030</time></blockquote>"#
        #expect(try read(newsPage(head: head, between: filler + post)).published?.value.day == time("2031-04-18").day)
    }

    @Test("The day of a record in a meta element named date gives way to the day by the headline, and to nothing else")
    func recordDates() throws {
        let head = #"<meta name="date" content="2031-04-25">"#
        let shown = #"<span class="date">18.04.2031</span>"#
        #expect(try read(newsPage(head: head, top: shown)).published?.value == time("2031-04-18"))
        #expect(try read(newsPage(head: head)).published?.value == time("2031-04-25"))
        let list = "<h2>Meetings</h2><ul><li><span class=\"date\">2 May 2031</span> Harbour board</li></ul>"
        let text = String(repeating: "<p>The <b>ferries</b> <i>wait</i>.</p>", count: 20)
        #expect(try read(newsPage(head: head, after: text + list)).published?.value == time("2031-04-25"))
    }

    @Test("A time that is said to be of a change is no publication unless there is no other")
    func changedTimes() throws {
        let changed = #"<time class="updated" datetime="2031-04-19T00:21:49">19 April 2031</time>"#
        let both = #"<time class="date updated published" datetime="2031-04-18">18 April 2031</time>"#
        #expect(try read(newsPage(top: changed + both)).published?.value.day == time("2031-04-18").day)
        #expect(try read(newsPage(top: both)).published?.value.day == time("2031-04-18").day)
        #expect(try read(newsPage(top: changed)).published?.value.day == time("2031-04-19").day)
    }

    @Test("A text that begins with the day counts before a heading that mentions one")
    func openingDays() throws {
        let heading = "<h3>What has applied to ships since 1 March 2031?</h3>"
        for opening in [
            "<p>(18 April 2031) \(narrowsParagraphs[0])</p>", "<small>April 18, 2031 at 08:45 | ports</small>",
        ] {
            #expect(try read(newsPage(top: heading + opening)).published?.value == time("2031-04-18"))
        }
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
