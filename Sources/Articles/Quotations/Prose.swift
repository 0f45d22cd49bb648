// SPDX-License-Identifier: GPL-3.0-or-later

/// A text as the quotation finder reads it: its UTF-8 bytes, looked at by offset.
struct Prose {
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var count: Int { bytes.count }

    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Whether the only white space in a range is single spaces between ASCII words, none at its end.
    func isPlain(_ range: Range<Int>) -> Bool {
        var last: UInt8 = 0
        for byte in bytes[range] {
            guard byte > 0x20 && byte < 0x80 || byte == 0x20 && last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20
    }

    /// A word in lower case, with straight apostrophes and without soft hyphens.
    func folded(_ range: Range<Int>) -> String {
        var isASCII = true
        let word = String(unsafeUninitializedCapacity: range.count) { buffer in
            var count = 0
            var index = range.lowerBound
            while index < range.upperBound {
                let byte = bytes[index]
                let (folded, length) = foldedByte(byte, at: index, in: range)
                index += length
                guard let folded else { continue }
                buffer[count] = folded
                count += 1
                isASCII = isASCII && folded < 0x80
            }
            return count
        }
        return isASCII ? word : word.lowercased()
    }

    /// The hash of a word as ``folded(_:)`` gives it, of letters that stand twice in a row one left out.
    func foldedHashWithoutDoubles(_ range: Range<Int>) -> WordHash.Value {
        let word = folded(range)
        var hash = WordHash()
        if word.utf8.allSatisfy({ $0 < 0x80 }) {
            var last: UInt8?
            for byte in word.utf8 where byte != last {
                hash.add(byte)
                last = byte
            }
            return hash.value
        }
        var last: Character?
        for letter in word where letter != last {
            for byte in letter.utf8 { hash.add(byte) }
            last = letter
        }
        return hash.value
    }

    /// Whether a word has these ASCII letters, in lower case, at its end.
    func hasSuffix(_ suffix: StaticString, _ range: Range<Int>) -> Bool {
        let length = suffix.utf8CodeUnitCount
        return range.count >= length && isFolded(range.upperBound - length..<range.upperBound, suffix)
    }

    /// Whether a word is these ASCII letters, in lower case.
    func isFolded(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return range.enumerated().allSatisfy { bytes[$1] | 0x20 == word.utf8Start[$0] }
    }

    /// The hash of a word as ``folded(_:)`` gives it.
    func foldedHash(_ range: Range<Int>) -> WordHash.Value {
        var hash = WordHash()
        for index in range {
            let byte = bytes[index]
            guard byte < 0x80 else { return WordHash.value(of: folded(range)) }
            hash.add((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return hash.value
    }

    /// What a byte of a word becomes, and how many bytes that stands for.
    private func foldedByte(_ byte: UInt8, at index: Int, in range: Range<Int>) -> (byte: UInt8?, length: Int) {
        switch byte {
        case 0x41...0x5A: (byte | 0x20, 1)
        case 0xE2 where index + 2 < range.upperBound && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x99: (0x27, 3)
        case 0xCA where index + 1 < range.upperBound && bytes[index + 1] == 0xBC: (0x27, 2)
        case 0xC2 where index + 1 < range.upperBound && bytes[index + 1] == 0xAD: (nil, 2)
        default: (byte, 1)
        }
    }

    /// The scalar that begins at `offset`, a scalar boundary before the end, and its length in bytes.
    @inline(__always)
    func scalar(at offset: Int) -> (value: UInt32, length: Int) {
        let lead = bytes[offset]
        return lead < 0x80 ? (UInt32(lead), 1) : longScalar(lead, at: offset)
    }

    private func longScalar(_ lead: UInt8, at offset: Int) -> (value: UInt32, length: Int) {
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard offset + length <= bytes.count else { return (UInt32(lead), 1) }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for byte in bytes[offset + 1..<offset + length] { value = value << 6 | UInt32(byte & 0x3F) }
        return (value, length)
    }

    /// The scalar that ends at `offset`, or nil at the start of `line`.
    func scalar(before offset: Int, in line: Range<Int>) -> UInt32? {
        guard offset > line.lowerBound else { return nil }
        var start = offset - 1
        while start > line.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start).value
    }

    /// The scalar that begins at `offset`, or nil at the end of `line`.
    func scalar(after offset: Int, in line: Range<Int>) -> UInt32? {
        offset < line.upperBound ? scalar(at: offset).value : nil
    }

    /// The range without white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound {
            let next = scalar(at: start)
            guard isSpace(next.value) else { break }
            start += next.length
        }
        var end = range.upperBound
        while end > start, let last = scalar(before: end, in: range), isSpace(last) {
            end -= 1
            while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        }
        return start..<end
    }
}

// Classes of scalars by ranges of code points: Unicode's own data takes a microsecond to ask, which for each letter of
// a text is too long, and what counts here is only where words, names and marks begin and end.

/// White space, line breaks, and marks that nobody sees.
func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x20, 0x85, 0xA0, 0xAD, 0x1680, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000, 0xFEFF: true
    default: false
    }
}

/// What words are made of.
func isWordScalar(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case ..<0xC0: scalar == 0xAA || scalar == 0xB5 || scalar == 0xBA
    case 0xD7, 0xF7, 0x2000...0x206F, 0x3000...0x303F, 0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFEFF: false
    default: true
    }
}

/// Whether a word that begins with the scalar is capitalised; scripts without case have no capitals.
func isCapital(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE: true
    case ..<0x100: false
    case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1
    case 0x178: true
    case 0x100...0x137, 0x14A...0x177, 0x1E00...0x1EFF, 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: scalar & 1 == 0
    case 0x386...0x38F, 0x391...0x3AB, 0x400...0x42F, 0x531...0x556, 0x10A0...0x10C5: true
    default: false
    }
}

func isDash(_ scalar: UInt32) -> Bool {
    scalar == 0x2D || (0x2010...0x2015).contains(scalar)
}
