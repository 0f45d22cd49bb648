// SPDX-License-Identifier: GPL-3.0-or-later

/// A Unicode encoding form, with the order of its bytes.
enum UnicodeForm: Hashable, Sendable {
    case utf8
    case utf16(bigEndian: Bool)
    case utf32(bigEndian: Bool)

    /// The form that a byte order mark at the start of `bytes` announces, and the mark's length in bytes.
    static func announced(by bytes: UnsafeRawBufferPointer) -> (form: UnicodeForm, markLength: Int)? {
        let head = Array(bytes.prefix(4))
        // FF FE 00 00 would also be the mark of UTF-16 before a NUL, which no text has.
        if head == [0xFF, 0xFE, 0x00, 0x00] { return (.utf32(bigEndian: false), 4) }
        if head == [0x00, 0x00, 0xFE, 0xFF] { return (.utf32(bigEndian: true), 4) }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16(bigEndian: false), 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16(bigEndian: true), 2) }
        return nil
    }

    /// The wide form of text without a byte order mark, told by where its zero bytes stand; nil if it is none.
    ///
    /// Spaces, line ends, digits and Latin letters have a zero high byte in any script's text, so one byte of the
    /// unit is often zero while the lowest never is.
    static func wideForm(of bytes: UnsafeRawBufferPointer) -> UnicodeForm? {
        let sample = bytes.prefix(1 << 14)
        var zeros = [0, 0, 0, 0]
        for (offset, byte) in sample.enumerated() where byte == 0 { zeros[offset % 4] += 1 }
        let units = sample.count / 4
        guard units > 0 else { return nil }
        if bytes.count.isMultiple(of: 4) {
            // A scalar has 21 bits: the highest byte of every unit is zero, the one below nearly always.
            if zeros[0] == units, zeros[1] >= units / 2, zeros[3] == 0 { return .utf32(bigEndian: true) }
            if zeros[3] == units, zeros[2] >= units / 2, zeros[0] == 0 { return .utf32(bigEndian: false) }
        }
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let even = zeros[0] + zeros[2]
        let odd = zeros[1] + zeros[3]
        // One unit in twelve: even text in a non-Latin script has that many spaces and line ends. A stray zero byte
        // or two make no wide text.
        let wideUnits = sample.count / 2
        let enough = max(wideUnits / 12, min(wideUnits, 3))
        if even >= enough, odd * 50 <= even { return .utf16(bigEndian: true) }
        if odd >= enough, even * 50 <= odd { return .utf16(bigEndian: false) }
        return nil
    }

    /// Decodes `bytes`, which hold no byte order mark; whatever is not valid becomes U+FFFD.
    func decode(_ bytes: UnsafeRawBufferPointer) -> String {
        switch self {
        case .utf8:
            return String(decoding: bytes, as: UTF8.self)
        case .utf16(let bigEndian):
            let units = (0..<bytes.count / 2).map { index in
                let unit = bytes.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
                return bigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit)
            }
            return String(decoding: units, as: UTF16.self)
        case .utf32(let bigEndian):
            var text = String.UnicodeScalarView()
            for index in 0..<bytes.count / 4 {
                let unit = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                let value = bigEndian ? UInt32(bigEndian: unit) : UInt32(littleEndian: unit)
                text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
            }
            return String(text)
        }
    }

    /// The name that warnings give it.
    var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16(let bigEndian): bigEndian ? "UTF-16BE" : "UTF-16LE"
        case .utf32(let bigEndian): bigEndian ? "UTF-32BE" : "UTF-32LE"
        }
    }
}
