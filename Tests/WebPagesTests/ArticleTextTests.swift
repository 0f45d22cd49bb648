// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import WebPages

@Suite("The text of a page's article")
struct ArticleTextTests {
    private let article = narrowsParagraphs.joined(separator: "\n")

    @Test("Menus, footers and the repeated headline are left out")
    func furniture() throws {
        #expect(try read(newsPage()).text == article)
    }

    @Test(
        "What sites put between paragraphs is left out",
        arguments: [
            #"<div class="related-posts"><ul><li><a href="/1">Ferry lines ask for aid</a></li></ul></div>"#,
            #"<aside><p>Six things to know about the strait and the ships that cross it every day.</p></aside>"#,
            #"<div class="newsletter-signup"><p>Our letter comes every morning at seven, and costs nothing.</p></div>"#,
            #"<figure><img src="x.jpg"><figcaption>A ferry in the strait. Photo: M. Oren</figcaption></figure>"#,
            #"<p><a href="/2">Harbour pilots call off their strike</a></p>"#,
            #"<div class="socialShare"><span>Tell your friends about this article</span></div>"#,
            #"<p>Read also: <a href="/3">The pilots' strike</a></p>"#,
            #"<script>var text = "<p>no text</p>";</script><style>p { color: red }</style><!-- <p>none</p> -->"#,
            #"<noscript><p>Switch scripts on to see the chart.</p></noscript>"#,
        ])
    func between(_ markup: String) throws {
        #expect(try read(newsPage(between: markup)).text == article)
    }

    @Test("Comments are left out, though they are longer than the article")
    func comments() throws {
        let comment = "<li><p>I have sailed through the strait for thirty years, and nobody escorted us then.</p></li>"
        let after = "<section id=comments><ol>" + String(repeating: comment, count: 8) + "</ol></section>"
        #expect(try read(newsPage(after: after)).text == article)
    }

    @Test("Subheadings, lists, quotations and tables within the article stay, a line each")
    func structure() throws {
        let between = """
            <h2>What the escorts mean</h2><ul><li>Ten ships a day, not more than that.</li><li>No passage at night.</li></ul>
            <blockquote><p>We will not be the first to close a door, and not the last to open it.</p></blockquote>
            <table><tr><td>Premium in March</td></tr></table>
            """
        let lines = try read(newsPage(between: between)).text.split(separator: "\n")
        #expect(lines.count == 8)
        #expect(lines.contains("What the escorts mean"))
        #expect(lines.contains("No passage at night."))
        #expect(lines.contains("We will not be the first to close a door, and not the last to open it."))
        #expect(lines.contains("Premium in March"))
    }

    @Test("A page without any structure is read whole")
    func bare() throws {
        let html = narrowsParagraphs.joined(separator: "<br><br>")
        #expect(try read("<body>\(html)").text == article)
    }

    @Test("A text that only the linked data has is taken from there")
    func hiddenBody() throws {
        let body = narrowsParagraphs.joined(separator: #"\n"#)
        let html = """
            <script type="application/ld+json">{"@type":"NewsArticle","articleBody":"\(body)"}</script>
            <h1>Narrows stay open</h1><p>Subscribers read on.</p>
            """
        #expect(try read(html).text.contains("two of the four ferry lines"))
    }

    @Test("Character references are resolved, and white space is one space")
    func characters() throws {
        let line =
            "<p>Brandt&rsquo;s &quot;red&nbsp;line&quot; &#8211; caf&eacute; &amp; harbour &unknown; \n\t stays.</p>"
        #expect(try read(line).text == "Brandt’s \"red line\" – café & harbour &unknown; stays.")
    }
}
