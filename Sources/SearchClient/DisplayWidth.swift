// SPDX-License-Identifier: GPL-3.0-or-later

/// Columns that a character takes on a terminal: 0, 1 or 2.
func displayWidth(_ character: Character) -> Int {
    if character.isASCII { return 1 }
    var width = 0
    for scalar in character.unicodeScalars {
        // The variation selector that asks for the colourful form of a symbol.
        if scalar.value == 0xFE0F { return 2 }
        width = max(width, displayWidth(scalar))
    }
    return width
}

/// Columns that a line of text takes on a terminal.
func displayWidth(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    if wideRanges.contains(where: { $0.first <= value && value <= $0.last }) || scalar.properties.isEmojiPresentation {
        return 2
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
}

/// Scalars with East_Asian_Width W or F (Unicode 14, EastAsianWidth.txt), the gaps of unassigned ones closed.
///
/// Pairs, for the first range of a type takes a program of 1 ms some of that to make the type of.
///
/// The emoji among them are left to `isEmojiPresentation`, which grows with the standard library.
private let wideRanges: [(first: UInt32, last: UInt32)] = [
    (0x1100, 0x115F), (0x2329, 0x232A), (0x2E80, 0x303E), (0x3041, 0x3247), (0x3250, 0x4DBF), (0x4E00, 0xA4C6),
    (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FB), (0x1F200, 0x1F265), (0x20000, 0x3FFFD),
]
