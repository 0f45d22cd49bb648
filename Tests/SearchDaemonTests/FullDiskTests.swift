// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

/// A disk of its own for the index, in a mount namespace: only where the system lets one be made.
@Suite("A full disk", .enabled(if: SmallDisk.isPermitted))
struct FullDiskTests {
    private static let count = 400

    private static func words() -> [String: String] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0).txt", "word\(spelled($0))") })
    }

    /// Texts of some length, so that the index fills the disk.
    private static func text(_ number: Int) -> String {
        let filling = (0..<150).map { "filling\(spelled(number * 150 + $0))" }.joined(separator: " ")
        return article("word\(spelled(number))") + filling + "\n"
    }

    @Test("in the middle of a bulk build is said, leaves the index as it was, and once there is room it goes on")
    func bulk() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.makeFolder("index")
        try scratch.write("corpus/first.txt", article("firstword"))
        let disk = try await SmallDisk(mebibytes: 3, at: "index", in: scratch)
        let settings = ["CRISIS_SEARCH_BULK_THRESHOLD": "10"]
        let first = try await disk.indexOnce(settings)
        #expect(first.status == 0, "\(first.errors)")

        for number in 0..<Self.count { try scratch.write("corpus/\(number).txt", Self.text(number)) }
        let failed = try await disk.indexOnce(settings)
        #expect(failed.status == 1)
        // Who meets the full disk first words it: our own look before a commit, or the system.
        let isSaid = failed.errors.contains("is full") || failed.errors.contains("No space left")
        #expect(isSaid, "\(failed.errors)")
        #expect(!failed.errors.contains("damaged"), "\(failed.errors)")

        try await disk.resize(mebibytes: 100)
        let done = try await disk.indexOnce(settings)
        #expect(done.status == 0, "\(done.errors)")
        let again = try await disk.indexOnce(settings)
        #expect(again.output.contains("0 added"), "\(again.output)")
        #expect(again.status == 0)
        #expect(disk.databases.count == 1, "\(disk.databases)")
    }

    @Test("at single files, which a running daemon could not write, is left behind once there is room")
    func singleFiles() async throws {
        await Gate.daemons.enter()
        defer { Gate.daemons.leave() }
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.makeFolder("index")
        try scratch.write("corpus/first.txt", article("firstword"))
        let disk = try await SmallDisk(mebibytes: 3, at: "index", in: scratch)
        let daemon = try disk.serve(["CRISIS_SEARCH_BULK_THRESHOLD": "100000"])
        defer { daemon.end() }
        try await eventually("it serves: \(daemon.errorsSoFar)") { daemon.errorsSoFar.contains("serving") }

        for number in 0..<Self.count { try scratch.write("corpus/\(number).txt", Self.text(number)) }
        try await eventually("it has no room: \(daemon.errorsSoFar)") {
            daemon.errorsSoFar.contains("is full") || daemon.errorsSoFar.contains("No space left")
        }
        try await disk.resize(mebibytes: 100)
        try await eventually("all is indexed: \(daemon.errorsSoFar)") {
            try await disk.status().contains("articles  \(Self.count + 1)\n")
        }
        #expect(!daemon.errorsSoFar.contains("another process"), "\(daemon.errorsSoFar)")
    }
}

/// A small disk in a mount namespace, kept by a process that sleeps in it.
private final class SmallDisk: Sendable {
    private let scratch: Scratch
    private let place: String
    private let keeper: ChildProcess

    /// Whether the system lets a namespace be made.
    static var isPermitted: Bool {
        let words: [String] = ["unshare", "-m", "true"]
        let arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, "unshare", nil, nil, arguments, [nil]) == 0 else { return false }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return status == 0
    }

    init(mebibytes: Int, at name: String, in scratch: Scratch) async throws {
        self.scratch = scratch
        place = scratch[name]
        let script =
            "mount -t tmpfs -o size=\(mebibytes)m tmpfs '\(place)' && touch '\(scratch["ready"])' && exec sleep 600"
        keeper = try ChildProcess("/usr/bin/unshare", ["-m", "sh", "-c", script], in: scratch)
        try await eventually("a small disk: \(keeper.errorsSoFar)") { scratch.exists("ready") }
    }

    private func run(_ words: [String], _ environment: [String: String] = [:]) async throws -> ChildProcess.Outcome {
        try await ChildProcess(
            "/usr/bin/nsenter", ["-m", "-t", "\(keeper.id)", "--"] + words, environment: environment, in: scratch
        ).outcome()
    }

    func indexOnce(_ environment: [String: String]) async throws -> ChildProcess.Outcome {
        try await run(
            [Built.daemon, "index", "--once", "--corpus", scratch["corpus"], "--index", place], environment)
    }

    func serve(_ environment: [String: String]) throws -> ChildProcess {
        let options = ["--corpus", scratch["corpus"], "--index", place, "--socket", scratch["socket"]]
        return try ChildProcess(
            "/usr/bin/nsenter", ["-m", "-t", "\(keeper.id)", "--", Built.daemon] + options, environment: environment,
            in: scratch)
    }

    /// What the daemon that serves says of itself.
    func status() async throws -> String {
        try await ChildProcess(Built.client, ["--socket", scratch["socket"], "status"], in: scratch).outcome().output
    }

    func resize(mebibytes: Int) async throws {
        let outcome = try await run(["mount", "-o", "remount,size=\(mebibytes)m", place])
        if outcome.status != 0 { throw SetupFailure("resize: \(outcome.errors)") }
    }

    /// What lies on the disk, seen from outside of the namespace.
    var databases: [String] {
        let folder = "/proc/\(keeper.id)/root\(place)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("generation-") || $0.hasPrefix("segment-") }
    }
}
