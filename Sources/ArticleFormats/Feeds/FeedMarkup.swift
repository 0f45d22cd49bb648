// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import WebPages

/// The text of a feed with what XML does not allow, and feeds have all the same, put right: names of characters that
/// only HTML knows, signs that open a reference or a tag and are none.
///
/// With that no reference is left to an entity that the document itself declares.
func repairedMarkup(_ text: String) -> [UInt8] {
    let source = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(source.count + 256)
    var index = 0
    // The declaration claims an encoding, and the text has been decoded.
    if let declaration = xmlDeclaration(in: source) { index = declaration.upperBound }
    while index < source.count {
        let next = source[index...].firstIndex { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") } ?? source.count
        out += source[index..<next]
        index = next
        guard index < source.count else { break }
        if source[index] == UInt8(ascii: "&") {
            index = appendReference(in: source, at: index, to: &out)
        } else {
            index = appendOpening(in: source, at: index, to: &out)
        }
    }
    return out
}

/// Where the XML declaration stands, if the document opens with one; white space may come before.
private func xmlDeclaration(in source: [UInt8]) -> Range<Int>? {
    let start = source.firstIndex { $0 > 0x20 } ?? source.count
    guard source[start...].starts(with: "<?xml ".utf8), let end = source[start...].firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    return start..<end + 1
}

/// Appends the reference at an index, or the sign if it is none; returns what comes after it.
private func appendReference(in source: [UInt8], at index: Int, to out: inout [UInt8]) -> Int {
    let name = source[(index + 1)...].prefix(32).prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 && $0 < 0x7F }
    let end = index + 1 + name.count
    guard !name.isEmpty, end < source.count, source[end] == UInt8(ascii: ";") else {
        out += "&amp;".utf8
        return index + 1
    }
    let text = String(decoding: name, as: UTF8.self)
    if ["amp", "lt", "gt", "quot", "apos"].contains(text) || name.first == UInt8(ascii: "#") {
        out += source[index...end]
        return end + 1
    }
    let character = characterReference(text)
    guard !character.isEmpty else {
        out += "&amp;".utf8
        return index + 1
    }
    out += character.utf8
    return end + 1
}

/// Appends what a `<` opens: a section of bare characters or a comment as a whole, of all else the sign, written as a
/// reference if it opens no tag.
private func appendOpening(in source: [UInt8], at index: Int, to out: inout [UInt8]) -> Int {
    for (opening, closing) in [("<![CDATA[", "]]>"), ("<!--", "-->")] {
        guard source[index...].starts(with: opening.utf8) else { continue }
        let end = source[index...].firstRange(ofText: closing)?.upperBound ?? source.count
        out += source[index..<end]
        return end
    }
    let next = index + 1 < source.count ? source[index + 1] : 0x20
    let opensTag = (0x41...0x5A).contains(next & ~0x20) || next >= 0x80 || "/!?_".utf8.contains(next)
    if opensTag { out.append(source[index]) } else { out += "&lt;".utf8 }
    return index + 1
}
