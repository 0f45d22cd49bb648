// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing
import TestSupport

@Suite("Connections, well behaved and not")
struct ConnectionTests {
    @Test("requests that are sent ahead are answered in their order")
    func pipelined() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let connection = try daemon.connect()
        let words = (0..<50).map { $0 % 3 == 0 ? "alpha" : "w\(spelled($0))" }
        let answers = try await blocking {
            try connection.send(words.map { request("/v1/search?q=\($0)") }.joined())
            return try connection.answers(words.count)
        }
        for (word, answer) in zip(words, answers) {
            let response = try answer.decoded(SearchResponse.self)
            #expect(response.query == word)
            #expect(response.total.articles == (word == "alpha" ? 1 : 0))
        }
    }

    @Test("a client that has finished sending still gets its answer")
    func halfClosed() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let connection = try daemon.connect()
        let all = try await blocking {
            try connection.send(request("/v1/search?q=alpha"))
            connection.finishSending()
            return try connection.receiveAll()
        }
        var bytes = all
        let answer = try #require(HTTPAnswer(takingFrom: &bytes))
        #expect(try answer.decoded(SearchResponse.self).total.articles == 1)
    }

    @Test("a request that arrives byte by byte is answered")
    func byteByByte() async throws {
        let daemon = try await RunningDaemon()
        let connection = try daemon.connect()
        let answer = try await blocking {
            for byte in request("/v1/search?q=alpha").utf8 { try connection.send([byte]) }
            return try connection.answer()
        }
        #expect(answer.status == 200)
    }

    @Test("what is no HTTP, or beyond the bounds, is answered with a problem and the connection closed")
    func garbage() async throws {
        let daemon = try await RunningDaemon()
        for (bytes, status) in Self.garbage {
            let connection = try daemon.connect()
            let received = try await blocking {
                // The daemon may hang up in the middle of it.
                try? connection.send(bytes)
                return try connection.receiveAll()
            }
            var rest = received
            let answer = try #require(HTTPAnswer(takingFrom: &rest), "\(bytes.prefix(60))")
            #expect(answer.status == status, "\(bytes.prefix(60))")
            #expect(rest.isEmpty)
            #expect(answer.headers["content-type"] == "application/problem+json", "\(bytes.prefix(60))")
            #expect(try answer.decoded(Problem.self).status == status)
        }
        #expect(try await daemon.get("/v1/health").status == 200)
    }

    private static let garbage = [
        ("\u{1}\u{2}\u{3} what is this\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\n\r\n", 400),
        ("GET /v1/health HTTP/1.1\r\nNo colon here\r\n\r\n", 400),
        ("POST /v1/reindex HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n", 400),
        ("POST /v1/reindex HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n", 400),
        (request("/v1/search?q=" + String(repeating: "a", count: 100_000)), 431),
        (request("/v1/health", headers: "X-Long: " + String(repeating: "a", count: 100_000) + "\r\n"), 431),
        (request("/v1/health", headers: String(repeating: "X-Many: a\r\n", count: 2000)), 431),
    ]

    @Test("random bytes do no harm", arguments: [UInt64.random(in: 0 ... .max)])
    func random(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let daemon = try await RunningDaemon()
        let valid = Array(request("/v1/search?q=alpha&limit=3").utf8)
        for _ in 0..<100 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let sent = bytes
            let connection = try daemon.connect()
            _ = try await blocking {
                try? connection.send(sent)
                connection.finishSending()
                return try connection.receiveAll()
            }
        }
        #expect(try await daemon.get("/v1/health").status == 200)
    }

    @Test("clients that hang up at any moment do no harm")
    func hangingUp() async throws {
        let daemon = try await RunningDaemon()
        let bytes = Array(request("/v1/search?q=alpha").utf8)
        for length in stride(from: 0, through: bytes.count, by: 3) {
            let connection = try daemon.connect()
            try connection.send(Array(bytes[..<length]))
        }
        #expect(try await daemon.get("/v1/health").status == 200)
    }

    @Test("64 clients at a time, each with 20 queries, all get the right answer")
    func crowd() async throws {
        var files: [String: String] = [:]
        for number in 0..<20 { files["\(number).txt"] = article("word\(spelled(number))") }
        let daemon = try await RunningDaemon(files: files)
        try await eventually("20 articles") { try await daemon.status().articles == 20 }
        try await withThrowingTaskGroup(of: [String].self) { group in
            for client in 0..<64 {
                group.addTask {
                    let connection = try daemon.connect()
                    return try await blocking {
                        try (0..<20).compactMap { round in
                            let number = (client + round) % 20
                            try connection.send(request("/v1/search?q=word\(spelled(number))"))
                            let found = try connection.answer().decoded(SearchResponse.self).results.map(\.path)
                            return found == [daemon.scratch["corpus/\(number).txt"]] ? nil : "\(number): \(found)"
                        }
                    }
                }
            }
            for try await mistakes in group { #expect(mistakes == []) }
        }
    }

    @Test("200 idle connections, and 100 that came and went, don't keep others out")
    func idleConnections() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        var idle = try (0..<300).map { _ in try daemon.connect() }
        idle.removeFirst(100)
        #expect(try await daemon.get("/v1/search?q=alpha").status == 200)
        withExtendedLifetime(idle) {}
    }
}
