// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("Whatever happens to the folder, the index ends up equal to it")
struct RandomChangesTests {
    private func report(_ corpus: ChangingCorpus, _ what: String) {
        let done = corpus.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        Torture.report("\(what): \(corpus.counts.values.reduce(0, +)) operations, \(corpus.words) words; \(done)")
    }

    @Test("hundreds of random changes", arguments: [Torture.seed])
    func changes(seed: UInt64) async throws {
        let daemon = try await RunningDaemon()
        var corpus = try ChangingCorpus(daemon.scratch, seed: seed)
        for _ in 0..<Torture.effort {
            for _ in 0..<600 { corpus.change() }
            try await daemon.equalsDisk(words: corpus.words, "\(corpus.counts)")
        }
        try await daemon.checksOut()
        report(corpus, "random changes")
    }

    @Test("random changes before, during and after a kill -9", arguments: [Torture.seed])
    func killed(seed: UInt64) async throws {
        let daemon = try await RunningDaemon()
        var corpus = try ChangingCorpus(daemon.scratch, seed: seed &+ 1)
        for _ in 0..<150 { corpus.change() }
        for _ in 0..<4 * Torture.effort {
            // Long enough for some commits, and in the middle of the work.
            try await eventually("a commit") { try await daemon.status().articles > 0 }
            for _ in 0..<50 { corpus.change() }
            try daemon.kill()
            for _ in 0..<50 { corpus.change() }
            try await daemon.start()
        }
        try await daemon.equalsDisk(words: corpus.words, "\(corpus.counts)")
        report(corpus, "random changes with kills")
    }

    @Test("random changes with SIGHUP and rebuilds in between", arguments: [Torture.seed])
    func rescanned(seed: UInt64) async throws {
        let daemon = try await RunningDaemon()
        var corpus = try ChangingCorpus(daemon.scratch, seed: seed &+ 2)
        for round in 0..<6 * Torture.effort {
            for _ in 0..<50 { corpus.change() }
            if round % 3 == 2 {
                #expect(try await daemon.post("/v1/reindex", #"{"full":true}"#).status == 202)
            } else {
                try daemon.signal(SIGHUP)
            }
        }
        try await daemon.equalsDisk(words: corpus.words, "\(corpus.counts)")
        report(corpus, "random changes with rescans and rebuilds")
    }

    @Test("random changes while the kernel drops events", arguments: [Torture.seed])
    func overflowing(seed: UInt64) async throws {
        let daemon = try await RunningDaemon(files: ["still 1.txt": article("alpha"), "still 2.txt": article("bravo")])
        var corpus = try ChangingCorpus(daemon.scratch, seed: seed &+ 3)
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let limit = try #require(Int(text.filter(\.isNumber)))
        for _ in 0..<2 * Torture.effort {
            for _ in 0..<100 { corpus.change() }
            // Stopped, it takes no event: the kernel's queue runs over.
            try daemon.signal(SIGSTOP)
            for _ in 0..<20 { corpus.change() }
            for name in ["still 1.txt", "still 2.txt"] {
                // It may have been put out of the way, or have become a folder.
                try? daemon.scratch.remove("corpus/" + name)
                try daemon.scratch.write("corpus/" + name, article("still"))
            }
            // Two in turn, for the kernel merges an event into an equal one just before it.
            for _ in 0...(limit / 2) {
                for name in ["still 1.txt", "still 2.txt"] { try daemon.scratch.setMode("corpus/" + name, 0o644) }
            }
            for _ in 0..<100 { corpus.change() }
            try daemon.signal(SIGCONT)
            for _ in 0..<50 { corpus.change() }
            try await daemon.equalsDisk(words: corpus.words, "\(corpus.counts)")
        }
        report(corpus, "random changes with overflows")
    }

    @Test(
        "random changes when watches have run out: the folders are compared instead, and status says so",
        .enabled(if: canLimitWatches, "no user namespaces here"), arguments: [Torture.seed])
    func unwatched(seed: UInt64) async throws {
        let daemon = try await RunningDaemon(
            settings: "poll_interval: 1s\n",
            launcher: [
                "unshare", "--user", "--map-root-user", "sh", "-c",
                #"echo 6 >/proc/sys/user/max_inotify_watches && exec "$@""#, "sh",
            ])
        var corpus = try ChangingCorpus(daemon.scratch, seed: seed &+ 4)
        for number in 0..<12 { try daemon.scratch.makeFolder("corpus/folder\(number)") }
        try await eventually("polling") { try await daemon.status().watching == "polling" }
        #expect(try await daemon.status().problems.contains { $0.contains("max_user_watches") })
        for _ in 0..<2 * Torture.effort {
            for _ in 0..<150 { corpus.change() }
            try await daemon.equalsDisk(words: corpus.words, "\(corpus.counts)")
        }
        report(corpus, "random changes without watches")
    }

    private static let canLimitWatches: Bool = {
        system("unshare --user --map-root-user sh -c 'echo 6 >/proc/sys/user/max_inotify_watches' 2>/dev/null") == 0
    }()
}
