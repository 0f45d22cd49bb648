// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of a quotation as one text, those of an interrupted one joined.
///
/// A comma before the clause that names the speaker often stands for a full stop: `“We waited,” she said. “Nobody came.”`
/// is `We waited. Nobody came.` It is one where that clause ends a sentence and the next piece begins one.
/// - Parameters:
///   - pieces: bytes of `text` inside the quotation marks, in order.
///   - limit: bytes at most; a text is never cut within a character.
package func joinedQuotation(
    _ pieces: [Range<Int>],
    of text: UnsafeBufferPointer<UInt8>,
    limit: Int = .max
) -> [UInt8] {
    var joined: [UInt8] = []
    var last: Range<Int>?
    for piece in pieces where joined.count < limit {
        let piece = piece.clamped(to: text.indices)
        if let last {
            if beginsSentence(piece, after: last, of: text) { endSentence(&joined) }
            joined.append(UInt8(ascii: " "))
        }
        var end = piece.lowerBound + min(piece.count, limit - joined.count)
        while end < piece.upperBound, end > piece.lowerBound, text[end] & 0xC0 == 0x80 { end -= 1 }
        joined.append(contentsOf: text[piece.lowerBound..<end])
        last = piece
    }
    return joined
}

/// Whether the words between two pieces end a sentence, and the second piece begins one.
private func beginsSentence(_ piece: Range<Int>, after last: Range<Int>, of text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text[piece].first, last.upperBound < piece.lowerBound else { return false }
    // Letters beyond ASCII are judged by their neighbours: no table is worth this.
    guard (0x41...0x5A).contains(first) || (first >= 0xC3 && first < 0xE2) else { return false }
    let ending = text[last.upperBound..<piece.lowerBound].last { byte in
        byte > 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
    }
    return ending == UInt8(ascii: ".")
}

private func endSentence(_ text: inout [UInt8]) {
    switch text.last {
    case UInt8(ascii: ","): text[text.count - 1] = UInt8(ascii: ".")
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"), nil: break
    case .some(let byte): if byte < 0x80, byte != UInt8(ascii: "-") { text.append(UInt8(ascii: ".")) }
    }
}
