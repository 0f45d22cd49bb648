// SPDX-License-Identifier: GPL-3.0-or-later

/// Front matter as site generators and note-taking programs write it: `name: value` lines between `---` lines.
///
/// The subset of YAML that such headers use: plain and quoted scalars, lists of them, folded and literal blocks.
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
        guard lines.first?.content == "---" else { return nil }
        let block = lines.dropFirst()
        guard let closing = block.firstIndex(where: { $0.content == "---" || $0.content == "..." }) else { return nil }
        end = closing + 1
        for line in block[..<closing] where !line.content.isEmpty {
            if !line.isIndented, let (name, value) = namedLine(line.content) {
                entries.append(Entry(name: name, value: String(value), lines: [line.raw]))
            } else if line.isIndented || line.content.hasPrefix("- ") || line.content.hasPrefix("#"), !entries.isEmpty {
                entries[entries.count - 1].lines.append(line.raw)
            } else if line.content.hasPrefix("#") {
                entries.append(Entry(name: "", value: "", lines: [line.raw]))
            } else {
                return nil
            }
        }
        guard !entries.isEmpty else { return nil }
        for index in entries.indices { entries[index].value = scalar(entries[index]) }
    }
}

/// The value of an entry as plain text; the members of a list are joined by commas.
private func scalar(_ entry: FrontMatter.Entry) -> String {
    let following = entry.lines.dropFirst().map(\.trimmed).filter { !$0.hasPrefix("#") }
    let value = entry.value[...]
    if value.isEmpty || [">", ">-", ">+", "|", "|-", "|+"].contains(value) {
        let isList = following.first?.hasPrefix("- ") ?? false
        let members = following.map { unquoted(isList && $0.hasPrefix("- ") ? $0.dropFirst(2).trimmed : $0) }
        return members.joined(separator: isList ? ", " : " ")
    }
    if let list = value.unwrapped("[", "]") {
        return list.split(separator: ",").map { unquoted($0.trimmed) }.joined(separator: ", ")
    }
    return unquoted(([value] + following).joined(separator: " ")[...])
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
