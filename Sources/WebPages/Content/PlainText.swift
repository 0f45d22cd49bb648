// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a piece of HTML, a line a paragraph; text that has no markup is only trimmed.
///
/// What a feed or an API gives of an article holds nothing of the page around it: all of it is kept.
package func plainText(ofHTML text: String) -> String {
    let isMarkup = text.utf8.contains(UInt8(ascii: "<")) && hasTag(text)
    guard isMarkup else { return trimmed(CharacterReferences.decoded(text)) }
    var text = text
    let tree = text.withUTF8 { PageParser.tree(of: $0) }
    return paragraphs(of: tree).map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: "\n")
}

/// Whether a text holds a tag, and not only the sign that tags begin with.
private func hasTag(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
        bytes.indices.dropLast().contains { index in
            guard bytes[index] == UInt8(ascii: "<") else { return false }
            let next = bytes[index + 1]
            return next.isASCIILetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
        }
    }
}

private func trimmed(_ text: String) -> String {
    guard let first = text.unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
        let last = text.unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(text[first...last])
}

/// The character that an entity's name stands for in HTML, such as `nbsp`; empty if there is none.
package func characterReference(_ name: String) -> String {
    let written = "&\(name);"
    let decoded = CharacterReferences.decoded(written)
    return decoded == written ? "" : decoded
}
