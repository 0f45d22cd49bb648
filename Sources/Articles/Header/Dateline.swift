// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// The day in the dateline that opens an agency's report: `KALMAR, April 17, 2031 (NNA) - `, `ARVENA, 3 March. /NNA/ `.
struct Dateline: Hashable {
    /// Mostly left out.
    var year: Int?
    var month: Int
    var day: Int

    /// Reads the dateline that a text begins with; nil if there is none, or none with a day.
    init?(_ text: Substring) {
        let line = text.prefix(160).prefix { $0 != "\n" }
        guard let end = Self.end(of: line), let tokens = dateTokens(line[..<end]) else { return nil }
        // A place, a comma, the day: other capitals and dashes are tables and headlines.
        guard let comma = tokens.firstIndex(of: .mark(",")), (1...5).contains(comma), case .word = tokens[0] else {
            return nil
        }
        for start in tokens.indices.dropFirst(comma + 1) {
            var rest = tokens[start...]
            if case .day(let found)? = leadingDate(&rest) {
                (year, month, day) = (found.year, found.month, found.day)
                return
            }
            if let found = leadingDayOfYear(&rest) {
                (year, month, day) = (nil, found.month, found.day)
                return
            }
        }
        return nil
    }

    /// Where a dateline ends: at a dash, or at an agency's name between slashes.
    private static func end(of line: Substring) -> Substring.Index? {
        if opensWithDateline(line), let dash = datelineDash(line) { return dash }
        guard let slash = line.prefix(60).firstIndex(of: "/"), line[..<slash].contains(","),
            line[line.index(after: slash)...].prefix(24).contains("/")
        else { return nil }
        let place = line.prefix { $0 != "," }
        return place.contains(where: \.isUppercase) && !place.contains(where: \.isLowercase) ? slash : nil
    }

    /// The day that is meant; without a year in it, that year's.
    func day(in stated: Int?) -> CivilDay? {
        (year ?? stated).flatMap { CivilDay(year: $0, month: month, day: day) }
    }

    /// The day that is meant by a text of about `other`.
    func day(near other: CivilDay) -> CivilDay? {
        DayMention(year: year, month: month, day: day, range: 0..<0).resolved(near: other)
    }
}
