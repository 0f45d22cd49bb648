// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import TestSupport
import Testing

@Suite("A crash loses nothing that was acknowledged, and leaves nothing behind")
struct KillTests {
    /// Verifies the index of a daemon that is dead.
    private func checkDead(_ daemon: RunningDaemon, _ context: String) async throws {
        let outcome = try await daemon.run(["check", "--json"])
        // It may differ from the folders: it was killed before it had brought all in. 66: before there was any.
        #expect([0, 1, 66].contains(outcome.status), "\(context): \(outcome.output) \(outcome.errors)")
    }

    @Test(
        "killed at random moments of single updates: what was found is found again, at once", arguments: [Torture.seed])
    func singleUpdates(seed: UInt64) async throws {
        let daemon = try await RunningDaemon()
        var random = SeededGenerator(seed: seed &+ 10)
        var words: [String: Int] = [:]
        var word = 0
        let kills = 12 * Torture.effort
        for kill in 0..<kills {
            var acknowledged: [String: Int] = [:]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                word += 1
                let name = "\(Int.random(in: 0..<40, using: &random)).txt"
                try daemon.scratch.write("corpus/" + name, article(ChangingCorpus.word(word)))
                words[name] = word
            }
            // What an answer has shown is acknowledged.
            let hits = try await daemon.search("zq*").results
            for hit in hits {
                let name = daemon.name(ofPath: hit.path)
                if let word = words[name], hit.snippet?.text.contains(ChangingCorpus.word(word)) == true {
                    acknowledged[name] = word
                }
            }
            usleep(UInt32.random(in: 0..<30_000, using: &random))
            try daemon.kill()
            try await checkDead(daemon, "after kill \(kill)")
            try await daemon.start()
            for (name, word) in acknowledged {
                #expect(try await daemon.finds(ChangingCorpus.word(word)) == [name], "kill \(kill)")
            }
        }
        try await daemon.equalsDisk(words: word, "after \(kills) kills")
        #expect(daemon.databases.count == 1)
        Torture.report("single updates: \(kills) kills, \(word) writes, nothing lost")
    }

    @Test(
        "killed at random moments of a first run: the next one goes on, and nothing is lost", arguments: [Torture.seed])
    func firstRun(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed &+ 11)
        let files = LifecycleTests.many(1200)
        let daemon = try await RunningDaemon(files: files)
        let kills = 8 * Torture.effort
        for kill in 0..<kills {
            usleep(UInt32.random(in: 0..<250_000, using: &random))
            try daemon.kill()
            try await checkDead(daemon, "after kill \(kill)")
            // Once it is complete, begin from nothing.
            if try await daemon.run(["check"]).status == 0 { try daemon.scratch.remove("index") }
            try await daemon.start()
        }
        try await eventually("all of them") { try await daemon.status().articles == files.count }
        try await eventually("rest") { try await daemon.status().state == .ready }
        try await daemon.checksOut()
        #expect(daemon.databases.count == 1, "\(daemon.databases)")
        Torture.report("first runs: \(kills) kills of \(files.count) articles, nothing lost")
    }

    @Test(
        "killed at random moments of a rebuild and its swap: the old index or the new one is served, whole",
        arguments: [Torture.seed])
    func rebuild(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed &+ 12)
        let files = LifecycleTests.many(400)
        let daemon = try await RunningDaemon(files: files)
        try await eventually("all of them") { try await daemon.status().articles == files.count }
        try await eventually("rest") { try await daemon.status().state == .ready }
        let kills = 8 * Torture.effort
        for kill in 0..<kills {
            #expect(try await daemon.post("/v1/reindex", #"{"full":true}"#).status == 202)
            usleep(UInt32.random(in: 0..<900_000, using: &random))
            try daemon.kill()
            let outcome = try await daemon.run(["check"])
            #expect(outcome.status == 0, "kill \(kill): \(outcome.output)")
            try await daemon.start()
            #expect(try await daemon.status().articles == files.count, "kill \(kill): whole from the first answer on")
        }
        try await eventually("rest") { try await daemon.status().state == .ready }
        #expect(daemon.databases.count == 1, "nothing is left behind: \(daemon.databases)")
        Torture.report("rebuilds: \(kills) kills, whole each time")
    }

    @Test("killed at random moments of index --once, in the middle of a large addition", arguments: [Torture.seed])
    func once(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed &+ 13)
        let daemon = try await RunningDaemon(files: LifecycleTests.many(100))
        try await eventually("100 articles") { try await daemon.status().articles == 100 }
        try daemon.kill()
        for (name, text) in LifecycleTests.many(1200) { try daemon.scratch.write("corpus/late\(name)", text) }
        let kills = 8 * Torture.effort
        var ended = 0
        for kill in 0..<kills {
            let process = try ChildProcess(
                Built.daemon,
                ["index", "--once", "--config", daemon.scratch["settings.yaml"]]
                    + (kill % 3 == 2 ? ["--full"] : []), in: daemon.scratch)
            let moment = ContinuousClock.now + .milliseconds(Int.random(in: 20..<1200, using: &random))
            while process.isRunning, ContinuousClock.now < moment { try await Task.sleep(for: .milliseconds(2)) }
            if process.hasSucceeded { ended += 1 }
            process.end()
            try await checkDead(daemon, "after kill \(kill)")
        }
        #expect(try await daemon.run(["index", "--once"]).status == 0)
        try await daemon.checksOut()
        try await daemon.start()
        #expect(try await daemon.status().articles == 1300)
        Torture.report("index --once: \(kills) kills, of which \(ended) came after its end; nothing lost")
    }
}
