// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import TestSupport
import Testing

@Suite("A damaged index heals")
struct CorruptionTests {
    /// What becomes of a file.
    enum Damage: String, CaseIterable, Sendable {
        case emptied, halved, removed, noise, shifted, zeros, newer

        /// Bytes of a block of the library's.
        private static let blockSize = 8192

        func done(to bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8]? {
            switch self {
            case .emptied: return []
            case .halved: return Array(bytes.prefix(bytes.count / 2))
            case .removed: return nil
            case .noise:
                return bytes.map { byte in
                    Int.random(in: 0..<4, using: &random) == 0 ? .random(in: 0...255, using: &random) : byte
                }
            case .shifted: return [0] + bytes.dropLast()
            case .zeros: return [UInt8](repeating: 0, count: bytes.count)
            case .newer:
                // A block begins with the revision that wrote it, and its level. The first of the lowest level, which is seldom
                // written again, says that it is of a commit yet to come, as one does that has been overwritten since.
                var bytes = bytes
                let blocks = stride(from: 0, to: bytes.count - 4, by: Self.blockSize)
                let newest = blocks.map { bytes[$0..<$0 + 4].reduce(0) { $0 << 8 | UInt32($1) } }.max() ?? 0
                if let block = blocks.first(where: { bytes[$0 + 4] == 0 }) {
                    bytes.replaceSubrange(
                        block..<block + 4, with: withUnsafeBytes(of: (newest &+ 1000).bigEndian, Array.init))
                }
                return bytes
            }
        }
    }

    @Test(
        "each file of the index, damaged in each way while no daemon runs: noticed, moved aside, built anew",
        arguments: [Torture.seed])
    func atRest(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed &+ 20)
        let files = LifecycleTests.many(60)
        let daemon = try await RunningDaemon(files: files)
        try await eventually("all of them") { try await daemon.status().articles == files.count }
        let tables = ["docdata.glass", "iamglass", "position.glass", "postlist.glass", "termlist.glass", "current"]
        var cases = tables.flatMap { table in Damage.allCases.map { (table, $0) } }
        cases.shuffle(using: &random)
        let tried = cases.prefix(10 * Torture.effort)
        var ends = 0
        for (table, damage) in tried {
            // Closed, or as a power failure leaves it.
            if Bool.random(using: &random) {
                try daemon.signal(SIGTERM)
                #expect(try await daemon.process.outcome().status == 0)
            } else {
                try daemon.kill()
            }
            let generation = try #require(daemon.databases.last)
            let file = table == "current" ? "index/current" : "index/\(generation)/\(table)"
            if let bytes = damage.done(to: try daemon.scratch.read(file), &random) {
                try daemon.scratch.write(file, bytes: bytes)
            } else {
                try daemon.scratch.remove(file)
            }
            try? await daemon.start()
            ends += try await heals(daemon, files.count, "\(table) \(damage)")
        }
        Torture.report(
            "damage at rest: \(tried.count) of \(cases.count) kinds, healed each time, after \(ends) crashes")
    }

    @Test(
        "files of the index that are overwritten under a running daemon: whatever that does to it, it heals",
        arguments: [Torture.seed])
    func whileRunning(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed &+ 21)
        let files = LifecycleTests.many(60)
        let daemon = try await RunningDaemon(files: files)
        try await eventually("all of them") { try await daemon.status().articles == files.count }
        var ends = 0
        for _ in 0..<3 * Torture.effort {
            let table = try #require(Self.tablesInUse.randomElement(using: &random))
            try await spoil(table, of: daemon, with: .noise, &random)
            try daemon.scratch.write("corpus/0.txt", article("word\(spelled(0))", title: "Harbour strike ends"))
            ends += try await heals(daemon, files.count, table)
        }
        Torture.report("damage while running: \(3 * Torture.effort) times, healed each time, after \(ends) crashes")
    }

    @Test(
        "blocks newer than the last commit, which look like a reader that was overtaken, are no reason to try again for ever",
        arguments: tablesInUse)
    func newerWhileRunning(table: String) async throws {
        var random = SeededGenerator(seed: Torture.seed)
        let files = LifecycleTests.many(60)
        let daemon = try await RunningDaemon(files: files)
        try await eventually("all of them") { try await daemon.status().articles == files.count }
        try await spoil(table, of: daemon, with: .newer, &random)
        // What is new goes elsewhere: the writer does not read the damaged block.
        try daemon.scratch.write("corpus/new.txt", article("harbour", title: "Harbour strike ends"))
        try await heals(daemon, files.count + 1, table)
    }

    @Test("an index of another schema, or of another program, is moved aside and built anew")
    func foreign() async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(20))
        try await eventually("all of them") { try await daemon.status().articles == 20 }
        try daemon.kill()
        let generation = try #require(daemon.databases.first)
        // A database of Xapian's that is none of ours: a valid one, with nothing in it that we know.
        try daemon.scratch.remove("index/" + generation)
        try daemon.scratch.makeFolder("index/" + generation)
        try daemon.scratch.write("index/\(generation)/iamglass", "this was a database of somebody else's")
        try await daemon.start()
        try await heals(daemon, 20, "foreign")
        #expect(!daemon.scratch.names(in: "index").filter { $0.hasPrefix("damaged-") }.isEmpty, "it was moved aside")
    }

    /// Tables that are read again and again.
    ///
    /// Not the lists of positions: only phrases of a path, an address or a name read them, of which few blocks stay in memory.
    /// They are looked at when a daemon starts, and by `check`.
    private static let tablesInUse = ["docdata.glass", "postlist.glass", "termlist.glass"]

    /// Overwrites a table under a daemon that is at rest, and has it read.
    private func spoil(
        _ table: String,
        of daemon: RunningDaemon,
        with damage: Damage,
        _ random: inout SeededGenerator
    ) async throws {
        try await eventually("rest") { try await daemon.status().state == .ready }
        let generation = try #require(daemon.databases.last)
        let file = "index/\(generation)/\(table)"
        try daemon.scratch.write(file, bytes: damage.done(to: try daemon.scratch.read(file), &random) ?? [])
        // That may end the daemon: the library believes what its files say.
        for number in 0..<20 { _ = try? await daemon.get("/v1/search?q=word\(spelled(number))") }
    }

    /// Waits until all is found, and the index is sound; starts a daemon that has ended anew, as systemd does.
    ///
    /// - Returns: how often it ended.
    @discardableResult
    private func heals(_ daemon: RunningDaemon, _ count: Int, _ what: String) async throws -> Int {
        var ends = 0
        do {
            // A thread that goes round in circles in the noise is noticed by the processor time that it takes, twice at worst.
            try await eventually("healing", within: .seconds(600)) {
                guard try daemon.process.isRunning else {
                    ends += 1
                    // The first start looks in the background, the second before it serves.
                    guard ends <= 3 else { throw Overdue(description: "a crash loop") }
                    try? await daemon.start()
                    return false
                }
                return (try? await self.looksRight(daemon, count)) ?? false
            }
        } catch {
            let check = try await daemon.run(["check"])
            throw Overdue(description: "\(what): \(error)\n\(check.output)\(daemon.story)")
        }
        let outcome = try await daemon.run(["check", "--thorough"])
        #expect(outcome.status == 0, "\(what): \(outcome.output)")
        // A commit and a question may each have asked for a rebuild.
        try await eventually("\(what): one database: \(daemon.databases)") { daemon.databases.count == 1 }
        return ends
    }

    private func looksRight(_ daemon: RunningDaemon, _ count: Int) async throws -> Bool {
        guard let status: StatusResponse = try? await daemon.get("/v1/status").decoded(), status.state == .ready,
            status.articles == count, status.failed.isEmpty
        else { return false }
        for number in stride(from: 1, to: count, by: 7) {
            let answer = try await daemon.get("/v1/search?q=word\(spelled(number))")
            guard answer.status == 200,
                try answer.decoded(SearchResponse.self).results.map({ daemon.name(ofPath: $0.path) }) == [
                    "\(number).txt"
                ]
            else { return false }
        }
        return try await daemon.run(["check"]).status == 0
    }
}
