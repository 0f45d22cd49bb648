// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI
import Testing

@testable import SearchClient
import TestSupport

@Suite("HTTP responses")
struct HTTPResponseReaderTests {
    private func read(_ pieces: [[UInt8]]) throws(HTTPFormatError) -> HTTPResponse {
        var reader = HTTPResponseReader()
        for piece in pieces {
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
            defer { copy.deallocate() }
            copy.copyBytes(from: piece)
            try reader.feed(UnsafeRawBufferPointer(copy))
        }
        return try reader.finish()
    }

    private func read(_ text: String) throws(HTTPFormatError) -> HTTPResponse {
        try read([Array(text.utf8)])
    }

    /// Cuts bytes at random places.
    private func pieces(of bytes: [UInt8], using generator: inout SeededGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...max(1, min(rest.count, 40)), using: &generator)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    @Test("A response with a length is read, its field names in lower case")
    func length() throws {
        let text = "HTTP/1.1 200 OK\r\nContent-LENGTH:  5 \r\nX-Word: a: b\r\n\r\nhello and more"
        let response = try read(text)
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == "hello")
        #expect(response.value(of: "x-word") == "a: b")
    }

    @Test("A response in chunks is read, extensions and trailers set aside")
    func chunks() throws {
        let text =
            "HTTP/1.1 404 \r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\nA\r\n, harbour!\r\n0\r\nX: y\r\n\r\n"
        let response = try read(text)
        #expect(response.status == 404)
        #expect(String(decoding: response.body, as: UTF8.self) == "hello, harbour!")
    }

    @Test("How a response is cut into pieces changes nothing")
    func anySplit() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let size = Int.random(in: 0...300, using: &generator)
            let body = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var bytes = Array("HTTP/1.1 200 OK\r\nServer: none\r\n".utf8)
            if Bool.random(using: &generator) {
                bytes += Array("Content-Length: \(size)\r\n\r\n".utf8) + body
            } else {
                bytes += Array("Transfer-Encoding: Chunked\r\n\r\n".utf8)
                for piece in pieces(of: body, using: &generator) {
                    bytes += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
                }
                bytes += Array("0\r\n\r\n".utf8)
            }
            let cut = try read(pieces(of: bytes, using: &generator))
            #expect(cut.body == body, "seed \(seed)")
            // Whatever is missing at the end is missed.
            let short = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator)))
            #expect(throws: HTTPFormatError.cutShort, "seed \(seed)") { try read(pieces(of: short, using: &generator)) }
        }
    }

    @Test("Garbage, and good responses gone bad, end in an error or an answer, never in a crash")
    func garbage() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let good = Array(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n3\r\nabc\r\n1f\r\n\(String(repeating: "z", count: 31))\r\n0\r\n\r\n"
                .utf8)
        for _ in 0..<3000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                default: bytes.remove(at: place)
                }
            }
            let cuts = [pieces(of: bytes, using: &generator), pieces(of: bytes, using: &generator)]
            let outcomes = cuts.map { cut in Result { try read(cut) }.mapError { "\($0)" as DescribedFailure } }
            #expect(outcomes[0] == outcomes[1], "seed \(seed): the same bytes, cut otherwise")
        }
    }

    @Test(
        "What no strict server sends is refused",
        arguments: [
            "HTTP/2 200 OK\r\n\r\n",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "HTTP/1.1 20x OK\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
            "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\na",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: \u{1}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1234567890123456\r\n",
        ])
    func refusals(text: String) {
        #expect {
            try read(text)
        } throws: { error in
            if case .malformed = error as? HTTPFormatError { true } else { false }
        }
    }

    @Test("A header or a body beyond all bounds is refused before it is taken in")
    func limits() {
        let line = "HTTP/1.1 200 OK\r\n"
        let endless = line + "X: " + String(repeating: "y", count: HTTPResponseReader.maximumHeaderSize)
        #expect(throws: HTTPFormatError.headerTooLong) { try read(endless) }
        let many = line + String(repeating: "A: b\r\n", count: 20_000)
        #expect(throws: HTTPFormatError.headerTooLong) { try read(many) }
        let long = line + "Content-Length: \(HTTPResponseReader.maximumBodySize + 1)\r\n\r\n"
        #expect(throws: HTTPFormatError.bodyTooLong) { try read(long) }
        let chunk = line + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n"
        #expect(throws: HTTPFormatError.bodyTooLong) { try read(chunk) }
    }

    @Test("A long body of small chunks does not count as header")
    func manyChunks() throws {
        let count = 30_000
        let chunks = String(repeating: "1\r\nx\r\n", count: count)
        let response = try read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n")
        #expect(response.body.count == count)
    }
}

/// An error told apart from another by its words.
private struct DescribedFailure: Error, Equatable, ExpressibleByStringInterpolation {
    var words: String

    init(stringLiteral value: String) {
        words = value
    }
}

@Suite("HTTP requests")
struct HTTPRequestTests {
    @Test("Everything but the unreserved characters is percent-encoded, byte for byte")
    func encoding() {
        #expect(percentEncoded("aZ09-._~") == "aZ09-._~")
        #expect(percentEncoded("red line/&=+?#%") == "red%20line%2F%26%3D%2B%3F%23%25")
        #expect(percentEncoded("“é”") == "%E2%80%9C%C3%A9%E2%80%9D")
    }

    @Test("A search request names what differs from the defaults")
    func search() {
        #expect(HTTPRequest.search(.init(query: "red line")).target == "/v1/search?q=red%20line")
        let request = HTTPRequest.search(
            .init(
                query: "x", limit: 3, offset: 6, sort: .oldest, any: true, since: "7d", until: "2031", allCopies: true))
        #expect(
            request.target
                == "/v1/search?q=x&limit=3&offset=6&sort=oldest&any=true&since=7d&until=2031&all_copies=true")
    }

    @Test("A request ends its header, closes its connection and tells the length of its body in bytes")
    func serialized() {
        let bytes = HTTPRequest(method: "POST", path: "/v1/x", body: "{\"é\"}").serialized
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("POST /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"))
        #expect(text.hasSuffix("Content-Length: 6\r\n\r\n{\"é\"}"))
    }
}
