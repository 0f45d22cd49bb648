// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("crisis-searchd index --once")
struct IndexOnceTests {
    private func indexOnce(_ scratch: Scratch, _ more: String...) async throws -> ChildProcess.Outcome {
        let arguments = [
            "index", "--once", "--corpus", scratch["corpus"], "--index", scratch["index"], "--socket",
            scratch["socket"],
        ]
        return try await ChildProcess(Built.daemon, arguments + more, in: scratch).outcome()
    }

    @Test("says what it did: the second time nothing, later only what changed")
    func twice() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        for number in 0..<30 { try scratch.write("corpus/\(number).txt", article("word\(spelled(number))")) }
        let first = try await indexOnce(scratch)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output == "30 added, 0 updated, 0 removed, 0 unchanged, 0 failed\n")
        // A file written within the same second as the last commit is not trusted: wait for the clock, not for luck.
        try await Self.waitOutTheTick(scratch["index/current"])
        #expect(try await indexOnce(scratch).status == 0)
        try await Self.waitOutTheTick(scratch["index/current"])
        let again = try await indexOnce(scratch)
        #expect(again.output == "0 added, 0 updated, 0 removed, 30 unchanged, 0 failed\n")
        try scratch.write("corpus/new.txt", article("newword"))
        try scratch.write("corpus/0.txt", article("otherword"))
        try scratch.remove("corpus/1.txt")
        let changed = try await indexOnce(scratch)
        #expect(changed.output == "1 added, 1 updated, 1 removed, 28 unchanged, 0 failed\n")
    }

    @Test("files that cannot be read are listed, and the status is 1")
    func unreadable() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.write("corpus/a.txt", article("alpha"))
        try scratch.write("corpus/empty.txt", "")
        let ended = try await indexOnce(scratch)
        #expect(ended.status == 1)
        #expect(ended.output.contains("1 added") && ended.output.contains("1 failed"))
        #expect(ended.output.contains(scratch["corpus/empty.txt"] + ": "))
        let json = try await indexOnce(scratch, "--full", "--json")
        let report = try JSONDecoder().decode(ReindexResponse.self, from: Data(json.output.utf8))
        #expect(report.done && report.added == 1 && report.failed.map(\.path) == [scratch["corpus/empty.txt"]])
    }

    @Test("a daemon that runs has the index: 75")
    func besideDaemon() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let ended = try await indexOnce(daemon.scratch)
        #expect(ended.status == 75)
        #expect(ended.errors.count { $0 == "\n" } == 1)
        try daemon.signal(SIGTERM)
        _ = try await daemon.process.outcome()
        #expect(try await indexOnce(daemon.scratch).status == 0)
        #expect(try await indexOnce(daemon.scratch, "--full").output.hasPrefix("1 added"))
        try await daemon.start()
        try await daemon.holds(["a.txt": "alpha"])
    }

    /// Until the corpus is older than the margin within which time stamps prove nothing.
    private static func waitOutTheTick(_ path: String) async throws {
        let started = ContinuousClock.now
        try await eventually("a second and a half later") { ContinuousClock.now - started > .milliseconds(1200) }
    }
}
