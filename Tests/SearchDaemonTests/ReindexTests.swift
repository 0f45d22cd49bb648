// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("Reindexing")
struct ReindexTests {
    private static func files(_ count: Int) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0).txt", article("word\(spelled($0))")) })
    }

    private func reindex(_ daemon: RunningDaemon, _ body: String) async throws -> ReindexResponse {
        let answer = try await daemon.post("/v1/reindex", body)
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.decoded()
    }

    /// Waits until there is a database of the index beside the one there was, or in its place: a rebuild may be over
    /// before its state is asked for.
    private func rebuildingBegins(_ daemon: RunningDaemon, from before: [String]) async throws {
        try await eventually("a new database beside \(before)") { daemon.databases != before }
    }

    @Test("a comparison finds nothing to do, and what a whole rebuild did adds up")
    func counts() async throws {
        let daemon = try await RunningDaemon(files: Self.files(20).merging(["empty.txt": ""]) { $1 })
        try await eventually("20 articles") { try await daemon.status().articles == 20 }
        let compared = try await reindex(daemon, #"{"wait":true}"#)
        #expect(compared.done)
        #expect(compared.added + compared.updated + compared.removed == 0)
        #expect(compared.unchanged == 20)
        #expect(compared.failed.map { daemon.name(ofPath: $0.path) } == ["empty.txt"], "as it could not before")
        let rebuilt = try await reindex(daemon, #"{"wait":true,"full":true}"#)
        #expect(rebuilt.added == 20)
        #expect(rebuilt.failed.map { daemon.name(ofPath: $0.path) } == ["empty.txt"])
        #expect(rebuilt.tookMicroseconds > 0)
        #expect(daemon.databases.count == 1)
        try await daemon.holds(
            Self.files(20).mapValues { _ in "" }.reduce(into: [:]) { files, file in
                files[file.key] = "word\(spelled(Int(file.key.dropLast(4)) ?? 0))"
            }, unreadable: ["empty.txt"])
    }

    @Test("changes that no event told of are counted: added, updated, removed, failed")
    func missedChanges() async throws {
        // The folder is a link's target that changes behind the daemon's back: nothing is watched below it.
        let daemon = try await RunningDaemon(settings: "follow_symlinks: true\n") { scratch in
            for name in ["a", "b", "c"] { try scratch.write("outside/\(name).txt", article("word\(name)")) }
            for name in ["a", "b", "c", "d"] {
                symlink(scratch["outside/\(name).txt"], scratch["corpus/\(name).txt"])
            }
        }
        try await eventually("three") { try await daemon.status().articles == 3 }
        try daemon.scratch.write("outside/a.txt", article("changedword"))
        try daemon.scratch.remove("outside/b.txt")
        try daemon.scratch.write("outside/c.txt", "")
        try daemon.scratch.write("outside/d.txt", article("newword"))
        let report = try await reindex(daemon, #"{"wait":true}"#)
        #expect(report.added == 1)
        #expect(report.updated == 1)
        #expect(report.removed == 1)
        #expect(report.failed.map { daemon.name(ofPath: $0.path) } == ["c.txt"])
        try await daemon.holds(["a.txt": "changedword", "d.txt": "newword"], unreadable: ["c.txt"])
    }

    @Test("only the places named are looked at; a place outside the corpus is refused")
    func places() async throws {
        let daemon = try await RunningDaemon(files: Self.files(3)) { scratch in
            try scratch.makeFolder("corpus/sub")
            try scratch.write("corpus/sub/x.txt", article("xword"))
        }
        try await eventually("4 articles") { try await daemon.status().articles == 4 }
        let sub = try await reindex(daemon, #"{"wait":true,"paths":["\#(daemon.scratch["corpus/sub"])"]}"#)
        #expect(sub.unchanged == 1)
        let one = try await reindex(
            daemon, #"{"wait":true,"full":true,"paths":["\#(daemon.scratch["corpus/0.txt"])"]}"#)
        #expect(one.updated == 0, "it was read again, and is what it was")
        #expect(one.unchanged == 1)

        let refused = try await daemon.post("/v1/reindex", #"{"paths":["/etc/passwd"]}"#)
        #expect(refused.status == 400)
        #expect(try refused.decoded(Problem.self).parameter == "paths")
        let client = try await daemon.client("reindex", "--wait", "/etc")
        #expect(client.status == 2)
        #expect(client.errors.contains("/etc lies in none of the corpus folders"))
        let fine = try await daemon.client("reindex", "--wait", "corpus/sub")
        #expect(fine.status == 0, "\(fine.errors)")
        #expect(fine.output.contains("1 unchanged"))
    }

    @Test("without waiting the answer is 202, and the work is done all the same")
    func notWaiting() async throws {
        let daemon = try await RunningDaemon(files: Self.files(3))
        try await eventually("3 articles") { try await daemon.status().articles == 3 }
        let before = daemon.scratch.names(in: "index")
        let answer = try await daemon.post("/v1/reindex", #"{"full":true}"#)
        #expect(answer.status == 202)
        #expect(try answer.decoded(ReindexResponse.self).done == false)
        try await eventually("a new generation alone") {
            let now = daemon.scratch.names(in: "index")
            return now != before && now.count == before.count
        }
        #expect(try await daemon.status().articles == 3)
        #expect(try await daemon.post("/v1/reindex", "").status == 202)
    }

    @Test("while all is built anew queries are answered in full, and changes are not lost")
    func rebuildUnderLoad() async throws {
        let daemon = try await RunningDaemon(files: Self.files(400))
        try await eventually("400 articles") { try await daemon.status().articles == 400 }
        let isDone = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                let connection = try daemon.connect()
                group.addTask {
                    while !isDone.isSet {
                        let answer = try await blocking {
                            try connection.send(request("/v1/search?limit=1&q=veldania"))
                            return try connection.answer()
                        }
                        #expect(answer.status == 200)
                        let found = try answer.decoded(SearchResponse.self).total.articles
                        #expect(found >= 400, "\(found) articles in the middle of a rebuild")
                    }
                }
            }
            for round in 0..<3 {
                let before = daemon.databases
                async let rebuilt = reindex(daemon, #"{"full":true,"wait":true}"#)
                try await rebuildingBegins(daemon, from: before)
                for number in 0..<10 {
                    try daemon.scratch.write(
                        "corpus/during\(round)-\(number).txt", article("during\(spelled(round * 10 + number))"))
                }
                _ = try await rebuilt
            }
            isDone.set()
            try await group.waitForAll()
        }
        var expected: [String: String] = [:]
        for number in 0..<400 { expected["\(number).txt"] = "word\(spelled(number))" }
        for round in 0..<3 {
            for number in 0..<10 { expected["during\(round)-\(number).txt"] = "during\(spelled(round * 10 + number))" }
        }
        try await daemon.holds(expected)
        #expect(daemon.databases.count == 1)
    }

    @Test("rewritings and deletions during a rebuild are in the new index")
    func changesDuringRebuild() async throws {
        let daemon = try await RunningDaemon(files: Self.files(300))
        try await eventually("300 articles") { try await daemon.status().articles == 300 }
        let before = daemon.databases
        async let rebuilt = reindex(daemon, #"{"full":true,"wait":true}"#)
        try await rebuildingBegins(daemon, from: before)
        var expected: [String: String] = [:]
        for number in 0..<300 {
            switch number % 3 {
            case 0:
                try daemon.scratch.write("corpus/\(number).txt", article("again\(spelled(number))"))
                expected["\(number).txt"] = "again\(spelled(number))"
            case 1: try daemon.scratch.remove("corpus/\(number).txt")
            default:
                try daemon.scratch.move("corpus/\(number).txt", "corpus/moved\(number).txt")
                expected["moved\(number).txt"] = "word\(spelled(number))"
            }
        }
        _ = try await rebuilt
        try await daemon.holds(expected)
        try await daemon.holds(expected)
    }

    @Test("killed in the middle of a rebuild, the old index goes on and what was half built is removed")
    func killedRebuild() async throws {
        let daemon = try await RunningDaemon(files: Self.files(300))
        try await eventually("300 articles") { try await daemon.status().articles == 300 }
        let before = daemon.databases
        _ = try await daemon.post("/v1/reindex", #"{"full":true}"#)
        try await rebuildingBegins(daemon, from: before)
        try daemon.kill()
        try await daemon.start()
        #expect(try await daemon.status().articles == 300)
        #expect(daemon.databases.count == 1)
    }

    @Test("the client prints what changed, for people and as JSON, and is 1 when files could not be read")
    func client() async throws {
        let daemon = try await RunningDaemon(files: Self.files(2))
        try await eventually("2 articles") { try await daemon.status().articles == 2 }
        let plain = try await daemon.client("reindex", "--wait")
        #expect(plain.status == 0)
        #expect(plain.output.hasPrefix("0 added, 0 updated, 0 removed, 2 unchanged, 0 failed"))
        #expect(try await daemon.client("reindex").output.contains("has begun"))
        try daemon.scratch.write("corpus/empty.txt", "")
        try await eventually("the empty file") { try await daemon.status().failed.count == 1 }
        let json = try await daemon.client("reindex", "--full", "--wait", "--json")
        #expect(json.status == 1)
        let report = try JSONDecoder().decode(ReindexResponse.self, from: Data(json.output.utf8))
        #expect(report.added == 2 && report.failed.count == 1)
    }
}
