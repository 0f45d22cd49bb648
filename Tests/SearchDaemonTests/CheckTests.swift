// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import SearchDaemon
import Testing

@Suite("crisis-searchd check tells whether the index can be trusted")
struct CheckTests {
    @Test("an index that is sound and equals the folders passes, beside a daemon and without one")
    func sound() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "empty.txt": ""])
        try await daemon.holds(["a.txt": "alpha"], unreadable: ["empty.txt"])
        for isRunning in [true, false] {
            if !isRunning { try daemon.kill() }
            for arguments in [["check", "--json"], ["check", "--json", "--thorough"]] {
                let outcome = try await daemon.run(arguments)
                #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
                let report = try JSONDecoder().decode(CheckReport.self, from: Data(outcome.outputBytes))
                #expect(report.verdict == .sound && report.daemon == isRunning)
                #expect(report.articles == 1 && report.files == 2 && report.unreadable == 1)
            }
        }
        #expect(try await daemon.run(["check"]).output.contains("It is sound, and equals the folders."))
    }

    @Test("what the folders have and the index has not is told, and what to do")
    func different() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "b.txt": article("bravo")])
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        try daemon.kill()
        try daemon.scratch.remove("corpus/a.txt")
        try daemon.scratch.write("corpus/b.txt", article("other"))
        try daemon.scratch.write("corpus/c.txt", article("charlie"))
        let outcome = try await daemon.run(["check", "--json"])
        #expect(outcome.status == 1)
        let report = try JSONDecoder().decode(CheckReport.self, from: Data(outcome.outputBytes))
        let found = Dictionary(
            uniqueKeysWithValues: report.differences.map { (daemon.name(ofPath: $0.path), $0.kind) })
        #expect(found == ["a.txt": "gone", "b.txt": "changed", "c.txt": "missing"])
        #expect(try await daemon.run(["check"]).output.contains("crisis-searchd index --once"))
        try await daemon.start()
        try await daemon.holds(["b.txt": "other", "c.txt": "charlie"])
        #expect(try await daemon.run(["check"]).status == 0)
    }

    @Test("--thorough finds that the index has something else of a file than is read of it")
    func thorough() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        // A running daemon would be given time to bring the difference in.
        try daemon.kill()
        #expect(try await daemon.run(["check"], environment: ["CRISIS_SEARCH_MAX_FILE_SIZE": "10"]).status == 0)
        let outcome = try await daemon.run(
            ["check", "--thorough", "--json"], environment: ["CRISIS_SEARCH_MAX_FILE_SIZE": "10"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains(#""kind":"content""#))
    }

    @Test("a daemon that changes the index meanwhile is no fault")
    func busy() async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(200))
        for round in 0..<3 {
            async let writing: Void = {
                for number in 0..<300 {
                    try daemon.scratch.write(
                        "corpus/\(number % 50).txt", article("new\(spelled(300 * round + number))"))
                    try await Task.sleep(for: .milliseconds(3))
                }
            }()
            let outcome = try await daemon.run(["check", "--json"])
            #expect([0, 1, 75].contains(outcome.status), "\(outcome.output) \(outcome.errors)")
            try await writing
        }
        try await eventually("rest") { try await daemon.status().state == .ready }
        #expect(try await daemon.run(["check"]).status == 0)
    }

    @Test("damage to each file of the index is found", arguments: ["docdata", "position", "postlist", "termlist"])
    func damage(table: String) async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(100))
        try await eventually("100 articles") { try await daemon.status().articles == 100 }
        try daemon.kill()
        let generation = try #require(daemon.databases.first)
        let file = "index/\(generation)/\(table).glass"
        let bytes = try daemon.scratch.read(file)
        // All blocks but for the first words of each, which say which block it is.
        var broken = bytes
        for index in broken.indices where index % 8192 >= 64 { broken[index] ^= 0x55 }
        try daemon.scratch.write(file, bytes: broken)
        let outcome = try await daemon.run(["check"])
        #expect(outcome.status == 65, "\(outcome.output) \(outcome.errors)")
        #expect(outcome.output.contains("index --once --full"))
        try daemon.scratch.write(file, bytes: Array(bytes.prefix(bytes.count / 2)))
        #expect(try await daemon.run(["check"]).status == 65)
        try daemon.scratch.remove(file)
        #expect(try await daemon.run(["check"]).status == 65)
    }

    @Test("no index is told apart from a damaged one")
    func absent() async throws {
        let daemon = try await RunningDaemon()
        try daemon.kill()
        try daemon.scratch.remove("index")
        #expect(try await daemon.run(["check"]).status == 66)
        #expect(!daemon.scratch.exists("index"), "it makes nothing")
    }
}

extension RunningDaemon {
    /// Runs `crisis-searchd` with this daemon's configuration, for a subcommand.
    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> ChildProcess.Outcome {
        let all = arguments + ["--config", scratch["settings.yaml"]]
        return try await ChildProcess(Built.daemon, all, environment: environment, in: scratch).outcome()
    }
}
