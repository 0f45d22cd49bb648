// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Glibc

/// Weighs what a text says of the time at which it was written, for and against days on which that may have been.
///
/// Reports are written within a day or two of what they tell, so the weekdays that they name are those around the day of
/// publication, and so are days without a year. Each observation adds bits: the logarithm of how much more often it is
/// seen in articles of that day than in others. The numbers were taken from some 22,000 dated news articles.
struct DayEvidence {
    /// What speaks for or against a day.
    struct Weight {
        var bits = 0.0
        var observations: [(bits: Double, observation: Observation)] = []
    }

    /// Something about a text that says when it was written.
    enum Observation: Hashable {
        case weekdays
        case days(DayMention, DayMention?)
        case fit(DayMention)
        case misfit(DayMention)
        case addressWeekday
        case month(named: String, isAfter: Bool)
        case happened(DayMention)
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let days: [DayMention]
    private let weekdays: [Int]
    /// The weekday that the address names.
    private let addressWeekday: Int?
    /// Whether a month is called the next one, or the last one.
    private let saysNextMonth: Bool
    private let saysLastMonth: Bool

    /// - Parameter address: the article's address, whose words count too.
    init(_ text: UnsafeBufferPointer<UInt8>, _ census: TextCensus, address: String?) {
        self.text = text
        let named = NamedDays(text, census)
        days = named.days
        weekdays = named.weekdays
        addressWeekday = address.flatMap(Self.weekday)
        (saysNextMonth, saysLastMonth) = days.isEmpty ? (false, false) : Self.namedMonths(text)
    }

    /// Whether the text says anything of its time.
    var isEmpty: Bool { days.isEmpty && weekdays.count < 2 }

    /// - Parameter thorough: whether to look at the words about the days too, which takes longer.
    func weigh(_ day: CivilDay, thorough: Bool) -> Weight {
        var weight = Weight()
        func add(_ bits: Double, _ observation: Observation?) {
            guard let observation, bits != 0 else { return }
            weight.bits += bits
            weight.observations.append((bits, observation))
        }
        add(weekdayBits(day), .weekdays)
        let near = nearness(day)
        add(near.bits, near.observation)
        let fit = fitOfWeekdays(day)
        add(fit.bits, fit.observation)
        guard thorough else { return weight }
        if let addressWeekday {
            let distance = (addressWeekday - day.weekday + 7) % 7
            add(distance <= 1 || distance == 6 ? 1 : -1, .addressWeekday)
        }
        for (isSaid, words, months) in [(saysNextMonth, "next month", 1), (saysLastMonth, "last month", -1)]
        where isSaid {
            let month = monthBits(day, words, months)
            add(month.bits, month.observation)
        }
        let later = happenedLater(than: day)
        add(later.bits, later.observation)
        return weight
    }

    /// An observation as a part of a sentence: `it names Thursday and Friday`.
    func words(_ observation: Observation) -> String {
        switch observation {
        case .weekdays: "it names \(list(Self.names(of: weekdays)))"
        case .days(let one, let other): "it speaks of \(list([one, other].compactMap { $0.map { quoted($0.range) } }))"
        case .fit(let mention): "“\(quoted(mention.range))” is such a day"
        case .misfit(let mention): "“\(quoted(mention.range))” is no such day then"
        case .addressWeekday: "its address names \(addressWeekday.map { Self.weekdayNames[$0 - 1] } ?? "a weekday")"
        case .month(let named, let isAfter):
            "it speaks of \(named), and names a day of \(isAfter ? "the month after" : "it")"
        case .happened(let mention): "it tells what happened on “\(quoted(mention.range))”"
        }
    }

    // MARK: Weekdays

    /// How often a weekday that an article names lies 0, 1, … 6 days before its publication.
    private static let shares = [0.34, 0.27, 0.13, 0.09, 0.06, 0.05, 0.06]

    private func weekdayBits(_ day: CivilDay) -> Double {
        guard weekdays.count >= 2 else { return 0 }
        let share = weekdays.reduce(0.0) { $0 + Self.shares[(day.weekday - $1 + 7) % 7] } / Double(weekdays.count)
        // They are not independent: many in one article say little more than four.
        let bits = log2(share * 7) * Double(min(weekdays.count, 4)) / 2.5
        return min(1.5, max(-2, bits))
    }

    private static func names(of weekdays: [Int]) -> [String] {
        var counts = [Int](repeating: 0, count: 7)
        for weekday in weekdays { counts[weekday - 1] += 1 }
        return (0..<7).filter { counts[$0] > 0 }.sorted { counts[$0] > counts[$1] }.prefix(3).sorted()
            .map { weekdayNames[$0] }
    }

    private static let weekdayNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    /// The weekday in an address's words, such as `/talks-end-thursday-in-kalmar`.
    private static func weekday(in address: String) -> Int? {
        for word in address.utf8.split(whereSeparator: { !($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }).prefix(64)
        where (6...9).contains(word.count) {
            let name = String(decoding: word, as: UTF8.self).lowercased()
            if let weekday = CalendarNames.writtenWeekdays[name] { return weekday }
        }
        return nil
    }

    // MARK: Days

    /// How near the days are that the text names.
    private func nearness(_ day: CivilDay) -> (bits: Double, observation: Observation?) {
        var first: (distance: Int, mention: DayMention)?
        var second: (distance: Int, mention: DayMention)?
        for mention in days {
            guard let resolved = mention.resolved(near: day) else { continue }
            let distance = resolved.distance(to: day)
            // A day of another year is history.
            if mention.year != nil, distance >= 400 { continue }
            if let known = first, known.distance <= distance {
                let isSame = known.distance == distance && known.mention.day == mention.day
                if !isSame, second.map({ distance < $0.distance }) ?? true { second = (distance, mention) }
            } else {
                second = first
                first = (distance, mention)
            }
        }
        guard let first else { return (0, nil) }
        let bits = Self.bits(ofDistance: first.distance)
        guard let second else { return (bits, .days(first.mention, nil)) }
        return ((bits + Self.bits(ofDistance: second.distance)) * 0.7, .days(first.mention, second.mention))
    }

    private static func bits(ofDistance days: Int) -> Double {
        switch days {
        case ...1: 3
        case ...2: 2
        case ...5: 1.5
        case ...10: 0.8
        case ...21: 0.3
        case ...45: -0.5
        case ...100: -1.2
        default: -2
        }
    }

    /// Whether the weekdays beside days are those that the calendar has.
    private func fitOfWeekdays(_ day: CivilDay) -> (bits: Double, observation: Observation?) {
        var fits: DayMention?
        var misfits: [DayMention] = []
        for mention in days {
            guard let weekday = mention.weekday, let resolved = mention.resolved(near: day) else { continue }
            if resolved.weekday == weekday {
                fits = mention
            } else if mention.year == nil {
                misfits.append(mention)
            }
        }
        if let fits, misfits.isEmpty { return (1, .fit(fits)) }
        guard fits == nil, let first = misfits.first else { return (0, nil) }
        return (misfits.count == 1 ? -4 : -8, .misfit(first))
    }

    // MARK: What is said of days

    /// Whether a month that is called the next or the last one is named.
    private func monthBits(_ day: CivilDay, _ words: String, _ months: Int) -> (bits: Double, observation: Observation?)
    {
        func isNamed(_ months: Int) -> Bool {
            let month = (day.month - 1 + months + 12) % 12 + 1
            return days.contains { $0.month == month && $0.year == nil }
        }
        if isNamed(months) { return (1.5, .month(named: words, isAfter: false)) }
        return isNamed(2 * months) ? (-1.5, .month(named: words, isAfter: true)) : (0, nil)
    }

    /// Whether the text tells of something that happened after the day.
    private func happenedLater(than day: CivilDay) -> (bits: Double, observation: Observation?) {
        let late = days.filter { mention in
            guard let resolved = mention.resolved(near: day) else { return false }
            let days = Int(resolved.daysSinceEpoch) - Int(day.daysSinceEpoch)
            return days > 1 && days < (mention.year == nil ? 150 : 1000) && Tense(text, at: mention.range).isPast
        }
        guard let first = late.first else { return (0, nil) }
        return (late.count == 1 ? -3 : -6, .happened(first))
    }

    // MARK: Words

    private func quoted(_ range: Range<Int>) -> String {
        String(decoding: text[range], as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
    }

    /// Whether `next month` and `last month` stand in the text's beginning, in whatever case.
    private static func namedMonths(_ text: UnsafeBufferPointer<UInt8>) -> (next: Bool, last: Bool) {
        guard let bytes = text.baseAddress else { return (false, false) }
        let reach = min(text.count, 1 << 14)
        let (month, before) = ("month".utf8.count, "next ".utf8.count)
        func stands(_ word: StaticString, at place: Int) -> Bool {
            (0..<word.utf8CodeUnitCount).allSatisfy { bytes[place + $0] | 0x20 == word.utf8Start[$0] }
        }
        var (next, last) = (false, false)
        for first in "mM".utf8 {
            var place = before
            while place + month <= reach, let found = memchr(bytes + place, Int32(first), reach - place - month + 1) {
                place = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
                if stands("month", at: place) {
                    if stands("next ", at: place - before) { next = true }
                    if stands("last ", at: place - before) { last = true }
                }
                place += 1
            }
        }
        return (next, last)
    }
}

/// `a`, `a and b`, `a, b and c`.
private func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
}
