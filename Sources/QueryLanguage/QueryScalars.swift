// SPDX-License-Identifier: GPL-3.0-or-later

/// The signs of the query language in all the shapes in which keyboards and word processors write them.
enum QueryScalars {
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
        return scalar.properties.isWhitespace || scalar.properties.generalCategory == .control || scalar == "\u{200B}"
    }

    /// Hyphens, dashes and the minus sign.
    static func isDash(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FE58}", "\u{FE63}", "\u{FF0D}": true
        default: false
        }
    }

    /// Marks that quote wherever they stand.
    static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\"" || scalar == "＂" || scalar == "″" || isPairedQuote(scalar)
    }

    /// Quotation marks that have a left and a right shape; languages differ on which opens.
    static func isPairedQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "“", "”", "„", "‟", "«", "»", "‹", "›", "「", "」", "『", "』", "〝", "〞", "〟", "❝", "❞": true
        default: false
        }
    }

    /// Marks that quote if they open a word, and are apostrophes elsewhere.
    static func isSingleQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "'", "‘", "’", "‚", "‛", "`", "´", "＇", "❛", "❜": true
        default: false
        }
    }

    static func isTilde(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "~" || scalar == "\u{02DC}" || scalar == "～"
    }

    static func isEquals(_ scalar: Unicode.Scalar) -> Bool { scalar == "=" || scalar == "＝" }

    static func isColon(_ scalar: Unicode.Scalar) -> Bool { scalar == ":" || scalar == "：" }

    static func isOpening(_ scalar: Unicode.Scalar) -> Bool { scalar == "(" || scalar == "（" }

    static func isClosing(_ scalar: Unicode.Scalar) -> Bool { scalar == ")" || scalar == "）" }

    static func isBar(_ scalar: Unicode.Scalar) -> Bool { scalar == "|" || scalar == "｜" }

    static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    static func isASCIIDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIILetter(scalar) || isASCIIDigit(scalar) }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    static func isHebrew(_ scalar: Unicode.Scalar) -> Bool { ("\u{05D0}"..."\u{05EA}").contains(scalar) }
}
