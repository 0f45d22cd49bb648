// SPDX-License-Identifier: GPL-3.0-or-later

import CoreMetrics
import CorpusFiles
import Foundation
import SearchAPI
import Testing

@testable import SearchDaemon

@Suite("What the daemon counts and times is told at /metrics")
struct MetricsTests {
    @Test("the text is in Prometheus' format: names, labels, escapes, buckets that add up")
    func exposition() {
        let registry = MetricRegistry([
            MetricFamily("jobs_total", .counter, "Jobs\nby \\ name."),
            MetricFamily("wait_seconds", .histogram, "Waiting.", bounds: [0.5, 2]),
        ])
        registry.makeCounter(label: "jobs_total", dimensions: [("name", "a \"b\"\\\n")]).increment(by: 2)
        registry.makeCounter(label: "jobs_total", dimensions: [("name", "a \"b\"\\\n")]).increment(by: 1)
        let timer = registry.makeTimer(label: "wait_seconds", dimensions: [])
        for nanoseconds: Int64 in [250_000_000, 500_000_000, 1_000_000_000, 9_000_000_000] {
            timer.recordNanoseconds(nanoseconds)
        }
        let meter = registry.makeMeter(label: "open", dimensions: [])
        meter.increment(by: 3)
        meter.decrement(by: 1)
        let text = registry.text(with: [MetricSample(name: "size_bytes", value: 0.25)])
        #expect(
            text == #"""
                # HELP jobs_total Jobs\nby \\ name.
                # TYPE jobs_total counter
                jobs_total{name="a \"b\"\\\n"} 3
                # TYPE open gauge
                open 2
                # TYPE size_bytes gauge
                size_bytes 0.25
                # HELP wait_seconds Waiting.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.5"} 2
                wait_seconds_bucket{le="2"} 3
                wait_seconds_bucket{le="+Inf"} 4
                wait_seconds_sum 10.75
                wait_seconds_count 4

                """#)
    }

    @Test("a name that is used for two kinds of metric does no harm")
    func clash() {
        let registry = MetricRegistry([])
        registry.makeCounter(label: "x", dimensions: []).increment(by: 1)
        registry.makeTimer(label: "x", dimensions: []).recordNanoseconds(1)
        #expect(registry.text(with: []) == "# TYPE x counter\nx 1\n")
    }

    @Test("requests, files, commits, connections and the state are counted, each with its help")
    func served() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "empty.txt": ""])
        try await daemon.holds(["a.txt": "alpha"], unreadable: ["empty.txt"])
        _ = try await daemon.get("/v1/search?q=alpha&limit=many")
        _ = try await daemon.get("/v1/articles/0123456789abcdef")
        _ = try await daemon.get("/no/such/path")
        let broken = try daemon.connect()
        try broken.send("this is no HTTP\r\n\r\n")
        _ = try await blocking { try broken.receiveAll() }
        try await eventually("rest") { try await daemon.status().state == .ready }

        let answer = try await daemon.get("/metrics")
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        let samples = try Samples(answer.text)
        #expect(samples[#"crisis_search_requests_total{route="/v1/search",status="400"}"#] == 1)
        #expect(samples[#"crisis_search_requests_total{route="/v1/articles/{id}",status="404"}"#] == 1)
        #expect(samples[#"crisis_search_requests_total{route="none",status="404"}"#] == 1)
        #expect(try #require(samples[#"crisis_search_request_duration_seconds_count{route="/v1/search"}"#]) >= 2)
        #expect(samples["crisis_search_malformed_requests_total"] == 1)
        #expect(samples[#"crisis_search_files_total{outcome="added"}"#] == 1)
        #expect(try #require(samples[#"crisis_search_files_total{outcome="failed"}"#]) >= 1)
        #expect(try #require(samples["crisis_search_commit_duration_seconds_count"]) >= 1)
        #expect(try #require(samples["crisis_search_connections"]) >= 1)
        #expect(samples["crisis_search_articles"] == 1)
        #expect(samples["crisis_search_unreadable_files"] == 1)
        #expect(samples["crisis_search_pending_files"] == 0)
        #expect(samples[#"crisis_search_state{state="ready"}"#] == 1)
        #expect(samples[#"crisis_search_state{state="indexing"}"#] == 0)
        #expect(samples[#"crisis_search_watching{mode="inotify"}"#] == 1)
        #expect(try #require(samples["crisis_search_index_bytes"]) > 0)
        #expect(try #require(samples["process_open_fds"]) > 3)
        #expect(try #require(samples["process_resident_memory_bytes"]) > 1_000_000)
        #expect(samples.undescribed == [], "each has its help")
        for word in ["alpha", "empty.txt", daemon.scratch.path] {
            #expect(!answer.text.contains(word), "no label tells of a query, an article or a path")
        }
    }

    @Test("the index is complete up to now when nothing waits, and up to the oldest change that waits otherwise")
    func indexedThrough() throws {
        let path = try #require(CorpusPath("/corpus/a"))
        let start = Date(timeIntervalSince1970: 1000)
        var through = IndexedThrough()
        #expect(through.moment(at: start) == nil, "nothing is known of what changed before the start")
        through.noteHint(at: start)
        through.take()
        #expect(through.moment(at: start) == nil)
        through.settle()
        #expect(through.moment(at: start + 5) == start + 5)
        through.noteHint(at: start + 10)
        through.noteHint(at: start + 11)
        #expect(through.moment(at: start + 20) == start + 10)
        through.take()
        through.noteHint(at: start + 15)
        #expect(through.moment(at: start + 20) == start + 10, "it was taken, but is not settled")
        through.take()
        #expect(through.moment(at: start + 20) == start + 10)
        through.settle()
        #expect(through.moment(at: start + 20) == start + 20)
        through.noteHint(at: start + 21)
        through.take()
        through.postpone(path, at: start + 22)
        through.settle()
        #expect(through.moment(at: start + 30) == start + 21, "a file that has to wait holds it back")
        through.resume(path, at: start + 31)
        #expect(through.moment(at: start + 32) == start + 21)
        through.take()
        through.settle()
        #expect(through.moment(at: start + 33) == start + 33)
    }

    @Test("status says up to when the index is complete: at rest, after each change")
    func statusIsComplete() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        for number in 0..<5 {
            // Whole seconds are told.
            let before = Date() - 1
            try daemon.scratch.write("corpus/\(number).txt", article("word\(spelled(number))"))
            let written = Date()
            try await eventually("a moment after the change") {
                guard let text = try await daemon.status().indexedThrough,
                    let through = try? Date(text, strategy: .iso8601)
                else { return false }
                #expect(through >= before || through < written)
                return through > written
            }
            #expect(try await daemon.finds("word\(spelled(number))") == ["\(number).txt"])
        }
        #expect(try await daemon.status().lastError == nil)
    }
}

/// Metrics as they are read by whoever asked for them.
struct Samples {
    private var values: [String: Double] = [:]
    /// Families without a line of help.
    private(set) var undescribed: [String] = []

    /// - Throws: what is wrong with the text.
    init(_ text: String) throws {
        var helped: Set<Substring> = []
        var typed: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3)
            if line.hasPrefix("# HELP ") {
                helped.insert(words[2])
            } else if line.hasPrefix("# TYPE ") {
                typed[words[2]] = words[3]
                if !helped.contains(words[2]) { undescribed.append(String(words[2])) }
            } else {
                guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]),
                    let match = line[..<space].wholeMatch(
                        of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="(?:[^"\\]|\\.)*"(?:,[a-z_]+="(?:[^"\\]|\\.)*")*\})?/)
                else { throw Overdue(description: "no sample: \(line)") }
                let name = match.1
                let family =
                    ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) && typed[name] == nil }
                    .map { name.dropLast($0.count) } ?? name
                guard typed[family] != nil else { throw Overdue(description: "no type before: \(line)") }
                values[String(line[..<space])] = value
            }
        }
    }

    subscript(_ series: String) -> Double? { values[series] }
}
