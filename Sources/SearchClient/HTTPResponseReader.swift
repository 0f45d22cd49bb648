// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads one HTTP/1.1 response from pieces of any size (RFC 9112).
///
/// It takes what an HTTP/1.1 server may send to `Connection: close` and nothing looser: a length or chunks, never
/// "until the end", so that an answer cut short is known for one. A library would bring an
/// event loop and its threads for one blocking exchange, in a program whose whole run is to take about a millisecond.
package struct HTTPResponseReader {
    /// Bytes that the status line, header and trailers may have together.
    package static let maximumHeaderSize = 64 * 1024
    /// Bytes that a body may have.
    package static let maximumBodySize = 256 * 1024 * 1024

    private enum State {
        case statusLine
        case header
        case body(left: Int)
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailer
        case complete
    }

    private var state = State.statusLine
    private var response = HTTPResponse(status: 0, fields: [], body: [])
    /// The beginning of a line whose end has not come yet.
    private var line: [UInt8] = []
    private var headerSize = 0

    package init() {}

    /// True when the last byte of the response has come; what follows is not looked at.
    package var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// Whether the header has come, and with it the status.
    var hasHeader: Bool {
        switch state {
        case .statusLine, .header: false
        default: true
        }
    }

    /// Whether the status, once it has come, is one of success.
    var isSuccess: Bool { (200...299).contains(response.status) }

    /// Takes out what has come of the body: whoever looks at an answer in pieces need not keep it.
    mutating func takeBody() -> [UInt8] {
        var body: [UInt8] = []
        swap(&body, &response.body)
        return body
    }

    /// Takes the next bytes of the connection.
    package mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(HTTPFormatError) {
        var rest = bytes[...]
        while !rest.isEmpty, !isComplete {
            switch state {
            case .body(let left):
                let count = takeBody(from: &rest, atMost: left)
                state = count == left ? .complete : .body(left: left - count)
            case .chunk(let left):
                let count = takeBody(from: &rest, atMost: left)
                state = count == left ? .chunkEnd : .chunk(left: left - count)
            default:
                guard let line = try takeLine(from: &rest) else { return }
                try read(line: line)
            }
        }
    }

    /// The response, once the connection has ended or `isComplete`.
    package consuming func finish() throws(HTTPFormatError) -> HTTPResponse {
        guard isComplete else { throw .cutShort }
        return response
    }

    private mutating func takeBody(from rest: inout Slice<UnsafeRawBufferPointer>, atMost left: Int) -> Int {
        let piece = rest.prefix(left)
        response.body.append(contentsOf: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }

    /// The next line without its CRLF, or nil if its end has not come yet.
    private mutating func takeLine(from rest: inout Slice<UnsafeRawBufferPointer>) throws(HTTPFormatError) -> [UInt8]? {
        let end = rest.firstIndex(of: UInt8(ascii: "\n"))
        let piece = end.map { rest[...$0] } ?? rest
        headerSize += piece.count
        guard headerSize <= Self.maximumHeaderSize else { throw .headerTooLong }
        line.append(contentsOf: piece)
        rest = rest.dropFirst(piece.count)
        guard end != nil else { return nil }
        var whole: [UInt8] = []
        swap(&whole, &line)
        whole.removeLast()
        guard whole.popLast() == UInt8(ascii: "\r") else { throw .malformed("a line that does not end in CRLF") }
        return whole
    }

    private mutating func read(line: [UInt8]) throws(HTTPFormatError) {
        switch state {
        case .statusLine:
            response.status = try statusCode(of: line)
            state = .header
        case .header where line.isEmpty:
            try beginBody()
        case .header:
            response.fields.append(try headerField(of: line))
        case .chunkSize:
            // Sizes of chunks are no header: a long body has many, and each is bounded by itself.
            headerSize -= line.count + 2
            let size = try chunkSize(of: line)
            guard response.body.count + size <= Self.maximumBodySize else { throw .bodyTooLong }
            state = size == 0 ? .trailer : .chunk(left: size)
        case .chunkEnd:
            headerSize -= 2
            guard line.isEmpty else { throw .malformed("a chunk longer than its size") }
            state = .chunkSize
        case .trailer:
            if line.isEmpty { state = .complete } else { _ = try headerField(of: line) }
        case .body, .chunk, .complete:
            break
        }
    }

    /// Decides from the header how the body ends (RFC 9112, section 6.3).
    private mutating func beginBody() throws(HTTPFormatError) {
        let lengths = response.fields.filter { $0.name == "content-length" }
        let codings = response.fields.filter { $0.name == "transfer-encoding" }
        guard codings.isEmpty || lengths.isEmpty else { throw .malformed("both a length and chunks") }
        if let coding = codings.first {
            guard codings.count == 1, coding.value.lowercased() == "chunked" else {
                throw .malformed("transfer coding \(coding.value)")
            }
            state = .chunkSize
        } else if let first = lengths.first {
            guard lengths.allSatisfy({ $0.value == first.value }), first.value.utf8.allSatisfy(isDigit),
                let length = Int(first.value)
            else { throw .malformed("Content-Length \(first.value)") }
            guard length <= Self.maximumBodySize else { throw .bodyTooLong }
            response.body.reserveCapacity(length)
            state = length == 0 ? .complete : .body(left: length)
        } else if response.status == 204 || response.status == 304 {
            state = .complete
        } else {
            throw .malformed("neither a length nor chunks")
        }
    }
}

/// What made a response unreadable.
package enum HTTPFormatError: Error, Hashable, Sendable {
    /// The connection ended first.
    case cutShort
    case headerTooLong
    case bodyTooLong
    /// With what was found.
    case malformed(String)
}

/// `HTTP/1.1 200 OK` → 200.
private func statusCode(of line: [UInt8]) throws(HTTPFormatError) -> Int {
    let prefix = Array("HTTP/1.".utf8)
    // Version digit, space, three digits, then the end or a space and a reason.
    guard line.count >= 12, line.starts(with: prefix), isDigit(line[7]), line[8] == UInt8(ascii: " "),
        line[9...11].allSatisfy(isDigit), line.count == 12 || line[12] == UInt8(ascii: " ")
    else { throw .malformed("a first line that is no HTTP status line") }
    let code = line[9...11].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    guard (200...599).contains(code) else { throw .malformed("status \(code)") }
    return code
}

/// `Name: value` (RFC 9112, section 5); a folded line is refused, as the RFC allows.
private func headerField(of line: [UInt8]) throws(HTTPFormatError) -> HTTPResponse.Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, line[..<colon].allSatisfy(isTokenCharacter)
    else { throw .malformed("a header line that is no field") }
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var value = line[(colon + 1)...].drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }) else {
        throw .malformed("a control character in a header field")
    }
    return HTTPResponse.Field(
        name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
        value: String(decoding: value, as: UTF8.self)
    )
}

/// `1F4;extension` → 500.
private func chunkSize(of line: [UInt8]) throws(HTTPFormatError) -> Int {
    let digits = line.prefix { Character(UnicodeScalar($0)).isHexDigit }
    let rest = line.dropFirst(digits.count).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    // Fifteen digits fit an Int whatever they are.
    guard (1...15).contains(digits.count), rest.isEmpty || rest.first == UInt8(ascii: ";"),
        let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw .malformed("a chunk without a size") }
    return size
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// `tchar` of RFC 9110, section 5.6.2.
private func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: isDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
