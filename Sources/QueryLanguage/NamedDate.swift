// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// A date written with words: `today`, `last month`, `monday`, `30 december 2021`, `dec 30`, `december`.
struct NamedDate {
    let days: DayRange

    /// - Parameter text: in lower case, with `-` for every dash and without needless space.
    init?(_ text: String, today: CivilDay) {
        let words = text.split { $0 == " " || $0 == "-" }.map { String($0.hasSuffix(".") ? $0.dropLast() : $0) }
        guard let days = Self.period(words.joined(), today) ?? Self.weekday(words, today) ?? Self.date(words, today)
        else { return nil }
        self.days = days
    }

    private static func period(_ name: String, _ today: CivilDay) -> DayRange? {
        let monday = today.adding(days: 1 - today.weekday)
        let lastMonth = today.adding(months: -1)
        switch name {
        case "today": return DayRange(today)
        case "yesterday": return DayRange(today.adding(days: -1))
        case "thisweek": return DayRange(first: monday, last: monday.adding(days: 6))
        case "lastweek": return DayRange(first: monday.adding(days: -7), last: monday.adding(days: -1))
        case "thismonth": return DayRange(year: today.year, month: today.month)
        case "lastmonth": return DayRange(year: lastMonth.year, month: lastMonth.month)
        case "thisyear": return DayRange(year: today.year)
        case "lastyear": return DayRange(year: today.year - 1)
        default: return nil
        }
    }

    /// The latest such day of the week, today included.
    private static func weekday(_ words: [String], _ today: CivilDay) -> DayRange? {
        guard words.count == 1, let number = CalendarNames.weekdays[words[0]] else { return nil }
        return DayRange(today.adding(days: -((today.weekday - number + 7) % 7)))
    }

    /// A month's name, with a day, a year, both or neither; the day before or after it, the year last.
    private static func date(_ words: [String], _ today: CivilDay) -> DayRange? {
        var words = words.filter { $0 != "of" && $0 != "the" }
        var year: Int?
        if words.count > 1, let last = words.last, last.utf8.count == 4, let number = number(last) {
            year = number
            words.removeLast()
        }
        guard words.count <= 2, let at = words.firstIndex(where: { CalendarNames.months[$0] != nil }),
            let month = CalendarNames.months[words[at]]
        else { return nil }
        words.remove(at: at)
        guard let written = words.first else {
            return DayRange(year: year ?? today.year - (month > today.month ? 1 : 0), month: month)
        }
        guard let day = dayOfMonth(written) else { return nil }
        if let year { return CivilDay(year: year, month: month, day: day).map(DayRange.init) }
        // The latest there was: 29 February may be some years back.
        let candidates = (0...8).lazy.compactMap { CivilDay(year: today.year - $0, month: month, day: day) }
        return candidates.first { $0 <= today }.map(DayRange.init)
    }

    /// `3`, `03`, `3rd`.
    private static func dayOfMonth(_ text: String) -> Int? {
        let digits = ["st", "nd", "rd", "th"].contains(String(text.suffix(2))) ? String(text.dropLast(2)) : text
        return digits.utf8.count <= 2 ? number(digits) : nil
    }

    private static func number(_ digits: String) -> Int? {
        digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }
}

extension NamedDate {
    /// Whether `word` may follow `words`, which are the beginning of such a date.
    static func continues(_ words: [Substring], with word: Substring) -> Bool {
        guard words.count <= 2, let last = words.last.map(String.init) else { return false }
        let isMonth = CalendarNames.months[String(word)] != nil
        if dayOfMonth(last) != nil { return words.count == 1 ? isMonth : isYear(word) }
        guard CalendarNames.months[last] != nil else { return false }
        return isYear(word) || words.count == 1 && dayOfMonth(String(word)) != nil
    }

    private static func isYear(_ word: Substring) -> Bool { word.utf8.count == 4 && number(String(word)) != nil }
}

/// So long ago, or since then: `7d`, `2w`, `3m`, `1y`, `7 days`, `last 3 months`, `2 weeks ago`.
struct RelativeDate {
    private enum Unit { case day, month }

    private let count: Int
    private let unit: Unit
    /// Whether it was written as one day rather than as the time since.
    private let isAgo: Bool

    /// - Parameter text: as for ``NamedDate``.
    init?(_ text: String) {
        var words = text.split { $0 == " " }
        isAgo = words.last == "ago"
        if isAgo { words.removeLast() }
        if words.count > 1, ["last", "past"].contains(words[0]) { words.removeFirst() }
        let joined = words.joined()
        let digits = joined.prefix { $0.isASCII && $0.isNumber }
        guard words.count <= 2, (1...5).contains(digits.utf8.count), let count = Int(digits) else { return nil }
        switch joined.dropFirst(digits.count) {
        case "d", "day", "days": (self.count, unit) = (count, .day)
        case "w", "week", "weeks": (self.count, unit) = (7 * count, .day)
        case "m", "month", "months": (self.count, unit) = (count, .month)
        case "y", "year", "years": (self.count, unit) = (12 * count, .month)
        default: return nil
        }
    }

    /// - Parameter asSide: whether it is one side of a range, so that `7d` is that one day.
    func days(from today: CivilDay, asSide: Bool) -> DayRange {
        let first = unit == .day ? today.adding(days: -count) : today.adding(months: -count)
        return asSide || isAgo ? DayRange(first) : DayRange(first: first, last: today)
    }

    /// Whether `word` may follow `words`, which are the beginning of such a date.
    static func continues(_ words: [Substring], with word: Substring) -> Bool {
        let units: Set<Substring> = ["day", "days", "week", "weeks", "month", "months", "year", "years"]
        guard let last = words.last else { return false }
        let isNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isNumber, words.count == 1 || ["last", "past"].contains(words[words.count - 2]) {
            return units.contains(word)
        }
        if units.contains(last) { return word == "ago" }
        guard last == "last" || last == "past" || last == "this" else { return false }
        return ["week", "month", "year"].contains(word) || last != "this" && Int(word) != nil
    }
}
