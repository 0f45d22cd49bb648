// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import TestSupport
import Testing

@Suite("A disk that fails costs time, and nothing else", .enabled(if: FaultyDisk.isPossible))
struct FaultTests {
    /// A way in which disks fail.
    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var code: Int32
        /// Of a thousand calls.
        var often: Int
        var onlySync = false
        var testDescription: String { name }

        static let all = [
            Fault(name: "I/O errors now and then", code: EIO, often: 30),
            Fault(name: "nothing but I/O errors", code: EIO, often: 1000),
            Fault(name: "what was written does not reach the disk", code: EIO, often: 500, onlySync: true),
            Fault(name: "a disk that is full now and then", code: ENOSPC, often: 30),
            Fault(name: "mounted read-only anew", code: EROFS, often: 1000),
        ]
    }

    @Test(
        "while it fails the old index answers and status tells the reason; then all is caught up with",
        arguments: Fault.all)
    func single(fault: Fault) async throws {
        let daemon = try await start()
        var corpus = try ChangingCorpus(daemon.scratch, seed: Torture.seed &+ 30)
        let disk = FaultyDisk(in: daemon.scratch)
        for _ in 0..<80 { corpus.change() }
        try await daemon.equalsDisk(words: corpus.words, "before")
        for _ in 0..<Torture.effort {
            let articles = try await daemon.status().articles
            try disk.fail(fault.often, with: fault.code, onlySync: fault.onlySync)
            for _ in 0..<60 { corpus.change() }
            let isTotal = fault.often == 1000
            if isTotal {
                try await eventually("the reason") { try await !daemon.status().problems.isEmpty }
                #expect(try await daemon.status().lastError != nil)
            }
            for _ in 0..<20 {
                #expect(try await daemon.get("/v1/search?q=veldania").status == 200)
                if isTotal { #expect(try await daemon.status().articles == articles, "the last commit answers") }
            }
            #expect(try daemon.process.isRunning)
            try disk.heal()
            for _ in 0..<20 { corpus.change() }
            try await daemon.equalsDisk(words: corpus.words, fault.name)
            try await eventually("no problem") { try await daemon.status().problems.isEmpty }
        }
        try await eventually("rest") { try await daemon.status().state == .ready }
        let outcome = try await daemon.run(["check", "--thorough"])
        #expect(outcome.status == 0, "\(outcome.output)")
        Torture.report("\(fault.name): \(corpus.counts.values.reduce(0, +)) operations, nothing lost")
    }

    @Test(
        "failing in the middle of a rebuild, the old index stays, and nothing is left of the new one",
        arguments: [EIO, ENOSPC])
    func rebuild(code: Int32) async throws {
        let daemon = try await start(files: LifecycleTests.many(150))
        try await eventually("all of them") { try await daemon.status().articles == 150 }
        let disk = FaultyDisk(in: daemon.scratch)
        var random = SeededGenerator(seed: Torture.seed &+ 31)
        for _ in 0..<4 * Torture.effort {
            #expect(try await daemon.post("/v1/reindex", #"{"full":true}"#).status == 202)
            usleep(.random(in: 0..<200_000, using: &random))
            try disk.fail(200, with: code)
            try await eventually("its end") { try await daemon.status().state != .rebuilding }
            #expect(try await daemon.status().articles == 150)
            try disk.heal()
            try await eventually("rest") {
                let status = try await daemon.status()
                return status.state == .ready && status.problems.isEmpty && status.articles == 150
            }
            let outcome = try await daemon.run(["check"])
            #expect(outcome.status == 0, "\(outcome.output)")
        }
        #expect(daemon.databases.count == 1, "\(daemon.databases)")
        Torture.report("failing rebuilds: \(4 * Torture.effort)")
    }

    private func start(files: [String: String] = [:]) async throws -> RunningDaemon {
        // The library has to be there before the daemon: it is compiled once the scratch folder is.
        let daemon = try await RunningDaemon(files: files)
        try daemon.signal(SIGTERM)
        _ = try await daemon.process.outcome()
        let disk = try await FaultyDisk(compilingIn: daemon.scratch)
        try await daemon.start(with: disk.environment)
        return daemon
    }
}
