// SPDX-License-Identifier: GPL-3.0-or-later

/// A line near the start of a text.
struct SourceLine {
    /// The line as it stands, without its line end.
    let raw: Substring

    /// The line without white space at its ends.
    let content: Substring

    /// Where the next line begins.
    let next: Substring.Index

    /// Whether the line begins with white space and is not blank.
    var isIndented: Bool {
        !content.isEmpty && content.startIndex > raw.startIndex
    }
}

/// The lines that a text begins with: as many as a header can have, so that reading one costs the same for any text.
///
/// - Parameter text: Text whose line ends are `\n`.
func headLines(of text: Substring) -> [SourceLine] {
    var lines: [SourceLine] = []
    var start = text.startIndex
    let limit = text.utf8.index(start, offsetBy: 1 << 14, limitedBy: text.endIndex) ?? text.endIndex
    while start < limit, lines.count < 100 {
        let end = text.utf8[start...].firstRange(ofText: "\n")?.lowerBound ?? text.endIndex
        let next = end < text.endIndex ? text.utf8.index(after: end) : end
        let raw = text[start..<end]
        lines.append(SourceLine(raw: raw, content: raw.trimmed, next: next))
        start = next
    }
    return lines
}
