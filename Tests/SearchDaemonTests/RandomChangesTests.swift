// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SearchAPI
import Testing
import TestSupport

@Suite("Whatever happens to the folder, the index ends up equal to it")
struct RandomChangesTests {
    @Test("hundreds of random changes", arguments: [seed()])
    func changes(seed: UInt64) async throws {
        let daemon = try await RunningDaemon()
        var corpus = ChangingCorpus(daemon.scratch, seed: seed)
        for _ in 0..<400 { try corpus.change() }
        try await daemon.holds(corpus.files, unreadable: corpus.empty, within: patience)
    }

    @Test("random changes before, during and after a kill -9", arguments: [seed()])
    func killed(seed: UInt64) async throws {
        let daemon = try await RunningDaemon()
        var corpus = ChangingCorpus(daemon.scratch, seed: seed)
        for _ in 0..<150 { try corpus.change() }
        for _ in 0..<3 {
            // Long enough for some commits, and in the middle of the work.
            try await eventually("a commit") { try await daemon.status().articles > 0 }
            for _ in 0..<50 { try corpus.change() }
            try daemon.kill()
            for _ in 0..<50 { try corpus.change() }
            try await daemon.start()
        }
        try await daemon.holds(corpus.files, unreadable: corpus.empty, within: patience)
    }

    @Test("random changes with SIGHUP in between", arguments: [seed()])
    func rescanned(seed: UInt64) async throws {
        let daemon = try await RunningDaemon()
        var corpus = ChangingCorpus(daemon.scratch, seed: seed)
        for _ in 0..<6 {
            for _ in 0..<50 { try corpus.change() }
            try daemon.signal(SIGHUP)
        }
        try await daemon.holds(corpus.files, unreadable: corpus.empty, within: patience)
    }

    private static func seed() -> UInt64 {
        getenv("CRISIS_SEARCH_TEST_SEED").flatMap { UInt64(String(cString: $0)) } ?? .random(in: 0 ... .max)
    }
}

/// A corpus that changes at random, and knows what is in it.
private struct ChangingCorpus {
    /// The word of its own of each file that can be read, by name.
    private(set) var files: [String: String] = [:]
    /// Files without content.
    private(set) var empty: Set<String> = []
    private var folders: Set<String> = [""]
    private var outside = 0
    private var words = 0
    private let scratch: Scratch
    private var random: SeededGenerator

    init(_ scratch: Scratch, seed: UInt64) {
        self.scratch = scratch
        random = SeededGenerator(seed: seed)
    }

    private var names: [String] { files.keys.sorted() + empty.sorted() }

    /// Does one thing to the folder; one that is impossible just now becomes a new file.
    mutating func change() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: try writeNew()
        case 25..<40: if let name = someFile() { try write(name, inPlace: true) }
        case 40..<50: if let name = someFile() { try write(name, inPlace: false) }
        case 50..<62: if let name = someFile() { try rename(name, to: newName()) }
        case 62..<67: if let name = someFile(), let other = someFile() { try rename(name, to: other) }
        case 67..<79: if let name = someFile() { try remove(name) }
        case 79..<83: if let name = someFile() { try truncate(name) }
        case 83..<88: try makeFolder()
        case 88..<92: try renameFolder()
        case 92..<94: try removeFolder()
        case 94..<97: try moveFolderIn()
        default: try passThroughHiddenName()
        }
    }

    private mutating func someFile() -> String? { names.randomElement(using: &random) }

    private mutating func newName() -> String {
        words += 1
        let folder = folders.sorted().randomElement(using: &random) ?? ""
        return "\(folder)file\(words).txt"
    }

    private mutating func newWord() -> String {
        words += 1
        // All of one length, so that rewritings don't show in the size of a file; no two alike, for no number is spelled with e.
        return "w" + String(repeating: "e", count: 5 - spelled(words).count) + spelled(words)
    }

    private mutating func writeNew() throws {
        try write(newName(), inPlace: true)
    }

    private mutating func write(_ name: String, inPlace: Bool) throws {
        let word = newWord()
        if inPlace {
            try scratch.write("corpus/" + name, article(word))
        } else {
            try scratch.write("outside/new", article(word))
            try scratch.move("outside/new", "corpus/" + name)
        }
        files[name] = word
        empty.remove(name)
    }

    private mutating func rename(_ name: String, to other: String) throws {
        guard name != other else { return }
        try scratch.move("corpus/" + name, "corpus/" + other)
        let isEmpty = empty.remove(name) != nil
        empty.remove(other)
        files[other] = files.removeValue(forKey: name)
        if isEmpty { empty.insert(other) }
    }

    private mutating func remove(_ name: String) throws {
        try scratch.remove("corpus/" + name)
        files[name] = nil
        empty.remove(name)
    }

    private mutating func truncate(_ name: String) throws {
        try scratch.truncate("corpus/" + name)
        files[name] = nil
        empty.insert(name)
    }

    private mutating func makeFolder() throws {
        words += 1
        let parent = folders.filter { $0.count { $0 == "/" } < 3 }.sorted().randomElement(using: &random) ?? ""
        try scratch.makeFolder("corpus/\(parent)d\(words)")
        folders.insert("\(parent)d\(words)/")
    }

    private mutating func someFolder() -> String? {
        folders.filter { !$0.isEmpty }.sorted().randomElement(using: &random)
    }

    private mutating func renameFolder() throws {
        guard let folder = someFolder() else { return }
        words += 1
        let other = "r\(words)/"
        try scratch.move("corpus/" + folder.dropLast(), "corpus/" + other.dropLast())
        func moved(_ name: String) -> String {
            name.hasPrefix(folder) ? other + name.dropFirst(folder.count) : name
        }
        files = Dictionary(uniqueKeysWithValues: files.map { (moved($0.key), $0.value) })
        empty = Set(empty.map(moved))
        folders = Set(folders.map(moved))
    }

    private mutating func removeFolder() throws {
        guard let folder = someFolder() else { return }
        try scratch.remove("corpus/" + folder.dropLast())
        files = files.filter { !$0.key.hasPrefix(folder) }
        empty = empty.filter { !$0.hasPrefix(folder) }
        folders = folders.filter { !$0.hasPrefix(folder) }
    }

    private mutating func moveFolderIn() throws {
        outside += 1
        let folder = "m\(outside)/"
        try scratch.makeFolder("outside/m\(outside)")
        for number in 0..<4 {
            let word = newWord()
            try scratch.write("outside/\(folder)\(number).txt", article(word))
            files["\(folder)\(number).txt"] = word
        }
        try scratch.move("outside/m\(outside)", "corpus/m\(outside)")
        folders.insert(folder)
    }

    /// As editors save: a hidden file beside, then renamed.
    private mutating func passThroughHiddenName() throws {
        let word = newWord()
        let name = newName()
        let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
        try scratch.write("corpus/\(folder).saving", article(word))
        try scratch.move("corpus/\(folder).saving", "corpus/" + name)
        files[name] = word
    }
}
