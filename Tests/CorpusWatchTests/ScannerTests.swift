// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import CorpusWatch
import Glibc
import Testing
import TestSupport

@Suite("The scanner")
struct ScannerTests {
    private let scratch: ScratchFolder
    private let corpus: Corpus

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("corpus")
        corpus = Corpus(roots: [scratch["corpus"]])
    }

    private func scan(_ start: CorpusPath) -> (files: [CorpusPath: FileFingerprint], problems: [CorpusPath: Int32]) {
        var files: [CorpusPath: FileFingerprint] = [:]
        var problems: [CorpusPath: Int32] = [:]
        let isComplete = CorpusScanner(corpus).scan(
            start,
            visit: { path, fingerprint in
                #expect(files.updateValue(fingerprint, forKey: path) == nil, "\(path) twice")
            },
            problem: { problems[$0] = $1.code }
        )
        #expect(isComplete)
        return (files, problems)
    }

    @Test("visits what a plain walk finds, on random trees")
    func findsAll() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        var folders = ["corpus"]
        for number in 0..<600 {
            let parent = try #require(folders.randomElement(using: &generator))
            if Int.random(in: 0..<4, using: &generator) == 0 {
                folders.append("\(parent)/f\(number)")
                try scratch.makeFolder("\(parent)/f\(number)")
            } else {
                try scratch.write("\(parent)/a\(number)", "\(number)")
            }
        }
        let found = scan(scratch["corpus"])
        #expect(Set(found.files.keys) == Set(disk(corpus).keys), "seed \(seed)")
        #expect(found.problems.isEmpty)
        for (path, fingerprint) in found.files { #expect(corpus.state(of: path) == .regular(fingerprint)) }
        let part = try #require(folders.randomElement(using: &generator))
        let below = scan(scratch[part]).files.keys
        #expect(Set(below) == Set(found.files.keys.filter { $0.isInside(scratch[part]) }), "seed \(seed), \(part)")
    }

    @Test("a single file is visited, an ignored one or a missing one is not")
    func singleFile() throws {
        try scratch.write("corpus/a")
        try scratch.write("corpus/a.tmp")
        try scratch.makeFolder("corpus/.git")
        try scratch.write("corpus/.git/config")
        #expect(Array(scan(scratch["corpus/a"]).files.keys) == [scratch["corpus/a"]])
        #expect(Array(scan(scratch["corpus"]).files.keys) == [scratch["corpus/a"]])
        for name in ["corpus/a.tmp", "corpus/none", "corpus/.git", "corpus/.git/config", "elsewhere"] {
            let found = scan(scratch[name])
            #expect(found.files.isEmpty && found.problems.isEmpty)
        }
    }

    @Test("a missing corpus folder and one that may not be listed are problems, not emptiness")
    func problems() throws {
        try scratch.remove("corpus")
        #expect(scan(scratch["corpus"]).problems == [scratch["corpus"]: ENOENT])
        try scratch.makeFolder("corpus/closed")
        try scratch.write("corpus/closed/a")
        try scratch.setMode("corpus/closed", 0)
        defer { try? scratch.setMode("corpus/closed", 0o755) }
        // Root may list everything.
        if geteuid() != 0 { #expect(scan(scratch["corpus"]).problems == [scratch["corpus/closed"]: EACCES]) }
    }

    @Test("a scan ends when it is told to, and when the visitor fails")
    func ends() throws {
        struct Enough: Error {}
        for number in 0..<10 { try scratch.write("corpus/\(number)") }
        var visits = 0
        let isComplete = CorpusScanner(corpus).scanEverything(
            isCancelled: { visits == 3 },
            visit: { _, _ in visits += 1 },
            problem: { _, _ in }
        )
        #expect(!isComplete && visits == 3)
        #expect(throws: Enough.self) {
            try CorpusScanner(corpus).scanEverything(
                visit: { _, _ throws(Enough) in throw Enough() },
                problem: { _, _ in }
            )
        }
    }

    @Test("two thousand folders, one in another, are walked with few open files")
    func deep() throws {
        var folder = scratch["corpus"].withCString { open($0, O_RDONLY | O_DIRECTORY) }
        for _ in 0..<2000 {
            #expect(mkdirat(folder, "d", 0o755) == 0)
            let next = openat(folder, "d", O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
        }
        close(openat(folder, "a", O_WRONLY | O_CREAT, 0o644))
        close(folder)
        let found = scan(scratch["corpus"])
        #expect(found.files.count == 1 && found.problems.isEmpty)
    }
}
