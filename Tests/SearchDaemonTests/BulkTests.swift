// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing
import TestSupport

@Suite("Reading in bulk")
struct BulkTests {
    private static let settings = "bulk_threshold: 10\nindexing_threads: 2\n"

    private static func files(_ count: Int, _ prefix: String = "") -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (0..<count).map { ("\(prefix)\($0).txt", article("word\(prefix)\(spelled($0))")) })
    }

    /// The word of its own of each of those files.
    private static func words(_ count: Int, _ prefix: String = "") -> [String: String] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("\(prefix)\($0).txt", "word\(prefix)\(spelled($0))") })
    }

    /// Waits until all is merged into one database, and nothing else is left.
    private func isMerged(_ daemon: RunningDaemon) async throws {
        try await eventually("one database; there are \(daemon.databases)") { daemon.databases.count == 1 }
    }

    @Test("what is read in bulk is found, and what cannot be read is listed")
    func firstBuild() async throws {
        let daemon = try await RunningDaemon(
            settings: Self.settings, files: Self.files(120).merging(["empty.txt": ""]) { $1 })
        try await daemon.holds(Self.words(120), unreadable: ["empty.txt"])
        try await isMerged(daemon)
        try await daemon.holds(Self.words(120), unreadable: ["empty.txt"])
        #expect(daemon.log.contains("building in bulk"))
    }

    @Test("many files that come into an index that is there are read in bulk, and the rest stays")
    func addition() async throws {
        let daemon = try await RunningDaemon(settings: Self.settings, files: Self.files(5))
        try await daemon.holds(Self.words(5))
        try daemon.scratch.makeFolder("outside/late")
        for (name, text) in Self.files(80, "late") { try daemon.scratch.write("outside/late/\(name)", text) }
        try daemon.scratch.write("corpus/0.txt", article("changedword"))
        try daemon.scratch.move("outside/late", "corpus/late")
        var expected = Self.words(5)
        expected["0.txt"] = "changedword"
        for (name, word) in Self.words(80, "late") { expected["late/\(name)"] = word }
        try await daemon.holds(expected)
        try await isMerged(daemon)
        try await daemon.holds(expected)
        #expect(daemon.log.contains("building in bulk"))
    }

    @Test("an index that was built in bulk is found unchanged at the next start")
    func restart() async throws {
        let daemon = try await RunningDaemon(settings: Self.settings, files: Self.files(60))
        try await daemon.holds(Self.words(60))
        try await isMerged(daemon)
        let before = daemon.databases
        try daemon.signal(SIGTERM)
        #expect(try await daemon.process.outcome().status == 0)
        try await daemon.start()
        try await daemon.holds(Self.words(60))
        #expect(daemon.databases == before)
        #expect(!daemon.log.contains("building in bulk"))
    }

    @Test("files that change while others are read in bulk are seen as they are, and only so", arguments: [seed()])
    func changesMeanwhile(seed: UInt64) async throws {
        let count = 400
        let daemon = try await RunningDaemon(settings: Self.settings, files: Self.files(count))
        var expected = Self.words(count)
        var random = SeededGenerator(seed: seed)
        for round in 0..<120 {
            let name = "\(Int.random(in: 0..<count, using: &random)).txt"
            let word = "round\(spelled(round))"
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                if expected.removeValue(forKey: name) != nil { try daemon.scratch.remove("corpus/\(name)") }
            case 1:
                try daemon.scratch.write("corpus/new\(round).txt", article(word))
                expected["new\(round).txt"] = word
            case 2 where expected[name] != nil:
                try daemon.scratch.move("corpus/\(name)", "corpus/moved\(round).txt")
                expected["moved\(round).txt"] = expected.removeValue(forKey: name)
            default:
                try daemon.scratch.write("corpus/\(name)", article(word))
                expected[name] = word
            }
        }
        try await daemon.holds(expected)
        try await isMerged(daemon)
        try await daemon.holds(expected)
    }

    @Test("a file that is written while others are read in bulk does not wait for them")
    func freshMeanwhile() async throws {
        let daemon = try await RunningDaemon(
            settings: "bulk_threshold: 10\nindexing_threads: 1\n", files: Self.files(1500))
        try daemon.scratch.write("corpus/new.txt", article("newestword"))
        try await eventually("the new file") { try await daemon.finds("newestword") == ["new.txt"] }
        try daemon.scratch.remove("corpus/new.txt")
        try await eventually("its end") { try await daemon.finds("newestword").isEmpty }
        try await daemon.holds(Self.words(1500))
    }

    @Test("the latest files come first, and can be searched while the rest is read")
    func latestFirst() async throws {
        let daemon = try await RunningDaemon(settings: "bulk_threshold: 10\nindexing_threads: 1\n") { scratch in
            for (name, text) in Self.files(1200) {
                try scratch.write("corpus/\(name)", text)
                let number = Int(name.dropLast(4)) ?? 0
                let times = [timespec(tv_sec: 1_000_000_000 + number, tv_nsec: 0)]
                _ = (times + times).withUnsafeBufferPointer {
                    utimensat(AT_FDCWD, scratch["corpus/\(name)"], $0.baseAddress, 0)
                }
            }
        }
        try await eventually("the first articles") { try await daemon.status().articles > 0 }
        let status = try await daemon.status()
        let found = try await daemon.search("veldania").results.map { daemon.name(ofPath: $0.path) }
        let numbers = found.compactMap { Int($0.dropLast(4)) }
        // Between the two questions more may have come, always in this order.
        #expect(numbers.min() ?? 0 >= 1200 - max(numbers.count, status.articles))
        try await daemon.holds(Self.words(1200))
    }

    @Test("killed at any moment of a bulk build, it goes on from what was done and loses nothing", arguments: [seed()])
    func killed(seed: UInt64) async throws {
        let count = 500
        let daemon = try await RunningDaemon(settings: Self.settings, files: Self.files(count))
        var expected = Self.words(count)
        var random = SeededGenerator(seed: seed)
        for round in 0..<8 {
            let pause = Int.random(in: 0..<700, using: &random)
            try await Task.sleep(for: .milliseconds(pause))
            try daemon.kill()
            // What happens to files while nobody looks.
            let name = "\(Int.random(in: 0..<count, using: &random)).txt"
            let word = "killed\(spelled(round))"
            try daemon.scratch.write("corpus/\(name)", article(word))
            expected[name] = word
            let gone = "\(Int.random(in: 0..<count, using: &random)).txt"
            if gone != name, expected.removeValue(forKey: gone) != nil { try daemon.scratch.remove("corpus/\(gone)") }
            try await daemon.start()
        }
        try await daemon.holds(expected)
        try await isMerged(daemon)
        try await daemon.holds(expected)
    }

    @Test("stopped in the middle of a bulk build, it ends well, and goes on at the next start", arguments: [seed()])
    func stopped(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let daemon = try await RunningDaemon(settings: Self.settings, files: Self.files(500))
        for _ in 0..<4 {
            try await Task.sleep(for: .milliseconds(Int.random(in: 0..<800, using: &random)))
            try daemon.signal(SIGTERM)
            #expect(try await daemon.process.outcome().status == 0, "\(daemon.log)")
            try await daemon.start()
        }
        try await daemon.holds(Self.words(500))
        try await isMerged(daemon)
    }

    @Test("no question fails while parts are completed and merged, and what was found once is not lost")
    func queriesMeanwhile() async throws {
        let daemon = try await RunningDaemon(settings: Self.settings, files: Self.files(600))
        let isDone = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for query in ["veldania", "%22notice+board%22", "word*"] {
                let connection = try daemon.connect()
                group.addTask {
                    var last = 0
                    while !isDone.isSet {
                        let answer = try await blocking {
                            try connection.send(request("/v1/search?limit=5&q=\(query)"))
                            return try connection.answer()
                        }
                        #expect(answer.status == 200, "\(answer.text)")
                        let found = try answer.decoded(SearchResponse.self).total.articles
                        #expect(found >= last, "\(found) after \(last)")
                        last = found
                    }
                }
            }
            try await daemon.holds(Self.words(600))
            try await isMerged(daemon)
            isDone.set()
            try await group.waitForAll()
        }
    }

    @Test("on battery reading in bulk waits, and single files do not")
    func onBattery() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("power")
        try scratch.makeFolder("power/BAT0")
        try scratch.write("power/BAT0/type", "Battery\n")
        try scratch.write("power/BAT0/status", "Discharging\n")
        let daemon = try await RunningDaemon(
            settings: Self.settings + "power_supplies: \"\(scratch["power"])\"\n", files: Self.files(300))
        try await eventually("a word about the battery") {
            try await daemon.status().problems.contains { $0.contains("battery") }
        }
        try daemon.scratch.write("corpus/new.txt", article("newestword"))
        try await eventually("the new file") { try await daemon.finds("newestword") == ["new.txt"] }
        #expect(try await daemon.status().articles < 300)
        try scratch.write("power/BAT0/status", "Charging\n")
        var expected = Self.words(300)
        expected["new.txt"] = "newestword"
        try await daemon.holds(expected)
        #expect(try await daemon.status().problems.isEmpty)
    }

    private static func seed() -> UInt64 {
        getenv("CRISIS_SEARCH_TEST_SEED").flatMap { UInt64(String(cString: $0)) } ?? .random(in: 0 ... .max)
    }
}
