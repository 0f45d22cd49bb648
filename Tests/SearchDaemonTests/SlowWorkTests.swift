// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Logging
import SearchAPI
import SearchIndex
import Synchronization
import Testing

@testable import SearchDaemon
import TestSupport

@Suite("Questions that hold a search thread for long")
struct SlowWorkTests {
    /// What was logged.
    private final class Journal: Sendable {
        struct Line: Sendable {
            var level: Logger.Level
            var message: String
            var metadata: [String: String]
        }

        let lines = Mutex<[Line]>([])

        var log: Logger {
            var log = Logger(label: "test") { _ in Handler(journal: self) }
            log.logLevel = .debug
            return log
        }

        func warnings(_ beginning: String) -> [Line] {
            lines.withLock { $0.filter { $0.level == .warning && $0.message.hasPrefix(beginning) } }
        }
    }

    private struct Handler: LogHandler {
        let journal: Journal
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).mapValues { "\($0)" }
            let line = Journal.Line(level: event.level, message: "\(event.message)", metadata: values)
            journal.lines.withLock { $0.append(line) }
        }
    }

    private static let during = "a question has held"
    private static let after = "a slow question is done"

    @Test("it is told of while it still runs, once, and again when it ends; its text only at debug level")
    func stillRunning() async throws {
        let journal = Journal()
        let watch = SlowWorkWatch(limit: .milliseconds(20), log: journal.log)
        let ticket = watch.began(SearchWork("search", query: "ferry \"red line\" title:(a OR b) date:2031"))
        try await eventually("a warning") { !journal.warnings(Self.during).isEmpty }
        #expect(watch.count == 1)
        let line = try #require(journal.warnings(Self.during).first)
        #expect(line.metadata["what"] == "search" && line.metadata["bytes"] == "41" && line.metadata["clauses"] == "6")
        #expect((line.metadata["held_ms"].flatMap { Int($0) } ?? 0) >= 20)

        // Another one that begins meanwhile is told of by itself.
        let other = watch.began(SearchWork("status"))
        try await eventually("another warning") { journal.warnings(Self.during).count == 2 }
        watch.ended(other)
        watch.ended(ticket)
        #expect(journal.warnings(Self.after).map { $0.metadata["what"] } == ["status", "search"])
        #expect(journal.warnings(Self.during).count == 2)
        #expect(watch.count == 2)
        let texts = journal.lines.withLock { $0.filter { "\($0)".contains("red line") } }
        #expect(!texts.isEmpty && texts.allSatisfy { $0.level == .debug })
    }

    @Test("what is quick is not told of, nor counted, and without a limit nothing is")
    func quick() async throws {
        let journal = Journal()
        let watch = SlowWorkWatch(limit: .seconds(3600), log: journal.log)
        for _ in 0..<1000 { watch.ended(watch.began(SearchWork("search", query: "x"))) }
        #expect(watch.count == 0 && journal.lines.withLock { $0.isEmpty })
        let never = SlowWorkWatch(limit: nil, log: journal.log)
        never.ended(never.began(SearchWork("search")))
        #expect(never.count == 0)
    }

    @Test("however many run and end at once, each slow one is counted once")
    func many() async throws {
        let journal = Journal()
        let watch = SlowWorkWatch(limit: .milliseconds(5), log: journal.log)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let ticket = watch.began(SearchWork("search", query: "x"))
                    if number.isMultiple(of: 2) { try await Task.sleep(for: .milliseconds(20)) }
                    watch.ended(ticket)
                }
            }
            try await group.waitForAll()
        }
        // The quick ones may have been slow too, on a busy machine.
        let told = journal.warnings(Self.after).count
        #expect(told >= 100 && watch.count == told)
    }

    @Test("a daemon with a small limit tells of a heavy query, and status counts it")
    func daemon() async throws {
        var files: [String: String] = [:]
        for number in 0..<40 {
            let words = (0..<400).map { "w\(number)x\($0)" }.joined(separator: " ")
            files["\(number).txt"] = article("a\(number)") + words
        }
        let daemon = try await RunningDaemon(settings: "slow_query: 1ms\n", files: files)
        try await eventually("the articles") { try await daemon.status().articles == files.count }
        let query = (0..<40).map { "w\($0)*" }.joined(separator: " OR ")
        try await eventually("a slow question") {
            _ = try await daemon.search(query, "&any=true")
            return try await daemon.status().slowQueries > 0
        }
        try await eventually("its line in the log") { daemon.log.contains("what=search") }
        #expect(daemon.log.contains("clauses=40"))
        #expect(try await daemon.client("status").output.contains("slow "))
    }
}
