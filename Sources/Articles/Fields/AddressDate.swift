// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// The day that the path of a web address names, as many outlets have it there.
///
/// Takes `/2031/04/17/`, `/2031/apr/17/`, `/2031-04-17/`, `/2031-04-17-slug`, `/20310417/`, `/20310417-slug`,
/// `/slug-20310417`, `/slug-2031-04-17` and `/17-04-2031`. Years before 1990 are no dates of web pages but numbers.
package func addressDate(_ address: WebAddress) -> CivilDay? {
    addressDate(path: (address.archived ?? address).path)
}

private func addressDate(path: String) -> CivilDay? {
    guard hasYear(path) else { return nil }
    let segments = path.split(separator: "/").prefix(32)
    for (index, segment) in segments.enumerated() {
        let following = segments.dropFirst(index + 1).prefix(2)
        if following.count == 2, let day = day([segment] + following) { return day }
        let parts = withoutExtension(segment.prefix(512)).split(omittingEmptySubsequences: false) {
            $0 == "-" || $0 == "_" || $0 == "."
        }
        if let day = day(Array(parts.prefix(3))) ?? day(Array(parts.suffix(3))) { return day }
        if let day = compactDay(parts.first) ?? compactDay(parts.last) { return day }
    }
    return nil
}

/// The year, and the month if it is named, of an address without a day, such as `/2031/04/envoys-meet`.
func addressMonth(_ address: WebAddress) -> (year: Int, month: Int?)? {
    let path = (address.archived ?? address).path
    guard hasYear(path) else { return nil }
    let segments = path.split(separator: "/").prefix(32)
    for (index, segment) in segments.enumerated() {
        guard let year = number(segment, digits: 4...4), webYears.contains(year), year < 2200 else { continue }
        let next = segments.dropFirst(index + 1).first
        let month = next.flatMap { number($0, digits: 1...2) ?? CalendarNames.months[$0.lowercased()] }
        return (year, month.flatMap { (1...12).contains($0) ? $0 : nil })
    }
    return nil
}

/// Whether four or eight digits stand together anywhere: most paths have none, and need no closer look.
private func hasYear(_ path: String) -> Bool {
    var run = 0
    for byte in path.utf8 {
        if byte.isASCIIDigit {
            run += 1
        } else {
            if run == 4 || run == 8 { return true }
            run = 0
        }
    }
    return run == 4 || run == 8
}

/// A file name without `.html` and the like.
private func withoutExtension(_ segment: Substring) -> Substring {
    guard let dot = segment.lastIndex(of: "."), segment[dot...].dropFirst().allSatisfy(\.isLetter) else {
        return segment
    }
    return segment[..<dot]
}

private let webYears = 1990...2100

/// Year, month and day, each a part of its own.
private func day(_ parts: [Substring]) -> CivilDay? {
    guard parts.count == 3, let month = number(parts[1], digits: 1...2) ?? CalendarNames.months[parts[1].lowercased()]
    else { return nil }
    if let year = number(parts[0], digits: 4...4), webYears.contains(year), let day = number(parts[2], digits: 1...2) {
        return CivilDay(year: year, month: month, day: day)
    }
    // The other way round, where day and month cannot be meant the other way round too.
    guard let year = number(parts[2], digits: 4...4), webYears.contains(year),
        let day = number(parts[0], digits: 1...2),
        day > 12 || day == month || number(parts[1], digits: 1...2) == nil
    else { return nil }
    return CivilDay(year: year, month: month, day: day)
}

private func compactDay(_ part: Substring?) -> CivilDay? {
    guard let part, let value = number(part, digits: 8...8), webYears.contains(value / 10_000) else { return nil }
    return CivilDay(year: value / 10_000, month: value / 100 % 100, day: value % 100)
}

private func number(_ part: Substring, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(part.utf8.count), part.utf8.allSatisfy({ $0.isASCIIDigit }) else { return nil }
    return Int(part)
}
