// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import Testing

@Suite("Days of publication")
struct DateTests {
    @Test(
        "a day is read however it is written",
        arguments: [
            "20310417", "20310417T0815Z", "20310417081500", "2031-04-17", "2031-04-17T23:59:00+09:00",
            "2031-04-17 08:15",
            "2031/04/17", "2031/4/17", "17.04.2031", "17. 4. 2031", "17/04/2031", "4/17/2031",
            "17-APR-2031 08:15:42.83",
            "17 April 2031", "17th April, 2031", "the 17th of April 2031", "April 17, 2031", "Apr. 17, 2031",
            "APRIL 17 2031",
            "Thu, 17 Apr 2031 08:15:00 +0000 (UTC)", "Thursday, April 17, 2031 at 8:15 a.m. EST",
            "Published 17 April 2031",
            "Published on April 17, 2031, 8:15 pm ET", "Posted: 2031-04-17", "17. April 2031",
            "Donnerstag, 17. April 2031",
            "17 avril 2031", "le 17 avril 2031 à 8h15", "17 de abril de 2031", "17 aprile 2031", "17 kwietnia 2031",
            "17 апреля 2031 г.", "17 квітня 2031 року", "2031年4月17日", "17 Nisan 2031", "17 april 2031",
        ])
    func forms(text: String) throws {
        let article = try read("Envoys meet again\n\(text)\n\nThe envoys met.")
        #expect(article.published == day("2031-04-17"))
        #expect(article.title == "Envoys meet again")
        #expect(article.text == "The envoys met.")
        #expect(article.warnings.isEmpty)
    }

    @Test(
        "what is no day of publication stays in the text, and a warning says so",
        arguments: ["05/06/2031", "20310231", "31 April 2031", "17 April 1789"])
    func unusable(text: String) throws {
        let article = try read("Envoys meet again\n\(text)\nhttps://courier.example/a\n\nThe envoys met.")
        #expect(article.published == nil)
        #expect(article.origins.published == nil)
        #expect(article.url == "https://courier.example/a")
        #expect(article.text == "The envoys met.\n\n\(text)")
        #expect(article.warnings.count == 1)
    }

    @Test(
        "numbers are not taken for days",
        arguments: [
            "12345678", "2031", "April 2031", "100,000 troops", "17 April", "2031-04-17 and 2031-04-18 were calm",
        ])
    func notDates(text: String) throws {
        #expect(try read("Envoys meet again\n\n\(text)\nThe envoys met.").published == nil)
    }

    @Test("a day after tomorrow is not believed when today is known")
    func future() throws {
        let text = "Envoys meet again\n20310418\n\nThe envoys met."
        #expect(try read(text, today: day("2031-04-17")).published == day("2031-04-18"))
        #expect(try read(text, today: day("2031-04-16")).published == nil)
        #expect(try read(text).published == day("2031-04-18"))
        let address = "Envoys meet again\nhttps://courier.example/2031/04/18/a\n\nThe envoys met."
        #expect(try read(address, today: day("2031-04-16")).published == nil)
    }

    @Test(
        "the address gives the day where the header does not",
        arguments: [
            "/2031/04/17/envoys", "/2031/4/17/envoys", "/world/2031/apr/17/envoys", "/2031-04-17/envoys",
            "/2031-04-17-envoys",
            "/20310417/envoys", "/envoys-20310417", "/envoys-2031-04-17", "/20310417_envoys.html",
            "/envoys_20310417.html",
        ])
    func fromAddress(path: String) throws {
        let article = try read("Envoys meet again\nhttps://courier.example\(path)\n\nThe envoys met.")
        #expect(article.published == day("2031-04-17"))
        #expect(article.origins.published == .url)
    }

    @Test("a dateline gives the day where nothing else does, and stays in the text")
    func dateline() throws {
        let text = "KALMAR, April 17, 2031 (NNA) - The envoys met."
        let article = try read(text)
        #expect(article.published == day("2031-04-17"))
        #expect(article.origins.published == .dateline)
        #expect(article.text == text)
        #expect(try read("KALMAR, April 17 (NNA) - The envoys met.").published == nil)
    }

    @Test(
        "a dateline without a year takes that of the address",
        arguments: [
            "KALMAR, 17 April (NNA) — The envoys met.", "ARVENA, April 17. /NNA/. The envoys met.",
            "KALMAR, Veldania, 17. April (NNA) - The envoys met.",
        ])
    func datelineWithoutYear(text: String) throws {
        let article = try read("Envoys meet again\nhttps://courier.example/2031/04/envoys\n\n\(text)")
        #expect(article.published == day("2031-04-17"))
        #expect(article.origins.published == .dateline)
        #expect(try read("Envoys meet again\nhttps://courier.example/2031/05/envoys\n\n\(text)").published == nil)
    }

    @Test(
        "what is no dateline gives no day",
        arguments: [
            "MARKET REPORT APRIL 17 2031 STOCKS - 1,384,208", "KALMAR PUTS MAY 1 STOCKS AT 8,246 - 2031",
            "KALMAR (NNA) - The envoys met on April 17, 2031.",
        ])
    func noDateline(text: String) throws {
        #expect(try read(text + "\n\nThe envoys met.").published == nil)
    }
}

@Suite("Addresses")
struct AddressTests {
    @Test(
        "one page has one address",
        arguments: [
            ("HTTPS://WWW.Courier.Example:443/A?utm_source=x&id=7&fbclid=y#part", "https://www.courier.example/A?id=7"),
            ("http://courier.example:80?gclid=1", "http://courier.example"),
            ("https://courier.example/#!/story/7", "https://courier.example/#!/story/7"),
            ("<https://courier.example/a>", "https://courier.example/a"),
            ("https://jorun:secret@courier.example:8080/a", "https://courier.example:8080/a"),
            ("https://courier.example/a?ref=home&b", "https://courier.example/a?b"),
            ("https://новости.example/путь", "https://новости.example/путь"),
        ])
    func canonical(stated: String, canonical: String) throws {
        #expect(try read("Envoys meet again\n\(stated)\n\nThe envoys met.").url == canonical)
    }

    @Test(
        "the outlet is the host less the labels of editions and devices",
        arguments: [
            ("https://www.courier.example/a", "courier.example"),
            ("https://amp.m.courier.example/a", "courier.example"),
            ("https://edition.courier.example/a", "courier.example"), ("https://m.example/a", "m.example"),
            ("https://web.archive.org/web/20310418010203/https://www.courier.example/a", "courier.example"),
        ])
    func outlet(address: String, outlet: String) throws {
        #expect(try read("Envoys meet again\n\(address)\n\nThe envoys met.").outlet == outlet)
    }

    @Test(
        "what is no address stays text",
        arguments: ["https://", "https:///a", "http://a b", "https://courier.example/a was hacked"])
    func noAddress(text: String) throws {
        let article = try read("Envoys meet again\n\n\(text)\nThe envoys met.")
        #expect(article.url == nil)
        #expect(article.text == "\(text)\nThe envoys met.")
    }
}
