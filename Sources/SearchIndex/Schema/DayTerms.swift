// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

extension Schema {
    /// A publication day as a value: four bytes whose byte order is the days' order.
    static func value(of day: CivilDay) -> [UInt8] {
        let ordered = UInt32(bitPattern: day.daysSinceEpoch) ^ 0x8000_0000
        return (0..<4).map { UInt8(truncatingIfNeeded: ordered >> (24 - 8 * $0)) }
    }

    /// The day that a value stands for, nil if the value is not one.
    static func day(from value: [UInt8]) -> CivilDay? {
        guard value.count == 4 else { return nil }
        let ordered = value.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return CivilDay(daysSinceEpoch: Int32(bitPattern: ordered ^ 0x8000_0000))
    }

    static func dayTerm(_ day: CivilDay) -> [UInt8] { term(Filter.day, digits(day, 8)) }
    static func monthTerm(_ day: CivilDay) -> [UInt8] { term(Filter.month, digits(day, 6)) }
    static func yearTerm(_ day: CivilDay) -> [UInt8] { term(Filter.year, digits(day, 4)) }

    /// The fewest day, month and year terms that cover a closed range: a filter over a few terms looks at far fewer
    /// documents than one over values.
    ///
    /// - Returns: nil if there would be more than `limit`.
    static func terms(from first: CivilDay, through last: CivilDay, limit: Int) -> [[UInt8]]? {
        var terms: [[UInt8]] = []
        var day = first
        while day <= last {
            guard terms.count < limit else { return nil }
            var end = day
            if day.day == 1, let month = DayRange(year: day.year, month: day.month)?.last, month <= last { end = month }
            if day.day == 1, day.month == 1, let year = DayRange(year: day.year)?.last, year <= last { end = year }
            terms.append(end == day ? dayTerm(day) : end.month == day.month ? monthTerm(day) : yearTerm(day))
            // Days stop at the end of the calendar: the day after its last one is that day again.
            guard end < last else { break }
            day = end.adding(days: 1)
        }
        return terms
    }

    private static func digits(_ day: CivilDay, _ count: Int) -> String {
        String(day.description.filter { $0 != "-" }.prefix(count))
    }

    private static func term(_ prefix: String, _ rest: String) -> [UInt8] { Array((prefix + rest).utf8) }
}
