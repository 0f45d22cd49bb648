// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import Testing
import TestSupport

@Suite("Days that disagree")
struct DisagreementTests {
    private func article(_ day: String, address: String = "/envoys", _ text: String) throws -> Article {
        try read("Envoys meet again\n\(day)\nhttps://courier.example\(address)\n\n\(text)")
    }

    @Test("a day or two between header and address are no matter, a week is told")
    func tolerance() throws {
        let near = try article("20310419", address: "/2031/04/17/a", "The envoys met.")
        #expect(near.published == day("2031-04-19"))
        #expect(near.warnings.isEmpty)
        let far = try article("20310409", address: "/2031/04/17/a", "The envoys met.")
        #expect(far.published == day("2031-04-09"))
        #expect(far.origins.published == .header)
        #expect(far.warnings == ["the header says 2031-04-09, the address 2031-04-17: the header is believed"])
    }

    @Test(
        "where the header is one slip away from the address, the address is believed",
        arguments: ["20310317", "20310517", "20300417", "20320417"])
    func slips(header: String) throws {
        let article = try article(header, address: "/2031/04/17/a", "The envoys met.")
        #expect(article.published == day("2031-04-17"))
        #expect(article.origins.published == .url)
        #expect(article.warnings.count == 1)
        #expect(article.warnings.allSatisfy { $0.hasSuffix("the address is believed") })
    }

    @Test("what the text speaks of decides between header and address")
    func textDecides() throws {
        let text = "The envoys met on Thursday, 17 April, and talked until midnight. On Wednesday they had only dined."
        let article = try article("20310409", address: "/2031/04/17/a", text)
        #expect(article.published == day("2031-04-17"))
        #expect(article.warnings.first?.contains("Thursday, 17 April") == true)
    }

    @Test("a line that says when the text was published is believed with what the text speaks of")
    func publicationLine() throws {
        let text = "The envoys met.\n\nThey will meet again.\n\nFirst published: 17 April 2031, 08:15 GMT"
        #expect(try read("Envoys meet again\n\n\(text)").published == day("2031-04-17"))
        #expect(try read("Envoys meet again\n\n\(text)").origins.published == .text)
        #expect(try read("Envoys meet again\n\n\(text)").publishedTime?.description == "08:15Z")
        #expect(try article("20310401", text).warnings.count == 1)
        #expect(try article("20310417", text).publishedTime?.description == "08:15Z")
        #expect(try article("20310417", text).warnings.isEmpty)
    }

    @Test("a change after publication is no contradiction, one before it is")
    func updates() throws {
        #expect(try article("20310417", "The envoys met.\n\nUpdated 2 May 2031").warnings.isEmpty)
        #expect(try article("20310417", "The envoys met.\n\nLast updated: 2 April 2031").warnings.count == 1)
        let alone = try read("Envoys meet again\n\nThe envoys met.\n\nUpdated: 2 May 2031")
        #expect(alone.published == day("2031-05-02"))
    }

    @Test(
        "lines in many languages say when a text was published",
        arguments: [
            "Published 17 April 2031", "Posted on April 17, 2031 | 3 min read", "Veröffentlicht am 17. April 2031",
            "Publié le 17 avril 2031 à 8h15", "Publicado el 17 de abril de 2031", "Pubblicato il 17 aprile 2031",
            "Opublikowano: 17 kwietnia 2031", "Опубликовано 17 апреля 2031 г.", "Опубліковано 17 квітня 2031 року",
            "Jorun Vale | Published 17 April 2031", "This article was first published on 17 April 2031.",
        ])
    func languages(line: String) throws {
        let article = try read(
            "Envoys meet again\n\nThe envoys met in the old customs house.\n\nAll was calm.\n\n\(line)")
        #expect(article.published == day("2031-04-17"))
        #expect(article.origins.published == .text)
        #expect(article.text.hasSuffix(line))
    }

    @Test(
        "a sentence about a publication says nothing of the article",
        arguments: [
            "A report published 17 April 2031 says that the strait is shallow.",
            "The decree, issued on 17 April 2031, was published in full.", "3 May 2031",
        ])
    func sentences(line: String) throws {
        #expect(try read("Envoys meet again\n\nThe envoys met.\n\n\(line)\n\nAll was calm.").published == nil)
    }

    @Test("the file's own day is the last resort, and is no match for any other")
    func lastResort() throws {
        let modified = day("2031-04-20")
        let undated = try read("Envoys meet again\n\nThe envoys met.", modified: modified)
        #expect(undated.published == modified)
        #expect(undated.origins.published == .mtime)
        let dated = try read("Envoys meet again\n20310417\n\nThe envoys met.", modified: modified)
        #expect(dated.published == day("2031-04-17"))
        #expect(dated.warnings.isEmpty)
    }

    /// The article of a day in April 2031, which a scraper dates by months from 0.
    private let april = """
        The envoys of Veldania and the Estmark Republic spoke by telephone on Thursday for fifty minutes.

        "We will be back," the envoy said on Thursday, after a Wednesday without a word. On Friday the markets were calm.

        They meet again on May 10, and both governments expect an agreement early next month. Talks about the fish are to
        begin on May 12.
        """

    @Test("a header a month early is doubted for what the text speaks of, but no day is invented")
    func monthsFromZero() throws {
        let wrong = try article("20310317", address: "/envoys-speak-thursday", april)
        #expect(wrong.published == day("2031-03-17"))
        #expect(wrong.origins.published == .header)
        let warning = try #require(wrong.warnings.first)
        #expect(wrong.warnings.count == 1)
        for part in ["2031-03-17", "2031-04-17", "Thursday", "next month"] { #expect(warning.contains(part)) }
        #expect(try article("20310417", address: "/envoys-speak-thursday", april).warnings.isEmpty)
    }

    @Test("a weekday that a day has in another year only tells a wrong year")
    func wrongYear() throws {
        let text = "The envoys met on Thursday, April 17, in Kalmar. They had parted on Wednesday, April 16."
        #expect(try article("20310417", text).warnings.isEmpty)
        #expect(try article("20300417", text).warnings.count == 1)
    }

    @Test("plans, terms and history are no contradiction")
    func innocent() throws {
        for text in [
            "The bonds are payable on June 17 to holders of record on May 30.",
            "The lighthouse was built on 3 May 1952 and burnt down on 4 June 1977.",
            "The ministers will meet on 17 July 2031, and again on 3 October.",
            "The strait is 41 kilometres long. May is the month of fog, and in March the ice goes.",
        ] {
            #expect(try article("20310417", text).warnings.isEmpty, "\(text)")
        }
    }

    @Test("no text does harm, and what is stated stays unless a stated day takes its place", arguments: seeds)
    func anyText(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "Thursday", "on Monday", "April 17", "17 April", "17 April 2031", "3.5.2031", "2031-05-03", "May 40",
            "99 May",
            "next month", "last month", "said on", "2031年4月17日", "Published 3 May 2031", "Updated: 2 June 2030", ", ",
            ". ",
            "\n\n", "KALMAR, 3 March (NNA) - ", "Dezember", "30 декабря", "\u{A0}", "march 3,000", "12:30 March",
            "1er mai",
        ]
        for _ in 0..<100 {
            let text = (0..<Int.random(in: 1...20, using: &generator)).compactMap { _ in
                pieces.randomElement(using: &generator)
            }.joined(separator: " ")
            let article = try article("20310417", address: "/2031/04/16/a", text)
            #expect(article.published != nil && article.origins.published != nil, "seed \(seed): \(text)")
            if article.origins.published == .header { #expect(article.published == day("2031-04-17")) }
            #expect(article.warnings.count <= 2, "seed \(seed): \(text)")
        }
    }
}

let seeds = 1...10 as ClosedRange<UInt64>
