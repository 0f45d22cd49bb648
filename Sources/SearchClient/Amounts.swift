// SPDX-License-Identifier: GPL-3.0-or-later

/// `1 article`, `12,345 articles`.
func counted(_ count: Int, _ singular: String, _ plural: String) -> String {
    "\(grouped(count)) \(count == 1 ? singular : plural)"
}

/// `12345` → `12,345`.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
}

/// A span of time as short as it stays telling: `0.8 ms`, `34 ms`, `1.2 s`, `3 min 20 s`.
func span(microseconds: Int) -> String {
    switch microseconds {
    case ..<9_950: "\(tenths(microseconds, of: 1_000)) ms"
    case ..<999_500: "\((microseconds + 500) / 1_000) ms"
    case ..<59_950_000: "\(tenths(microseconds, of: 1_000_000)) s"
    default: span(seconds: (microseconds + 500_000) / 1_000_000)
    }
}

/// A span of time in its two largest units: `45 s`, `3 h 12 min`, `2 d 4 h`.
func span(seconds: Int) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
    guard let first = units.firstIndex(where: { seconds >= $0.0 }) else { return "0 s" }
    var rest = seconds
    var parts: [String] = []
    for (length, name) in units[first...].prefix(2) {
        if rest / length > 0 { parts.append("\(rest / length) \(name)") }
        rest %= length
    }
    return parts.joined(separator: " ")
}

/// A size in decimal units: `812 B`, `4.3 MB`, `17 GB`.
func size(bytes: Int) -> String {
    var unit = 1
    for name in ["B", "kB", "MB", "GB"] {
        if name == "B", bytes < 1_000 { return "\(bytes) B" }
        if name != "B", bytes < unit * 9_950 / 1_000 { return "\(tenths(bytes, of: unit)) \(name)" }
        if name != "B", bytes < unit * 1_000 - unit / 2 { return "\((bytes + unit / 2) / unit) \(name)" }
        unit *= 1_000
    }
    return "\(tenths(bytes, of: unit)) TB"
}

/// `number / unit` to one decimal, without the rounding of binary fractions.
private func tenths(_ number: Int, of unit: Int) -> String {
    let tenths = (number + unit / 20) / (unit / 10)
    return "\(tenths / 10).\(tenths % 10)"
}
