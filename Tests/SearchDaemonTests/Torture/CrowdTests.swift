// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Synchronization
import TestSupport
import Testing

@Suite("Questions are always answered")
struct CrowdTests {
    @Test(
        "64 clients, while files change, all is rebuilt and a backup is made: no answer is wrong, lost or crossed",
        arguments: [Torture.seed])
    func crowd(seed: UInt64) async throws {
        let stable = 200
        var files: [String: String] = [:]
        for number in 0..<stable { files["stable\(number).txt"] = article("steady\(spelled(number))") }
        let daemon = try await RunningDaemon(files: files)
        try await eventually("all of them") { try await daemon.status().articles == stable }
        // Every search thread has its database open, and the allocator its arenas, before anything is measured.
        try await ask(daemon, clients: 64, until: .now + .seconds(2), stable, seed)
        let before = try await measure(daemon)

        let isDone = Flag()
        async let writing = write(to: daemon, until: isDone)
        let upheaval = Task {
            var rounds = 0
            while !isDone.isSet {
                _ = try await daemon.post("/v1/reindex", #"{"full":true,"wait":true}"#)
                try daemon.signal(SIGHUP)
                let backup = try await daemon.run(["backup", daemon.scratch["backup\(rounds)"]])
                guard backup.status == 0 else { throw Overdue(description: "backup: \(backup.errors)") }
                try daemon.scratch.remove("backup\(rounds)")
                rounds += 1
            }
            return rounds
        }
        let asked = try await ask(
            daemon, clients: 64, until: .now + .seconds(8 * Torture.effort), stable, seed)
        isDone.set()
        let (written, rounds) = (try await writing, try await upheaval.value)
        try await eventually("rest") { try await daemon.status().state == .ready }
        let after = try await measure(daemon)
        #expect(after.descriptors <= before.descriptors + 12, "\(before) \(after)")
        #expect(after.megabytes <= before.megabytes + 100, "\(before) \(after)")
        Torture.report(
            "64 clients: \(asked) answers, all right, with \(written) writes and \(rounds) rebuilds, reloads and backups; "
                + "descriptors \(before.descriptors) to \(after.descriptors), "
                + "MB \(before.megabytes) to \(after.megabytes)")
    }

    /// Writes and removes files; on a thread of its own, for the clients have all others.
    ///
    /// - Returns: how many were written.
    private func write(to daemon: RunningDaemon, until isDone: Flag) async throws -> Int {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "writer").async {
                continuation.resume(
                    with: Result {
                        var number = 0
                        while !isDone.isSet {
                            try daemon.scratch.write(
                                "corpus/changing\(number % 60).txt", article("fleeting\(spelled(number))"))
                            if number.isMultiple(of: 7) {
                                try? daemon.scratch.remove("corpus/changing\((number / 2) % 60).txt")
                            }
                            number += 1
                            usleep(4000)
                        }
                        return number
                    })
            }
        }
    }

    /// - Returns: how many were asked.
    @discardableResult
    private func ask(
        _ daemon: RunningDaemon,
        clients: Int,
        until end: ContinuousClock.Instant,
        _ stable: Int,
        _ seed: UInt64
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<clients {
                group.addTask {
                    try await blocking {
                        var random = SeededGenerator(seed: seed &+ UInt64(client))
                        var connection = try daemon.connect()
                        var count = 0
                        while ContinuousClock.now < end {
                            // Several at a time, so that answers could be crossed.
                            let numbers = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                                Int.random(in: 0..<stable, using: &random)
                            }
                            try connection.send(
                                numbers.map { request("/v1/search?q=steady\(spelled($0))") }.joined())
                            for (number, answer) in zip(numbers, try connection.answers(numbers.count)) {
                                guard answer.status == 200 else {
                                    throw Overdue(description: "HTTP \(answer.status): \(answer.text)")
                                }
                                let found = try answer.decoded(SearchResponse.self)
                                let expected = daemon.scratch["corpus/stable\(number).txt"]
                                guard found.results.map(\.path) == [expected], found.query == "steady\(spelled(number))"
                                else {
                                    throw Overdue(description: "\(number): \(answer.text.prefix(300))")
                                }
                            }
                            count += numbers.count
                            // Nobody asks without a pause, and those who write need the processor, too.
                            usleep(20_000)
                            if chance(&random) { connection = try daemon.connect() }
                        }
                        return count
                    }
                }
            }
            return try await group.reduce(0, +)
        }
    }

    private func chance(_ random: inout SeededGenerator) -> Bool { Int.random(in: 0..<8, using: &random) == 0 }

    private func measure(_ daemon: RunningDaemon) async throws -> (descriptors: Int, megabytes: Int) {
        let samples = try Samples(try await daemon.get("/metrics").text)
        return (
            Int(samples["process_open_fds"] ?? 0), Int((samples["process_resident_memory_bytes"] ?? 0) / 1_000_000)
        )
    }
}
