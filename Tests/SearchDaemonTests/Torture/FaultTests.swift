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
        var ends = 0
        for _ in 0..<80 { corpus.change() }
        try await daemon.equalsDisk(words: corpus.words, "before")
        for _ in 0..<Torture.effort {
            let articles = try await daemon.status().articles
            ends += try await survive(daemon, disk) {
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
            } afterwards: {
                for _ in 0..<20 { corpus.change() }
                try await daemon.equalsDisk(words: corpus.words, fault.name)
                try await eventually("no problem") { try await daemon.status().problems.isEmpty }
            }
        }
        try await eventually("rest") { try await daemon.status().state == .ready }
        try await daemon.checksOut()
        let crashes = ends > 0 ? ", after \(ends) crashes" : ""
        Torture.report("\(fault.name): \(corpus.counts.values.reduce(0, +)) operations, nothing lost\(crashes)")
    }

    @Test(
        "failing in the middle of a rebuild, the old index stays, and nothing is left of the new one",
        arguments: [EIO, ENOSPC])
    func rebuild(code: Int32) async throws {
        let daemon = try await start(files: LifecycleTests.many(150))
        try await eventually("all of them") { try await daemon.status().articles == 150 }
        let disk = FaultyDisk(in: daemon.scratch)
        var random = SeededGenerator(seed: Torture.seed &+ 31)
        var ends = 0
        for _ in 0..<4 * Torture.effort {
            #expect(try await daemon.post("/v1/reindex", #"{"full":true}"#).status == 202)
            usleep(.random(in: 0..<200_000, using: &random))
            ends += try await survive(daemon, disk) {
                try disk.fail(200, with: code)
                try await eventually("its end") { try await daemon.status().state != .rebuilding }
                #expect(try await daemon.status().articles == 150)
            } afterwards: {
                try await eventually("rest") {
                    let status = try await daemon.status()
                    return status.state == .ready && status.problems.isEmpty && status.articles == 150
                }
            }
            let outcome = try await daemon.run(["check"])
            #expect(outcome.status == 0, "\(outcome.output)")
        }
        #expect(daemon.databases.count == 1, "\(daemon.databases)")
        Torture.report("failing rebuilds: \(4 * Torture.effort)" + (ends > 0 ? ", after \(ends) crashes" : ""))
    }

    /// Does something while the disk fails, until it works again, and starts a daemon that ended of it anew, as systemd does.
    ///
    /// The library (1.4.22) writes values in a destructor, `ValueUpdater`: a disk that fails in just that write ends the
    /// process with SIGABRT. No other end is allowed.
    ///
    /// - Parameter afterwards: what holds when the disk works again, in the daemon that was started anew too.
    /// - Returns: how often it ended.
    private func survive(
        _ daemon: RunningDaemon,
        _ disk: FaultyDisk,
        _ body: () async throws -> Void,
        afterwards: () async throws -> Void
    ) async throws -> Int {
        var failure: (any Error)?
        do {
            try await body()
            try disk.heal()
            // What was begun while it failed may end the process only now.
            try await afterwards()
        } catch {
            failure = error
        }
        // A connection ends some time before the process, of which an image is kept.
        if failure != nil { try? await eventually("the end", within: .seconds(30)) { try !daemon.process.isRunning } }
        guard try !daemon.process.isRunning else {
            if let failure { throw Overdue(description: "\(failure)\n\(daemon.story)") }
            return 0
        }
        let outcome = try await daemon.process.outcome()
        #expect(outcome.status == -SIGABRT && outcome.errors.contains("terminate called"), "\(daemon.story)")
        try disk.heal()
        try await daemon.start(with: disk.environment)
        try await afterwards()
        return 1
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
