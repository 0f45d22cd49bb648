// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

// The rules by which a scalar is folded. They decide what the index holds: to change one is to change the index's
// schema. Unicode's stability policy keeps the decomposition of an assigned character as it is for good, so a newer
// toolchain only adds characters.

/// Folds one scalar: its kind, and its lower case without the accents of Latin, Greek and Cyrillic.
///
/// Everything else is decomposed canonically, so that both ways to write a character give the same word, except
/// Hangul, й and ї, which stay composed. This is far too slow for text: `FoldTable` keeps the results.
func foldedScalar(_ scalar: Unicode.Scalar) -> FoldedScalar {
    if let kind = punctuationKind(scalar) { return FoldedScalar(kind) }
    if isSkipped(scalar) { return FoldedScalar(.skipped) }

    let properties = scalar.properties
    switch scalar.value {
    case 0x0306, 0x0308: return FoldedScalar(.composing)
    case 0x0653...0x0655, 0x1161...0x1175, 0x11A8...0x11C2: return FoldedScalar(.composing, [scalar])
    case 0x00AA: return FoldedScalar(.letter, ["a"])
    case 0x00BA: return FoldedScalar(.letter, ["o"])
    case 0x2080...0x2089:  // subscript digits: CO₂ is found as CO2; superscripts are mostly footnotes and separate
        return FoldedScalar(.digit, digit(Int(scalar.value - 0x2080)))
    default: break
    }

    switch properties.generalCategory {
    case .decimalNumber:
        guard let value = properties.numericValue else { return FoldedScalar(.separator) }
        return FoldedScalar(.digit, digit(Int(value)))
    case .nonspacingMark, .spacingMark:
        return FoldedScalar(.mark, decomposed(scalar))
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
        let letters = foldedLetters(scalar)
        guard let first = letters.first else { return FoldedScalar(.separator) }
        if first.properties.generalCategory == .nonspacingMark { return FoldedScalar(.mark, letters) }
        return FoldedScalar(isSolo(first) ? .solo : .letter, letters)
    default:
        return FoldedScalar(.separator)
    }
}

/// The composed form of two scalars that canonical decomposition would part but folding keeps together, or nil.
///
/// These are й and ї, letters of their own; Hangul syllables (The Unicode Standard, section 3.12); and the alefs
/// that carry a hamza or madda, which readers type without it and which become the bare letter.
func composed(_ base: UInt32, with mark: UInt32) -> UInt32? {
    switch (base, mark) {
    case (0x0438, 0x0306): 0x0439
    case (0x0456, 0x0308): 0x0457
    case (0x0627, 0x0653...0x0655): 0x0627
    case (0x1100...0x1112, 0x1161...0x1175): 0xAC00 + ((base - 0x1100) * 21 + (mark - 0x1161)) * 28
    case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (base - 0xAC00) % 28 == 0: base + (mark - 0x11A7)
    default: nil
    }
}

// MARK: Letters

private func foldedLetters(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    let lower = plainForm(scalar).unicodeScalars.flatMap { $0.properties.lowercaseMapping.unicodeScalars }
    var letters: [Unicode.Scalar] = []
    for part in lower.flatMap(decomposed) {
        if let last = letters.last, let whole = composed(last.value, with: part.value).flatMap(Unicode.Scalar.init) {
            letters[letters.count - 1] = whole
        } else if !isSkipped(part), part != "\u{0306}", part != "\u{0308}" {
            letters += plainLetters(part)
        }
    }
    return letters
}

/// The scalar itself, or what it stands for if it is only a form of others: a ligature, a letter of full or half width,
/// the shape of an Arabic letter, a Greek letter used as a symbol.
private func plainForm(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x00B5, 0x03D0...0x03D6, 0x03F0...0x03F9, 0xFB00...0xFB06, 0xFB50...0xFDFB, 0xFE70...0xFEFC, 0xFF21...0xFF9F:
        let plain = String(scalar).decomposedStringWithCompatibilityMapping
        // Whole phrases, and marks shown on a space, stay as they are.
        return plain.unicodeScalars.contains(" ") ? String(scalar) : plain
    default:
        return String(scalar)
    }
}

/// The letters without decomposition that are commonly typed as others.
private func plainLetters(_ letter: Unicode.Scalar) -> [Unicode.Scalar] {
    switch letter {
    case "ß": ["s", "s"]
    case "æ": ["a", "e"]
    case "œ": ["o", "e"]
    case "ø": ["o"]
    case "đ", "ð": ["d"]
    case "ł": ["l"]
    case "þ": ["t", "h"]
    case "ı": ["i"]
    case "ħ": ["h"]
    case "ŧ": ["t"]
    case "ĳ": ["i", "j"]
    case "ſ": ["s"]
    case "ŉ": ["n"]
    case "ς": ["σ"]
    case "\u{0671}": ["\u{0627}"]  // alef wasla
    default: [letter]
    }
}

private func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
}

private func digit(_ value: Int) -> [Unicode.Scalar] {
    Array(String(value).unicodeScalars)
}

// MARK: Classes

private func punctuationKind(_ scalar: Unicode.Scalar) -> ScalarKind? {
    switch scalar {
    case "'", "’", "‘", "ʼ", "ʹ", "`", "´", "＇", "ʻ", "ʾ", "ʿ", "\u{0374}", "׳": .apostrophe
    case ".", "．": .period
    case ",", "，": .comma
    default: nil
    }
}

private func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00AD, 0x034F, 0x061C, 0x180B...0x180F, 0x200C...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069,
        0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF:
        true  // soft hyphen, joiners, directional marks, variation selectors
    case 0x0306, 0x0308:
        false  // these may compose
    case 0x0300...0x036F, 0x0483...0x0489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F:
        true  // accents
    case 0x0610...0x061A, 0x0640, 0x064B...0x0652, 0x0656...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4,
        0x06E7, 0x06E8, 0x06EA...0x06ED, 0x08D3...0x08FF:
        true  // Arabic vowel signs and the tatweel
    case 0x0591...0x05BD, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, 0xFB1E:
        true  // Hebrew points
    default:
        false
    }
}

/// Whether the scalar belongs to a script that does not put spaces between words.
private func isSolo(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isIdeographic { return true }
    switch scalar.value {
    case 0x0E00...0x0EFF,  // Thai, Lao
        0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F,  // Myanmar
        0x1780...0x17FF,  // Khmer
        0x3005, 0x3031...0x3035, 0x303B, 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D,  // kana
        0x3105...0x312F, 0x31A0...0x31BF,  // Bopomofo
        0x1AFF0...0x1B16F:  // further kana
        return true
    default:
        return false
    }
}
