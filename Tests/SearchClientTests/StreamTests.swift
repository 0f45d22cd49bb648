// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import SearchAPI
import Testing

@testable import SearchClient
import TestSupport

@Suite("Every hit, as a stream")
struct StreamTests {
    private let scratch: Scratch
    private var socket: String { "\(scratch.path)/socket" }

    init() throws {
        signal(SIGPIPE, SIG_IGN)
        scratch = try Scratch()
    }

    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    private func head(_ articles: Int, warnings: [Warning] = []) throws -> String {
        try json(
            SearchResponse(
                query: "red \"line", total: Total(articles: articles, stories: articles, exact: true),
                tookMicroseconds: 812, warnings: warnings))
    }

    /// A chunked answer of some lines in chunks of one size.
    ///
    /// - Parameter cut: the beginning of a line on which it breaks off; nil for an answer that has its end.
    private func chunked(_ lines: [String], size: Int = 100, brokenOffAt cut: String? = nil) -> [[UInt8]] {
        var pieces = [
            Array("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        ]
        var rest = Array((lines.map { $0 + "\n" }.joined() + (cut ?? "")).utf8)[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(size)
            pieces.append(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8))
            rest = rest.dropFirst(size)
        }
        return cut == nil ? pieces + [Array("0\r\n\r\n".utf8)] : pieces
    }

    private func daemon(_ pieces: [[UInt8]]) throws -> FakeDaemon {
        try FakeDaemon(at: socket) { _ in pieces }
    }

    private func run(_ arguments: String...) throws -> Run {
        try SearchClientTests.run(arguments + ["--limit", "all", "--socket", socket], in: scratch)
    }

    @Test("lines come whole, in whatever pieces their bytes come")
    func pieces() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var lines: [[UInt8]] = []
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                let count = Int.random(in: 0...30, using: &generator)
                lines.append((0..<count).map { _ in UInt8.random(in: 11...255, using: &generator) })
            }
            var rest = Array(lines.map { $0 + [0x0A] }.joined())[...]
            var splitter = LineSplitter()
            var read: [[UInt8]] = []
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...20, using: &generator))
                #expect(splitter.feed(Array(piece)) { read.append($0) })
                rest = rest.dropFirst(piece.count)
            }
            #expect(read == lines && splitter.isAtEnd, "seed \(seed)")
            #expect(splitter.feed([0x41]) { _ in } && !splitter.isAtEnd)
        }
    }

    @Test("a line beyond all bounds is told, not kept")
    func endlessLine() {
        var splitter = LineSplitter()
        let piece = [UInt8](repeating: 0x41, count: LineSplitter.maximumLength)
        #expect(splitter.feed(piece) { _ in })
        #expect(!splitter.feed([0x41]) { _ in })
    }

    @Test("--json prints a hit a line as it came, warnings go to the error output", arguments: [1, 7, 100, 100_000])
    func everyHit(size: Int) throws {
        let hits = (0..<30).map { #"{"format":1,"future":[1.0e0],"id":"\#($0)","title":"海峡 \u00e9"}"# }
        let warning = Warning(message: "a quotation mark without its partner", at: 4)
        let daemon = try daemon(chunked([try head(30, warnings: [warning])] + hits, size: size))
        let run = try run("red", "\"line", "--json")
        #expect(run.status == .success)
        #expect(run.output == hits.map { $0 + "\n" }.joined())
        #expect(run.errors == "crisis-search: a quotation mark without its partner\n  red \"line\n      ^\n")
        #expect(daemon.requests.first?.contains("limit=all") == true)
    }

    @Test("--paths, --paths0 and --fields stream, each file once")
    func lists() throws {
        var odd = Sample.hit(2)
        odd.pathBytes = Data([0x2F, 0xFF, 0x0A, 0x1B]).base64EncodedString()
        odd.title = "Tab\there,\nline there"
        let lines = [try head(3), try json(Sample.hit(1)), try json(odd), try json(Sample.hit(1))]
        let daemon = try daemon(chunked(lines))
        #expect(
            try run("x", "--paths0").outputBytes
                == Array("/corpus/2031/kalmar-1.txt\0".utf8) + [0x2F, 0xFF, 0x0A, 0x1B, 0x00])
        let fields = try run("x", "--fields", "path,part,title,byline,score")
        let expected =
            Array("/corpus/2031/kalmar-1.txt\t0\tVeldania draws a red line across Kalmar Sound\t\t7.25\n".utf8)
        #expect(
            fields.outputBytes
                == expected + [0x2F, 0xFF, 0x20, 0x1B] + Array("\t0\tTab here, line there\t\t7.25\n".utf8) + expected)
        #expect(daemon.requests[0].contains("places=true") && daemon.requests[1].contains("snippets=false"))
    }

    @Test("for people the hits come first, ranks aligned, and the totals last")
    func people() throws {
        let daemon = try daemon(chunked([try head(120), try json(Sample.hit(1)), try json(Sample.hit(2))]))
        let run = try run("x")
        #expect(run.status == .success)
        #expect(run.output.hasPrefix("  1  Veldania draws"))
        #expect(run.output.contains("\n\n  2  Veldania draws"))
        #expect(run.output.hasSuffix("\n\n120 articles, 120 stories, 0.8 ms\n"))
        daemon.stop()
    }

    @Test("nothing found is 1")
    func nothing() throws {
        let daemon = try daemon(chunked([try head(0)]))
        let run = try run("x", "--json")
        #expect(run.status == .nothingFound && run.output.isEmpty && run.errors.isEmpty)
        daemon.stop()
    }

    @Test("an answer that breaks off is 75 and said, after what came was printed")
    func brokenOff() throws {
        let first = try json(Sample.hit(1))
        let cut = chunked([try head(2), first], brokenOffAt: "{\"id\":")
        let whole = chunked([try head(2), first])
        let noLineEnd = [
            whole[0], Array("5\r\n{}\n{}\r\n0\r\n\r\n".utf8),
        ]
        for (number, pieces) in [cut, Array(whole.dropLast()), noLineEnd].enumerated() {
            let path = "\(scratch.path)/s\(number)"
            let daemon = try FakeDaemon(at: path) { _ in pieces }
            let run = try SearchClientTests.run(["x", "--json", "--limit", "all", "--socket", path], in: scratch)
            #expect(run.status == .unavailable, "\(number)")
            #expect(run.errors.split(separator: "\n").count == 1)
            if number < 2 {
                #expect(run.output == first + "\n")
                #expect(run.errors.contains("broke off, the daemon hung up"))
            }
            daemon.stop()
        }
    }

    @Test("a refused query is 2 with a caret, for a stream too")
    func refused() throws {
        let problem = Problem(title: "Bad query", status: 400, detail: "no such day", parameter: "q", at: 2)
        let daemon = try FakeDaemon(at: socket, status: 400, body: try json(problem))
        let run = try run("x", "date:2031-13")
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(run.errors == "crisis-search: no such day\n  x date:2031-13\n    ^\n")
        daemon.stop()
    }

    @Test("a reader that has had enough is success, and the daemon is not read to the end")
    func closedPipe() throws {
        let hit = try json(Sample.hit(1))
        let daemon = try daemon(chunked([try head(5000)] + Array(repeating: hit, count: 5000), size: 60_000))
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let console = Console(output: ends[1], errors: ends[1], workingDirectory: "/", environment: { _ in nil })
        #expect(Program(console: console).run(["x", "--json", "--limit", "all", "--socket", socket]) == .success)
        daemon.stop()
    }

    @Test("a format that this program does not know is no answer")
    func newerFormat() throws {
        let daemon = try FakeDaemon(at: socket, body: #"{"format":2,"state":"ready"}"#)
        let run = try SearchClientTests.run(["status", "--socket", socket], in: scratch)
        #expect(run.status == .unavailable && run.errors.contains("its format is newer"))
        daemon.stop()
    }
}
