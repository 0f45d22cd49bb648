// SPDX-License-Identifier: GPL-3.0-or-later

/// A remark on a query with, below it, the query and a caret under the place it is about.
///
/// - Parameters:
///   - offset: UTF-8 byte offset into `query`; nil leaves the query out.
///   - columns: the query is cut to this width, the place in view.
func remark(_ message: String, on query: String, at offset: Int?, columns: Int) -> String {
    let line = "crisis-search: \(displayable(message))\n"
    guard let offset, offset >= 0, offset <= query.utf8.count else { return line }
    let before = query.utf8.prefix(offset)
    let shownBefore = Array(displayable(String(decoding: Array(before), as: UTF8.self)))
    let shownAfter = displayable(String(decoding: Array(query.utf8.dropFirst(offset)), as: UTF8.self))

    let margin = 2
    let room = max(columns - margin, 20)
    // Half of the room for what leads to the place, the rest for what follows it.
    let lead = suffix(of: shownBefore, columns: room / 2)
    let ellipsis = lead.count < shownBefore.count ? "…" : ""
    let caretColumn = displayWidth(ellipsis) + displayWidth(String(lead))
    var rest = prefix(of: shownAfter, columns: room - caretColumn)
    if rest.endIndex < shownAfter.endIndex {
        rest = prefix(of: shownAfter, columns: room - caretColumn - displayWidth("…"))
        rest += "…"
    }
    let indent = String(repeating: " ", count: margin)
    return line + indent + ellipsis + String(lead) + rest + "\n"
        + indent + String(repeating: " ", count: caretColumn) + "^\n"
}

private func suffix(of characters: [Character], columns: Int) -> ArraySlice<Character> {
    var width = 0
    let start = characters.lastIndex { character in
        width += displayWidth(character)
        return width > columns
    }
    return start.map { characters[($0 + 1)...] } ?? characters[...]
}

private func prefix(of text: String, columns: Int) -> Substring {
    var width = 0
    return text.prefix { character in
        width += displayWidth(character)
        return width <= columns
    }
}
