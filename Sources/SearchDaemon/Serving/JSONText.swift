// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// JSON, put together byte by byte.
///
/// For the answer to a query alone, which is made thousands of times: Foundation's encoder took some 0.3 ms for ten hits, more
/// than the search. Everything else goes through the encoder.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    /// Whether something stands before the next member of the innermost object or array.
    private var needsComma = false

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func object(_ members: (inout JSONText) -> Void) {
        enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    mutating func array(_ elements: (inout JSONText) -> Void) {
        enclose(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    /// Begins a member of an object; its value comes next.
    ///
    /// - Parameter name: one that needs no escape.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Begins an object of the API: its first member tells the format.
    mutating func answer(_ members: (inout JSONText) -> Void) {
        object { text in
            text.key("format")
            text.value(WireFormat.current)
            members(&text)
        }
    }

    mutating func value(_ number: Int) { literal(String(number)) }
    mutating func null() { literal("null") }
    mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }

    /// JSON has no number that is infinite or none; null stands for one.
    mutating func value(_ number: Double) { literal(number.isFinite ? String(number) : "null") }

    /// A string, or null.
    mutating func value(_ text: String?) {
        guard var text else { return literal("null") }
        separate()
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            // Most text needs no escape: copy the runs between those that do.
            var start = 0
            for index in utf8.indices where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5c {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                escape(utf8[index])
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func enclose(_ opening: UInt8, _ closing: UInt8, _ body: (inout JSONText) -> Void) {
        separate()
        bytes.append(opening)
        needsComma = false
        body(&self)
        bytes.append(closing)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5c: bytes.append(byte)
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: [UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }
    }
}
