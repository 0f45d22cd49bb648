// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SearchAPI
import Testing

@Suite("The index follows the folder")
struct FollowingTests {
    @Test("a file that is written is found, with what stands in its header")
    func written() async throws {
        let daemon = try await RunningDaemon()
        try daemon.scratch.write("corpus/a.txt", article("alpha"))
        try await daemon.holds(["a.txt": "alpha"])
        let hit = try #require(try await daemon.search("alpha").results.first)
        #expect(hit.title == "Ferry talks resume")
        #expect(hit.published == "2024-04-02")
        #expect(hit.outlet == "harbourpost.example")
    }

    @Test("files that are there at the start are found")
    func presentAtStart() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "b.txt": article("bravo")])
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
    }

    @Test("a file renamed into the corpus is found, and one renamed out of it is not")
    func renamedAcross() async throws {
        let daemon = try await RunningDaemon()
        try daemon.scratch.write("outside/a.txt", article("alpha"))
        try daemon.scratch.move("outside/a.txt", "corpus/a.txt")
        try await daemon.holds(["a.txt": "alpha"])
        try daemon.scratch.move("corpus/a.txt", "outside/a.txt")
        try await daemon.holds([:])
    }

    @Test("a file renamed within the corpus is found under its new name only")
    func renamedInside() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        try daemon.scratch.move("corpus/a.txt", "corpus/b.txt")
        try await daemon.holds(["b.txt": "alpha"])
    }

    @Test("a file renamed over another takes its place")
    func renamedOver() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "b.txt": article("bravo")])
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        try daemon.scratch.move("corpus/a.txt", "corpus/b.txt")
        try await daemon.holds(["b.txt": "alpha"])
        #expect(try await daemon.finds("bravo").isEmpty)
    }

    @Test("a file that is rewritten in place is found by its new words only")
    func rewritten() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        try daemon.scratch.write("corpus/a.txt", article("omega"))
        try await daemon.holds(["a.txt": "omega"])
        #expect(try await daemon.finds("alpha").isEmpty)
    }

    @Test("what is appended to a file is found")
    func appended() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        try daemon.scratch.append("corpus/a.txt", "\nLater the word omega was added.\n")
        try await daemon.holds(["a.txt": "alpha omega"])
    }

    @Test("a truncated file is not found, and listed as empty")
    func truncated() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "b.txt": article("bravo")])
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        try daemon.scratch.truncate("corpus/a.txt")
        try await daemon.holds(["b.txt": "bravo"], unreadable: ["a.txt"])
        try daemon.scratch.write("corpus/a.txt", article("again"))
        try await daemon.holds(["a.txt": "again", "b.txt": "bravo"])
    }

    @Test("of two rewritings with equal length within one tick of the clock, the last is found")
    func rewrittenWithinATick() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("wordzero")])
        try await daemon.holds(["a.txt": "wordzero"])
        var last = ""
        for round in 0..<40 {
            for word in ["worda", "wordb", "wordc"] {
                last = "\(word)\(UnicodeScalar(UInt8(97 + round % 26)))\(UnicodeScalar(UInt8(97 + round / 26)))x"
                try daemon.scratch.write("corpus/a.txt", article(last))
            }
            try await daemon.holds(["a.txt": last])
        }
    }

    @Test("a file that is deleted is found no more")
    func deleted() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "b.txt": article("bravo")])
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        try daemon.scratch.remove("corpus/a.txt")
        try await daemon.holds(["b.txt": "bravo"])
    }

    @Test("a folder moved in with 50 files is found whole, renamed whole, and removed whole")
    func folder() async throws {
        let daemon = try await RunningDaemon()
        try daemon.scratch.makeFolder("outside/day")
        try daemon.scratch.makeFolder("outside/day/deep")
        var files: [String: String] = [:]
        for number in 0..<50 {
            let name = number % 5 == 0 ? "deep/\(number).txt" : "\(number).txt"
            files[name] = "word\(spelled(number))"
            try daemon.scratch.write("outside/day/" + name, article("word\(spelled(number))"))
        }
        func inside(_ folder: String) -> [String: String] {
            Dictionary(uniqueKeysWithValues: files.map { ("\(folder)/\($0.key)", $0.value) })
        }
        try daemon.scratch.move("outside/day", "corpus/day")
        try await daemon.holds(inside("day"))
        try daemon.scratch.move("corpus/day", "corpus/night")
        try await daemon.holds(inside("night"))
        try daemon.scratch.write("corpus/night/deep/new.txt", article("newword"))
        try await daemon.holds(inside("night").merging(["night/deep/new.txt": "newword"]) { $1 })
        try daemon.scratch.remove("corpus/night")
        try await daemon.holds([:])
    }

    @Test("a file in a folder that was made a moment ago is found")
    func freshFolder() async throws {
        let daemon = try await RunningDaemon()
        var files: [String: String] = [:]
        for number in 0..<20 {
            let folder = "f\(number)"
            try daemon.scratch.makeFolder("corpus/" + folder)
            try daemon.scratch.makeFolder("corpus/\(folder)/sub")
            files["\(folder)/sub/a.txt"] = "word\(spelled(number))"
            try daemon.scratch.write("corpus/\(folder)/sub/a.txt", article("word\(spelled(number))"))
        }
        try await daemon.holds(files)
    }

    @Test("hidden and ignored files are not found; renamed to an ordinary name they are, and back again they are not")
    func ignored() async throws {
        let daemon = try await RunningDaemon(settings: "ignore: ['*.draft']\n")
        for name in [".hidden.txt", "a.txt~", "b.part", "c.draft", "seen.txt"] {
            try daemon.scratch.write("corpus/" + name, article(name == "seen.txt" ? "seen" : "secret"))
        }
        try await daemon.holds(["seen.txt": "seen"])
        try daemon.scratch.move("corpus/c.draft", "corpus/c.txt")
        try await daemon.holds(["seen.txt": "seen", "c.txt": "secret"])
        try daemon.scratch.move("corpus/c.txt", "corpus/.c.txt")
        try await daemon.holds(["seen.txt": "seen"])
    }

    @Test("a hard link is a file of its own")
    func hardLink() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        #expect(link(daemon.scratch["corpus/a.txt"], daemon.scratch["corpus/b.txt"]) == 0)
        try await eventually("both names") { try await daemon.finds("alpha") == ["a.txt", "b.txt"] }
        try daemon.scratch.remove("corpus/a.txt")
        try await daemon.holds(["b.txt": "alpha"])
    }

    @Test("symbolic links to files and folders are not followed")
    func symbolicLinks() async throws {
        let daemon = try await RunningDaemon { scratch in
            try scratch.write("outside/a.txt", article("alpha"))
            symlink(scratch["outside"], scratch["corpus/folder"])
        }
        #expect(symlink(daemon.scratch["outside/a.txt"], daemon.scratch["corpus/link.txt"]) == 0)
        try daemon.scratch.write("corpus/last.txt", article("last"))
        try await daemon.holds(["last.txt": "last"])
    }

    @Test("symbolic links are followed where the configuration says so")
    func followedLinks() async throws {
        let daemon = try await RunningDaemon(settings: "follow_symlinks: true\n") { scratch in
            try scratch.write("outside/a.txt", article("alpha"))
            symlink(scratch["outside"], scratch["corpus/folder"])
        }
        try await daemon.holds(["folder/a.txt": "alpha"])
    }

    @Test("a burst of 500 files is found whole, after few commits")
    func burst() async throws {
        let daemon = try await RunningDaemon()
        var files: [String: String] = [:]
        for number in 0..<500 {
            files["\(number).txt"] = "word\(spelled(number))"
            try daemon.scratch.write("corpus/\(number).txt", article("word\(spelled(number))"))
        }
        try await daemon.holds(files)
        let commits = daemon.log.split(separator: "\n").count { $0.contains("debug: committed") }
        #expect((1...50).contains(commits), "\(commits) commits")
    }

    @Test("a file is found although its folder is renamed, and others are deleted, while it is written")
    func slowWriter() async throws {
        let daemon = try await RunningDaemon()
        try daemon.scratch.makeFolder("corpus/in")
        let text = Array(article("alpha").utf8)
        let file = open(daemon.scratch["corpus/in/a.txt"], O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        write(file, text, 40)
        try daemon.scratch.move("corpus/in", "corpus/out")
        text.withUnsafeBytes { _ = write(file, $0.baseAddress?.advanced(by: 40), $0.count - 40) }
        close(file)
        try await daemon.holds(["out/a.txt": "alpha"])
    }

    @Test("a folder of the corpus that goes away and comes back is followed again")
    func lostRoot() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        try daemon.scratch.move("corpus", "outside/corpus")
        try await eventually("a word on the missing folder") { try await !daemon.status().problems.isEmpty }
        #expect(try await daemon.finds("alpha") == ["a.txt"], "an unmounted disk is no deletion")
        try daemon.scratch.write("outside/corpus/b.txt", article("bravo"))
        try daemon.scratch.move("outside/corpus", "corpus")
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        try await eventually("no problem any more") { try await daemon.status().problems.isEmpty }
    }
}

/// A number as letters: words of this kind have no inflected forms in common.
func spelled(_ number: Int) -> String {
    let letters = Array("bcdfghjklmnpqrtvwxz")
    var text = ""
    var rest = number
    repeat {
        text.append(letters[rest % letters.count])
        rest /= letters.count
    } while rest > 0
    return text + "o"
}
