// SPDX-License-Identifier: GPL-3.0-or-later

/// Front matter as site generators and note-taking programs write it: `name: value` lines between `---` lines, or
/// `name = value` lines between `+++` lines.
///
/// The subset of YAML and TOML that such headers use: plain and quoted scalars, lists of them, folded and literal blocks,
/// and of objects the name in them.
struct FrontMatter {
    /// One name with its value, and the lines that it was read from.
    struct Entry {
        var name: Substring
        var value: String
        var lines: [Substring]
    }

    private(set) var entries: [Entry] = []

    /// The index of the first line after the front matter.
    let end: Int

    /// Reads front matter that `lines` begin with; nil if they do not, or if it has no end.
    init?(_ lines: ArraySlice<SourceLine>) {
        guard let fence = lines.first?.content, fence == "---" || fence == "+++" else { return nil }
        let block = lines.dropFirst()
        guard let closing = block.firstIndex(where: { $0.content == fence || fence == "---" && $0.content == "..." })
        else { return nil }
        end = closing + 1
        for line in block[..<closing] where !line.content.isEmpty {
            let named = fence == "---" ? namedLine(line.content) : assignment(line.content)
            if !line.isIndented, let (name, value) = named {
                entries.append(Entry(name: name, value: String(value), lines: [line.raw]))
            } else if isContinuation(line), !entries.isEmpty {
                entries[entries.count - 1].lines.append(line.raw)
            } else if line.content.hasPrefix("#") || fence == "+++" && line.content.hasPrefix("[") {
                entries.append(Entry(name: "", value: "", lines: [line.raw]))
            } else {
                return nil
            }
        }
        guard !entries.isEmpty else { return nil }
        for index in entries.indices { entries[index].value = scalar(entries[index]) }
    }
}

/// Whether a line goes on with the value of an earlier one.
private func isContinuation(_ line: SourceLine) -> Bool {
    line.isIndented || line.content.hasPrefix("- ") || line.content.hasPrefix("#") || line.content == "]"
}

/// A line `name = value` of TOML.
private func assignment(_ line: Substring) -> (name: Substring, value: Substring)? {
    guard let sign = line.utf8.prefix(48).firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = line[..<sign].trimmed
    guard let first = name.unicodeScalars.first, first.isLetter,
        name.unicodeScalars.allSatisfy({ $0.isLetter || $0.isDigit || "-_".unicodeScalars.contains($0) })
    else { return nil }
    return (name, line[line.utf8.index(after: sign)...].trimmed)
}

/// The value of an entry as plain text; the members of a list are joined by commas.
private func scalar(_ entry: FrontMatter.Entry) -> String {
    let following = entry.lines.dropFirst().map(\.trimmed).filter { !$0.hasPrefix("#") }
    let value = withoutComment(entry.value[...])
    if value.isEmpty || [">", ">-", ">+", "|", "|-", "|+"].contains(value) {
        let isList = following.first?.hasPrefix("- ") ?? false
        let items = following.map { isList && $0.hasPrefix("- ") ? $0.dropFirst(2).trimmed : $0 }
        // People are often objects: `name: …`, with their addresses and pictures beside.
        let members = value.isEmpty ? items.compactMap(namedMember) : []
        if !members.isEmpty { return members.joined(separator: ", ") }
        return items.map(unquoted).joined(separator: isList ? ", " : " ")
    }
    let whole = ([value] + following).joined(separator: " ")
    if let list = whole[...].unwrapped("[", "]") {
        return list.split(separator: ",").map { unquoted($0.trimmed) }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
    return unquoted(whole[...])
}

/// The name that a member of an object states.
private func namedMember(_ line: Substring) -> String? {
    guard let (name, value) = namedLine(line), name == "name" else { return nil }
    return unquoted(value)
}

/// A value without the comment behind it.
private func withoutComment(_ value: Substring) -> Substring {
    guard let first = value.first, let mark = value.firstRange(of: " #") else { return value }
    guard first == "\"" || first == "'" else { return value[..<mark.lowerBound].trimmed }
    // Within quotation marks it is none.
    guard let end = value.dropFirst().lastIndex(of: first), let behind = value[end...].firstRange(of: " #") else {
        return value
    }
    return value[..<behind.lowerBound].trimmed
}

private func unquoted(_ value: Substring) -> String {
    if let inner = value.unwrapped("'", "'") { return String(inner.replacing("''", with: "'")) }
    guard let inner = value.unwrapped("\"", "\"") else { return String(value) }
    var text = ""
    var isEscaped = false
    for character in inner {
        if character == "\\", !isEscaped {
            isEscaped = true
        } else {
            text.append(character)
            isEscaped = false
        }
    }
    return text
}
