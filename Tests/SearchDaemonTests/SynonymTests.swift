// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SearchAPI
import Testing

@Suite("The synonym file")
struct SynonymTests {
    private static let files = ["a.txt": article("Drezhin"), "b.txt": article("Dreschin"), "c.txt": article("Drežin")]

    @Test("the file beside the configuration counts, from the start and after SIGHUP, for every search thread")
    func reload() async throws {
        let daemon = try await RunningDaemon(settings: "search_threads: 3\n", files: Self.files) { scratch in
            try scratch.write("synonyms.txt", "Drezhin, Dreschin\nnonsense\n")
        }
        try await daemon.holds(["a.txt": "=drezhin", "b.txt": "=dreschin", "c.txt": "=drezin"])
        #expect(try await daemon.finds("drezhin") == ["a.txt", "b.txt"])
        #expect(daemon.log.contains("synonyms.txt: line 2: "))

        try daemon.scratch.write("synonyms.txt", "Drezhin, Drežin\n")
        try daemon.signal(SIGHUP)
        try await eventually("the new synonyms") { try await daemon.finds("drezhin") == ["a.txt", "c.txt"] }
        let answers = try await withThrowingTaskGroup(of: Set<String>.self) { group in
            for _ in 0..<24 { group.addTask { try await daemon.finds("drezhin") } }
            return try await group.reduce(into: Set<Set<String>>()) { $0.insert($1) }
        }
        #expect(answers == [["a.txt", "c.txt"]])

        try daemon.scratch.remove("synonyms.txt")
        try daemon.signal(SIGHUP)
        try await eventually("no synonyms") { try await daemon.finds("drezhin") == ["a.txt"] }
    }

    @Test("a file that is named must be there at the start, and what it said is kept when it goes")
    func named() async throws {
        let daemon = try await RunningDaemon(
            environment: ["CRISIS_SEARCH_SYNONYMS": "names.txt"], files: Self.files
        ) { scratch in
            try scratch.write("names.txt", "Drezhin, Dreschin\n")
        }
        try await daemon.holds(["a.txt": "=drezhin", "b.txt": "=dreschin", "c.txt": "=drezin"])
        #expect(try await daemon.finds("drezhin") == ["a.txt", "b.txt"])
        try daemon.scratch.remove("names.txt")
        try daemon.signal(SIGHUP)
        try await eventually("an error") { daemon.log.contains("the synonyms read before are kept") }
        #expect(try await daemon.finds("drezhin") == ["a.txt", "b.txt"])

        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.write("settings.yaml", RunningDaemon.settings(scratch) + "synonyms: \(scratch["none.txt"])\n")
        let failed = try await ChildProcess(Built.daemon, ["--config", scratch["settings.yaml"]], in: scratch)
            .outcome(within: patience)
        #expect(failed.status == EX_CONFIG)
        #expect(failed.errors.contains("none.txt"))
        #expect(failed.errors.contains("`synonyms`"))
        #expect(failed.errors.split(separator: "\n").count == 1)
    }

    @Test("what is offered for a query that finds nothing says what it changed")
    func offered() async throws {
        let daemon = try await RunningDaemon(files: Self.files)
        try await daemon.holds(["a.txt": "=drezhin", "b.txt": "=dreschin", "c.txt": "=drezin"])
        let respelled = try await daemon.search("veldanya envoy")
        #expect(respelled.suggestion == "veldania envoy")
        #expect(respelled.note == "With “veldania” in place of “veldanya” there are 3 articles")
        let older = try await daemon.search("envoy date:2023")
        #expect(older.suggestion == "envoy")
        #expect(older.note == "No article of these days; of other days there are 3")
        let blocked = try await daemon.search("envoy xqzzv")
        #expect(blocked.note == "No article has all of this; 3 have the rest without xqzzv")
    }
}
