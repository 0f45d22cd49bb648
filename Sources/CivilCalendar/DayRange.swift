// SPDX-License-Identifier: GPL-3.0-or-later

/// The days from `first` to `last`, both included; a side that is nil is open.
package struct DayRange: Hashable, Sendable {
    package var first: CivilDay?
    package var last: CivilDay?

    package init(first: CivilDay? = nil, last: CivilDay? = nil) {
        self.first = first
        self.last = last
    }

    /// Just that day.
    package init(_ day: CivilDay) {
        self.init(first: day, last: day)
    }

    /// All days of that month, or nil if there is no such month.
    package init?(year: Int, month: Int) {
        guard let first = CivilDay(year: year, month: month, day: 1) else { return nil }
        let lastDay = (28...31).reversed().lazy.compactMap { CivilDay(year: year, month: month, day: $0) }.first
        self.init(first: first, last: lastDay)
    }

    /// All days of that year, or nil if it is not in 1…9999.
    package init?(year: Int) {
        guard let first = CivilDay(year: year, month: 1, day: 1) else { return nil }
        self.init(first: first, last: CivilDay(year: year, month: 12, day: 31))
    }

    /// Whether neither side is bounded, so that every day belongs to it.
    package var isUnbounded: Bool { first == nil && last == nil }

    /// Whether `day` belongs to it.
    package func contains(_ day: CivilDay) -> Bool {
        if let first, day < first { return false }
        if let last, day > last { return false }
        return true
    }
}

extension DayRange: CustomStringConvertible {
    /// `2021-12-30` for one day, else `2021-12-01..2021-12-31`, where an open side is left out.
    package var description: String {
        if let first, first == last { return first.description }
        return (first?.description ?? "") + ".." + (last?.description ?? "")
    }
}
