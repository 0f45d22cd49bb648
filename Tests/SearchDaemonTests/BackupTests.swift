// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import SearchDaemon
import Testing
import TestSupport

@Suite("A backup is whole, or is not there")
struct BackupTests {
    @Test("made while the daemon writes without a pause, it can be restored, and nothing is lost")
    func online() async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(100))
        try await eventually("100 articles") { try await daemon.status().articles == 100 }
        let isDone = Flag()
        let writer = Task {
            var number = 0
            while !isDone.isSet {
                try daemon.scratch.write("corpus/\(number % 20).txt", article("new\(spelled(number))"))
                number += 1
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        for round in 0..<5 {
            let outcome = try await daemon.run(["backup", "--json", daemon.scratch["backup-\(round)"]])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let description = try JSONDecoder().decode(BackupDescription.self, from: Data(outcome.outputBytes))
            #expect(description.articles == 100)
            let sums = try await ChildProcess(
                "sh", ["-c", "cd backup-\(round) && sha256sum --check --strict --quiet SHA256SUMS"],
                in: daemon.scratch
            ).outcome()
            #expect(sums.status == 0, "\(sums.output) \(sums.errors)")
            #expect(try daemon.scratch.mode(of: "backup-\(round)") == 0o700)
        }
        isDone.set()
        _ = await writer.result
        try daemon.kill()
        try daemon.scratch.remove("index")
        let restored = try await daemon.run(["restore", daemon.scratch["backup-4"]])
        #expect(restored.status == 0, "\(restored.errors)")
        // The files that changed since are told as such, and nothing is damaged.
        #expect([0, 1].contains(try await daemon.run(["check"]).status))
        try await daemon.start()
        try await eventually("rest") { try await daemon.status().state == .ready }
        #expect(try await daemon.run(["check", "--thorough"]).status == 0)
        #expect(try await daemon.status().articles == 100)
    }

    @Test("killed at any moment, it leaves nothing under its name, and the next one is whole")
    func killedBackup() async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(150))
        try await eventually("150 articles") { try await daemon.status().articles == 150 }
        var random = SeededGenerator(seed: .random(in: 0 ... .max))
        for _ in 0..<15 {
            let process = try ChildProcess(
                Built.daemon, ["backup", daemon.scratch["backup"], "--config", daemon.scratch["settings.yaml"]],
                in: daemon.scratch)
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...120, using: &random)))
            process.end()
            if daemon.scratch.exists("backup") {
                #expect(try await daemon.run(["restore", "--dry-run", daemon.scratch["backup"]]).status == 0)
                try daemon.scratch.remove("backup")
            }
            // Whoever held the index up is gone: indexing goes on.
            try daemon.scratch.write("corpus/0.txt", article("after"))
            try await eventually("the change") { try await daemon.finds("after") == ["0.txt"] }
        }
        #expect(try await daemon.run(["backup", daemon.scratch["backup"]]).status == 0)
        #expect(!daemon.scratch.exists("backup.unfinished"))
        #expect(try await daemon.run(["restore", "--dry-run", daemon.scratch["backup"]]).status == 0)
    }

    @Test("a restore that is killed at any moment leaves the index that was there, or the restored one")
    func killedRestore() async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(150))
        try await eventually("150 articles") { try await daemon.status().articles == 150 }
        #expect(try await daemon.run(["backup", daemon.scratch["backup"]]).status == 0)
        try daemon.kill()
        var random = SeededGenerator(seed: .random(in: 0 ... .max))
        for _ in 0..<15 {
            let process = try ChildProcess(
                Built.daemon, ["restore", daemon.scratch["backup"], "--config", daemon.scratch["settings.yaml"]],
                in: daemon.scratch)
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...120, using: &random)))
            process.end()
            let outcome = try await daemon.run(["check"])
            #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        }
        try await daemon.start()
        try await eventually("rest") { try await daemon.status().state == .ready }
        #expect(daemon.databases.count == 1, "what was left on the way is removed")
        #expect(try await daemon.status().articles == 150)
    }

    @Test("it is not restored over a running daemon, nor when it is damaged, of another version or not there")
    func refused() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let backup = daemon.scratch["backup"]
        #expect(try await daemon.run(["backup", backup]).status == 0)
        #expect(try await daemon.run(["backup", backup]).status == 1, "what is there is not replaced")
        #expect(try await daemon.run(["restore", backup]).status == 75)
        try daemon.kill()
        #expect(try await daemon.run(["restore", daemon.scratch["none"]]).status == 66)
        let generation = try #require(daemon.databases.first)
        let table = "backup/\(generation)/postlist.glass"
        var bytes = try daemon.scratch.read(table)
        bytes[bytes.count / 2] ^= 1
        try daemon.scratch.write(table, bytes: bytes)
        #expect(try await daemon.run(["restore", backup]).status == 65)
        bytes[bytes.count / 2] ^= 1
        try daemon.scratch.write(table, bytes: bytes)
        let text = try daemon.scratch.text("backup/backup.json")
        try daemon.scratch.write("backup/backup.json", text.replacing(#/"schema" : \d+/#, with: #""schema" : 1"#))
        #expect(try await daemon.run(["restore", backup]).status == 65)
        try daemon.scratch.write("backup/backup.json", text)
        let sums = try daemon.scratch.text("backup/SHA256SUMS")
        let lead = String(repeating: "0", count: 64)
        try daemon.scratch.write("backup/SHA256SUMS", sums + "\(lead)  ../settings.yaml\n")
        #expect(try await daemon.run(["restore", backup]).status == 65, "no file outside of it is looked at")
        try daemon.scratch.write("backup/SHA256SUMS", sums)
        #expect(try await daemon.run(["check"]).status == 0, "the index is what it was")
        #expect(try await daemon.run(["restore", backup]).status == 0)
    }

    @Test("an index that is damaged is not copied as if it were none")
    func damaged() async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(100))
        try await eventually("100 articles") { try await daemon.status().articles == 100 }
        try daemon.kill()
        let generation = try #require(daemon.databases.first)
        try daemon.scratch.truncate("index/\(generation)/postlist.glass")
        #expect([1, 65].contains(try await daemon.run(["backup", daemon.scratch["backup"]]).status))
        #expect(!daemon.scratch.exists("backup") && !daemon.scratch.exists("backup.unfinished"))
    }
}
