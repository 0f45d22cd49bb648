// SPDX-License-Identifier: GPL-3.0-or-later

/// Whole numbers from 0 as few bytes, seven bits in each, the lowest first.
enum LEB128 {
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = UInt(max(0, number))
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Takes a number from the beginning of `bytes`.
    ///
    /// - Returns: nil if the bytes break off, or say a number of more than 56 bits.
    static func read(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        var number = 0
        var shift = 0
        while shift < 56, let byte = bytes.popFirst() {
            number |= Int(byte & 0x7f) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}
