// SPDX-License-Identifier: GPL-3.0-or-later

/// A writing system, as far as it tells languages apart.
enum Script: Int, CaseIterable {
    case latin, cyrillic, arabic, devanagari
    case greek, hebrew, armenian, georgian, ethiopic, bengali, gurmukhi, gujarati, tamil, telugu, kannada, malayalam
    case sinhala, thai, lao, burmese, khmer, hangul, kana, han

    /// The language that is written in it and in no other here; nil for one that several languages share.
    var onlyLanguage: String? {
        switch self {
        case .latin, .cyrillic, .arabic, .devanagari, .han: nil
        case .greek: "el"
        case .hebrew: "he"
        case .armenian: "hy"
        case .georgian: "ka"
        case .ethiopic: "am"
        case .bengali: "bn"
        case .gurmukhi: "pa"
        case .gujarati: "gu"
        case .tamil: "ta"
        case .telugu: "te"
        case .kannada: "kn"
        case .malayalam: "ml"
        case .sinhala: "si"
        case .thai: "th"
        case .lao: "lo"
        case .burmese: "my"
        case .khmer: "km"
        case .hangul: "ko"
        case .kana: "ja"
        }
    }

    /// Whether a word of it is a character or two: fewer make a text.
    var isDense: Bool {
        self == .han || self == .kana || self == .hangul
    }

    /// The script of a letter above ASCII by its code point; nil for what is no letter of a script here.
    init?(_ scalar: UInt32) {
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x400...0x52F: self = .cyrillic
        case 0x531...0x556, 0x561...0x587: self = .armenian
        case 0x5D0...0x5EA: self = .hebrew
        case 0x620...0x65F, 0x66E...0x6D3, 0x6D5...0x6FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: self = .arabic
        case 0x900...0x963, 0x971...0x97F: self = .devanagari
        case 0x980...0x9FF: self = .bengali
        case 0xA00...0xA7F: self = .gurmukhi
        case 0xA80...0xAFF: self = .gujarati
        case 0xB80...0xBFF: self = .tamil
        case 0xC00...0xC7F: self = .telugu
        case 0xC80...0xCFF: self = .kannada
        case 0xD00...0xD7F: self = .malayalam
        case 0xD80...0xDFF: self = .sinhala
        case 0xE01...0xE3A, 0xE40...0xE4E: self = .thai
        case 0xE80...0xEFF: self = .lao
        case 0x1000...0x109F: self = .burmese
        case 0x10A0...0x10FF, 0x1C90...0x1CBF: self = .georgian
        case 0x1200...0x139F: self = .ethiopic
        case 0x1780...0x17FF: self = .khmer
        case 0x1100...0x11FF, 0xAC00...0xD7AF: self = .hangul
        case 0x3041...0x30FF: self = .kana
        case 0x3400...0x9FFF: self = .han
        default: return nil
        }
    }
}
