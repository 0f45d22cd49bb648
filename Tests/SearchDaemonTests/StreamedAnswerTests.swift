// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import HTTPTypes
import Hummingbird
import Logging
import SearchAPI
import Synchronization
import Testing

@testable import SearchDaemon

@Suite("Every hit of a query, as a stream")
struct StreamedAnswerTests {
    private static let count = 1200

    /// A daemon with enough articles for several batches.
    private func daemon() async throws -> RunningDaemon {
        let files = Dictionary(
            uniqueKeysWithValues: (0..<Self.count).map { ("\($0).txt", "Ferry \($0)\n\nThe ferry came \($0) times.\n") }
        )
        let daemon = try await RunningDaemon(files: files)
        try await eventually("the articles") { try await daemon.status().articles == Self.count }
        return daemon
    }

    @Test("the client prints every hit once, in the order of a page, in each of its forms")
    func everyHit() async throws {
        let daemon = try await daemon()
        let lines = try await daemon.client("ferry", "--limit", "all", "--json")
        #expect(lines.status == 0 && lines.errors.isEmpty)
        let hits = try lines.output.split(separator: "\n").map { line in
            #expect(line.hasPrefix(#"{"format":1,"id":"#))
            return try JSONDecoder().decode(Hit.self, from: Data(line.utf8))
        }
        #expect(hits.count == Self.count && Set(hits.map(\.id)).count == Self.count)
        #expect(hits.allSatisfy { $0.snippet?.highlights.isEmpty == false })
        let page = try await daemon.search("ferry")
        #expect(hits.prefix(1000).map(\.id) == page.results.map(\.id))

        let paths = try await daemon.client("ferry", "--limit", "all", "--paths0")
        #expect(paths.output.split(separator: "\0").map(String.init) == hits.map(\.path))
        let fields = try await daemon.client("ferry", "--limit", "all", "--fields", "id,snippet")
        #expect(fields.output.split(separator: "\n").count == Self.count)
        let people = try await daemon.client("ferry", "--limit", "all")
        #expect(people.output.contains("\n1200  Ferry") && people.output.contains("1,200 articles"))
        let none = try await daemon.client("unheardof", "--limit", "all", "--json")
        #expect(none.status == 1 && none.output.isEmpty)
        #expect(try await daemon.client("date:soonish", "--limit", "all").status == 2)
    }

    @Test("over HTTP it is NDJSON in chunks, with the totals in the first line and in the header")
    func http() async throws {
        let daemon = try await daemon()
        let bytes = try await blocking {
            let connection = try daemon.connect()
            try connection.send(
                request("/v1/search?q=ferry&limit=all&places=true", headers: "Connection: close\r\n"))
            return try connection.receiveAll()
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let head = try #require(parts.first?.lowercased())
        #expect(head.contains("content-type: application/x-ndjson"))
        #expect(head.contains("transfer-encoding: chunked") && head.contains("crisis-search-articles: 1200"))
        #expect(text.hasSuffix("\r\n0\r\n\r\n"))
        #expect(text.contains(#"{"format":1,"query":"ferry","total":{"articles":1200,"#))
        #expect(text.contains(#""title":null"#) && !text.contains(#""title":"Ferry"#))
        for wrong in ["&offset=1", "&snippets=maybe"] {
            let answer = try await daemon.get("/v1/search?q=ferry&limit=all\(wrong)")
            #expect(answer.status == 400, "\(wrong)")
        }
        let limit = try await daemon.get("/v1/search?q=ferry&limit=every").decoded(Problem.self)
        #expect(limit.detail == "limit: “every” is neither a number from 0 to 1000 nor “all”")
    }

    @Test("while articles come, change and go, none comes twice, and the answer has its end")
    func changesMeanwhile() async throws {
        let daemon = try await daemon()
        let isDone = Flag()
        async let changes: Void = {
            var number = 0
            while !isDone.isSet {
                try daemon.scratch.write(
                    "corpus/\(number % Self.count).txt", "Ferry\n\nThe ferry came again: \(number).\n")
                try? daemon.scratch.remove("corpus/\((number + 7) % Self.count).txt")
                number += 13
                try await Task.sleep(for: .milliseconds(1))
            }
        }()
        for _ in 0..<5 {
            let answer = try await daemon.client("ferry", "--limit", "all", "--fields", "id")
            #expect(answer.status == 0, "\(answer.errors)")
            let ids = answer.output.split(separator: "\n")
            #expect(Set(ids).count == ids.count && !ids.isEmpty)
        }
        isDone.set()
        try await changes
    }

    @Test("a reader that stops early ends the stream; others are answered meanwhile")
    func abandoned() async throws {
        let daemon = try await daemon()
        for _ in 0..<20 {
            let connection = try daemon.connect()
            try connection.send(request("/v1/search?q=ferry&limit=all"))
            _ = try await blocking { try connection.receive() }
        }
        #expect(try await daemon.search("ferry").total.articles == Self.count)
    }

    // MARK: The server alone

    private struct Broken: Error {}

    /// Serves streams made of `batches`, the last of which fails if `breaks`.
    private func receive(_ batches: [String], breaks: Bool) async throws -> String {
        let scratch = try Scratch()
        let path = scratch["socket"]
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let descriptor = try ListeningSocket(path: path, mode: 0o600, environment: [:]).take()
        let isServing = Flag()
        let task = Task {
            let router = Router(context: BasicRequestContext.self)
            router.get("/") { _, _ in
                let rest = Mutex(Array(batches.dropFirst()))
                let next: @Sendable () async throws -> [UInt8]? = {
                    let batch = rest.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                    if batch == nil, breaks { throw Broken() }
                    return batch.map { Array($0.utf8) }
                }
                return StreamedAnswer(headers: [:], first: Array(batches[0].utf8), next: next, log: log).response
            }
            try await UnixServer(log: log).run(on: descriptor, router: router) { isServing.set() }
        }
        try await eventually("the server") { isServing.isSet }
        defer { task.cancel() }
        let bytes = try await blocking {
            let connection = try Connection(to: path)
            try connection.send(request("/", headers: "Connection: close\r\n"))
            return try connection.receiveAll()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a stream that fails has no end, after all that was made came")
    func failure() async throws {
        let whole = try await receive(["{}\n", "{\"a\":1}\n", "", "{\"a\":2}\n"], breaks: false)
        #expect(whole.hasSuffix("\r\n3\r\n{}\n\r\n8\r\n{\"a\":1}\n\r\n8\r\n{\"a\":2}\n\r\n0\r\n\r\n"), "\(whole)")
        let cut = try await receive(["{}\n", "{\"a\":1}\n"], breaks: true)
        #expect(cut.hasSuffix("\r\n3\r\n{}\n\r\n8\r\n{\"a\":1}\n\r\n"), "\(cut)")
    }
}
