// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
import SearchAPI
import Testing

@Suite("Whatever lies in the folder is found, or listed with a reason, and the daemon lives on")
struct UnreadableFilesTests {
    /// Waits until one file is listed as unreadable, and returns why.
    private func reason(_ name: String, _ daemon: RunningDaemon) async throws -> String {
        var reason: String?
        try await eventually("a reason for \(name)") {
            reason = try await daemon.status().failed.first { daemon.name(ofPath: $0.path) == name }?.reason
            return reason != nil
        }
        return try #require(reason)
    }

    @Test("empty and binary files are listed, each with its reason")
    func notText() async throws {
        let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0]
        let daemon = try await RunningDaemon(files: ["good.txt": article("alpha"), "empty.txt": ""]) { scratch in
            try scratch.write("corpus/photo.txt", bytes: png)
            try scratch.write("corpus/zeros.bin", bytes: [UInt8](repeating: 0, count: 5000))
            try scratch.write("corpus/blank.txt", " \n\t\n")
        }
        try await daemon.holds(["good.txt": "alpha"], unreadable: ["empty.txt", "photo.txt", "zeros.bin", "blank.txt"])
        #expect(try await reason("empty.txt", daemon).contains("no text"))
        #expect(try await reason("photo.txt", daemon).contains("PNG"))
        for file in try await daemon.status().failed { #expect(!file.reason.isEmpty) }
        let shown = try await daemon.client("status")
        #expect(shown.output.contains("photo.txt: "))
    }

    @Test("text in UTF-16, Latin 1 and UTF-8 with a mark is found by its words")
    func encodings() async throws {
        let text = article("naïveté")
        let daemon = try await RunningDaemon { scratch in
            try scratch.write("corpus/utf8.txt", bytes: [0xef, 0xbb, 0xbf] + Array(text.utf8))
            let wide = try #require(text.data(using: .utf16LittleEndian))
            try scratch.write("corpus/utf16.txt", bytes: [0xff, 0xfe] + Array(wide))
            try scratch.write("corpus/latin1.txt", bytes: Array(try #require(text.data(using: .isoLatin1))))
        }
        try await eventually("three files") {
            try await daemon.finds("naïveté") == ["utf8.txt", "utf16.txt", "latin1.txt"]
        }
        #expect(try await daemon.finds("\"wrote naivete on the notice board\"").count == 3)
    }

    @Test("a file larger than the limit is listed, and found once the limit is met")
    func tooLarge() async throws {
        let long = article("alpha") + String(repeating: "The ferry left. ", count: 400)
        let daemon = try await RunningDaemon(
            settings: "max_file_size: 4 KiB\n", files: ["long.txt": long, "short.txt": article("bravo")])
        try await daemon.holds(["short.txt": "bravo"], unreadable: ["long.txt"])
        let reason = try await reason("long.txt", daemon)
        #expect(reason.contains("4096") && reason.contains("too large"))
        try daemon.scratch.write("corpus/long.txt", article("alpha"))
        try await daemon.holds(["short.txt": "bravo", "long.txt": "alpha"])
    }

    @Test("a pipe does not hold the daemon up, a folder with a file's name is a folder")
    func notFiles() async throws {
        let daemon = try await RunningDaemon { scratch in
            #expect(mkfifo(scratch["corpus/pipe.txt"], 0o644) == 0)
            try scratch.makeFolder("corpus/folder.txt")
        }
        #expect(mkfifo(daemon.scratch["corpus/late.txt"], 0o644) == 0)
        try daemon.scratch.write("corpus/folder.txt/a.txt", article("alpha"))
        try await daemon.holds(["folder.txt/a.txt": "alpha"])
        try daemon.scratch.remove("corpus/late.txt")
        try daemon.scratch.write("corpus/late.txt", article("late"))
        try await daemon.holds(["folder.txt/a.txt": "alpha", "late.txt": "late"])
    }

    @Test("a name that is not UTF-8 is found, and printed byte for byte")
    func strangeBytes() async throws {
        let daemon = try await RunningDaemon()
        let name = [0x66, 0xff, 0xe9] + Array(".txt".utf8)
        let path = try CorpusPath(resolving: daemon.scratch["corpus"]).appending(name)
        let text = Array(article("alpha").utf8)
        let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644) }
        try #require(file >= 0)
        #expect(write(file, text, text.count) == text.count)
        close(file)
        try await eventually("the file") { try await daemon.search("alpha").total.articles == 1 }
        let hit = try #require(try await daemon.search("alpha").results.first)
        #expect(hit.pathBytes == Data(path.bytes).base64EncodedString())
        #expect(hit.path.contains("\u{fffd}"))
        #expect(try await daemon.client("--paths", "alpha").outputBytes == path.bytes + [0x0a])
        #expect(try await daemon.client("show", hit.id).output.contains("notice board"))
    }

    @Test("a line end in a name is part of the name")
    func lineEnd() async throws {
        let name = "two\nlines.txt"
        let daemon = try await RunningDaemon(files: [name: article("alpha"), "bad\nname.txt": ""])
        try await daemon.holds([name: "alpha"], unreadable: ["bad\nname.txt"])
        #expect(try await daemon.client("--paths", "alpha").output == daemon.scratch["corpus/" + name] + "\n")
        let shown = try await daemon.client("alpha")
        #expect(!shown.output.contains(name), "a terminal gets no line ends out of a name")
        #expect(daemon.log.split(separator: "\n").allSatisfy { $0.contains(": ") }, "a log entry stays one line")
    }

    @Test("files that are gone before they can be read leave nothing behind")
    func vanishing() async throws {
        let daemon = try await RunningDaemon(files: ["stays.txt": article("stays")])
        for number in 0..<300 {
            try daemon.scratch.write("corpus/\(number).txt", article("gone"))
            try daemon.scratch.remove("corpus/\(number).txt")
        }
        try await daemon.holds(["stays.txt": "stays"])
    }

    @Test("a word of 100,000 letters, a line of a megabyte and 50,000 words are no trouble")
    func longThings() async throws {
        let word = String(repeating: "a", count: 100_000)
        let words = (0..<50_000).map { "w\(spelled($0))" }.joined(separator: " ")
        let daemon = try await RunningDaemon(files: [
            "word.txt": article("alpha") + word, "words.txt": article("bravo") + words,
            "dashes.txt": article("charlie") + String(repeating: "-", count: 1 << 20),
        ])
        try await daemon.holds(["word.txt": "alpha", "words.txt": "bravo", "dashes.txt": "charlie"])
    }

    @Test("a file that may not be read is listed, and found as soon as it may", .enabled(if: canDropRights))
    func forbiddenFile() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.write("corpus/a.txt", article("alpha"))
        try scratch.setMode("corpus/a.txt", 0)
        let process = try startWithoutRights(in: scratch)
        try await eventually("the file among the unreadable: \(process.errorsSoFar)") {
            try await status(in: scratch)?.failed.first?.reason.contains("Permission denied") == true
        }
        try scratch.setMode("corpus/a.txt", 0o644)
        try await eventually("the file in the index") { try await status(in: scratch)?.articles == 1 }
        #expect(try await status(in: scratch)?.failed.isEmpty == true)
    }

    @Test("what lies in a folder that may not be looked into any more is kept, and said", .enabled(if: canDropRights))
    func forbiddenFolder() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.makeFolder("corpus/sub")
        try scratch.write("corpus/sub/a.txt", article("alpha"))
        let process = try startWithoutRights(in: scratch)
        try await eventually("the file: \(process.errorsSoFar)") { try await status(in: scratch)?.articles == 1 }
        try scratch.setMode("corpus/sub", 0)
        process.signal(SIGHUP)
        try await eventually("a word on the folder") {
            try await status(in: scratch)?.problems.contains { $0.contains("Permission denied") } == true
        }
        #expect(try await status(in: scratch)?.articles == 1)
        try scratch.setMode("corpus/sub", 0o755)
        try scratch.write("corpus/sub/b.txt", article("bravo"))
        process.signal(SIGHUP)
        try await eventually("both files, and no problem") {
            let status = try await status(in: scratch)
            return status?.articles == 2 && status?.problems == []
        }
    }

    /// Starts a daemon that is bound by the permissions of files, on `corpus/` of this folder.
    private func startWithoutRights(in scratch: Scratch) throws -> ChildProcess {
        try scratch.makeFolder("run")
        let options = [
            "--corpus", scratch["corpus"], "--index", scratch["run/index"], "--socket", scratch["run/socket"],
        ]
        guard getuid() == 0 else { return try ChildProcess(Built.daemon, options, in: scratch) }
        // Root may read everything: nobody does it.
        chmod(scratch.path, 0o755)
        chown(scratch["run"], 65534, 65534)
        return try ChildProcess("setpriv", Self.becomingNobody + [Built.daemon] + options, in: scratch)
    }

    /// What such a daemon says, nil if it does not answer.
    private func status(in scratch: Scratch) async throws -> StatusResponse? {
        let path = scratch["run/socket"]
        return try? await blocking {
            let connection = try Connection(to: path)
            try connection.send(request("/v1/status"))
            return try connection.answer().decoded()
        }
    }

    private static let becomingNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]

    /// Permission bits bind everyone but root, who can become someone else where the programs may be run by anyone.
    private static let canDropRights: Bool = {
        guard getuid() == 0 else { return true }
        guard let scratch = try? Scratch(), chmod(scratch.path, 0o755) == 0,
            let trial = try? ChildProcess("setpriv", becomingNobody + [Built.daemon, "--version"], in: scratch)
        else { return false }
        while trial.isRunning { usleep(1000) }
        return trial.hasSucceeded
    }()
}
