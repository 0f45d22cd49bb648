// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a date; white space only separates.
package enum DateToken: Hashable {
    case number(Int, digits: Int)
    /// In lower case.
    case word(String)
    case mark(Unicode.Scalar)
}

/// Splits a line into tokens; nil if it holds no digit or is too long to be a date.
package func dateTokens(_ line: Substring) -> [DateToken]? {
    guard line.utf8.count <= 120, line.utf8.contains(where: { $0.isASCIIDigit }) else { return nil }
    var tokens: [DateToken] = []
    var rest = line.unicodeScalars
    while let scalar = rest.first {
        if let digit = scalar.decimalDigit {
            var value = digit
            var digits = 1
            rest.removeFirst()
            // 14 digits are a time stamp to the second; more are no date.
            while digits <= 14, let digit = rest.first?.decimalDigit {
                value = value * 10 + digit
                digits += 1
                rest.removeFirst()
            }
            tokens.append(.number(value, digits: digits))
        } else if scalar.isCalendarMark {
            tokens.append(.mark(scalar))
            rest.removeFirst()
        } else if scalar.isLetter {
            let word = rest.prefix { $0.isWordPart }
            tokens.append(.word(Substring(word).lowercased()))
            rest = rest[word.endIndex...]
        } else {
            if !scalar.isBlank { tokens.append(.mark(scalar)) }
            rest.removeFirst()
        }
    }
    return tokens
}

extension Unicode.Scalar {
    /// The value of an ASCII digit.
    fileprivate var decimalDigit: Int? {
        isASCII && isDigit ? Int(value) - 0x30 : nil
    }

    /// The signs for year, month and day in East Asian dates, which stand right after the number.
    fileprivate var isCalendarMark: Bool {
        self == "年" || self == "月" || self == "日"
    }

    fileprivate var isWordPart: Bool {
        if isASCII { return isLetter || self == "'" }
        return (isLetter && !isCalendarMark) || properties.generalCategory == .nonspacingMark || self == "’"
    }
}
