// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// A day that a text names: `Thursday, 30 December 2031`, `Dec. 30`, `30.12.2031`.
struct DayMention: Hashable {
    /// Nil where the text leaves it to the reader.
    var year: Int?
    var month: Int
    var day: Int
    /// The weekday that stands before it, 1…7 from Monday.
    var weekday: Int?
    /// Bytes of the text, the weekday included.
    var range: Range<Int>

    /// The day, if its year is named and the calendar has it.
    var civilDay: CivilDay? {
        year.flatMap { CivilDay(year: $0, month: month, day: day) }
    }

    /// The day that is meant by somebody who writes on `other`: without a year, the nearest one.
    func resolved(near other: CivilDay) -> CivilDay? {
        if year != nil { return civilDay }
        let candidates = (-1...1).compactMap { CivilDay(year: other.year + $0, month: month, day: day) }
        return candidates.min { $0.distance(to: other) < $1.distance(to: other) }
    }
}

extension CivilDay {
    /// Days between this and another, never negative.
    func distance(to other: CivilDay) -> Int {
        abs(Int(daysSinceEpoch) - Int(other.daysSinceEpoch))
    }
}

/// The days and weekdays that a text names, in order.
struct NamedDays {
    private(set) var days: [DayMention] = []
    /// Weekdays that stand alone, 1…7 from Monday, in order.
    private(set) var weekdays: [Int] = []

    init(_ text: UnsafeBufferPointer<UInt8>, _ census: TextCensus) {
        var weekday: TextCensus.CalendarWord?
        for word in census.calendarWords {
            if word.code > 20 {
                if let weekday { weekdays.append(weekday.code - 20) }
                weekday = word
                continue
            }
            guard var mention = MentionReader(text).mention(atMonth: word.code, word.range) else { continue }
            if let last = days.last, last.range.overlaps(mention.range) { continue }
            if let found = weekday, MentionReader(text).isBeside(found.range.upperBound, mention.range.lowerBound) {
                mention.weekday = found.code - 20
                mention.range = found.range.lowerBound..<mention.range.upperBound
            } else if let weekday {
                weekdays.append(weekday.code - 20)
            }
            weekday = nil
            days.append(mention)
        }
        if let weekday { weekdays.append(weekday.code - 20) }
        for year in census.years {
            guard let mention = MentionReader(text).mention(atYear: year.value, year.range),
                !days.contains(where: { $0.range.overlaps(mention.range) })
            else { continue }
            days.append(mention)
        }
        days.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
}

/// Reads what stands about a month's name or a year.
private struct MentionReader {
    private let text: UnsafeBufferPointer<UInt8>

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    /// The day that a month's name belongs to; nil if it stands without one, or is no month here.
    func mention(atMonth month: Int, _ range: Range<Int>) -> DayMention? {
        if isDoubtful(range) {
            // French and Spanish write them so: only with a day before and a year behind it.
            guard let (day, start) = numberBefore(range.lowerBound), case let (year?, end) = yearAfter(range.upperBound)
            else { return nil }
            return DayMention(year: year, month: month, day: day, range: start..<end)
        }
        if let (day, start) = numberBefore(range.lowerBound) {
            let (year, end) = yearAfter(range.upperBound)
            return DayMention(year: year, month: month, day: day, range: start..<end)
        }
        guard let (day, end) = numberAfter(range.upperBound) else { return nil }
        let (year, yearEnd) = yearAfter(end)
        return DayMention(year: year, month: month, day: day, range: range.lowerBound..<yearEnd)
    }

    /// Whether a month's name means much else: in small letters, the English `may` and `march` and all short names.
    private func isDoubtful(_ range: Range<Int>) -> Bool {
        guard text[range.lowerBound] < 0x80, text[range.lowerBound] & 0x20 != 0 else { return false }
        return range.count <= 3 || text[range].elementsEqual("march".utf8)
    }

    /// `2031-12-30`, `30.12.2031`, `2031年12月30日`.
    func mention(atYear year: Int, _ range: Range<Int>) -> DayMention? {
        let end = range.upperBound
        if end < text.count, text[end] == UInt8(ascii: "-"), let (month, afterMonth) = number(at: end + 1),
            afterMonth < text.count, text[afterMonth] == UInt8(ascii: "-"),
            let (day, afterDay) = number(at: afterMonth + 1)
        {
            return mention(year, month, day, range.lowerBound..<afterDay)
        }
        if starts(end, Self.yearSign), let (month, afterMonth) = number(at: end + 3),
            starts(afterMonth, Self.monthSign),
            let (day, afterDay) = number(at: afterMonth + 3)
        {
            return mention(year, month, day, range.lowerBound..<afterDay)
        }
        let dot = UInt8(ascii: ".")
        guard range.lowerBound > 3, text[range.lowerBound - 1] == dot,
            let (month, monthStart) = number(endingAt: range.lowerBound - 1), monthStart > 1,
            text[monthStart - 1] == dot, let (day, dayStart) = number(endingAt: monthStart - 1)
        else { return nil }
        return mention(year, month, day, dayStart..<end)
    }

    /// Whether only a comma, a bracket or an article stands between two places.
    func isBeside(_ end: Int, _ start: Int) -> Bool {
        guard end <= start, start - end <= 6 else { return false }
        return !text[end..<start].contains { $0 == 0x0A || $0 == UInt8(ascii: ".") && start - end > 2 }
    }

    private func mention(_ year: Int, _ month: Int, _ day: Int, _ range: Range<Int>) -> DayMention? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        return DayMention(year: year, month: month, day: day, range: range)
    }

    // MARK: Numbers

    /// The day of the month before a month's name, over `of`, `de`, `th` and a full stop.
    private func numberBefore(_ start: Int) -> (day: Int, start: Int)? {
        var index = start
        for _ in 0..<3 {
            while index > 0, isGap(text[index - 1]) { index -= 1 }
            if index > 0, text[index - 1].isASCIIDigit { break }
            var word = index
            while word > 0, index - word < 4, isLetter(text[word - 1]) { word -= 1 }
            let filler = String(decoding: text[word..<index], as: UTF8.self).lowercased()
            guard word < index, CalendarWords.fillers.contains(filler) else { return nil }
            index = word
        }
        guard let (day, first) = number(endingAt: index), (1...31).contains(day) else { return nil }
        // `12:30 March`, `4.30 April`, `2,31 March` are no days.
        if first > 1, text[first - 2].isASCIIDigit, [0x3A, 0x2C, 0x2E].contains(text[first - 1]) { return nil }
        return (day, first)
    }

    /// The day of the month behind a month's name.
    private func numberAfter(_ end: Int) -> (day: Int, end: Int)? {
        var index = end
        while index < text.count, index - end < 3, isGap(text[index]), text[index] != UInt8(ascii: ",") { index += 1 }
        guard index > end, let (day, after) = number(at: index), (1...31).contains(day) else { return nil }
        if after < text.count {
            if text[after] == UInt8(ascii: ":") || text[after] == UInt8(ascii: "%") { return nil }
            let isAmount = [UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-")].contains(text[after])
            if isAmount, after + 1 < text.count, text[after + 1].isASCIIDigit { return nil }
        }
        for suffix in ["st", "nd", "rd", "th"] where starts(after, Array(suffix.utf8)) { return (day, after + 2) }
        if after < text.count, isLetter(text[after]) { return nil }
        return (day, after)
    }

    /// The year behind a day and a month, and where they end.
    private func yearAfter(_ end: Int) -> (year: Int?, end: Int) {
        var index = end
        for _ in 0..<2 {
            while index < text.count, index - end < 4, isGap(text[index]) { index += 1 }
            if starts(index, Array("de ".utf8)) { index += 3 }
        }
        var last = index
        var value = 0
        while last < text.count, last - index < 5, text[last].isASCIIDigit {
            value = value * 10 + Int(text[last] - 0x30)
            last += 1
        }
        guard last - index == 4, (1800...2199).contains(value) else { return (nil, end) }
        return (value, last)
    }

    /// A number of one or two digits, no more.
    private func number(at start: Int) -> (value: Int, end: Int)? {
        var index = start
        var value = 0
        while index < text.count, text[index].isASCIIDigit, index - start < 3 {
            value = value * 10 + Int(text[index] - 0x30)
            index += 1
        }
        return (1...2).contains(index - start) ? (value, index) : nil
    }

    private func number(endingAt end: Int) -> (value: Int, start: Int)? {
        var start = end
        while start > 0, text[start - 1].isASCIIDigit, end - start < 3 { start -= 1 }
        guard (1...2).contains(end - start) else { return nil }
        return (text[start..<end].reduce(0) { $0 * 10 + Int($1 - 0x30) }, start)
    }

    // MARK: Bytes

    /// The signs for year and month in East Asian dates.
    private static let yearSign = Array("年".utf8)
    private static let monthSign = Array("月".utf8)

    private func starts(_ index: Int, _ bytes: [UInt8]) -> Bool {
        index >= 0 && index + bytes.count <= text.count && text[index..<index + bytes.count].elementsEqual(bytes)
    }

    /// What may stand between the parts of a date; the bytes of a no-break space too.
    private func isGap(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == 0xC2 || byte == 0xA0
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26
    }
}
