// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import ArticleFormats
import CivilCalendar
import Testing

@Suite("PDF documents")
struct PDFTests {
    private let pages = [
        [
            "Harbour Ledger, 17 April 2031", "", "The ferry left Kalmar Sound at noon with forty passengers, and the",
            "envoy of Veldania stood at the rail until the light-", "house was out of sight. Nobody came to say good-",
            "bye, and the crew of the second boat", "stayed below.", "",
            "The second paragraph begins here and ends on the next page,",
            "after the talks that nobody", "1",
        ],
        ["Harbour Ledger, 17 April 2031", "", "believed in were over. Everybody went home.", "2"],
        ["Harbour Ledger, 17 April 2031", "", "A third page has one line.", "3"],
    ]

    @Test("lines are joined to paragraphs, over pages too; cut words are mended; heads and page numbers do not run in")
    func paragraphs() throws {
        let read = try read(pdf(pages, leading: 16))
        let article = try #require(read.articles.first)
        let whole = [article.title ?? "", article.text].joined(separator: "\n")
        #expect(article.format == "pdf" && read.failure == nil)
        #expect(whole.contains("until the lighthouse was out of sight. Nobody came to say goodbye, and the crew"))
        #expect(whole.contains("talks that nobody believed in were over. Everybody went home."))
        #expect(whole.ranges(of: "Harbour Ledger").count <= 1)
        #expect(!whole.contains("\n2\n"))
    }

    @Test("title, author and day come from the document's properties, unless they are a program's")
    func properties() throws {
        let information = "/Title (Ferry talks resume) /Author (Jorun Vale) /CreationDate (D:20310417091200+02'00')"
        let article = try #require(try read(pdf([[paragraph.asciiOnly]], information: information)).articles.first)
        #expect(article.byline == "Jorun Vale" && article.origins.byline == .meta)
        #expect(article.published == CivilDay(iso: "2031-04-17") && article.origins.published == .meta)
        let other = try #require(
            try read(pdf([[paragraph.asciiOnly]], information: "/Title (Microsoft Word - ferry.doc)")).articles.first)
        #expect(other.title?.contains("Microsoft") != true)
    }

    @Test("pages without text are said to have no text layer")
    func picture() throws {
        let read = try read(pdf([[], []]))
        #expect(read.articles.isEmpty && read.failure?.contains("no text layer") == true)
    }

    @Test(
        "a document that breaks off is read as far as it goes, and that is said; one that breaks off early has a reason"
    )
    func truncated() throws {
        let whole = pdf(pages)
        for length in stride(from: 20, to: whole.count - 10, by: 61) {
            let read = try read(Array(whole[..<length]), name: "a.pdf")
            #expect(read.failure?.contains("breaks off") == true, "cut at \(length): \(read.failure ?? "no reason")")
        }
    }

    @Test("East Asian text is read by tables that were opened before the sandbox closed")
    func eastAsian() throws {
        // No font is embedded: what the codes mean is in the library's data alone.
        var text = String(decoding: pdf([["X"]]), as: UTF8.self)
        text = text.replacing(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            with:
                "<< /Type /Font /Subtype /Type0 /BaseFont /STSong /Encoding /GBK-EUC-H /DescendantFonts [ << /Type /Font "
                + "/Subtype /CIDFontType0 /BaseFont /STSong /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 "
                + ">> /FontDescriptor << /Type /FontDescriptor /FontName /STSong /Flags 4 >> >> ] >>"
        ).replacing("(X) Tj", with: "<BAA3CFBFBBE1CCB8> Tj").replacing("/Length 40", with: "/Length 55")
        let read = try read(Array(text.utf8))
        #expect((read.articles.first?.title ?? read.texts.first) == "海峡会谈", "\(read.failure ?? "")")
    }
}

extension String {
    /// The text with its quotation marks as WinAnsi-free ASCII.
    var asciiOnly: String { replacing("“", with: "\"").replacing("”", with: "\"") }
}
