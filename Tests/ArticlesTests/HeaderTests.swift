// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

/// A paragraph of text, longer than any title.
private let body = """
    The envoys of Veldania and the Estmark Republic met for a second day in the old customs house, and came out to \
    tell reporters that the strait would stay open to every flag while they went on talking.
    """

@Suite("Headers without names")
struct PositionalHeaderTests {
    @Test("title, day and address on the first lines are read")
    func titleDayAddress() throws {
        let article = try read(
            "Envoys Meet Again Over Kalmar Sound\n20310417\nhttps://www.courier.example/a/b\n\(body)\n")
        #expect(article.title == "Envoys Meet Again Over Kalmar Sound")
        #expect(article.published == day("2031-04-17"))
        #expect(article.origins.published == .header)
        #expect(article.url == "https://www.courier.example/a/b")
        #expect(article.outlet == "courier.example")
        #expect(article.text == body)
        #expect(article.warnings.isEmpty)
    }

    @Test(
        "any of title, day and address may be missing, and day and address may change places",
        arguments: [
            ["https://courier.example/x", "17 April 2031", nil], ["20310417", nil, nil],
            ["https://courier.example/x", nil, nil], ["Envoys meet again", "https://courier.example/x", "2031-04-17"],
            ["Envoys meet again", "2031-04-17", nil], ["Envoys meet again", "https://courier.example/x", nil],
        ] as [[String?]])
    func anyShape(lines: [String?]) throws {
        let header = lines.compactMap(\.self)
        let article = try read(header.joined(separator: "\n") + "\n" + body)
        #expect((article.title != nil) == header.contains("Envoys meet again"))
        #expect((article.published != nil) == header.contains { $0.contains("2031") })
        #expect((article.url != nil) == header.contains { $0.hasPrefix("https") })
        #expect(article.text == body)
    }

    @Test("a title apart from the text is a title, a deck that the text follows at once is not")
    func titleOrDeck() throws {
        #expect(try read("Envoys meet again over the strait\n\n\(body)").title == "Envoys meet again over the strait")
        #expect(try read("Envoys meet again over the strait\n\(body)").title == "Envoys meet again over the strait")
        let deck =
            "President Marit Solvane of Veldania spoke with the envoys for an hour, but her intentions stay unclear."
        let article = try read("\(deck)\n\(body)\n\(body)\nSource: courier.example")
        #expect(article.title == nil)
        #expect(article.text == "\(deck)\n\(body)\n\(body)")
        #expect(article.outlet == "courier.example")
    }

    @Test(
        "text that begins at once has no title",
        arguments: [
            body, "\(body)\n\(body)", "KALMAR — The strait was calm\n\nThe strait was calm, \(body)",
            "KALMAR, April 17 (NNA) - The strait was calm\n\n\(body)",
            "The envoys met for a second day and\nwent home.\n",
            "- first of all\n\n\(body)", "Three things to know:\n\n\(body)",
        ])
    func noTitle(text: String) throws {
        let article = try read(text)
        #expect(article.title == nil)
        #expect(article.text == text.trimmingNewlines)
    }

    @Test("a full stop does not keep a short line that stands alone from being the title")
    func titleWithFullStop() throws {
        #expect(try read("Envoys Meet Again.\n\n\(body)").title == "Envoys Meet Again.")
        #expect(try read("Solvane to visit the U.S.\n\(body)").title == "Solvane to visit the U.S.")
    }

    @Test("a byline below the title is read, a sentence that begins with By is text")
    func byline() throws {
        let article = try read("Envoys meet again\nBy Jorun Vale and Peder von Holm\n20310417\n\n\(body)")
        #expect(article.byline == "Jorun Vale and Peder von Holm")
        #expect(try read("Envoys meet again\n\nBy JORUN VALE, in Kalmar\n\n\(body)").byline == "JORUN VALE, in Kalmar")
        let sentence = "By Monday the Sound was closed."
        let other = try read("Envoys meet again\n\n\(sentence)\n\(body)")
        #expect(other.byline == nil)
        #expect(other.text.hasPrefix(sentence))
    }

    @Test("fields side by side on one line are read")
    func combined() throws {
        let article = try read("Envoys meet again\nBy Jorun Vale | Kalmar Courier | 17 April 2031\n\n\(body)")
        #expect(article.byline == "Jorun Vale")
        #expect(article.outlet == "Kalmar Courier")
        #expect(article.published == day("2031-04-17"))
        #expect(article.text == body)
    }

    @Test("a deck between title and byline stays in the text")
    func deckBelowTitle() throws {
        let article = try read("Envoys meet again\nThey had little to say.\nBy Jorun Vale\n20310417\n\n\(body)")
        #expect(article.byline == "Jorun Vale")
        #expect(article.text == "They had little to say.\n\n\(body)")
    }

    @Test(
        "a title wrapped to several lines is one title",
        arguments: [
            "ENVOYS MEET AGAIN\nOVER KALMAR SOUND", "Envoys meet again\n over Kalmar Sound",
            "Envoys meet\nagain over\nthe Sound",
        ])
    func wrappedTitle(title: String) throws {
        let article = try read("\(title)\n20310417\nhttps://courier.example/a\n\(body)")
        #expect(article.title == title.split { $0.isWhitespace }.joined(separator: " "))
        #expect(article.published == day("2031-04-17"))
        #expect(article.text == body)
    }

    @Test("a date that heads the first section does not make a title of the paragraph above it")
    func sectionDate() throws {
        let article = try read("It was a long spring in the Sound.\n\n3 May 2031\n\n\(body)")
        #expect(article.title == nil)
        #expect(article.published == nil)
    }

    @Test("a Markdown heading is a title, without its mark")
    func heading() throws {
        #expect(try read("# Envoys meet again\n\n\(body)").title == "Envoys meet again")
        #expect(try read("Envoys meet again\n=================\n\(body)").title == "Envoys meet again")
    }

    @Test("a title alone is an article without text")
    func titleOnly() throws {
        let article = try read("Envoys meet again\n")
        #expect(article.title == "Envoys meet again")
        #expect(article.text.isEmpty)
    }
}

@Suite("Headers with names")
struct KeyedHeaderTests {
    @Test("names in any case and order are read, up to the blank line")
    func anyCaseAndOrder() throws {
        let article = try read(
            """
            SOURCE: Kalmar Courier
            date: Thu, 17 Apr 2031 08:15:00 +0200
            Author: Jorun Vale
            Language: English
            Headline: Envoys meet again: what now?
            Link: https://courier.example/a?utm_source=feed&id=7#top

            \(body)
            """
        )
        #expect(article.title == "Envoys meet again: what now?")
        #expect(article.byline == "Jorun Vale")
        #expect(article.published == day("2031-04-17"))
        #expect(article.url == "https://courier.example/a?id=7")
        #expect(article.outlet == "Kalmar Courier")
        #expect(article.language == "en")
        #expect(article.text == body)
    }

    @Test("unknown names stay in the text, after it")
    func unknownNames() throws {
        let article = try read(
            "From: Desk <desk@courier.example>\nSubject: Envoys meet\n again\nX-Id: 7\nDate: 20310417\n\n\(body)")
        #expect(article.title == "Envoys meet again")
        #expect(article.published == day("2031-04-17"))
        #expect(article.text == "\(body)\n\nFrom: Desk <desk@courier.example>\nX-Id: 7")
    }

    @Test("a headline with a colon is no named value")
    func colonInTitle() throws {
        let article = try read("Solvane: our red line holds\nDate: 17 April 2031\n\n\(body)")
        #expect(article.title == "Solvane: our red line holds")
        #expect(article.text == body)
    }

    @Test("an indented text below a header is not swallowed by it")
    func indentedBody() throws {
        let article = try read("Title: Envoys meet again\n    \(body)\n    \(body)\n")
        #expect(article.title == "Envoys meet again")
        #expect(article.text == "\(body)\n    \(body)")
    }

    @Test("lines that begin with dashes are told apart by their content")
    func dashedLines() throws {
        let lines = ["Envoys meet again", "By Jorun Vale", "17 April 2031", "https://courier.example/a"]
        for order in [[0, 1, 2, 3], [0, 2, 3, 1], [3, 2, 0, 1]] {
            let header = order.map { "-- " + lines[$0] }.joined(separator: "\n")
            let article = try read("\(header)\n\n\(body)")
            #expect(article.title == "Envoys meet again")
            #expect(article.byline == "Jorun Vale")
            #expect(article.published == day("2031-04-17"))
            #expect(article.url == "https://courier.example/a")
            #expect(article.text == body)
        }
    }

    @Test("front matter is read: quoted values, lists, folded text")
    func frontMatter() throws {
        let article = try read(
            """
            ---
            title: "Envoys meet: \\"again\\""
            authors:
              - Jorun Vale
              - Peder Holm
            date: 2031-04-17T08:15:00Z
            tags: [strait, talks]
            lang: en-GB
            url: >-
              https://courier.example/a
            ---

            \(body)
            """
        )
        #expect(article.title == "Envoys meet: \"again\"")
        #expect(article.byline == "Jorun Vale, Peder Holm")
        #expect(article.published == day("2031-04-17"))
        #expect(article.language == "en-gb")
        #expect(article.url == "https://courier.example/a")
        #expect(article.text == "\(body)\n\ntags: [strait, talks]")
    }

    @Test("front matter without an end costs no text")
    func unclosedFrontMatter() throws {
        let article = try read("---\ntitle: Envoys meet again\ndate: 20310417\n\(body)")
        #expect(article.title == "Envoys meet again")
        #expect(article.text == body)
        #expect(article.warnings.count == 1)
        #expect(try read("---\n\(body)").text == "---\n\(body)")
    }

    @Test("a source at the end gives the outlet; another one than the header's stays in the text")
    func trailer() throws {
        let article = try read("Envoys meet again\n\n\(body)\n\nSource: www.Courier.example\n")
        #expect(article.outlet == "courier.example")
        #expect(article.text == body)
        let other = try read("Source: Kalmar Post\n\n\(body)\nSource: courier.example")
        #expect(other.outlet == "Kalmar Post")
        #expect(other.text == "\(body)\nSource: courier.example")
    }

    @Test("a lone paragraph with a source below it is no title")
    func loneParagraph() throws {
        let article = try read("The Sound was open again on Tuesday.\nSource: courier.example")
        #expect(article.title == nil)
        #expect(article.text == "The Sound was open again on Tuesday.")
        #expect(article.outlet == "courier.example")
    }

    @Test("the last sentence is not a trailer")
    func noTrailer() throws {
        let text = "\(body)\nSource: the ministry did not say who had signed the order."
        #expect(try read(text).text == text)
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        var text = self[...]
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
