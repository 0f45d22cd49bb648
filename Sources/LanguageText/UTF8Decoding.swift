// SPDX-License-Identifier: GPL-3.0-or-later

/// One scalar of a UTF-8 text, or one byte that belongs to none.
struct DecodedScalar {
    /// U+0000 where the bytes are not UTF-8: it separates words, as any control character does.
    var value: UInt32
    /// How many bytes it takes, at least 1.
    var length: Int

    static let invalid = DecodedScalar(value: 0, length: 1)
}

/// Decodes the scalar that starts at `position`, which must be inside `text`.
///
/// Only well-formed sequences are taken (The Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing
/// above U+10FFFF); of anything else it gives one byte as invalid, so that a caller always moves on.
func decodeScalar(in text: UnsafeBufferPointer<UInt8>, at position: Int) -> DecodedScalar {
    let lead = text[position]
    if lead < 0x80 { return DecodedScalar(value: UInt32(lead), length: 1) }

    let length: Int
    let smallest: UInt32
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, smallest, value) = (2, 0x80, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, smallest, value) = (3, 0x800, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, smallest, value) = (4, 0x10000, UInt32(lead & 0x07))
    default: return .invalid
    }
    guard position + length <= text.count else { return .invalid }
    for offset in 1..<length {
        let byte = text[position + offset]
        guard byte & 0xC0 == 0x80 else { return .invalid }
        value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= smallest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return .invalid }
    return DecodedScalar(value: value, length: length)
}
