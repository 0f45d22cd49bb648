// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// Reads what `date:` takes: `2021-12-30`, `2021-12`, `2021`, `20211230`, `30 December 2021`, `December 2021`,
/// `December`, `Monday`, `today`, `yesterday`, `last week`, `this month`, `7d` and `last 7 days`, a range `A..B` of these
/// with one side left out at will, `>A`, `<=A`.
///
/// Weeks are whole weeks from Monday, months and years those of the calendar; `7d` begins seven days ago and ends today.
/// A month, a day of the week or of the month without a year is the latest that has begun. The two sides of a range may
/// stand in either order.
/// - Throws: `QueryError` with the reason and examples, at 0.
package func dayRange(_ text: String, today: CivilDay) throws(QueryError) -> DayRange {
    try DateExpression(text, today: today).range
}

/// The days that `--since` and `--until` leave, each of which takes what `date:` takes; nil leaves that side open.
///
/// A month or year counts whole: until 2021 is until its last day.
/// - Throws: `QueryError` with the reason, at 0.
package func dayRange(since: String?, until: String?, today: CivilDay) throws(QueryError) -> DayRange {
    var range = DayRange()
    if let since { range.first = DateField.since.range(try DateExpression.side(since, today: today)).first }
    if let until { range.last = DateField.until.range(try DateExpression.side(until, today: today)).last }
    if let first = range.first, let last = range.last, first > last {
        throw QueryError(message: "since \(first) is after until \(last): nothing can be found", at: 0)
    }
    return range
}

/// A date or range of dates as typed, and the days it stands for.
struct DateExpression {
    var range: DayRange
    /// Whether the range was written with its later side first.
    var isSwapped = false

    /// - Parameter asSide: whether it stands where one side of a range would, so that `7d` is that one day.
    init(_ text: String, today: CivilDay, asSide: Bool = false) throws(QueryError) {
        let plain = Self.normalized(text)
        func unreadable() -> QueryError { Self.unreadable(text) }

        if let comparison = Comparison(plain) {
            guard let span = Self.span(comparison.operand, today, asSide: true) else { throw unreadable() }
            range = comparison.range(from: span)
            return
        }
        guard let dots = plain.firstRange(of: "..") else {
            guard let span = Self.span(plain, today, asSide: asSide) else { throw unreadable() }
            range = span
            return
        }
        let left = String(plain[..<dots.lowerBound])
        let right = String(plain[dots.upperBound...])
        let first = left.isEmpty ? nil : Self.span(left, today, asSide: true)
        let last = right.isEmpty ? nil : Self.span(right, today, asSide: true)
        guard (first == nil) == left.isEmpty, (last == nil) == right.isEmpty, first != nil || last != nil else {
            throw unreadable()
        }
        range = DayRange(first: first?.first, last: last?.last)
        if let first, let last, let start = first.first, let end = last.last, start > end {
            range = DayRange(first: last.first, last: first.last)
            isSwapped = true
        }
    }

    /// The days of one side of a range; an open range stands for what it leaves.
    static func side(_ text: String, today: CivilDay) throws(QueryError) -> DayRange {
        try DateExpression(text, today: today, asSide: true).range
    }

    // MARK: Spelling

    /// Lower case, one kind of dash, no space but one between words, `..` for every ellipsis.
    private static func normalized(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "…": plain += ".."
            case "/": plain += "-"
            case _ where QueryScalars.isDash(scalar): plain += "-"
            case "_", ",": plain += " "
            case _ where QueryScalars.isSpace(scalar): plain += " "
            default: plain.unicodeScalars.append(scalar)
            }
        }
        var words = plain.lowercased().split(separator: " ").joined(separator: " ")
        for (long, short) in [("...", ".."), (" ..", ".."), (".. ", "..")] {
            words = words.split(separator: long, omittingEmptySubsequences: false).joined(separator: short)
        }
        return words
    }

    private static func unreadable(_ text: String) -> QueryError {
        QueryError(
            message: "“\(text)” is not a date that can be read; write 2021-12-30, 2021-12, 2021, "
                + "2021-12-01..2021-12-31, 2021-12-30.., 7d, today, \"last week\" or \"30 December 2021\"",
            at: 0)
    }

    // MARK: One date

    /// The days that a date stands for, open sides filled; nil if it cannot be read.
    /// - Parameter asSide: whether it is one side of a range, so that `7d` is that one day.
    private static func span(_ text: String, _ today: CivilDay, asSide: Bool) -> DayRange? {
        calendarSpan(text) ?? NamedDate(text, today: today)?.days
            ?? RelativeDate(text)?.days(from: today, asSide: asSide)
    }

    private static func calendarSpan(_ text: String) -> DayRange? {
        if let day = CivilDay(compact: text) { return DayRange(day) }
        let dotted = text.split(separator: ".", omittingEmptySubsequences: false)
        if dotted.count == 3, dotted[2].utf8.count == 4, let numbers = numbers(dotted) {
            return CivilDay(year: numbers[2], month: numbers[1], day: numbers[0]).map(DayRange.init)
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts[0].utf8.count == 4, let numbers = numbers(parts) else { return nil }
        switch numbers.count {
        case 1: return DayRange(year: numbers[0])
        case 2: return DayRange(year: numbers[0], month: numbers[1])
        case 3: return CivilDay(year: numbers[0], month: numbers[1], day: numbers[2]).map(DayRange.init)
        default: return nil
        }
    }

    /// Numbers of one to four ASCII digits.
    private static func numbers(_ parts: [Substring]) -> [Int]? {
        var numbers: [Int] = []
        for part in parts {
            guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}

/// `>`, `>=`, `<` or `<=` before a date.
private struct Comparison {
    private var isGreater: Bool
    private var includesEqual: Bool
    var operand: String

    init?(_ text: String) {
        guard let sign = text.first, sign == ">" || sign == "<" else { return nil }
        let rest = text.dropFirst()
        isGreater = sign == ">"
        includesEqual = rest.first == "="
        operand = String((includesEqual ? rest.dropFirst() : rest).drop { $0 == " " })
    }

    /// The days on that side of `span`, which is bounded.
    func range(from span: DayRange) -> DayRange {
        switch (isGreater, includesEqual) {
        case (true, true): DayRange(first: span.first)
        case (true, false): DayRange(first: span.last?.adding(days: 1))
        case (false, true): DayRange(last: span.last)
        case (false, false): DayRange(last: span.first?.adding(days: -1))
        }
    }
}
