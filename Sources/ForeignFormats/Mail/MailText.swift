// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Decodes a part of a mail by the encoding that it states, as far as that can be true.
///
/// Programs state ASCII or Latin 1 out of habit: text that is valid UTF-8 all the same is UTF-8, for no other text is by chance.
/// What does not fit its encoding, or has one that nobody knows, is told by its bytes.
///
/// - Throws: If it is no text, or nothing but space.
func decodeMailText(_ bytes: [UInt8], charset: String?) throws(UnreadableReason) -> DecodedText {
    guard let charset, charset.lowercased() != "utf-8", charset.lowercased() != "us-ascii",
        bytes.contains(where: { $0 >= 0x80 || $0 == 0x1B }) || charset.lowercased().hasPrefix("utf"),
        String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0x1B)
            || charset.lowercased().hasPrefix("utf"),
        let text = bytes.withUnsafeBytes({ CharsetConverter(from: charset)?.convert($0) })
    else { return try decodeUnstated(bytes, charset: charset) }
    // Once more, for the line ends and control characters.
    return try decodeUnstated(Array(text.utf8), charset: nil)
}

private func decodeUnstated(_ bytes: [UInt8], charset: String?) throws(UnreadableReason) -> DecodedText {
    // `withUnsafeBytes` has no typed throws: the result comes out as a value.
    try bytes.withUnsafeBytes { bytes in
        Result { () throws(UnreadableReason) in try decodeText(bytes) }
    }.get()
}

/// The encoding in which to read a web page that came by mail: the stated one, unless the bytes prove it wrong.
func pageCharset(of bytes: [UInt8], stated: String?) -> String? {
    guard let stated, bytes.contains(where: { $0 >= 0x80 }) else { return stated }
    if String(validating: bytes, as: UTF8.self) != nil { return "utf-8" }
    let isFitting = bytes.withUnsafeBytes { CharsetConverter(from: stated)?.convert($0) } != nil
    return isFitting ? stated : nil
}

/// Undoes the wrapping of `format=flowed` (RFC 3676): a line that ends with a space goes on in the next one of the same depth of
/// quotation.
///
/// - Parameter deletesSpaces: `delsp=yes`: that space is no part of the text.
func unflowed(_ text: String, deletesSpaces: Bool) -> String {
    var lines: [String] = []
    /// The depth of the paragraph that goes on in the next line.
    var openDepth: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let depth = line.prefix { $0 == ">" }.count
        var content = line.dropFirst(depth)
        // One space was put before what would look like something else.
        if content.first == " " { content = content.dropFirst() }
        let isSignature = content == "-- "
        let goesOn = content.last == " " && !isSignature
        if goesOn, deletesSpaces { content = content.dropLast() }
        if openDepth == depth, !isSignature, !lines.isEmpty {
            lines[lines.count - 1] += content
        } else {
            lines.append((depth > 0 ? String(repeating: ">", count: depth) + " " : "") + content)
        }
        openDepth = goesOn ? depth : nil
    }
    return lines.joined(separator: "\n")
}
