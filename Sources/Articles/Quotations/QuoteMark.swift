// SPDX-License-Identifier: GPL-3.0-or-later

/// A quotation mark, or an apostrophe that may be one, where it stands in a text.
struct QuoteMark {
    enum Shape: UInt8 {
        /// `"`, `''` and `＂`, whose side only their neighbours tell.
        case straight
        /// `“`, and the two backticks of TeX.
        case leftDouble
        case rightDouble
        /// `„`
        case lowDouble
        case leftAngle
        case rightAngle
        /// `'`, which is an apostrophe more often than not.
        case straightSingle
        case leftSingle
        case rightSingle
        /// `‚`
        case lowSingle
        case leftCorner
        case rightCorner

        var isSingle: Bool {
            switch self {
            case .straightSingle, .leftSingle, .rightSingle, .lowSingle: true
            default: false
            }
        }
    }

    var shape: Shape
    /// The bytes of the mark.
    var range: Range<Int>
    /// The neighbours speak for an opening mark: nothing or a space before it, a word after it.
    var mayOpen: Bool
    /// The neighbours speak for a closing mark.
    var mayClose: Bool
    /// Punctuation stands right before it, as before most marks that close speech.
    var followsPunctuation: Bool
    /// The word before it ends in `s`, so that an apostrophe may make it a possessive plural.
    var followsS: Bool
}

/// The quotation marks within one paragraph, in order, the first `mostMarks` of them.
func quoteMarks(of prose: Prose, in paragraph: Range<Int>) -> [QuoteMark] {
    var marks: [QuoteMark] = []
    var offset = paragraph.lowerBound
    while offset < paragraph.upperBound, marks.count < mostMarks {
        let byte = prose.bytes[offset]
        guard byte == 0x22 || byte == 0x27 || byte == 0x60 || (byte >= 0xC2 && byte < 0xF0) else {
            offset += 1
            continue
        }
        let scalar = prose.scalar(at: offset)
        var end = offset + scalar.length
        let isDoubled = (byte == 0x27 || byte == 0x60) && end < paragraph.upperBound && prose.bytes[end] == byte
        if let shape = shape(of: scalar.value, isDoubled: isDoubled) {
            if isDoubled { end += 1 }
            let mark = mark(shape, offset..<end, in: paragraph, of: prose)
            if !isInches(mark, in: prose, paragraph) { marks.append(mark) }
        }
        offset = end
    }
    return marks
}

/// Far more than any paragraph of prose has; what has more is data, and a million marks would take much memory.
private let mostMarks = 20_000

/// Whether there is any mark that could open a quotation: the quick test that most texts without one fail.
func hasQuoteMarks(_ prose: Prose) -> Bool {
    prose.bytes.withUnsafeBufferPointer { bytes in
        for (offset, byte) in bytes.enumerated() where byte == 0x22 || byte == 0x60 || byte == 0x27 || byte >= 0xC2 {
            switch byte {
            case 0x22, 0x60: return true
            case 0x27:  // within a word it is an apostrophe
                if offset == 0 || !isWordScalar(UInt32(bytes[offset - 1])) || bytes[offset - 1] >= 0x80 { return true }
            case 0xC2: if bytes[offset + 1] == 0xAB || bytes[offset + 1] == 0xBB { return true }
            case 0xE2:
                if bytes[offset + 1] == 0x80, bytes[offset + 2] != 0x99, isQuote(bytes[offset + 2]) { return true }
            case 0xE3: if bytes[offset + 1] == 0x80, (0x8C...0x8F).contains(bytes[offset + 2]) { return true }
            case 0xEF: if bytes[offset + 1] == 0xBC, bytes[offset + 2] == 0x82 { return true }
            default: break
            }
        }
        return false
    }
}

/// Whether the byte, after E2 80, makes one of the quotation marks of General Punctuation.
private func isQuote(_ byte: UInt8) -> Bool {
    (0x98...0x9F).contains(byte) || byte == 0xB9 || byte == 0xBA
}

private func shape(of scalar: UInt32, isDoubled: Bool) -> QuoteMark.Shape? {
    switch scalar {
    case 0x22, 0xFF02: .straight
    case 0x27: isDoubled ? .straight : .straightSingle
    case 0x60: isDoubled ? .leftDouble : nil
    case 0x201C: .leftDouble
    case 0x201D: .rightDouble
    case 0x201E, 0x201F: .lowDouble
    case 0xAB: .leftAngle
    case 0xBB: .rightAngle
    case 0x2018, 0x201B, 0x2039: .leftSingle
    case 0x2019, 0x203A: .rightSingle
    case 0x201A: .lowSingle
    case 0x300C, 0x300E: .leftCorner
    case 0x300D, 0x300F: .rightCorner
    default: nil
    }
}

private func mark(
    _ shape: QuoteMark.Shape,
    _ range: Range<Int>,
    in paragraph: Range<Int>,
    of prose: Prose
) -> QuoteMark {
    let before = prose.scalar(before: range.lowerBound, in: paragraph)
    let after = prose.scalar(after: range.upperBound, in: paragraph)
    let spaceBefore = before.map(isSpace) ?? true
    let spaceAfter = after.map(isSpace) ?? true
    let punctuationBefore = before.map(endsClause) ?? false
    let opensBefore = before.map { isOpening($0) || isDash($0) } ?? true
    let closesAfter = after.map { endsClause($0) || isClosing($0) || isDash($0) } ?? true
    return QuoteMark(
        shape: shape,
        range: range,
        mayOpen: (spaceBefore || opensBefore) && !spaceAfter,
        mayClose: !spaceBefore && (spaceAfter || closesAfter || punctuationBefore),
        followsPunctuation: punctuationBefore,
        followsS: before == 0x73 || before == 0x53
    )
}

/// `6'2"` and the like are lengths: a mark right after a digit that has a foot mark close before it.
private func isInches(_ mark: QuoteMark, in prose: Prose, _ paragraph: Range<Int>) -> Bool {
    let start = mark.range.lowerBound
    guard mark.shape == .straight, start > paragraph.lowerBound, prose.bytes[start - 1].isASCIIDigit else {
        return false
    }
    let near = prose.bytes[max(paragraph.lowerBound, start - 6)..<start]
    guard let foot = near.lastIndex(where: { !$0.isASCIIDigit }), foot > near.startIndex else { return false }
    return (prose.bytes[foot] == 0x27 || prose.bytes[foot] == 0x99) && prose.bytes[foot + 1..<start].count <= 2
}

private func endsClause(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2C, 0x2E, 0x21, 0x3F, 0x3A, 0x3B, 0x2026, 0x3002, 0xFF0C, 0xFF01, 0xFF1F: true
    default: false
    }
}

private func isOpening(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x28, 0x5B, 0x7B, 0x22, 0x2018, 0x201C, 0x201E, 0xAB, 0x2F: true
    default: false
    }
}

private func isClosing(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x29, 0x5D, 0x7D, 0x22, 0x2019, 0x201D, 0xBB, 0x27, 0x2F: true
    default: false
    }
}
