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

/// Reads a line that is a date and nothing else; nil if it is not one.
///
/// Takes `20310417`, ISO 8601 with or without a time, `17 April 2031`, `April 17, 2031`, `Apr. 17, 2031`,
/// `17.04.2031`, `17-APR-2031`, `4/17/2031`, RFC 5322 dates, the months of `CalendarWords`, and `Published on` and the
/// like before them. The day is the one that is written: no zone moves it.
package func statedDate(_ line: Substring) -> StatedDate? {
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

/// A part of a date; white space only separates.
package enum DateToken: Hashable {
    case number(Int, digits: Int)
    /// In lower case.
    case word(String)
    case mark(Unicode.Scalar)
}

/// Splits a line into tokens; nil if it holds no digit or is too long to be a date.
package func dateTokens(_ line: Substring) -> [DateToken]? {
    guard line.utf8.count <= 120, line.utf8.contains(where: { $0.isASCIIDigit }) else { return nil }
    var tokens: [DateToken] = []
    var rest = line.unicodeScalars
    while let scalar = rest.first {
        if let digit = scalar.decimalDigit {
            var value = digit
            var digits = 1
            rest.removeFirst()
            // 14 digits are a time stamp to the second; more are no date.
            while digits <= 14, let digit = rest.first?.decimalDigit {
                value = value * 10 + digit
                digits += 1
                rest.removeFirst()
            }
            tokens.append(.number(value, digits: digits))
        } else if scalar.isCalendarMark {
            tokens.append(.mark(scalar))
            rest.removeFirst()
        } else if scalar.isLetter {
            let word = rest.prefix { $0.isWordPart }
            tokens.append(.word(Substring(word).lowercased()))
            rest = rest[word.endIndex...]
        } else {
            if !scalar.isBlank { tokens.append(.mark(scalar)) }
            rest.removeFirst()
        }
    }
    return tokens
}

extension Unicode.Scalar {
    /// The value of an ASCII digit.
    fileprivate var decimalDigit: Int? {
        isASCII && isDigit ? Int(value) - 0x30 : nil
    }

    /// The signs for year, month and day in East Asian dates, which stand right after the number.
    fileprivate var isCalendarMark: Bool {
        self == "年" || self == "月" || self == "日"
    }

    fileprivate var isWordPart: Bool {
        (isLetter && !isCalendarMark) || properties.generalCategory == .nonspacingMark || self == "'"
            || self == "’"
    }
}

/// Reads dates off a run of tokens; every method takes what it recognised, or nothing.
private struct DateLineParser {
    var tokens: ArraySlice<DateToken>

    mutating func wholeLine() -> StatedDate? {
        skipLead()
        guard let date = date() else { return nil }
        skipClock()
        return tokens.isEmpty ? date : nil
    }

    mutating func date() -> StatedDate? {
        attempt { $0.compact() } ?? attempt { $0.yearFirst() } ?? attempt { $0.dayMonthName() }
            ?? attempt { $0.monthNameDay() } ?? attempt { $0.numeric() }
    }

    // MARK: Forms

    /// `20310417`, also with the time's digits right after it.
    private mutating func compact() -> StatedDate? {
        guard case .number(let value, let digits)? = tokens.popFirst() else { return nil }
        let ymd =
            switch digits {
            case 8: value
            case 12: value / 10_000
            case 14: value / 1_000_000
            default: 0
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

    // MARK: Parts

    private func day(year: Int, month: Int, day: Int) -> StatedDate? {
        CivilDay(year: year, month: month, day: day).map(StatedDate.day) ?? .impossible
    }

    private mutating func attempt(_ form: (inout Self) -> StatedDate?) -> StatedDate? {
        var copy = self
        guard let date = form(&copy) else { return nil }
        self = copy
        return date
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
            while case .mark(let mark)? = tokens.first, ",:.-".unicodeScalars.contains(mark) { tokens.removeFirst() }
        }
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
