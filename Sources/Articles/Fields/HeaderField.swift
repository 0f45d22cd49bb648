// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// One thing that a header line says about its article.
enum HeaderField: Hashable, Sendable {
    case title(String)
    case byline(String)
    case date(DateLine)
    case address(WebAddress)
    case outlet(String)
    case language(String)
}

/// What a line of a header says, if it is surely a header line; nil for anything that may be the article's own text.
///
/// A title has no mark of its own, so this never tells one from text: `HeaderReader` does, by what follows it.
func headerFields(_ line: Substring) -> [HeaderField]? {
    // No recogniser accepts a long line, and a body's paragraphs are long lines.
    guard line.utf8.count <= 4096 else { return nil }
    if let pair = keyedLine(line) { return pair.key.fields(pair.value) }
    if let field = plainField(line) { return [field] }
    return combinedFields(line)
}

/// A field that takes up a whole line without saying its name: an address, a date, `By …`.
func plainField(_ line: Substring) -> HeaderField? {
    if let address = WebAddress(line.unwrapped("<", ">") ?? line) { return .address(address) }
    if let date = dateLine(line) { return .date(date) }
    return bylineNames(line).map(HeaderField.byline)
}

/// Fields side by side on one line: `By Jane Doe | Kalmar Courier | 17 April 2031`.
///
/// At least one part must be a date or an address, and at most one may say nothing of itself: the outlet.
private func combinedFields(_ line: Substring) -> [HeaderField]? {
    guard line.utf8.count <= 300, line.unicodeScalars.contains(where: isDivider) else { return nil }
    let parts = line.unicodeScalars.split(whereSeparator: isDivider).map { Substring($0).trimmed }.filter {
        !$0.isEmpty
    }
    guard (2...5).contains(parts.count) else { return nil }
    var fields: [HeaderField] = []
    var isSure = false
    for part in parts {
        if let pair = keyedLine(part) {
            guard let more = pair.key.fields(pair.value) else { return nil }
            fields += more
        } else if let clock = wholeClockTime(part) {
            // `17 April 2031 | 08:15`.
            guard case .date(var date)? = fields.last, date.clock == nil else { return nil }
            date.clock = clock
            fields[fields.count - 1] = .date(date)
        } else if let field = plainField(part) {
            fields.append(field)
        } else if isOutletName(part), !fields.contains(where: \.isOutlet) {
            fields.append(.outlet(String(part)))
        } else {
            return nil
        }
        switch fields.last {
        case .date, .address: isSure = true
        default: break
        }
    }
    return isSure ? fields : nil
}

private func isDivider(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "|" || scalar == "•" || scalar == "·"
}

extension HeaderField {
    fileprivate var isOutlet: Bool {
        if case .outlet = self { true } else { false }
    }
}
