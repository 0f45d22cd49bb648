// SPDX-License-Identifier: GPL-3.0-or-later

/// A day of the proleptic Gregorian calendar: no time, no zone.
///
/// Every value lies in the years 1…9999, so that it always prints as `YYYY-MM-DD` and arithmetic cannot overflow.
package struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, which is 0; earlier days are negative.
    package let daysSinceEpoch: Int32

    /// 0001-01-01, the first day there is.
    package static let earliest = CivilDay(daysSinceEpoch: -719_162)
    /// 9999-12-31, the last day there is.
    package static let latest = CivilDay(daysSinceEpoch: 2_932_896)

    /// The day that many days after 1970-01-01, held within `earliest...latest`.
    package init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = min(max(daysSinceEpoch, -719_162), 2_932_896)
    }

    /// The day of that date, or nil where the calendar has no such day or the year is not in 1…9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, in: year)).contains(day)
        else { return nil }
        self.init(civil: year, month, day)
    }

    /// The day written `YYYY-MM-DD` in ASCII digits, or nil.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day written `YYYYMMDD` in ASCII digits, or nil.
    package init?(compact text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8, let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]),
            let day = Self.number(bytes[6..<8])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// 1…9999.
    package var year: Int { civil.year }
    /// 1…12.
    package var month: Int { civil.month }
    /// 1…31.
    package var day: Int { civil.day }

    /// The day of the week as ISO 8601 numbers it: Monday is 1, Sunday 7.
    package var weekday: Int {
        let sinceMonday = (Int(daysSinceEpoch) + 3) % 7  // 1970-01-01 was a Thursday
        return (sinceMonday + 7) % 7 + 1
    }

    /// The day that many days later (earlier if negative), held within `earliest...latest`.
    package func adding(days: Int) -> CivilDay {
        let (sum, overflow) = Int(daysSinceEpoch).addingReportingOverflow(days)
        if overflow { return days < 0 ? .earliest : .latest }
        return CivilDay(daysSinceEpoch: Int32(clamping: sum))
    }

    /// The same day of the month that many months later (earlier if negative).
    ///
    /// Where that month is shorter it is the month's last day; the result is held within `earliest...latest`.
    package func adding(months: Int) -> CivilDay {
        let date = civil
        let (count, overflow) = (date.year * 12 + date.month - 1).addingReportingOverflow(months)
        if overflow || count < 12 || count >= 120_000 { return months < 0 ? .earliest : .latest }
        let year = count / 12
        let month = count % 12 + 1
        return CivilDay(civil: year, month, min(date.day, Self.length(ofMonth: month, in: year)))
    }

    package static func < (left: CivilDay, right: CivilDay) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    // MARK: The calendar

    // Both conversions are Howard Hinnant's, https://howardhinnant.github.io/date_algorithms.html, `days_from_civil`
    // and `civil_from_days`: the year is taken to begin on 1 March, so that the leap day is its last one, and days
    // are counted in eras of 400 years, which all have 146,097 days.

    /// A date that is known to exist.
    private init(civil year: Int, _ month: Int, _ day: Int) {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSinceEpoch: Int32(era * 146_097 + dayOfEra - 719_468))
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let days = Int(daysSinceEpoch) + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}

extension CivilDay: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    package var description: String {
        func padded(_ number: Int, to width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = civil
        return "\(padded(date.year, to: 4))-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))"
    }
}
