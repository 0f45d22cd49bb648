// SPDX-License-Identifier: GPL-3.0-or-later

/// Classes of characters, with ASCII, which most text is, decided without a look into the Unicode tables.
extension Unicode.Scalar {
    /// White space of any script.
    var isBlank: Bool {
        isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }

    /// A letter of any script.
    var isLetter: Bool {
        isASCII ? (0x41...0x5A).contains(value & ~0x20) : properties.isAlphabetic
    }

    /// A letter in lower case.
    var isLower: Bool {
        isASCII ? (0x61...0x7A).contains(value) : properties.isLowercase
    }

    /// A digit of any script.
    var isDigit: Bool {
        isASCII ? (0x30...0x39).contains(value) : properties.numericType == .decimal
    }
}

extension UInt8 {
    /// An ASCII digit.
    var isASCIIDigit: Bool {
        (0x30...0x39).contains(self)
    }
}
