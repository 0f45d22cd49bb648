// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing
import TestSupport

@Suite("Times of publication")
struct ClockTests {
    @Test(
        "the time is read however it is written, with its zone",
        arguments: [
            ("20310417T0815Z", "08:15Z"), ("20310417081500", "08:15:00"), ("2031-04-17 08:15", "08:15"),
            ("2031-04-17T23:59:00+09:00", "23:59:00+09:00"), ("2031-04-17T08:15:42.83Z", "08:15:42Z"),
            ("17-APR-2031 08:15:42.83", "08:15:42"), ("Thu, 17 Apr 2031 08:15:00 +0200", "08:15:00+02:00"),
            ("Thu, 17 Apr 2031 08:15:00 -0330 (NDT)", "08:15:00-03:30"),
            ("Thursday, April 17, 2031 at 8:15 a.m. EST", "08:15-05:00"),
            ("Published on April 17, 2031, 8:15 pm ET", "20:15 ET"), ("April 17, 2031 12:15 a.m.", "00:15"),
            ("17 April 2031, 12:15 pm", "12:15"), ("le 17 avril 2031 à 8h15", "08:15"),
            ("17. April 2031, 8.15 Uhr", "08:15"), ("17. April 2031, 8 Uhr", "08:00"),
            ("17 April 2031 23:59 (UTC+3)", "23:59+03:00"), ("17 April 2031 2215 GMT", "22:15Z"),
            ("17 April 2031 | 8:15 am", "08:15"), ("8:15 pm, 17 April 2031", "20:15"),
            ("18:05 GMT, Thursday 17 April 2031", "18:05Z"),
        ])
    func forms(text: String, clock: String) throws {
        let article = try read("Envoys meet again\n\(text)\n\nThe envoys met.")
        #expect(article.published == day("2031-04-17"))
        #expect(article.publishedTime?.description == clock)
        #expect(article.text == "The envoys met.")
    }

    @Test(
        "a date without a time has none",
        arguments: ["20310417", "17 April 2031", "17.04.2031", "2031-04-17", "Published 17 April 2031"])
    func none(text: String) throws {
        let article = try read("Envoys meet again\n\(text)\n\nThe envoys met.")
        #expect(article.published == day("2031-04-17"))
        #expect(article.publishedTime == nil)
    }

    @Test("a second line that states the same day adds its time; another time stays in the text")
    func twice() throws {
        let article = try read("Envoys meet again\n20310417\nDate: 17 April 2031, 08:15\n\nThe envoys met.")
        #expect(article.publishedTime?.description == "08:15")
        #expect(article.text == "The envoys met.")
        let other = try read("Envoys meet again\n2031-04-17 08:15\nDate: 2031-04-17 09:30\n\nThe envoys met.")
        #expect(other.publishedTime?.description == "08:15")
        #expect(other.text.hasSuffix("09:30"))
    }

    @Test("the day is the one that is written, however far the zone")
    func dayStays() throws {
        let article = try read("Envoys meet again\n2031-04-17T00:30:00+14:00\n\nThe envoys met.")
        #expect(article.published == day("2031-04-17"))
    }

    @Test("a time of day that no clock shows, or a zone that no place has, is none")
    func impossible() {
        #expect(ClockTime(hour: 24, minute: 0) == nil)
        #expect(ClockTime(hour: 8, minute: 60) == nil)
        #expect(ClockTime(hour: 8, minute: 15, zone: .offset(minutes: 900)) == nil)
    }

    @Test("what an ISO time prints reads back as the same", arguments: 1...10 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let hasSecond = Bool.random(using: &generator)
            let zone: ClockTime.Zone? =
                Bool.random(using: &generator)
                ? .offset(minutes: Int.random(in: -48...56, using: &generator) * 15) : nil
            let clock = try #require(
                ClockTime(
                    hour: Int.random(in: 0...23, using: &generator), minute: Int.random(in: 0...59, using: &generator),
                    second: hasSecond ? Int.random(in: 0...60, using: &generator) : nil, zone: zone))
            let read = ClockTime(afterISODay: Array("T\(clock)".utf8)[...])
            #expect(read == clock, "seed \(seed): \(clock)")
        }
    }

    @Test("no text behind a day does harm", arguments: 1...10 as ClosedRange<UInt64>)
    func anyText(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "8", "08", "0815", "081542", ":", ".", "h", " ", "am", "p.m.", "GMT", "(", ")", "+", "-", "ET", "Z", "T",
            ",", "24",
            "99999999999999999999", "Uhr", "17 April 2031", "½", "Published", "|",
        ]
        for _ in 0..<500 {
            let line = (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in
                pieces.randomElement(using: &generator)
            }.joined()
            if let found = dateLine(line[...]), let clock = found.clock {
                #expect((0...23).contains(clock.hour) && (0...59).contains(clock.minute), "seed \(seed): \(line)")
            }
        }
    }
}
