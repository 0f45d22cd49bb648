// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
import SearchAPI
import Testing

@Suite("What an article brings along harms nobody who reads it")
struct NeutralityTests {
    private static let escapes = [
        "\u{1b}[31mred\u{1b}[0m", "\u{1b}]0;title\u{7}", "\u{1b}]8;;http://x.example\u{1b}\\link", "\u{9b}2J",
        "\u{90}payload\u{9c}",
        "\u{202e}reversed\u{202c}", "\u{2066}isolated\u{2069}", "\u{8}\u{8}back", "\u{7f}\u{0b}\u{0c}",
        "\u{e0041}\u{e007f}",
        "\u{2028}line\u{2029}", "<script>alert(1)</script>", "\u{1b}[6n\u{1b}[c", "\rover",
    ]

    /// What a terminal may not be sent: anything that is a control but a line feed or the tabulator, and what reorders text.
    private static func harmful(_ text: String) -> [String] {
        text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x0a, 0x09: false
            case 0x00..<0x20, 0x7f...0x9f, 0x202a...0x202e, 0x2066...0x2069, 0x2028, 0x2029, 0xe0000...0xe007f: true
            default: false
            }
        }.map { String($0.value, radix: 16) }
    }

    @Test(
        "no view of the client sends a terminal what stands in an article, a name or a reason: escapes, controls, bidi")
    func views() async throws {
        let daemon = try await RunningDaemon()
        for (number, escape) in Self.escapes.enumerated() {
            // A long text of words: one that is full of control characters would be taken for no text at all.
            let padding = String(
                repeating: "The harbour was quiet and the ferries lay at the quay all day. ", count: 40)
            let text = """
                Title: Ferry \(escape) talks
                By: Mara \(escape) Tarvenko
                Date: 2031-03-0\(1 + number % 9)
                Source: Harbour \(escape) Post
                URL: https://www.harbourpost.example/\(escape)/a.html

                The envoy of Veldania left \(escape) without a word. "We will \(escape) never come back to Lissen," said the
                envoy Ilse \(escape) Dornac on Monday, after the harbour \(escape) had been closed.

                \(padding)\(number)

                """
            try daemon.scratch.write("corpus/article \(number) \(escape.replacing("/", with: "_")).txt", text)
            try daemon.scratch.write("corpus/broken \(number) \(escape.replacing("/", with: "_")).txt", "")
        }
        let count = Self.escapes.count
        try await eventually("all of them") {
            let status = try await daemon.status()
            return status.articles == count && status.failed.count == count
        }
        let hits = try await daemon.search("veldania", "&all_copies=true").results
        try #require(hits.count == count)
        var commands: [[String]] = [
            ["veldania"], ["--explain", "veldania \u{1b}[31m"], ["--facets", "veldania"],
            ["--limit", "all", "veldania"],
            ["--sort", "newest", "--all-copies", "harbour"], ["timeline", "veldania"], ["status"],
            ["reindex", "--wait"],
            ["veldania", "nosuchword\u{1b}[31m"], ["title:\u{202e}"], ["--since", "\u{1b}[31m", "veldania"],
            ["--fields", "title,outlet,byline,url,snippet", "veldania"], ["show", "\u{1b}[31m"],
            ["--count", "veldania"],
            ["\u{1b}]0;x\u{7}"], ["--nosuchoption\u{1b}[31m"],
        ]
        for hit in hits { commands += [["show", hit.id], ["similar", hit.id]] }
        for command in commands + [["stories"], ["quotes", "never come back"]] {
            for color in ["never", "always"] {
                // As on a terminal, where the client colours: its own sequences are the only ones.
                let outcome = try await daemon.client(["--color", color] + command)
                let shown = (outcome.output + outcome.errors).replacing(#/\u{1b}\[[0-9;]*m/#, with: "")
                #expect(Self.harmful(shown) == [], "\(command) --color \(color): \(shown.debugDescription.prefix(600))")
                if color == "never" {
                    let plain = outcome.output + outcome.errors
                    #expect(Self.harmful(plain) == [], "\(command): \(plain.debugDescription.prefix(600))")
                }
            }
        }
    }

    @Test("JSON is always valid, with every control character escaped")
    func json() async throws {
        let words = String(repeating: "and the ferries lay at the quay all day, ", count: 20)
        let daemon = try await RunningDaemon(
            files: [
                "a.txt": Self.escapes.map { "Nobody in the harbour \($0) of Veldania had been told of it, \(words)\n" }
                    .joined()
            ])
        try await eventually("the article") { try await daemon.status().articles == 1 }
        let answer = try await daemon.get("/v1/search?q=veldania")
        #expect(!answer.body.contains { $0 < 0x20 })
        #expect(try JSONSerialization.jsonObject(with: Data(answer.body)) is [String: Any])
    }
}

@Suite("No path outside the corpus is ever read or shown")
struct OutsideTests {
    @Test("symbolic links, .. and devices lead nowhere; what is asked for by an outside path is not there")
    func outside() async throws {
        let daemon = try await RunningDaemon(files: ["inside.txt": article("insideword")]) { scratch in
            try scratch.write("outside/secret.txt", article("secretword"))
            try scratch.makeFolder("outside/folder")
            try scratch.write("outside/folder/secret.txt", article("secretword"))
            for (target, name) in [
                ("outside/secret.txt", "link.txt"), ("outside/folder", "folder"), ("outside", "all"),
            ] {
                guard symlink(scratch[target], scratch["corpus/" + name]) == 0 else { throw SetupFailure("link") }
            }
            guard symlink("../outside/secret.txt", scratch["corpus/relative.txt"]) == 0,
                symlink("/dev/zero", scratch["corpus/zero.txt"]) == 0,
                symlink("/proc/self/environ", scratch["corpus/environ.txt"]) == 0,
                symlink("loop.txt", scratch["corpus/loop.txt"]) == 0,
                mkfifo(scratch["corpus/pipe.txt"], 0o600) == 0
            else { throw SetupFailure("link") }
            // Only root can make one; it is no file all the same.
            if geteuid() == 0 { mknod(scratch["corpus/device.txt"], S_IFCHR | 0o666, 0x105) }
        }
        try await daemon.holds(["inside.txt": "insideword"])
        #expect(try await daemon.finds("secretword").isEmpty)
        let secret = daemon.scratch["outside/secret.txt"]
        let tries = [
            secret, daemon.scratch["corpus/../outside/secret.txt"], daemon.scratch["corpus/link.txt"],
            daemon.scratch["corpus/folder/secret.txt"], daemon.scratch["corpus/all/secret.txt"], "/etc/passwd",
            "/proc/self/environ", daemon.scratch["corpus/zero.txt"], daemon.scratch["corpus/./link.txt"],
            daemon.scratch["corpus"] + "//link.txt", daemon.scratch["settings.yaml"],
        ]
        for path in tries {
            for target in ["/v1/article?path=", "/v1/article/similar?path="] {
                let answer = try await daemon.get(target + encoded(path))
                #expect([400, 404].contains(answer.status), "\(path): \(answer.status)")
                #expect(!answer.text.contains("notice board") && !answer.text.contains("secretword"), "\(path)")
            }
            let shown = try await daemon.client("show", path)
            #expect(shown.status != 0 && !shown.output.contains("notice board"), "\(path)")
            let answer = try await daemon.post("/v1/reindex", #"{"paths":["\#(path)"],"full":true,"wait":true}"#)
            #expect([200, 400].contains(answer.status))
        }
        _ = try await daemon.post("/v1/reindex", #"{"full":true,"wait":true}"#)
        #expect(try await daemon.finds("secretword").isEmpty)
        try await daemon.holds(["inside.txt": "insideword"])
    }

    @Test("a file that becomes a link to elsewhere, again and again, is never read through it")
    func swapped() async throws {
        let daemon = try await RunningDaemon { scratch in
            try scratch.makeFolder("outside/folder")
            try scratch.write("outside/folder/a.txt", article("secretword"))
            try scratch.write("outside/secret.txt", article("secretword"))
        }
        for round in 0..<300 {
            try daemon.scratch.write("corpus/new", article("insideword"))
            try daemon.scratch.move("corpus/new", "corpus/a.txt")
            guard symlink(daemon.scratch["outside/secret.txt"], daemon.scratch["corpus/new"]) == 0 else {
                throw SetupFailure("link")
            }
            try daemon.scratch.move("corpus/new", "corpus/a.txt")
            try daemon.scratch.makeFolder("corpus/folder\(round)")
            try daemon.scratch.write("corpus/folder\(round)/a.txt", article("insideword"))
            try daemon.scratch.remove("corpus/folder\(round)")
            guard symlink(daemon.scratch["outside/folder"], daemon.scratch["corpus/folder\(round)"]) == 0 else {
                throw SetupFailure("link")
            }
        }
        try await eventually("rest") { try await daemon.status().state == .ready }
        #expect(try await daemon.finds("secretword").isEmpty)
    }

    @Test("the socket is for its owner alone, and the index and its files too")
    func modes() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        #expect(try daemon.scratch.mode(of: "socket") == 0o600)
        #expect(try daemon.scratch.mode(of: "index") == 0o700)
        for name in daemon.scratch.names(in: "index") {
            let mode = try daemon.scratch.mode(of: "index/" + name)
            #expect(mode & 0o022 == 0, "\(name): \(String(mode, radix: 8))")
        }
    }
}
