// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar
import TestSupport
import Testing

@Suite("Feeds")
struct FeedTests {
    private let rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
        <channel><title>Veldan Courier</title><link>https://courier.example/</link><language>en-GB</language>
        <image><title>Not the outlet</title></image>
        <item>
          <title>Ferries &amp;amp; trawlers stop</title>
          <link>https://courier.example/2031/04/17/ferries?utm_source=rss</link>
          <guid isPermaLink="false">courier-4711</guid>
          <dc:creator>Jorun Vale</dc:creator><dc:creator>Ilse Varga</dc:creator>
          <pubDate>Thu, 17 Apr 2031 09:30:00 +0200</pubDate>
          <description>The ferries stopped at noon …</description>
          <media:title>A picture of a ferry</media:title>
          <enclosure url="https://courier.example/sound.mp3" type="audio/mpeg" length="1"/>
          <content:encoded><![CDATA[<p>The ferries stopped at noon, and the <b>trawlers</b> with them.</p>
            <p>“We will keep the Narrows open,” said Prime Minister Odile Brandt.</p><script>x()</script>]]></content:encoded>
        </item>
        <item>
          <title>Second</title><guid>https://courier.example/second</guid>
          <author>desk@courier.example (Pavel Strenko)</author><dc:date>2031-04-18T08:00:00Z</dc:date>
          <description>&lt;p&gt;The strait is quiet.&lt;/p&gt;&lt;p&gt;Nothing&amp;nbsp;moves.&lt;/p&gt;</description>
          <source url="https://wire.example/feed">Continental Wire</source>
        </item>
        </channel></rss>
        """

    @Test("RSS 2.0: an article an item, its text from the fullest of what the feed has")
    func rss2() throws {
        let read = read(rss, step: 17)
        #expect(read.outcome.format == .feed && read.outcome.failure == nil)
        #expect(read.articles.map(\.part) == [0, 1])
        let first = try #require(read.articles.first)
        #expect(first.format == "feed" && first.title == "Ferries & trawlers stop")
        #expect(first.byline == "Jorun Vale, Ilse Varga" && first.outlet == "Veldan Courier")
        #expect(first.url == "https://courier.example/2031/04/17/ferries" && first.outletHost == "courier.example")
        #expect(first.published == CivilDay(year: 2031, month: 4, day: 17) && first.origins.published == .meta)
        #expect(first.language == "en-gb")
        #expect(
            first.text == """
                The ferries stopped at noon, and the trawlers with them.
                “We will keep the Narrows open,” said Prime Minister Odile Brandt.
                """)
        #expect(first.quotations.map(\.speaker) == ["Odile Brandt"])
        let second = read.articles[1]
        #expect(second.text == "The strait is quiet.\nNothing moves.")
        #expect(second.byline == "Pavel Strenko" && second.outlet == "Continental Wire")
        #expect(second.url == "https://courier.example/second")
        #expect(second.published == CivilDay(year: 2031, month: 4, day: 18))
    }

    @Test("RSS 1.0 and 0.9x have their items beside the channel or within it")
    func olderVersions() {
        let rdf = """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" \
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Tidewatcher</title></channel>
            <item rdf:about="y"><title>Anchors</title><link>https://tide.example/a</link><description>It was an anchor.\
            </description><dc:date>2031-04-17</dc:date></item></rdf:RDF>
            """
        let rss = """
            <rss version="0.91"><channel><title>Tidewatcher</title><item><title>Anchors</title>
            <link>https://tide.example/a</link><description>It was an anchor.</description>
            <pubDate>17 Apr 2031</pubDate></item></channel></rss>
            """
        for text in [rdf, rss] {
            let article = read(text).articles.first
            #expect(article?.title == "Anchors" && article?.text == "It was an anchor.")
            #expect(article?.url == "https://tide.example/a" && article?.outlet == "Tidewatcher")
            #expect(article?.published == CivilDay(year: 2031, month: 4, day: 17))
        }
    }

    @Test("Atom: the alternate link, names within authors, XHTML, the source of what is passed on")
    func atom() throws {
        let text = """
            <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Tidewatcher</title>
            <link rel="self" href="https://tide.example/feed"/><updated>2031-05-01T00:00:00Z</updated>
            <entry><title type="html">It was an &lt;em&gt;anchor&lt;/em&gt;</title>
            <link rel="replies" href="https://tide.example/a#comments"/><link href="https://tide.example/a"/>
            <id>tag:tide.example,2031:a</id><updated>2031-04-20T10:00:00Z</updated>
            <published>2031-04-17T23:30:00-02:00</published>
            <author><name>Helena Aubreck</name><uri>https://tide.example/h</uri></author>
            <summary>It was an anchor, the divers say.</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It was an anchor, the divers say.</p>
            <p>Six &lt; seven &amp; the <i>cable</i> is torn.</p></div></content>
            <source><id>x</id><title>Another Log</title></source></entry></feed>
            """
        let article = try #require(read(text).articles.first)
        #expect(article.title == "It was an anchor" && article.byline == "Helena Aubreck")
        #expect(article.url == "https://tide.example/a" && article.outlet == "Another Log")
        #expect(article.published == CivilDay(year: 2031, month: 4, day: 17) && article.language == "en")
        #expect(article.text == "It was an anchor, the divers say.\nSix < seven & the cable is torn.")

        let others = text.replacing(
            "<updated>2031-05-01T", with: "<author><name>Nils Oke</name></author><updated>2031-05-01T")
        #expect(read(others).articles.map(\.byline) == ["Helena Aubreck"])
        let anonymous = others.replacing(
            "<author><name>Helena Aubreck</name><uri>https://tide.example/h</uri></author>", with: "")
        #expect(read(anonymous).articles.map(\.byline) == ["Nils Oke"], "an entry without an author has the feed's")
    }

    @Test("names of HTML that XML does not know, bare signs and a claim of another encoding are no trouble")
    func sloppy() {
        let text = """
            \n<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>Caf&eacute; News</title><item>\
            <title>Fish & chips&nbsp;– Tarvenko’s lunch</title><description>A < B & C.</description></item></channel></rss>
            """
        let article = read(text).articles.first
        #expect(article?.outlet == "Café News")
        #expect(article?.title?.hasPrefix("Fish") == true && article?.title?.hasSuffix("– Tarvenko’s lunch") == true)
    }

    @Test("a feed that breaks off keeps what is whole, and says where")
    func cut() {
        let cut = String(rss.prefix(rss.count - 200))
        let read = read(cut)
        #expect(read.articles.count == 1)
        #expect(read.outcome.problemCount == 1 && read.outcome.failure?.contains("line 2") == true)
    }

    @Test("entities that multiply are not multiplied, deep nesting ends, and nothing is fetched")
    func hostile() {
        let entities = (1...30).map { "<!ENTITY e\($0) \"&e\($0 - 1);&e\($0 - 1);\">" }.joined()
        let bomb =
            "<!DOCTYPE rss [<!ENTITY e0 \"boom\">\(entities)<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            + "<rss><channel><item><title>One &e30; &f;</title><description>A text.</description></item></channel></rss>"
        #expect(read(bomb).articles.first.map { !$0.text.contains("root:") && $0.text.utf8.count < 1000 } ?? true)
        let deep = "<rss><channel><item><title>One</title>" + String(repeating: "<a>", count: 100_000)
        #expect(read(deep).outcome.failure != nil)
    }

    @Test("cut or changed anywhere, no feed brings the reader down", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let whole = Array(rss.utf8)
        for _ in 0..<40 {
            var bytes = Array(whole.prefix(Int.random(in: 40...whole.count, using: &random)))
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let place = Int.random(in: 20..<bytes.count, using: &random)
                bytes[place] = Array("<>/&;\"!]\0x".utf8).randomElement(using: &random) ?? 0
            }
            let read = read(bytes, name: "feed.xml")
            #expect(read.articles.count == read.outcome.articles, "seed \(seed)")
            #expect(!read.articles.isEmpty || read.outcome.failure != nil, "seed \(seed)")
        }
    }
}
