// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Reads JSON as pages and files have it: line breaks within strings, trailing commas, unknown literals, cut ends.
///
/// Time is linear in the input, and memory some thirty times its size at most: what is nested deeper than
/// ``maximumDepth`` is passed over, and there are at most ``maximumValues``.
package struct JSONReader {
    package static let maximumDepth = 64
    package static let maximumValues = 500_000

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var values = 0
    private var problem: JSONProblem?

    /// Reads the first value in the bytes.
    ///
    /// - Returns: What is there up to the first place that cannot be read, and what is wrong with that place.
    package static func read(
        _ bytes: some Collection<UInt8>
    ) -> (value: JSONValue?, problem: JSONProblem?) {
        func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (JSONValue?, JSONProblem?) {
            var reader = JSONReader(bytes: bytes)
            let value = reader.value(depth: 0)
            return (value, reader.problem)
        }
        return bytes.withContiguousStorageIfAvailable(read) ?? Array(bytes).withUnsafeBufferPointer(read)
    }

    /// Reads a script of a page: a comment or CDATA may be wrapped around the value.
    package static func value(inScript bytes: ArraySlice<UInt8>) -> JSONValue? {
        var rest = bytes.drop { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "[") }
        if rest.starts(with: "[CDATA[".utf8) {
            rest = rest.dropFirst(7).drop { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "[") }
        }
        return read(rest).value
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte <= 0x20 || byte == UInt8(ascii: ",") { position += 1 }
    }

    /// Notes what is wrong; the first thing is what counts.
    private mutating func note(_ kind: JSONProblem.Kind) {
        problem = problem ?? JSONProblem(kind: kind, offset: position)
    }

    private mutating func value(depth: Int) -> JSONValue? {
        skipSpace()
        guard let first = peek else {
            note(.cut)
            return nil
        }
        guard values < Self.maximumValues else {
            note(.tooManyValues)
            return nil
        }
        values += 1
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Self.maximumDepth else {
                skipNested()
                return .literal("")
            }
            return first == UInt8(ascii: "{") ? object(depth: depth) : array(depth: depth)
        case UInt8(ascii: "\""): return .string(string())
        default: return literal()
        }
    }

    private mutating func object(depth: Int) -> JSONValue {
        position += 1
        var members: [JSONMember] = []
        while true {
            skipSpace()
            guard let byte = peek, byte == UInt8(ascii: "\"") else { break }
            let name = string()
            skipSpace()
            guard peek == UInt8(ascii: ":") else {
                note(peek == nil ? .cut : .unexpected)
                return .object(members)
            }
            position += 1
            guard let value = value(depth: depth + 1) else { return .object(members) }
            members.append(JSONMember(name: name, value: value))
        }
        end(with: UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array(depth: Int) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        while true {
            skipSpace()
            guard let byte = peek, byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") else { break }
            guard let value = value(depth: depth + 1) else { return .array(elements) }
            elements.append(value)
        }
        end(with: UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func end(with bracket: UInt8) {
        guard peek == bracket else { return note(peek == nil ? .cut : .unexpected) }
        position += 1
    }

    private mutating func literal() -> JSONValue? {
        let start = position
        while let byte = peek, byte > 0x20, !Self.endsLiteral(byte) { position += 1 }
        guard position > start else {
            note(.unexpected)
            return nil
        }
        return .literal(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private static func endsLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "\""),
            UInt8(ascii: "{"), UInt8(ascii: "["):
            true
        default: false
        }
    }

    /// Passes over an object or array, however deep.
    private mutating func skipNested() {
        var depth = 0
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                skipString()
                continue
            default: break
            }
            position += 1
            if depth == 0 { return }
        }
        note(.cut)
    }

    private mutating func skipString() {
        position += 1
        while let quote = offset(of: UInt8(ascii: "\"")) {
            var escapes = quote
            while escapes > position, bytes[escapes - 1] == UInt8(ascii: "\\") { escapes -= 1 }
            position = quote + 1
            if (quote - escapes).isMultiple(of: 2) { return }
        }
        position = bytes.count
    }

    // MARK: Strings

    private mutating func string() -> String {
        position += 1
        // Most strings have no escapes, and need no buffer.
        guard let quote = offset(of: UInt8(ascii: "\"")) else {
            let rest = decoded(from: position)
            note(.cut)
            return rest
        }
        guard offset(of: UInt8(ascii: "\\"), before: quote) != nil else {
            defer { position = quote + 1 }
            return String(decoding: bytes[position..<quote], as: UTF8.self)
        }
        return decoded(from: position)
    }

    /// Reads a string with escapes up to its end.
    private mutating func decoded(from start: Int) -> String {
        position = start
        var out: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            if byte != UInt8(ascii: "\\") {
                let end = bytes[position...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
                out += bytes[position..<(end ?? bytes.count)]
                position = end ?? bytes.count
                continue
            }
            position += 1
            guard let escaped = peek else { break }
            position += 1
            switch escaped {
            case UInt8(ascii: "r") where bytes[position...].starts(with: #"\n"#.utf8): break
            case UInt8(ascii: "n"), UInt8(ascii: "r"): out.append(0x0A)
            case UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(0x20)
            case UInt8(ascii: "u"): appendEscapedScalar(to: &out)
            default: out.append(escaped)
            }
        }
        if peek == nil { note(.cut) } else { position += 1 }
        return String(decoding: out, as: UTF8.self)
    }

    /// Reads the scalar of `\uXXXX`, or of two such that are a surrogate pair.
    private mutating func appendEscapedScalar(to out: inout [UInt8]) {
        var code = codeUnit()
        if (0xD800..<0xDC00).contains(code), peek == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let low = codeUnit()
            code = (0xDC00..<0xE000).contains(low) ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
        }
        out += UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    }

    private mutating func codeUnit() -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { break }
            code = code << 4 + UInt32(digit)
            position += 1
        }
        return code
    }

    private func offset(of byte: UInt8, before end: Int? = nil) -> Int? {
        let end = end ?? bytes.count
        guard position < end, let base = bytes.baseAddress,
            let found = memchr(base + position, Int32(byte), end - position)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}

/// What is wrong with JSON, and where.
package struct JSONProblem: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// It breaks off.
        case cut
        /// Something stands there that JSON does not have.
        case unexpected
        /// There are more values than are read.
        case tooManyValues
    }

    package var kind: Kind
    /// Bytes from the start of what was read.
    package var offset: Int

    package var description: String {
        switch kind {
        case .cut: "the JSON breaks off"
        case .unexpected: "the JSON is broken at byte \(offset)"
        case .tooManyValues: "the JSON has more than \(JSONReader.maximumValues) values"
        }
    }
}
