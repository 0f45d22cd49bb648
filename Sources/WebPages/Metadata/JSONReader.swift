// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON value; of numbers and literals only the text is kept.
indirect enum JSONValue {
    case object([(name: String, value: JSONValue)])
    case array([JSONValue])
    case string(String)
    case literal(String)

    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

/// Reads JSON as pages have it: line breaks within strings, trailing commas, comments around it, and cut ends.
///
/// What is there up to the first place that cannot be read is returned. Values deeper than 64 are dropped.
struct JSONReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private static let maximumDepth = 64

    static func value(in bytes: ArraySlice<UInt8>) -> JSONValue? {
        var reader = JSONReader(bytes)
        // Some wrap it in a comment or CDATA.
        while let byte = reader.peek, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "[") { reader.position += 1 }
        if reader.bytes[reader.position...].starts(with: "[CDATA[".utf8) { reader.position += 7 }
        return reader.value(depth: 0)
    }

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte.isSpace || byte == UInt8(ascii: ",") { position += 1 }
    }

    private mutating func value(depth: Int) -> JSONValue? {
        skipSpace()
        guard depth < Self.maximumDepth, let first = peek else { return nil }
        switch first {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return .string(string())
        default: return literal()
        }
    }

    private mutating func object(depth: Int) -> JSONValue {
        position += 1
        var members: [(name: String, value: JSONValue)] = []
        while true {
            skipSpace()
            guard let byte = peek, byte == UInt8(ascii: "\"") else { break }
            let name = string()
            skipSpace()
            guard peek == UInt8(ascii: ":") else { break }
            position += 1
            guard let value = value(depth: depth + 1) else { break }
            members.append((name, value))
        }
        if peek == UInt8(ascii: "}") { position += 1 }
        return .object(members)
    }

    private mutating func array(depth: Int) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        while true {
            skipSpace()
            guard let byte = peek, byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") else { break }
            guard let value = value(depth: depth + 1) else { break }
            elements.append(value)
        }
        if peek == UInt8(ascii: "]") { position += 1 }
        return .array(elements)
    }

    private mutating func literal() -> JSONValue? {
        let start = position
        while let byte = peek, !byte.isSpace, !",]}:\"{[".utf8.contains(byte) { position += 1 }
        return position > start ? .literal(String(decoding: bytes[start..<position], as: UTF8.self)) : nil
    }

    private mutating func string() -> String {
        position += 1
        var out: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            position += 1
            guard byte == UInt8(ascii: "\\"), let escaped = peek else {
                out.append(byte)
                continue
            }
            position += 1
            switch escaped {
            case UInt8(ascii: "n"), UInt8(ascii: "r"): out.append(0x0A)
            case UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(0x20)
            case UInt8(ascii: "u"): out += escapedScalar()
            default: out.append(escaped)
            }
        }
        position += peek == nil ? 0 : 1
        return String(decoding: out, as: UTF8.self)
    }

    /// The scalar of `\uXXXX`, or of two such that are a surrogate pair, as UTF-8.
    private mutating func escapedScalar() -> [UInt8] {
        var code = codeUnit()
        if (0xD800..<0xDC00).contains(code), peek == UInt8(ascii: "\\"), position + 1 < bytes.endIndex,
            bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let low = codeUnit()
            code = (0xDC00..<0xE000).contains(low) ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
        }
        return Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
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
}
