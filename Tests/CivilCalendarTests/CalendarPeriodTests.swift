// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Testing

@Suite struct CalendarPeriodTests {
    @Test("each day lies in one period, which begins where the one before it ends", arguments: CalendarPeriod.allCases)
    func partition(period: CalendarPeriod) throws {
        for number in stride(from: Int32(-719_162), through: 2_932_896, by: 1009) {
            let day = CivilDay(daysSinceEpoch: number)
            let first = period.first(of: day)
            #expect(first <= day)
            #expect(period.first(of: first) == first)
            guard let next = period.next(after: first) else {
                #expect(period.count(from: first, through: .latest) == 1, "only the last has none behind it")
                continue
            }
            #expect(day < next)
            #expect(period.first(of: next.adding(days: -1)) == first)
            #expect(period.count(from: day, through: next.adding(days: -1)) == 1)
            #expect(period.count(from: day, through: next) == 2)
        }
    }

    @Test("the first and the last period of the calendar are periods too", arguments: CalendarPeriod.allCases)
    func ends(period: CalendarPeriod) {
        #expect(period.first(of: .earliest) == .earliest)
        #expect(period.next(after: period.first(of: .latest)) == nil)
        #expect(period.count(from: .latest, through: .earliest) == 0)
        #expect(CalendarPeriod.year.count(from: .earliest, through: .latest) == 9999)
    }

    @Test("counting periods is as good as going through them")
    func counting() throws {
        let first = try #require(CivilDay(iso: "2023-11-29"))
        for period in CalendarPeriod.allCases {
            var seen = 0
            var next: CivilDay? = period.first(of: first)
            var last = first
            while let day = next, seen < 900 {
                seen += 1
                last = max(day, first)
                #expect(period.count(from: first, through: last) == seen)
                next = period.next(after: day)
            }
        }
    }

    @Test(
        "weeks have the numbers of ISO 8601",
        arguments: [
            ("2021-01-03", 2020, 53), ("2021-01-04", 2021, 1), ("2024-12-29", 2024, 52), ("2024-12-30", 2025, 1),
            ("2026-12-31", 2026, 53), ("2027-01-03", 2026, 53), ("2025-06-15", 2025, 24), ("0001-01-01", 1, 1),
            ("9999-12-31", 9999, 52),
        ])
    func isoWeeks(day: String, year: Int, week: Int) throws {
        let number = try #require(CivilDay(iso: day)).isoWeek
        #expect(number == (year, week))
    }
}
