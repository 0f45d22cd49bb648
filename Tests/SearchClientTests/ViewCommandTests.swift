// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import SearchAPI
import Testing

@testable import SearchClient

@Suite("timeline, similar, show with a query, values")
struct ViewCommandTests {
    private let scratch: Scratch
    private var socket: String { "\(scratch.path)/socket" }

    init() throws {
        signal(SIGPIPE, SIG_IGN)
        scratch = try Scratch()
    }

    private func daemon(_ answer: some Encodable) throws -> FakeDaemon {
        try FakeDaemon(at: socket, body: String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
    }

    private func run(_ arguments: String..., locale: String = "de_DE.UTF-8") throws -> Run {
        try SearchClientTests.run(arguments + ["--socket", socket], in: scratch, environment: ["LC_CTYPE": locale])
    }

    private func target(_ daemon: FakeDaemon) -> String {
        daemon.requests.last?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    }

    @Test("a timeline is bars, CSV or the daemon's bytes, as the locale can show it")
    func timeline() throws {
        let response = TimelineResponse(
            query: "x", period: .day, articles: 1, undated: 0, first: "2031-03-03", last: "2031-03-03",
            periods: [TimelineBucket(start: "2031-03-03", articles: 1)], tookMicroseconds: 1)
        let daemon = try daemon(response)
        #expect(try run("timeline", "x", "--by", "day", "--since", "2031").output.hasPrefix("2031-03-03  1  ████\n"))
        #expect(target(daemon) == "/v1/timeline?q=x&since=2031&by=day")
        #expect(try run("timeline", "x", locale: "C").output.hasPrefix("2031-03-03  1  ####\n"))
        #expect(try run("timeline", "x", "--csv").output == "start,articles\n2031-03-03,1\n")
        #expect(try run("timeline", "x", "--json").output.hasPrefix("{"))
        #expect(try run("timeline", "x", "--csv").status == .success)
    }

    @Test("a timeline of nothing is 1")
    func emptyTimeline() throws {
        let daemon = try daemon(
            TimelineResponse(
                query: "x", period: .day, articles: 0, undated: 0, first: nil, last: nil, periods: [],
                tookMicroseconds: 1))
        #expect(try run("timeline", "x").status == .nothingFound)
        daemon.stop()
    }

    @Test("similar asks by id or path, and prints hits, paths or the daemon's bytes")
    func similar() throws {
        let response = SimilarResponse(
            article: Sample.hit(1).article, reasons: ["pilots"],
            results: [
                SimilarHit(
                    article: Sample.hit(2).article, score: 0.5, shared: ["pilots"],
                    snippet: Snippet(text: "No pilots.", highlights: []))
            ], tookMicroseconds: 1)
        let daemon = try daemon(response)
        #expect(try run("similar", "4f0c").output.contains("shares pilots"))
        #expect(target(daemon) == "/v1/articles/4f0c/similar?limit=10")
        #expect(try run("similar", "/corpus/a.txt", "--paths", "--limit", "3").output == "/corpus/2031/kalmar-2.txt\n")
        #expect(target(daemon) == "/v1/article/similar?path=%2Fcorpus%2Fa.txt&part=0&limit=3")
        #expect(try run("similar", "4f0c", "--json").output.contains("\"shared\":[\"pilots\"]"))
    }

    @Test("show sends the query, warns with a caret, and is 1 if nothing in the article matches")
    func show() throws {
        var article = Sample.article
        article.lit = LitRanges(
            title: [], text: [[3, 8]], passages: [[0, 29]], warnings: [Warning(message: "odd", at: 0)])
        let daemon = try daemon(article)
        let lit = try run("show", "4f0c", "ferry", "--context", "1", "--color", "always")
        #expect(target(daemon) == "/v1/articles/4f0c?q=ferry&context=1")
        #expect(lit.status == .success && lit.output.contains("No \u{1B}[1;31mferry\u{1B}[0m left"))
        #expect(lit.errors == "crisis-search: odd\n  ferry\n  ^\n")
        daemon.stop()
        article.lit = LitRanges(title: [], text: [], passages: [])
        try FileManager.default.removeItem(atPath: socket)
        let other = try self.daemon(article)
        #expect(try run("show", "4f0c", "tram").status == .nothingFound)
        #expect(try run("show", "4f0c").status == .success)
        other.stop()
    }

    @Test("values are printed as they can be typed behind the colon")
    func values() throws {
        let names = ["The Kalmar Courier", "kalmar.example", "O’Dell's Weekly", "海峡日报", "…"]
        let daemon = try daemon(
            ValuesResponse(field: .outlet, values: names.map { FacetValue(value: $0, articles: 1) }))
        let run = try run("values", "outlet", "k a")
        #expect(run.output == "The-Kalmar-Courier\nkalmar.example\nODells-Weekly\n海峡日报\n")
        #expect(target(daemon) == "/v1/values/outlet?prefix=k%20a")
    }

    @Test("values without a daemon are silent, but as JSON they say why")
    func silentValues() throws {
        let silent = try run("values", "outlet")
        #expect(silent.status == .unavailable && silent.output.isEmpty && silent.errors.isEmpty)
        #expect(try run("values", "outlet", "--json").errors.contains("no daemon"))
    }

    @Test(
        "the locale's character set is taken from the variable that decides",
        arguments: [
            (["LANG": "en_GB.UTF-8"], true), (["LANG": "en_GB.utf8", "LC_ALL": "C"], false), ([:], false),
            (["LC_ALL": "", "LC_CTYPE": "C.UTF-8"], true), (["LANG": "en_US.ISO-8859-1"], false),
        ])
    func locale(environment: [String: String], isUnicode: Bool) {
        let console = Console(output: 1, errors: 2, workingDirectory: "/", environment: { environment[$0] })
        #expect(console.isUnicode == isUnicode)
    }
}
