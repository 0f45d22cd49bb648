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
            let nextYear = day.month == 1 && day.day == 1 ? day.adding(months: 12) : nil
            let nextMonth = day.day == 1 ? day.adding(months: 1) : nil
            if let nextYear, nextYear.adding(days: -1) <= last {
                terms.append(yearTerm(day))
                day = nextYear
            } else if let nextMonth, nextMonth.adding(days: -1) <= last {
                terms.append(monthTerm(day))
                day = nextMonth
            } else {
                terms.append(dayTerm(day))
                day = day.adding(days: 1)
            }
        }
        return terms
    }

    private static func digits(_ day: CivilDay, _ count: Int) -> String {
        String(day.description.filter { $0 != "-" }.prefix(count))
    }

    private static func term(_ prefix: String, _ rest: String) -> [UInt8] { Array((prefix + rest).utf8) }
}
