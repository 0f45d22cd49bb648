// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import ArticleFormats
import CivilCalendar
import Testing

@Suite("Office documents, books and rich text")
struct OfficeTests {
    private static let core = (
        name: "docProps/core.xml",
        text: """
        <cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Ferry talks resume</dc:title>\
        <dc:creator>Jorun Vale</dc:creator><dcterms:created>2031-04-17T09:12:00Z</dcterms:created></cp:coreProperties>
        """
    )

    private func run(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }

    @Test("a Word document: paragraphs, a table's rows, notes; nothing that was deleted")
    func word() throws {
        let body =
            run("The first paragraph of the text is a long one.") + "<w:p><w:r><w:t>Split</w:t></w:r><w:r><w:tab/>"
            + "<w:t>in two</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
            + "<w:tbl><w:tr><w:tc>\(run("Sound"))</w:tc><w:tc>\(run("closed"))\(run("today"))</w:tc></w:tr></w:tbl>"
            + run("The last paragraph.")
        let note = (
            name: "word/footnotes.xml",
            text: "<w:footnotes xmlns:w='w'><w:footnote>\(run("A note."))</w:footnote></w:footnotes>"
        )
        let read = try read(docx(body, more: [note, Self.core]))
        let article = try #require(read.articles.first)
        #expect(article.format == "docx" && read.failure == nil)
        #expect(article.byline == "Jorun Vale" && article.published == CivilDay(iso: "2031-04-17"))
        let lines = ([article.title ?? ""] + article.text.split(separator: "\n").map(String.init)).filter {
            !$0.isEmpty
        }
        #expect(
            lines.suffix(4) == ["Split in two", "Sound | closed today", "The last paragraph.", "A note."],
            "\(lines)")
    }

    @Test("a clipping kept in a Word document has the header that it would have in a text file")
    func clipping() throws {
        let lines = [
            "Envoys Meet Again Over Kalmar Sound", "By Jorun Vale", "2031-04-17",
            "https://courier.example/2031/04/17/envoys",
            paragraph,
        ]
        let article = try #require(try read(docx(lines.map(run).joined())).articles.first)
        #expect(
            article.title == "Envoys Meet Again Over Kalmar Sound"
                && article.url == "https://courier.example/2031/04/17/envoys")
        #expect(article.published == CivilDay(iso: "2031-04-17") && article.text == paragraph)
    }

    @Test("text that a program left in a Word document as a web page, for Word to convert, stands where it is named")
    func chunks() throws {
        let relations = (
            name: "word/_rels/document.xml.rels",
            text: """
            <Relationships xmlns="r"><Relationship Id="one" Type="http://office/relationships/aFChunk" Target="/word/a.html"/>\
            <Relationship Id="two" Type="http://office/relationships/aFChunk" Target="b.mht"/></Relationships>
            """
        )
        let mail = """
            MIME-Version: 1.0
            Content-Type: multipart/related; type="text/html"; boundary="--part"

            ----part
            Content-Type: text/html; charset="windows-1252"
            Content-Transfer-Encoding: quoted-printable

            <html><body><p>The ferries of K=F6rsund wait at the pier, the harbour office said on Friday.</p></body></html>
            ----part--
            """
        let body =
            run("Before the chunks.") + #"<w:altChunk xmlns:r="r" r:id="one"/>"# + run("Between them.")
            + #"<w:altChunk xmlns:r="r" r:id="two"/><w:altChunk xmlns:r="r" r:id="two"/>"#
        let html =
            "<html><body><p>The Sereth Narrows stay open to ships, the minister said on Thursday.</p></body></html>"
        let whole = try read(
            docx(body, more: [relations, (name: "word/a.html", text: html), (name: "word/b.mht", text: mail)]))
        let article = try #require(whole.articles.first)
        let lines = ([article.title ?? ""] + article.text.split(separator: "\n").map(String.init))
        #expect(
            lines.suffix(3) == [
                "The Sereth Narrows stay open to ships, the minister said on Thursday.", "Between them.",
                "The ferries of Körsund wait at the pier, the harbour office said on Friday.",
            ], "\(lines)")
        let only = docx(#"<w:altChunk xmlns:r="r" r:id="one"/>"#, more: [relations, (name: "word/a.html", text: html)])
        #expect(try read(only).articles.first?.text.contains("Sereth Narrows") == true)
    }

    @Test("the words of charts are found")
    func charts() throws {
        let chart = (
            name: "word/charts/chart1.xml",
            text: """
            <c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><a:p><a:r><a:t>Ferries a day, </a:t></a:r><a:r><a:t>by month\
            </a:t></a:r></a:p></c:title></c:chartSpace>
            """
        )
        let read = try read(docx(run("The first paragraph of the text."), more: [chart]))
        #expect(read.articles.first?.text.hasSuffix("Ferries a day, by month") == true)
    }

    @Test("an OpenDocument text, packed or flat")
    func openDocument() throws {
        let body = """
            <text:h>Ferry talks</text:h><text:p>The<text:s text:c="2"/>ferry<text:line-break/>left.<text:note>\
            <text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>\
            </text:p><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b\
            </text:p></table:table-cell></table:table-row>
            """
        let meta =
            "<office:meta><dc:title>Ferry talks resume</dc:title><dc:creator>Jorun Vale</dc:creator></office:meta>"
        let packed = try read(
            odt(
                body, more: [(name: "meta.xml", text: ReaderTests.openDocument("office:document-meta", "", meta: meta))]
            ))
        for read in [packed, try read(ReaderTests.openDocument("office:document", body, meta: meta), name: "a.fodt")] {
            let article = try #require(read.articles.first)
            #expect(article.format == "odt" && article.byline == "Jorun Vale")
            let whole = [article.title ?? "", article.text].joined(separator: "\n")
            #expect(whole.hasSuffix("The ferry\nleft.\na | b\nA note."), "\(whole)")
        }
    }

    @Test("what is protected by a password is said to be")
    func protected() throws {
        let manifest = (name: "META-INF/manifest.xml", text: "<m:manifest><m:encryption-data/></m:manifest>")
        #expect(try read(odt("", more: [manifest])).failure?.contains("password") == true)
    }

    @Test("each piece of a book is an article, in reading order, with what the book says of itself")
    func book() throws {
        let metadata = """
            <dc:title>The Strait Quarterly</dc:title><dc:creator>Narrow Seas Institute</dc:creator>\
            <dc:date>2031-04-17</dc:date><dc:language>en</dc:language>
            """
        let read = try read(
            epub(
                [
                    (name: "z.xhtml", text: page(paragraph, title: "First")), (name: "cover.xhtml", text: page("")),
                    (name: "a.xhtml", text: page("Second. " + paragraph, title: "Second")),
                ], metadata: metadata))
        #expect(read.articles.map(\.title) == ["First", "Second"] && read.failure == nil)
        #expect(read.texts == [paragraph, "Second. " + paragraph])
        #expect(
            read.articles.allSatisfy {
                $0.published == CivilDay(iso: "2031-04-17") && $0.outlet == "The Strait Quarterly"
            })
    }

    @Test("a chapter that is missing is named, and the others are read")
    func missingChapter() throws {
        var bytes = epub([(name: "one.xhtml", text: page(paragraph)), (name: "two.xhtml", text: page(paragraph))])
        let name = Array("book/two.xhtml".utf8)
        while let range = bytes.firstRange(of: name) {
            bytes.replaceSubrange(range, with: Array("book/xxx.xhtml".utf8))
        }
        let read = try read(bytes)
        #expect(read.articles.count == 1 && read.failure?.contains("two.xhtml") == true)
    }

    @Test("rich text: code pages, fonts' encodings, Unicode with its stand-ins, hidden groups, properties")
    func richText() throws {
        let text =
            #"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\colortbl;\red0;}"#
            + #"{\info{\title Ferry talks}{\author Jorun Vale}{\creatim\yr2031\mo4\dy17\hr9\min12}}{\*\generator X;}"#
            + #"\pard The na\'efve ferry left at noon, as it always did.\par"#
            + "\n"
            + #"\f1\'ef\'e0\'f0\'ee\'ec\f0  and \u28023?\u23777? and \u55356?\u57090?\par {\pict 0123}{\v hidden}\ldblquote Yes\rdblquote\line"#
            + #"{\field{\*\fldinst HYPERLINK}{\fldrslt a link}}{\footnote A note.}\par}"#
        let read = try read(text)
        let article = try #require(read.articles.first)
        #expect(read.failure == nil && article.format == "rtf" && article.byline == "Jorun Vale")
        #expect(article.published == CivilDay(iso: "2031-04-17"))
        let whole = [article.title ?? "", article.text].joined(separator: "\n")
        #expect(
            whole.hasSuffix(
                "The naïve ferry left at noon, as it always did.\nпаром and 海峡 and 🌂\n“Yes”\na link\nA note."),
            "\(whole)")
    }

    @Test("groups nested a hundred thousand deep, and a document that breaks off, are read")
    func nestedRichText() throws {
        let deep =
            #"{\rtf1 start"# + String(repeating: "{", count: 100_000) + "deep" + String(repeating: "}", count: 100_000)
            + " end}"
        #expect(try read(deep).articles.count == 1)
        let cut = try read(#"{\rtf1 The ferry left{\b at noon"#)
        #expect(cut.texts.count == 1 && cut.failure?.contains("breaks off") == true)
    }
}
