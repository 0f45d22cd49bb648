// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import Testing

@testable import SearchIndex

@Suite struct TimelineTests {
    private static func reader(_ days: [String?]) throws -> TestReader {
        let index = try TestIndex()
        for (number, day) in days.enumerated() {
            let published = day.flatMap { CivilDay(iso: $0) }
            try index.put(
                "\(number).txt",
                [Article(published: published, text: "ferry")])
        }
        try index.writer.commit()
        return try index.reader()
    }

    private static func timeline(
        _ days: [String?],
        _ period: CalendarPeriod?,
        limit: Int = 1000
    ) throws -> Timeline {
        try reader(days).timeline(of: try query("ferry"), by: period, limit: limit)
    }

    private static func lines(_ timeline: Timeline) -> [String] {
        timeline.buckets.map { "\($0.first) \($0.articles)" }
    }

    @Test("days without an article are there between the first and the last, and undated articles are counted")
    func gaps() throws {
        let timeline = try Self.timeline(["2031-03-01", "2031-03-04", nil, "2031-03-01"], .day)
        #expect(
            Self.lines(timeline) == ["2031-03-01 2", "2031-03-02 0", "2031-03-03 0", "2031-03-04 1"])
        #expect(timeline.undated == 1)
        #expect(timeline.total == 4)
        #expect(timeline.first == (try day("2031-03-01")))
        #expect(timeline.last == (try day("2031-03-04")))
        #expect(!timeline.isCoarser)
    }

    @Test("weeks begin with Monday, months with the first")
    func periods() throws {
        let days = ["2031-03-02", "2031-03-03", "2031-03-09", "2031-03-10"]  // the second is a Monday
        #expect(Self.lines(try Self.timeline(days, .week)) == ["2031-02-24 1", "2031-03-03 2", "2031-03-10 1"])
        #expect(
            Self.lines(try Self.timeline(["2030-12-31", "2031-02-01"], .month))
                == ["2030-12-01 1", "2031-01-01 0", "2031-02-01 1"])
    }

    @Test("where there would be too many buckets, longer periods are taken, and it is said")
    func coarser() throws {
        let days = ["2029-01-10", "2031-03-09"]
        let weekly = try Self.timeline(days, .day, limit: 200)
        #expect(weekly.period == .week)
        #expect(weekly.isCoarser)
        #expect(weekly.buckets.count <= 200)
        #expect(try Self.timeline(days, .day, limit: 30).period == .month)
        #expect(try Self.timeline(days, .week, limit: 30).isCoarser)
        #expect(try Self.timeline(days, .month, limit: 30).isCoarser == false)
        #expect(try Self.timeline(days, .month, limit: 3).period == .year)
        #expect(try Self.timeline(["0001-01-01", "9999-12-31"], .day, limit: 10).buckets.count == 9999)
    }

    @Test("if none is asked for, the shortest period that fits is taken, and nothing is coarser than asked")
    func automatic() throws {
        #expect(try Self.timeline(["2031-03-01", "2031-03-20"], nil, limit: 60).period == .day)
        let months = try Self.timeline(["2029-03-01", "2031-03-20"], nil, limit: 60)
        #expect(months.period == .month)
        #expect(!months.isCoarser)
    }

    @Test("a query that finds nothing, or nothing with a day, has an empty timeline")
    func empty() throws {
        let undated = try Self.timeline([nil, nil], .day)
        #expect(undated.buckets.isEmpty)
        #expect(undated.first == nil)
        #expect(undated.undated == 2)
        let nothing = try Self.reader(["2031-03-01"]).timeline(of: try query("quay"), by: .week)
        #expect(nothing.total == 0)
        #expect(nothing.period == .week)
    }
}
