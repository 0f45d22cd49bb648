// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc
import Testing
import TestSupport

@Suite("Files")
struct FileTests {
    private let scratch: ScratchFolder
    private let corpus: Corpus

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("corpus")
        corpus = Corpus(roots: [scratch["corpus"]])
    }

    private func read(_ name: String, from corpus: Corpus, limit: Int = 1000) throws -> String {
        let file = try corpus.open(scratch[name])
        return String(decoding: try file.read(atMost: limit).bytes, as: UTF8.self)
    }

    private func problem(_ name: String, limit: Int = 1000) -> FileProblem? {
        #expect(throws: FileProblem.self) { try read(name, from: corpus, limit: limit) }
    }

    @Test("a file is read whole, with the fingerprint that stat gives")
    func reads() throws {
        try scratch.write("corpus/a", "talks resume")
        let contents = try corpus.open(scratch["corpus/a"]).read(atMost: 12)
        #expect(contents.bytes == Array("talks resume".utf8))
        #expect(corpus.state(of: scratch["corpus/a"]) == .regular(contents.fingerprint))
        #expect(contents.fingerprint.size == 12)
        #expect(!contents.changedMeanwhile)
    }

    @Test("a file over the limit is refused with both sizes, one at the limit is not")
    func limit() throws {
        try scratch.write("corpus/a", "0123456789")
        #expect(problem("corpus/a", limit: 9) == .tooLarge(size: 10, limit: 9))
        #expect(try read("corpus/a", from: corpus, limit: 10) == "0123456789")
        #expect(FileProblem.tooLarge(size: 10, limit: 9).description.contains("raise the limit"))
    }

    @Test("a file that grows or shrinks while it is read is said to have changed")
    func changesWhileRead() throws {
        try scratch.write("corpus/a", "0123456789")
        let growing = try corpus.open(scratch["corpus/a"])
        try scratch.append("corpus/a", "0123456789")
        let grown = try growing.read(atMost: 100)
        #expect(grown.bytes.count == 20 && grown.changedMeanwhile && !grown.isSettled)
        #expect(grown.fingerprint.size == 10)
        let tooLarge = try corpus.open(scratch["corpus/a"])
        try scratch.append("corpus/a", String(repeating: "x", count: 200))
        #expect(throws: FileProblem.tooLarge(size: 101, limit: 100)) { try tooLarge.read(atMost: 100) }
        let shrinking = try corpus.open(scratch["corpus/a"])
        try scratch.write("corpus/a", "0")
        let shrunk = try shrinking.read(atMost: 1000)
        #expect(shrunk.bytes.count == 1 && shrunk.changedMeanwhile)
    }

    @Test("files of the kernel, which say they are empty, are read too")
    func kernelFiles() throws {
        let process = try #require(CorpusPath("/proc/self"))
        let corpus = Corpus(roots: [try CorpusPath(resolving: process.description)])
        let path = corpus.roots[0].appending("maps")
        #expect(try corpus.open(path).read(atMost: 1 << 24).bytes.count > 0)
    }

    @Test("what is no file says what it is, without being opened")
    func notFiles() throws {
        try scratch.makeFolder("corpus/folder")
        #expect(scratch["corpus/pipe"].withCString { mkfifo($0, 0o644) } == 0)
        try scratch.write("outside", "secret")
        try scratch.symlink("../outside", "corpus/link")
        #expect(problem("corpus/folder") == .notAFile("a folder"))
        #expect(problem("corpus") == .notAFile("a folder"))
        #expect(problem("corpus/pipe") == .notAFile("a pipe, socket or device"))
        #expect(problem("corpus/none") == .missing)
        #expect(problem("outside") == .missing)
        #expect(problem("corpus/link") == .notAFile("a symbolic link that is not followed or leads nowhere"))
        #expect(problem("corpus/folder")?.description == "it is a folder, not a file")
        #expect(corpus.state(of: scratch["corpus/pipe"]) == .other)
        #expect(corpus.state(of: scratch["corpus/none"]) == .missing)
        #expect(corpus.state(of: scratch["corpus/link"]) == .symbolicLink)
        guard case .folder = corpus.state(of: scratch["corpus"]) else { return #expect(Bool(false)) }
    }

    @Test("no link on the way leads out of the corpus unless links are followed")
    func linkedFolders() throws {
        try scratch.makeFolder("outside")
        try scratch.write("outside/a", "secret")
        try scratch.symlink("../outside", "corpus/link")
        try scratch.symlink("../outside/a", "corpus/file")
        try scratch.symlink("nowhere", "corpus/dangling")
        try scratch.symlink("loop", "corpus/loop")
        #expect(problem("corpus/link/a") == .missing)
        #expect(corpus.state(of: scratch["corpus/link/a"]) == .missing)
        let following = Corpus(roots: corpus.roots, followsLinks: true)
        #expect(try read("corpus/link/a", from: following) == "secret")
        #expect(try read("corpus/file", from: following) == "secret")
        #expect(following.state(of: scratch["corpus/dangling"]) == .symbolicLink)
        #expect(following.state(of: scratch["corpus/loop"]) == .symbolicLink)
    }

    @Test("a path longer than the kernel takes at once is opened all the same")
    func deep() throws {
        let name = String(repeating: "d", count: 250)
        var path = scratch["corpus"]
        var folder = path.withCString { open($0, O_RDONLY | O_DIRECTORY) }
        for _ in 0..<20 {
            #expect(mkdirat(folder, name, 0o755) == 0)
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
            path = path.appending(name)
        }
        let file = openat(folder, "a", O_WRONLY | O_CREAT, 0o644)
        #expect(write(file, "deep", 4) == 4)
        close(file)
        close(folder)
        #expect(path.bytes.count > Int(PATH_MAX))
        let contents = try corpus.open(path.appending("a")).read(atMost: 10)
        #expect(contents.bytes == Array("deep".utf8))
    }

    @Test("a rewrite with the modification time set back changes the fingerprint")
    func setBack() throws {
        try scratch.write("corpus/a", "one")
        try scratch.setModified("corpus/a", 1_000_000)
        let before = try #require(corpus.state(of: scratch["corpus/a"]).fingerprint)
        // Until the clock that stamps files has moved on.
        let start = FileClock.now()
        while FileClock.now() == start {}
        try scratch.write("corpus/a", "two")
        try scratch.setModified("corpus/a", 1_000_000)
        let after = try #require(corpus.state(of: scratch["corpus/a"]).fingerprint)
        #expect(before.modified == after.modified && before.size == after.size && before.inode == after.inode)
        #expect(before != after)
    }

    @Test("a file read within the tick of its last write is not settled, and is later")
    func settling() throws {
        try scratch.write("corpus/a", "one")
        let fingerprint = try #require(corpus.state(of: scratch["corpus/a"]).fingerprint)
        #expect(!fingerprint.isSettled(at: fingerprint.changed))
        #expect(!fingerprint.isSettled(at: fingerprint.changed - 1))
        let wholeSeconds = FileFingerprint(size: 1, modified: 0, changed: 5_000_000_000, inode: 1)
        #expect(!wholeSeconds.isSettled(at: 6_000_000_000))
        #expect(wholeSeconds.isSettled(at: 7_000_000_001))
        while FileClock.now() <= fingerprint.changed {}
        #expect(fingerprint.isSettled(at: FileClock.now()))
        #expect(try corpus.open(scratch["corpus/a"]).read(atMost: 10).isSettled)
    }

    @Test("a fingerprint survives its encoding, and other sizes are refused")
    func encoding() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let fingerprint = FileFingerprint(
                size: .random(in: .min ... .max, using: &generator),
                modified: .random(in: .min ... .max, using: &generator),
                changed: .random(in: .min ... .max, using: &generator),
                inode: .random(in: .min ... .max, using: &generator)
            )
            #expect(fingerprint.encoded.count == FileFingerprint.encodedSize)
            #expect(FileFingerprint(encoded: fingerprint.encoded) == fingerprint, "seed \(seed)")
        }
        #expect(FileFingerprint(encoded: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(FileFingerprint(encoded: [UInt8](repeating: 0, count: 33)) == nil)
        let one = FileFingerprint(size: 1, modified: 2, changed: 3, inode: 4)
        #expect(one.encoded[7] == 1 && one.encoded[15] == 2 && one.encoded[23] == 3 && one.encoded[31] == 4)
    }
}
