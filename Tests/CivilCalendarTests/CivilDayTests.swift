// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Testing

@Suite("CivilDay")
struct CivilDayTests {
    @Test("counts days as a calendar on the wall does, over a whole cycle of leap years")
    func countsDays() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = try #require(CivilDay(year: 1799, month: 1, day: 1)).daysSinceEpoch
        for year in 1799...2201 {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for month in 1...12 {
                let length = lengths[month - 1] + (isLeap && month == 2 ? 1 : 0)
                for day in 1...length {
                    let date = try #require(CivilDay(year: year, month: month, day: day))
                    guard date.daysSinceEpoch == expected, date.year == year, date.month == month, date.day == day
                    else {
                        Issue.record("\(year)-\(month)-\(day) became \(date), day \(date.daysSinceEpoch)")
                        return
                    }
                    expected += 1
                }
                #expect(CivilDay(year: year, month: month, day: length + 1) == nil)
            }
        }
    }

    @Test("agrees with known days")
    func knownDays() throws {
        #expect(CivilDay(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
        #expect(CivilDay(year: 2021, month: 12, day: 30)?.daysSinceEpoch == 18_991)
        #expect(CivilDay(year: 2021, month: 12, day: 30)?.weekday == 4)
        #expect(CivilDay(year: 1969, month: 12, day: 28)?.weekday == 7)
        #expect(CivilDay(year: 1, month: 1, day: 1)?.weekday == 1)
        #expect(CivilDay.earliest.description == "0001-01-01")
        #expect(CivilDay.latest.description == "9999-12-31")
    }

    @Test("reads what it prints, and nothing that is not a day")
    func readsISO() throws {
        for days in stride(from: CivilDay.earliest.daysSinceEpoch, through: CivilDay.latest.daysSinceEpoch, by: 997) {
            let day = CivilDay(daysSinceEpoch: days)
            #expect(CivilDay(iso: day.description) == day)
            #expect(CivilDay(compact: day.description.filter { $0 != "-" }) == day)
        }
        let refused = [
            "2021-02-29", "2021-13-01", "2021-00-10", "2021-1-1", "0000-01-01", "2021/12/30", "2021-12-30 ",
            "+021-12-30",
            "२०२१-१२-३०", "",
        ]
        for text in refused { #expect(CivilDay(iso: text) == nil, "\(text)") }
        for text in ["2021123", "20211231x", "20211301", "2021-2-3"] {
            #expect(CivilDay(compact: text) == nil, "\(text)")
        }
    }

    @Test("months are added by the calendar and end with the month")
    func addsMonths() throws {
        let day = try #require(CivilDay(iso: "2024-01-31"))
        #expect(day.adding(months: 1).description == "2024-02-29")
        #expect(day.adding(months: 13).description == "2025-02-28")
        #expect(day.adding(months: -2).description == "2023-11-30")
        #expect(day.adding(months: -12).description == "2023-01-31")
        #expect(day.adding(days: 30).description == "2024-03-01")
    }

    @Test("arithmetic past either end stops there", arguments: [Int.min, -4_000_000, 4_000_000, Int.max])
    func stopsAtTheEnds(count: Int) {
        let day = CivilDay(daysSinceEpoch: 19_000)
        let end = count < 0 ? CivilDay.earliest : CivilDay.latest
        #expect(day.adding(days: count) == end)
        #expect(day.adding(months: count) == end)
        #expect(CivilDay(daysSinceEpoch: count < 0 ? .min : .max) == end)
    }
}

@Suite("DayRange")
struct DayRangeTests {
    @Test("holds its ends, and everything on an open side")
    func contains() throws {
        let month = try #require(DayRange(year: 2024, month: 2))
        #expect(month.description == "2024-02-01..2024-02-29")
        let first = try #require(month.first)
        let last = try #require(month.last)
        #expect(month.contains(first) && month.contains(last))
        #expect(!month.contains(first.adding(days: -1)) && !month.contains(last.adding(days: 1)))
        #expect(DayRange(first: first).contains(.latest) && !DayRange(first: first).contains(.earliest))
        #expect(DayRange().isUnbounded && DayRange().contains(first))
        #expect(!DayRange(last: last).isUnbounded)
    }

    @Test("prints as the query language writes it")
    func description() throws {
        let day = try #require(CivilDay(iso: "2021-12-30"))
        #expect(DayRange(day).description == "2021-12-30")
        #expect(DayRange(first: day).description == "2021-12-30..")
        #expect(DayRange(last: day).description == "..2021-12-30")
        #expect(DayRange(year: 2021)?.description == "2021-01-01..2021-12-31")
        #expect(DayRange(year: 0) == nil)
    }
}
