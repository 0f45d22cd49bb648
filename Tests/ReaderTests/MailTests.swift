// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import ArticleFormats
import CivilCalendar
import Testing

@Suite("Mail, mailboxes and saved pages")
struct MailTests {
    private let header = """
        From: =?UTF-8?Q?Jorun_V=C3=A1le?= <jorun@courier.example>
        To: readers@lists.courier.example
        Subject: Ferry talks
          resume
        Date: Thu, 17 Apr 2031 09:12:00 +0200
        Message-ID: <1@courier.example>

        """

    @Test("sender, subject and day of a mail are byline, title and publication, whatever encodes them")
    func fields() throws {
        let article = try #require(try read(header + "Content-Type: text/plain\n\n\(paragraph)\n").articles.first)
        #expect(article.format == "mail" && article.title == "Ferry talks resume" && article.byline == "Jorun Vále")
        #expect(article.published == CivilDay(iso: "2031-04-17") && article.origins.published == .header)
        #expect(article.publishedTime?.description == "09:12:00+02:00")
        #expect(article.outlet == "courier.example" && article.text == paragraph)
        #expect(article.quotations.map(\.text) == ["We will be back before the ice,"])
    }

    @Test("a list or newsletter is the outlet, by its name")
    func list() throws {
        let mail = header + "List-Id: Evening Briefing <evening.courier.example>\n\n\(paragraph)\n"
        #expect(try read(mail).articles.first?.outlet == "Evening Briefing")
    }

    @Test("of two alternatives the plain text is read, unless it only points at the page")
    func alternatives() throws {
        func mail(_ plain: String) -> String {
            header + """
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8

                \(plain)
                --b
                Content-Type: text/html; charset=utf-8

                <html><body><h1>Ferry talks resume</h1><p>\(paragraph)</p><p>\(paragraph)</p></body></html>
                --b--
                """
        }
        #expect(try read(mail("Please use a program that shows HTML.")).texts.first?.contains("lighthouse") == true)
        let plain = "In plain words: \(paragraph)\n\(paragraph)"
        #expect(try read(mail(plain)).texts.first?.hasPrefix("In plain words") == true)
    }

    @Test(
        "a character encoding that is wrong or unknown costs no letter",
        arguments: ["us-ascii", "iso-8859-1", "utf-8", "x-nobody-knows", "koi8-r"])
    func lyingCharset(_ charset: String) throws {
        let text = "Der Küstenbote schrieb: „Möwen über Drézhin“, und niemand außer Jürgen Größe widersprach."
        let mail = header + "Content-Type: text/plain; charset=\(charset)\n\n\(text)\n"
        #expect(try read(mail).texts == [text])
    }

    @Test(
        "text in the encoding that the mail states is read in it",
        arguments: [("koi8-r", [0xD0, 0xC1, 0xD2, 0xCF, 0xCD]), ("windows-1251", [0xEF, 0xE0, 0xF0, 0xEE, 0xEC])])
    func statedCharset(_ charset: String, _ word: [Int]) throws {
        let bytes =
            Array((header + "Content-Type: text/plain; charset=\(charset)\n\nKalmar ").utf8) + word.map(UInt8.init)
        #expect(try read(bytes).texts == ["Kalmar паром"])
    }

    @Test("flowed lines are joined, quoted ones among themselves")
    func flowed() throws {
        let mail =
            header
            + "Content-Type: text/plain; format=flowed\n\nThe ferry left \nat noon.\n> It was \n> late.\nNobody came.\n"
        #expect(try read(mail).texts == ["The ferry left at noon.\n> It was late.\nNobody came."])
    }

    @Test("each mail of a mailbox is an article; a line “From ” in a text ends none")
    func mailbox() throws {
        let one =
            "From jorun Thu Apr 17 09:12:00 2031\n" + header + "\n\(paragraph)\n>From the pier it could be seen.\n\n"
        let two =
            "From jorun Fri Apr 18 09:12:00 2031\nSubject: Second\nFrom: a@b.example\n\nFrom here on it snowed.\n\n"
        let read = try read(one + two + one)
        #expect(read.articles.map(\.title) == ["Ferry talks resume", "Second", "Ferry talks resume"])
        #expect(read.articles.map(\.part) == [0, 1, 2] && read.failure == nil)
        #expect(read.texts.first?.hasSuffix("\nFrom the pier it could be seen.") == true)
        #expect(read.texts[1] == "From here on it snowed.")
        #expect(read.articles.allSatisfy { $0.format == "mbox" })
    }

    @Test("an attached mail, an attached document and the text are an article each; a picture is none")
    func attachments() throws {
        let page = "<html><title>Annex</title><p>\(paragraph)</p></html>"
        let mail =
            header + """
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                See what is attached.
                --b
                Content-Type: message/rfc822

                Subject: Inner
                From: inner@gazette.example

                The inner text.
                --b
                Content-Type: text/html
                Content-Disposition: attachment; filename="annex.html"

                \(page)
                --b
                Content-Type: application/octet-stream; name="photo.png"
                Content-Transfer-Encoding: base64

                iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ
                --b--
                """
        let read = try read(mail)
        #expect(read.texts == ["See what is attached.", paragraph, "The inner text."])
        #expect(read.articles.last?.title == "Inner" && read.failure == nil)
    }

    @Test("mails nested a thousand deep are read as deep as is sane, and that is said")
    func nested() throws {
        let mail = (0..<1000).reversed().reduce("Subject: 1000\n\nThe innermost.\n") { inner, depth in
            "Subject: \(depth)\nFrom: a@b.example\nMessage-ID: <\(depth)@b>\nContent-Type: message/rfc822\n\n" + inner
        }
        let read = try read(mail)
        #expect(read.failure?.contains("nested too deep") == true)
        #expect(try ReaderTests.read(header + "\nstill there\n").texts == ["still there"])
    }

    @Test("a saved page is its article, at its address")
    func savedPage() throws {
        let saved = """
            From: <Saved by Blink>
            Snapshot-Content-Location: https://courier.example/2031/04/17/ferry
            Subject: Ferry talks resume
            MIME-Version: 1.0
            Content-Type: multipart/related; type="text/html"; boundary="b"

            --b
            Content-Type: image/png
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --b
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable
            Content-Location: https://courier.example/2031/04/17/ferry

            <html><head><meta charset=3D"utf-8"></head><body><article><p>\(paragraph.replacing("“", with: "=E2=80=9C").replacing("”", with: "=E2=80=9D"))</p></article></body></html>
            --b--
            """
        let article = try #require(try read(saved, name: "ferry.mhtml").articles.first)
        #expect(article.format == "mhtml" && article.title == "Ferry talks resume" && article.text == paragraph)
        #expect(article.url == "https://courier.example/2031/04/17/ferry")
    }
}
