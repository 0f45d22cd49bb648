// SPDX-License-Identifier: GPL-3.0-or-later

/// What a payload says cannot be.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Writes values one after the other: numbers in LEB128, strings as UTF-8 with their length before them.
///
/// What is optional has its length or value plus one, 0 if it is nil. Which value stands where, both sides know.
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// - Parameter number: 0 or more.
    package mutating func append(_ number: Int) {
        var rest = UInt(max(0, number))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func append(_ number: Int?) {
        append(number.map { $0 + 1 } ?? 0)
    }

    package mutating func append(_ string: String) {
        append(string.utf8.count)
        bytes.append(contentsOf: string.utf8)
    }

    package mutating func append(_ string: String?) {
        guard let string else { return append(0) }
        append(string.utf8.count + 1)
        bytes.append(contentsOf: string.utf8)
    }

    package mutating func append(_ strings: [String]) {
        append(strings.count)
        for string in strings { append(string) }
    }

    package mutating func append(_ range: Range<Int>) {
        append(range.lowerBound)
        append(range.count)
    }
}

/// Reads what ``WireWriter`` wrote; it comes from a process that may have been taken over.
package struct WireReader {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    package mutating func number() throws(WireError) -> Int {
        var number = 0
        var shift = 0
        while shift < 56 {
            guard let byte = rest.popFirst() else { throw WireError("a message breaks off") }
            number |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        throw WireError("a number is out of all bounds")
    }

    package mutating func optionalNumber() throws(WireError) -> Int? {
        let number = try number()
        return number == 0 ? nil : number - 1
    }

    /// A number of things of which each takes a byte at least.
    package mutating func count() throws(WireError) -> Int {
        let count = try number()
        guard count <= rest.count else { throw WireError("a message breaks off") }
        return count
    }

    package mutating func string() throws(WireError) -> String {
        try string(ofLength: try number())
    }

    package mutating func optionalString() throws(WireError) -> String? {
        guard let length = try optionalNumber() else { return nil }
        return try string(ofLength: length)
    }

    package mutating func strings() throws(WireError) -> [String] {
        var strings: [String] = []
        for _ in 0..<(try count()) { strings.append(try string()) }
        return strings
    }

    /// - Parameter bounds: what it must lie in.
    package mutating func range(in bounds: Range<Int>) throws(WireError) -> Range<Int> {
        let start = try number()
        let length = try number()
        guard bounds.contains(start) || start == bounds.upperBound, length <= bounds.upperBound - start else {
            throw WireError("a range is outside of its text")
        }
        return start..<start + length
    }

    /// Nothing more may come.
    package func finish() throws(WireError) {
        guard rest.isEmpty else { throw WireError("a message is longer than what it says") }
    }

    private mutating func string(ofLength length: Int) throws(WireError) -> String {
        guard length <= rest.count else { throw WireError("a message breaks off") }
        defer { rest = rest.dropFirst(length) }
        return String(decoding: rest.prefix(length), as: UTF8.self)
    }
}
