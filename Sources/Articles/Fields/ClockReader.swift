// SPDX-License-Identifier: GPL-3.0-or-later

/// The time of day that stands first among the tokens behind a date; nil if there is none.
///
/// Takes `08:15`, `8.15 Uhr`, `8h15`, `8:15 p.m. EST`, `T081542Z`, `2215 GMT`, `23:59 (UTC+3)`.
func clockTime(in tokens: ArraySlice<DateToken>) -> ClockTime? {
    var rest = tokens
    while !rest.isEmpty {
        if let clock = leadingClockTime(&rest) { return clock }
        rest.removeFirst()
    }
    return nil
}

/// Reads the time of day that `tokens` begin with, and takes it off them; nil, and nothing taken, if there is none.
func leadingClockTime(_ tokens: inout ArraySlice<DateToken>) -> ClockTime? {
    var reader = ClockReader(tokens: tokens)
    guard let clock = reader.read() else { return nil }
    tokens = reader.tokens
    return clock
}

/// The time of day that a text consists of; nil if there is more, or less.
func wholeClockTime(_ text: Substring) -> ClockTime? {
    guard text.utf8.count <= 32, let all = dateTokens(text) else { return nil }
    var tokens = all[...]
    guard let clock = leadingClockTime(&tokens), tokens.isEmpty else { return nil }
    // A number of four digits alone is a year.
    return all.count > 1 ? clock : nil
}

private struct ClockReader {
    var tokens: ArraySlice<DateToken>

    mutating func read() -> ClockTime? {
        guard case .number(let value, let digits)? = tokens.popFirst() else { return nil }
        var hour = value
        var minute = 0
        var second: Int?
        var isClock = true
        switch digits {
        case 1, 2:
            if let found = part(after: ":.h") {
                minute = found
                second = part(after: ":")
                if second != nil { skipFraction() }
            } else {
                // A number alone is a time only by the word behind it.
                isClock = false
            }
        case 4: (hour, minute) = (value / 100, value % 100)
        case 6: (hour, minute, second) = (value / 10_000, value / 100 % 100, value % 100)
        default: return nil
        }
        if let isAfternoon = meridiem() {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        } else if case .word(let word)? = tokens.first, Self.hours.contains(word) {
            tokens.removeFirst()
        } else if !isClock {
            return nil
        }
        return ClockTime(hour: hour, minute: minute, second: second, zone: zone())
    }

    /// Two digits behind one of some marks; an `h` may be among them.
    private mutating func part(after marks: String) -> Int? {
        guard let first = tokens.first, case .number(let value, 2)? = tokens.dropFirst().first else { return nil }
        switch first {
        case .mark(let mark) where marks.unicodeScalars.contains(mark): break
        case .word("h") where marks.contains("h"): break
        default: return nil
        }
        tokens.removeFirst(2)
        return value
    }

    private mutating func skipFraction() {
        guard case .mark(".")? = tokens.first, case .number? = tokens.dropFirst().first else { return }
        tokens.removeFirst(2)
    }

    /// `a.m.` or `p.m.`, however they are dotted: whether it is the latter.
    private mutating func meridiem() -> Bool? {
        guard case .word(let word)? = tokens.first else { return nil }
        if word == "am" || word == "pm" {
            tokens.removeFirst()
            return word == "pm"
        }
        guard word == "a" || word == "p", case .mark(".")? = tokens.dropFirst().first,
            case .word("m")? = tokens.dropFirst(2).first
        else { return nil }
        tokens.removeFirst(3)
        if tokens.first == .mark(".") { tokens.removeFirst() }
        return word == "p"
    }

    // MARK: Zones

    private mutating func zone() -> ClockTime.Zone? {
        var rest = tokens
        while case .mark(let mark)? = rest.first, mark == "(" || mark == "," { rest.removeFirst() }
        guard let zone = zone(of: &rest) else { return nil }
        if rest.first == .mark(")") { rest.removeFirst() }
        tokens = rest
        return zone
    }

    private func zone(of rest: inout ArraySlice<DateToken>) -> ClockTime.Zone? {
        guard case .word(let word)? = rest.first else { return offset(of: &rest).map { .offset(minutes: $0) } }
        if let minutes = Self.offsets[word] {
            rest.removeFirst()
            // `UTC+3` says more than its name.
            guard minutes == 0, let more = offset(of: &rest) else { return .offset(minutes: minutes) }
            return .offset(minutes: more)
        }
        guard Self.names.contains(word) else { return nil }
        rest.removeFirst()
        return .named(word.uppercased())
    }

    /// `+0200`, `-02:00`, `+3`.
    private func offset(of rest: inout ArraySlice<DateToken>) -> Int? {
        guard case .mark(let sign)? = rest.first, "+-−".unicodeScalars.contains(sign),
            case .number(let value, let digits)? = rest.dropFirst().first, digits == 4 || digits <= 2
        else { return nil }
        var taken = 2
        let hours = digits == 4 ? value / 100 : value
        var minutes = digits == 4 ? value % 100 : 0
        if digits <= 2, case .mark(":")? = rest.dropFirst(2).first, case .number(let more, 2)? = rest.dropFirst(3).first
        {
            minutes = more
            taken = 4
        }
        guard hours <= 14, minutes < 60 else { return nil }
        rest.removeFirst(taken)
        return (sign == "+" ? 1 : -1) * (hours * 60 + minutes)
    }

    private static let hours: Set<String> = ["uhr", "h", "hrs"]

    /// Zones whose names mean one offset wherever they are written, in minutes east of Greenwich.
    private static let offsets: [String: Int] = [
        "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
        "trt": 180, "irst": 210, "pkt": 300, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
        "sast": 120, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    ]

    /// Zones of which only people of the place know the offset, or that several places have.
    private static let names: Set<String> = ["bst", "cst", "ist", "et", "ct", "mt", "pt"]
}
