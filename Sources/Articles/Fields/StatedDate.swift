// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// What a line that consists of a date says.
package enum StatedDate: Hashable, Sendable {
    case day(CivilDay)
    /// Day and month in an order that cannot be told: `05/06/2031`.
    case ambiguous
    /// A date by its form, of a day that no calendar has: `20310231`.
    case impossible
}

/// A line that is a date and nothing else, perhaps with a time of day.
package struct DateLine: Hashable, Sendable {
    package var date: StatedDate
    /// The time of day before or behind the date.
    package var clock: ClockTime?
}

/// Reads a line that is a date and nothing else; nil if it is not one.
///
/// Takes `20310417`, ISO 8601 with or without a time, `17 April 2031`, `April 17, 2031`, `Apr. 17, 2031`,
/// `17.04.2031`, `17-APR-2031`, `4/17/2031`, RFC 5322 dates, the months of `CalendarWords`, and `Published on` and the
/// like before them. The day is the one that is written: no zone moves it.
package func dateLine(_ line: Substring) -> DateLine? {
    guard let tokens = dateTokens(line) else { return nil }
    var parser = DateLineParser(tokens: tokens[...])
    return parser.wholeLine()
}

/// Reads the date that `tokens` begin with, and takes it off them; nil, and nothing taken, if there is none.
package func leadingDate(_ tokens: inout ArraySlice<DateToken>) -> StatedDate? {
    var parser = DateLineParser(tokens: tokens)
    guard let date = parser.date() else { return nil }
    tokens = parser.tokens
    return date
}

/// Reads the day and month that `tokens` begin with, a year or none behind them, and takes them off; nil if they do not.
func leadingDayOfYear(_ tokens: inout ArraySlice<DateToken>) -> (month: Int, day: Int)? {
    var parser = DateLineParser(tokens: tokens)
    guard let found = parser.dayOfYear() else { return nil }
    tokens = parser.tokens
    return found
}

/// Reads dates off a run of tokens; every method takes what it recognised, or nothing.
private struct DateLineParser {
    var tokens: ArraySlice<DateToken>
    /// The time in a number that was read as day and time at once.
    private var stampedClock: ClockTime?

    init(tokens: ArraySlice<DateToken>) {
        self.tokens = tokens
    }

    mutating func wholeLine() -> DateLine? {
        attempt { $0.dateThenClock() } ?? attempt { $0.clockThenDate() }
    }

    private mutating func dateThenClock() -> DateLine? {
        skipLead()
        guard let date = date() else { return nil }
        let rest = tokens
        skipClock()
        return tokens.isEmpty ? DateLine(date: date, clock: stampedClock ?? clockTime(in: rest)) : nil
    }

    /// `08:15, 17 April 2031`, `8:15 pm on Thursday, April 17, 2031`.
    private mutating func clockThenDate() -> DateLine? {
        guard let clock = leadingClockTime(&tokens) else { return nil }
        skipMarks(",|–—-")
        skipLead()
        guard let date = date(), tokens.isEmpty else { return nil }
        return DateLine(date: date, clock: clock)
    }

    mutating func date() -> StatedDate? {
        attempt { $0.compact() } ?? attempt { $0.yearFirst() } ?? attempt { $0.dayMonthName() }
            ?? attempt { $0.monthNameDay() } ?? attempt { $0.numeric() }
    }

    // MARK: Forms

    /// `20310417`, also with the time's digits right after it.
    private mutating func compact() -> StatedDate? {
        guard case .number(let value, let digits)? = tokens.popFirst() else { return nil }
        let ymd: Int
        switch digits {
        case 8: ymd = value
        case 12:
            ymd = value / 10_000
            stampedClock = ClockTime(hour: value / 100 % 100, minute: value % 100)
        case 14:
            ymd = value / 1_000_000
            stampedClock = ClockTime(hour: value / 10_000 % 100, minute: value / 100 % 100, second: value % 100)
        default: return nil
        }
        // Any number has eight digits: only one that begins with a year is a date.
        guard (1500...2999).contains(ymd / 10_000) else { return nil }
        return day(year: ymd / 10_000, month: ymd / 100 % 100, day: ymd % 100)
    }

    /// `2031-04-17`, `2031/4/17`, `2031.04.17`, `2031年4月17日`, `2031-Apr-17`.
    private mutating func yearFirst() -> StatedDate? {
        guard let year = number(digits: 4...4) else { return nil }
        let separator = separator()
        guard let month = number(digits: 1...2) ?? monthName() else { return nil }
        guard self.separator() == separator || separator == "年" else { return nil }
        guard let day = number(digits: 1...2) else { return nil }
        if separator == "年" { skip("日") }
        return self.day(year: year, month: month, day: day)
    }

    /// `17 April 2031`, `17. April 2031`, `17th of April, 2031`, `17-APR-2031`, `17 de abril de 2031`.
    private mutating func dayMonthName() -> StatedDate? {
        guard let day = number(digits: 1...2) else { return nil }
        skipFillers()
        guard let month = monthName() else { return nil }
        skipFillers()
        guard let year = number(digits: 4...4) else { return nil }
        skipWords(CalendarWords.fillers)
        return self.day(year: year, month: month, day: day)
    }

    /// `April 17, 2031`, `Apr. 17th 2031`.
    private mutating func monthNameDay() -> StatedDate? {
        guard let month = monthName() else { return nil }
        skipFillers()
        guard let day = number(digits: 1...2) else { return nil }
        skipFillers()
        guard let year = number(digits: 4...4) else { return nil }
        return self.day(year: year, month: month, day: day)
    }

    /// `17.04.2031`, `17/4/2031`, `4/17/2031`: with dots the day comes first, else only a number above 12 tells.
    private mutating func numeric() -> StatedDate? {
        guard let first = number(digits: 1...2), let separator = separator(),
            let second = number(digits: 1...2), self.separator() == separator,
            let year = number(digits: 4...4)
        else { return nil }
        if separator == "." || first > 12 || first == second { return day(year: year, month: second, day: first) }
        if second > 12 { return day(year: year, month: first, day: second) }
        return first > 0 && second > 0 ? .ambiguous : nil
    }

    /// `17 April`, `Apr. 17th`.
    mutating func dayOfYear() -> (month: Int, day: Int)? {
        attempt { $0.dayThenMonth() } ?? attempt { $0.monthThenDay() }
    }

    private mutating func dayThenMonth() -> (month: Int, day: Int)? {
        guard let day = number(digits: 1...2), (1...31).contains(day) else { return nil }
        skipFillers()
        guard let month = monthName() else { return nil }
        return (month, day)
    }

    private mutating func monthThenDay() -> (month: Int, day: Int)? {
        guard let month = monthName() else { return nil }
        skipFillers()
        guard let day = number(digits: 1...2), (1...31).contains(day) else { return nil }
        return (month, day)
    }

    // MARK: Parts

    private func day(year: Int, month: Int, day: Int) -> StatedDate? {
        CivilDay(year: year, month: month, day: day).map(StatedDate.day) ?? .impossible
    }

    private mutating func attempt<Form>(_ form: (inout Self) -> Form?) -> Form? {
        var copy = self
        guard let found = form(&copy) else { return nil }
        self = copy
        return found
    }

    private mutating func number(digits allowed: ClosedRange<Int>) -> Int? {
        guard case .number(let value, let digits)? = tokens.first, allowed.contains(digits) else { return nil }
        tokens.removeFirst()
        return value
    }

    private mutating func monthName() -> Int? {
        guard case .word(let word)? = tokens.first, let month = CalendarNames.months[word] else { return nil }
        tokens.removeFirst()
        skip(".")
        return month
    }

    private mutating func separator() -> Unicode.Scalar? {
        guard case .mark(let mark)? = tokens.first, "-/.年月‐‑–".unicodeScalars.contains(mark) else { return nil }
        tokens.removeFirst()
        return mark
    }

    private mutating func skip(_ mark: Unicode.Scalar) {
        if tokens.first == .mark(mark) { tokens.removeFirst() }
    }

    private mutating func skipFillers() {
        while let token = tokens.first {
            switch token {
            case .mark(let mark) where "-/.,".unicodeScalars.contains(mark): tokens.removeFirst()
            case .word(let word) where CalendarWords.fillers.contains(word): tokens.removeFirst()
            default: return
            }
        }
    }

    private mutating func skipWords(_ words: Set<String>) {
        while case .word(let word)? = tokens.first, words.contains(word) {
            tokens.removeFirst()
            skip(".")
        }
    }

    private mutating func skipLead() {
        while case .word(let word)? = tokens.first, CalendarWords.leads.contains(word) {
            tokens.removeFirst()
            skipMarks(",:.-")
        }
    }

    private mutating func skipMarks(_ marks: String) {
        while case .mark(let mark)? = tokens.first, marks.unicodeScalars.contains(mark) { tokens.removeFirst() }
    }

    /// Skips a time of day and its zone, whatever their form.
    private mutating func skipClock() {
        while let token = tokens.first {
            switch token {
            case .number(_, let digits) where digits <= 9: tokens.removeFirst()
            case .mark(let mark) where ":.,+-()[]/–—".unicodeScalars.contains(mark): tokens.removeFirst()
            case .word(let word) where CalendarWords.clock.contains(word): tokens.removeFirst()
            default: return
            }
        }
    }
}
