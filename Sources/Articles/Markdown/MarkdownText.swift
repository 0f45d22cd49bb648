// SPDX-License-Identifier: GPL-3.0-or-later

/// The text that a Markdown text is when it is shown: without the marks of emphasis, headings and links.
///
/// Every word that a reader would see stays, in its place; the targets of links and pictures go, as they do in web
/// pages. What only looks like a mark stays as it is written. Time is linear in the length of the text.
package func plainText(ofMarkdown text: String) -> String {
    var reader = MarkdownLines()
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if let plain = reader.plain(line) { lines.append(plain) }
    }
    return String(lines.joined(separator: "\n")[...].trimmed)
}

/// The one line of a title without its marks.
package func plainLine(ofMarkdown line: String) -> String {
    String(decoding: MarkdownInline.plain(Array(line.utf8)[...]), as: UTF8.self)
}

/// Takes the marks off lines, one after the other.
private struct MarkdownLines {
    /// The marks that opened the block of code in which the line is.
    private var fence: Substring?
    private var isAfterText = false

    /// A line as it is shown; nil if it is nothing but marks.
    mutating func plain(_ line: Substring) -> String? {
        let content = line.trimmed
        if let fence {
            if content.hasPrefix(fence), content.allSatisfy({ $0 == fence.first }) {
                self.fence = nil
            } else {
                return String(line)
            }
            return nil
        }
        if let opening = Self.fence(content) {
            fence = opening
            return nil
        }
        defer { isAfterText = !content.isEmpty }
        if Self.isRule(content, isAfterText: isAfterText) || Self.isDefinition(content) { return nil }
        if content.hasPrefix("|"), content.allSatisfy({ "|-: ".contains($0) }) { return nil }
        if content.hasPrefix("<!--"), content.hasSuffix("-->") { return nil }
        let (lead, rest) = Self.withoutLead(line)
        return lead + String(decoding: MarkdownInline.plain(Array(rest.utf8)[...]), as: UTF8.self)
    }

    private static func fence(_ content: Substring) -> Substring? {
        guard let mark = content.first, mark == "`" || mark == "~" else { return nil }
        let marks = content.prefix { $0 == mark }
        // Three marks and no more of them on the line: else it is code within a line.
        return marks.utf8.count >= 3 && !content[marks.endIndex...].contains(mark) ? marks : nil
    }

    /// Whether a line is a rule across the page, or underlines a heading.
    private static func isRule(_ content: Substring, isAfterText: Bool) -> Bool {
        guard let mark = content.first, "-*_=".contains(mark) else { return false }
        let marks = content.filter { !$0.isWhitespace }
        return marks.utf8.count >= 3 && marks.allSatisfy { $0 == mark } && (mark != "=" || isAfterText)
    }

    /// Whether a line says where the links of a name lead: `[name]: address`.
    private static func isDefinition(_ content: Substring) -> Bool {
        guard content.first == "[", !content.hasPrefix("[^"), let end = content.firstRange(of: "]:") else {
            return false
        }
        let target = content[end.upperBound...].trimmed
        return target.hasPrefix("http") || target.hasPrefix("/") || target.hasPrefix("#") || target.hasPrefix("<")
    }

    /// Takes off the marks of quotations and headings; of a list's item the mark stays, as a dash.
    private static func withoutLead(_ line: Substring) -> (lead: String, rest: Substring) {
        var rest = line.trimmed
        while rest.first == ">" { rest = rest.dropFirst().trimmed }
        let marks = rest.prefix { $0 == "#" }
        let after = rest[marks.endIndex...]
        if (1...6).contains(marks.count), after.isEmpty || after.first == " " {
            rest = after.trimmed
            while rest.last == "#" { rest = rest.dropLast() }
            return ("", rest.trimmed)
        }
        for mark in ["* ", "- ", "+ "] where rest.hasPrefix(mark) { return ("- ", rest.dropFirst(2).trimmed) }
        // A row of a table.
        if rest.first == "|", rest.last == "|", rest.utf8.count > 1 { rest = rest.dropFirst().dropLast().trimmed }
        // The text of a note stands behind its mark.
        if rest.hasPrefix("[^"), let end = rest.firstRange(of: "]:") { rest = rest[end.upperBound...].trimmed }
        // A backslash at the end breaks the line.
        if rest.last == "\\" { rest = rest.dropLast() }
        return ("", rest)
    }
}
