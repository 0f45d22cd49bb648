// SPDX-License-Identifier: GPL-3.0-or-later

/// A piece of an RTF file.
enum RichTextToken {
    case open
    case close
    /// A control word with its number, if it has one: `\u8211`.
    case word(ArraySlice<UInt8>, Int?)
    /// A control symbol: `\~`.
    case symbol(UInt8)
    /// A byte of text, as it stands or as `\'e9`.
    case byte(UInt8)
}

/// Cuts RTF into tokens, in one pass.
struct RichTextScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> RichTextToken? {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"): return .open
            case UInt8(ascii: "}"): return .close
            case UInt8(ascii: "\\"): return control()
            // Line ends are for whoever looks at the file, and zeros for nobody.
            case 0x0A, 0x0D, 0: continue
            default: return .byte(byte)
            }
        }
        return nil
    }

    /// Passes over bytes that are no RTF.
    mutating func skip(_ count: Int) {
        position += min(max(0, count), bytes.count - position)
    }

    private mutating func control() -> RichTextToken? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        guard first.isASCIILetter else {
            position += 1
            guard first == UInt8(ascii: "'") else {
                // An escaped line end ends a paragraph.
                return first == 0x0A || first == 0x0D ? .word(Array("par".utf8)[...], nil) : .symbol(first)
            }
            guard let high = hexadecimal(position), let low = hexadecimal(position + 1) else { return .symbol(first) }
            position += 2
            return .byte(high << 4 | low)
        }
        let start = position
        while position < bytes.count, bytes[position].isASCIILetter { position += 1 }
        let name = bytes[start..<position]
        let number = number()
        // One space ends the word and is no text.
        if position < bytes.count, bytes[position] == 0x20 { position += 1 }
        return .word(name, number)
    }

    private mutating func number() -> Int? {
        var end = position
        let isNegative = end < bytes.count && bytes[end] == UInt8(ascii: "-")
        if isNegative { end += 1 }
        let start = end
        var value = 0
        while end < bytes.count, (0x30...0x39).contains(bytes[end]) {
            // Larger numbers than the format has are cut.
            value = min(value * 10 + Int(bytes[end] - 0x30), 1 << 31)
            end += 1
        }
        guard end > start else { return nil }
        position = end
        return isNegative ? -value : value
    }

    private func hexadecimal(_ index: Int) -> UInt8? {
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case let digit where (0x30...0x39).contains(digit): return digit - 0x30
        case let letter where (0x41...0x46).contains(letter & 0xDF): return (letter & 0xDF) - 0x37
        default: return nil
        }
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool { (0x41...0x5A).contains(self & 0xDF) }
}
