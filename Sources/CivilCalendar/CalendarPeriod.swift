// SPDX-License-Identifier: GPL-3.0-or-later

/// A division of the calendar: each day lies in exactly one period of each kind.
package enum CalendarPeriod: String, CaseIterable, Sendable, Comparable {
    case day
    /// From Monday to Sunday, as in ISO 8601.
    case week
    case month
    case year

    /// The first day of the period that `day` lies in.
    package func first(of day: CivilDay) -> CivilDay {
        switch self {
        case .day: day
        // 0001-01-01 was a Monday: no week begins before the calendar does.
        case .week: day.adding(days: 1 - day.weekday)
        case .month: day.adding(days: 1 - day.day)
        case .year: day.adding(months: 1 - day.month).adding(days: 1 - day.day)
        }
    }

    /// The first day of the period behind the one that begins with `first`; nil at the end of the calendar.
    package func next(after first: CivilDay) -> CivilDay? {
        let next =
            switch self {
            case .day: first.adding(days: 1)
            case .week: first.adding(days: 7)
            case .month: first.adding(months: 1)
            case .year: first.adding(months: 12)
            }
        // Days stop at the end of the calendar, in the middle of a week.
        return next > first && self.first(of: next) == next ? next : nil
    }

    /// How many periods there are from the one that `first` lies in to that of `last`, both included.
    ///
    /// 0 if `last` lies before `first`.
    package func count(from first: CivilDay, through last: CivilDay) -> Int {
        guard first <= last else { return 0 }
        let (start, end) = (self.first(of: first), self.first(of: last))
        switch self {
        case .day: return Int(end.daysSinceEpoch - start.daysSinceEpoch) + 1
        case .week: return Int(end.daysSinceEpoch - start.daysSinceEpoch) / 7 + 1
        case .month: return (end.year - start.year) * 12 + end.month - start.month + 1
        case .year: return end.year - start.year + 1
        }
    }

    /// By length, the shortest first.
    package static func < (left: CalendarPeriod, right: CalendarPeriod) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .day: 0
        case .week: 1
        case .month: 2
        case .year: 3
        }
    }
}

extension CivilDay {
    /// The week that the day lies in, and the year that the week belongs to, as ISO 8601 numbers them.
    ///
    /// A week belongs to the year that its Thursday lies in.
    package var isoWeek: (year: Int, week: Int) {
        let thursday = adding(days: 4 - weekday)
        guard let newYear = CivilDay(year: thursday.year, month: 1, day: 1) else { return (thursday.year, 1) }
        return (thursday.year, Int(thursday.daysSinceEpoch - newYear.daysSinceEpoch) / 7 + 1)
    }
}
