// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import Glibc
import Testing

@testable import SearchIndex
import TestSupport

@Suite struct WriterTests {
    private let index: TestIndex

    init() throws {
        index = try TestIndex()
    }

    private func articles(_ words: String...) -> [Article] {
        words.enumerated().map { Article(part: $0, text: $1) }
    }

    /// Commits, and the names of the files that `text` finds, one for each article.
    private func found(_ text: String) throws -> [String] {
        try index.writer.commit()
        return try index.reader().names(try query(text)).sorted()
    }

    // MARK: Replacing

    @Test("a file that is written anew is found by its new words only")
    func replace() throws {
        try index.put("a.txt", "ferries stopped")
        #expect(try found("ferries") == ["a.txt"])
        try index.put("a.txt", "trawler seized")
        #expect(try found("ferries") == [])
        #expect(try found("trawler") == ["a.txt"])
        #expect(try index.reader().counts().articles == 1)
    }

    @Test("one that is discarded lets another be opened, though it is still held, and leaves nothing pending")
    func discarded() throws {
        try index.put("a.txt", "ferries stopped")
        try index.writer.commit()
        try index.put("b.txt", "trawler seized")
        index.writer.discard()
        let next = try IndexWriter(folder: index.folder, mustExist: true)
        #expect(try next.record(of: TestIndex.path("a.txt")) != nil)
        #expect(try next.record(of: TestIndex.path("b.txt")) == nil)
        index.writer.discard()
        #expect(throws: IndexError.self) { try index.put("c.txt", "trawler seized") }
    }

    @Test("a file may hold several articles, and lose or gain some")
    func parts() throws {
        try index.put("a.txt", articles("one ferry", "two ferries", "three ferries"))
        #expect(try found("ferry").count == 3)
        let path = try TestIndex.path("a.txt")
        #expect(try index.writer.record(of: path)?.parts == 3)
        try index.put("a.txt", articles("one trawler"))
        #expect(try found("ferry") == [])
        #expect(try found("trawler").count == 1)
        #expect(try index.reader().article(at: path, part: 1) == nil)
        try index.put("a.txt", articles("one ferry", "two ferries"))
        #expect(try found("ferry").count == 2)
        #expect(try found("trawler") == [])
        #expect(try index.writer.record(of: path)?.parts == 2)
        #expect(try index.reader().article(at: path, part: 1)?.article.text == Array("two ferries".utf8))
    }

    @Test("a file can become unreadable, and readable again")
    func unreadable() throws {
        let path = try TestIndex.path("a.txt")
        try index.put("a.txt", articles("one ferry", "two ferries"))
        try index.put(path, .unreadable("permission denied"))
        #expect(try found("ferry") == [])
        var reader = try index.reader()
        #expect(try reader.counts() == (0, 1))
        #expect(try reader.reasons(limit: 10) == ["permission denied"])
        #expect(try reader.article(at: path, part: 0)?.article.failure == "permission denied")
        try index.put("a.txt", articles("one ferry"))
        #expect(try found("ferry") == ["a.txt"])
        reader = try index.reader()
        #expect(try reader.counts() == (1, 0))
        #expect(try reader.reasons(limit: 10).isEmpty)
    }

    @Test("what is removed is gone, with all its parts, and its neighbours stay")
    func remove() throws {
        try index.put("a.txt", articles("one ferry", "two ferries"))
        try index.put("a.txt2", "another ferry")
        #expect(try index.writer.remove(try TestIndex.path("a.txt")))
        #expect(try !index.writer.remove(try TestIndex.path("a.txt")))
        #expect(try !index.writer.remove(try TestIndex.path("never.txt")))
        #expect(try found("ferry") == ["a.txt2"])
    }

    @Test("a batch in which files come, change and go ends as a plain table of files does", arguments: seeds)
    func randomChanges(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var table: [String: [String]] = [:]
        for _ in 0..<300 {
            let name = random.pick(["a", "b", "c/a", "c/b"]) + random.pick(["", ".txt", "/x"])
            switch Int.random(in: 0..<10, using: &random) {
            case 0...5:
                let words = (0...random.pick([0, 0, 1, 3])).map { _ in "word\(Int.random(in: 0..<5, using: &random))" }
                try index.put(name, words.enumerated().map { Article(part: $0, text: $1) })
                table[name] = words
            case 6:
                try index.put(try TestIndex.path(name), .unreadable("no"))
                table[name] = []
            case 7, 8:
                #expect(try index.writer.remove(try TestIndex.path(name)) == (table.removeValue(forKey: name) != nil))
            default:
                try index.writer.commit()
            }
        }
        #expect(try index.files() == table.keys.sorted(), "seed \(seed)")
        for word in 0..<5 {
            let wanted = table.flatMap { name, words in words.filter { $0 == "word\(word)" }.map { _ in name } }
                .sorted()
            #expect(try found("word\(word)") == wanted, "seed \(seed)")
        }
        #expect(try index.reader().counts().unreadable == table.values.count(where: \.isEmpty))
    }

    // MARK: One by one

    private static let root = TestIndex.root.utf8.count

    private func replacement(_ name: String, size: Int64 = 1) throws -> any FileContent {
        try index.writer.replacement(
            of: try TestIndex.path(name), fingerprint: FileFingerprint(size: size, modified: 2, changed: 3, inode: 4),
            rootLength: Self.root)
    }

    @Test("a file that is partly readable keeps its articles, and is listed with its reason")
    func partlyReadable() throws {
        let path = try TestIndex.path("a.jsonl")
        for size: Int64 in [1, 2] {
            let replacement = try replacement("a.jsonl", size: size)
            for article in articles("one ferry", "two ferries") { try replacement.put(article) }
            #expect(try replacement.finish(failure: "line 3 is cut") == (size == 1 ? .added : .updated))
            #expect(try found("ferry").count == 2)
            #expect(try found("cut") == [])
            let reader = try index.reader()
            #expect(try reader.counts() == (2, 1))
            #expect(try reader.reasons(limit: 10) == ["line 3 is cut"])
            #expect(try index.files() == ["a.jsonl"])
            #expect(try index.files(under: "a.jsonl") == ["a.jsonl"])
            #expect(try index.writer.record(of: path)?.parts == 2)
        }
        let again = try replacement("a.jsonl", size: 2)
        for article in articles("one ferry", "two ferries") { #expect(try !again.put(article)) }
        #expect(try again.finish(failure: "line 3 is cut") == .unchanged)
        let other = try replacement("a.jsonl", size: 2)
        for article in articles("one ferry", "two ferries") { try other.put(article) }
        #expect(try other.finish(failure: "line 4 is cut") == .updated)
        try index.writer.commit()
        #expect(try index.reader().reasons(limit: 10) == ["line 4 is cut"])
        try index.put("a.jsonl", articles("one ferry", "two ferries"), size: 2)
        try index.writer.commit()
        #expect(try index.reader().counts() == (2, 0), "the remark goes with its cause")
    }

    @Test("a file of one article that is partly readable is listed too, and goes as a whole")
    func partlyReadableAlone() throws {
        let replacement = try replacement("a.jsonl")
        try replacement.put(Article(text: "one ferry"))
        #expect(try replacement.finish(failure: "line 2 is cut") == .added)
        #expect(try found("ferry") == ["a.jsonl"])
        #expect(try index.reader().counts() == (1, 1))
        #expect(try index.writer.remove(try TestIndex.path("a.jsonl")))
        try index.writer.commit()
        #expect(try index.reader().counts() == (0, 0))
    }

    @Test("an article that is in the index as it is costs no writing, whatever else of the file has changed")
    func unchangedArticles() throws {
        try index.put("a.jsonl", articles("one ferry", "two ferries", "three ferries"), size: 1)
        try index.writer.commit()
        let replacement = try replacement("a.jsonl", size: 2)
        let changed = try articles("one ferry", "two trawlers", "three ferries", "four ferries").map {
            try replacement.put($0)
        }
        #expect(changed == [false, true, false, true])
        #expect(try replacement.finish(failure: nil) == .updated)
        #expect(try found("ferry").count == 3)
        #expect(try found("trawlers").count == 1)
        let record = try #require(try index.writer.record(of: try TestIndex.path("a.jsonl")))
        #expect(
            record == FileRecord(fingerprint: FileFingerprint(size: 2, modified: 2, changed: 3, inode: 4), parts: 4))
    }

    @Test("a file whose articles were not all written is told from every file on the disk", arguments: [true, false])
    func unfinished(isNew: Bool) throws {
        let path = try TestIndex.path("a.jsonl")
        if !isNew { try index.put("a.jsonl", articles("one ferry", "old", "old", "old", "old")) }
        let replacement = try replacement("a.jsonl", size: 2)
        for article in articles("one ferry", "two ferries", "three ferries") { try replacement.put(article) }
        try index.writer.commit()
        #expect(try index.writer.record(of: path)?.fingerprint == FileFingerprint.none)
        #expect(try found("ferry").count == 3)
        // As if the process had ended here.
        try index.put("a.jsonl", articles("one ferry", "two ferries"), size: 2)
        #expect(try found("ferry").count == 2)
        #expect(try found("old").isEmpty)
        #expect(try index.writer.record(of: path)?.fingerprint.size == 2)
        #expect(try index.writer.remove(path))
        #expect(try index.files().isEmpty)
    }

    // MARK: Records

    @Test("a record holds the state that the file was read in")
    func records() throws {
        let path = try TestIndex.path("a.txt")
        #expect(try index.writer.record(of: path) == nil)
        try index.put("a.txt", articles("ferry", "ship"), size: 42)
        let record = try #require(try index.writer.record(of: path), "seen before it is committed")
        #expect(record.fingerprint == FileFingerprint(size: 42, modified: 2, changed: 3, inode: 4))
        #expect(record.parts == 2)
        try index.put(path, .unreadable("no"), size: 43)
        #expect(try index.writer.record(of: path)?.fingerprint.size == 43)
        try index.writer.remove(path)
        #expect(try index.writer.record(of: path) == nil)
    }

    @Test("the records below a folder are those of its files, not of names that begin alike", arguments: [true, false])
    func recordsUnder(isCommitted: Bool) throws {
        for name in ["a", "b/a", "b/b/c", "b.txt", "bc/a", "b c", "c/b/a"] {
            try index.put(name, articles("ferry", "ship"))
        }
        if isCommitted { try index.writer.commit() }
        #expect(try index.files(under: "b") == ["b/a", "b/b/c"])
        #expect(try index.files(under: "b/b") == ["b/b/c"])
        #expect(try index.files(under: "b/b/c") == ["b/b/c"], "a file is at itself")
        #expect(try index.files(under: "b.txt") == ["b.txt"])
        #expect(try index.files(under: "d") == [])
        #expect(try index.files(under: "") == ["a", "b c", "b.txt", "b/a", "b/b/c", "bc/a", "c/b/a"])
        #expect(try index.files() == ["a", "b c", "b.txt", "b/a", "b/b/c", "bc/a", "c/b/a"])
    }

    @Test("all files lie below the root of the file system")
    func recordsUnderRoot() throws {
        try index.put("a", "ferry")
        var found: [CorpusPath] = []
        try index.writer.records(under: try #require(CorpusPath("/"))) { path, _ in found.append(path) }
        #expect(found == [try TestIndex.path("a")])
    }

    @Test(
        "folders whose paths are longer than a term are told apart too",
        arguments: [150, 171, 172, 173, 219, 220, 240, 1000])
    func longFolders(length: Int) throws {
        let folder = String(repeating: "f", count: length)
        let files = [
            folder + "/a", folder + "/" + String(repeating: "n", count: 100), folder + "/g/h", folder + "/g/i",
        ]
        let others = [folder + "a/a", folder + "g", String(repeating: "f", count: length + 50) + "/a"]
        for name in files + others { try index.put(name, "ferry") }
        #expect(try index.files(under: folder) == files.sorted())
        #expect(try index.files(under: folder + "/g") == [folder + "/g/h", folder + "/g/i"])
        #expect(try index.files() == (files + others).sorted())
        for name in files { #expect(try index.writer.remove(try TestIndex.path(name))) }
        #expect(try index.files() == others.sorted())
    }

    @Test("names that are no UTF-8 are files like others")
    func oddNames() throws {
        let folder = try TestIndex.path("folder")
        let paths = [[0xff], [0xff, 0xfe], [0xc3, 0x28], [1], [0x0a]].map { folder.appending($0 as [UInt8]) }
        for path in paths { try index.put(path, .articles([Article(text: "ferry")])) }
        #expect(try found("ferry").count == paths.count)
        var seen: [CorpusPath] = []
        try index.writer.records(under: folder) { path, _ in seen.append(path) }
        #expect(seen.sorted() == paths.sorted())
        for path in paths { #expect(try index.reader().article(at: path, part: 0)?.path == path) }
    }

    @Test("records may be changed while they are gone through")
    func changeWhileReading() throws {
        for number in 0..<200 { try index.put("\(number).txt", "ferry") }
        try index.writer.commit()
        try index.writer.records { (path, _) throws(IndexError) in
            try index.writer.remove(path)
        }
        #expect(try index.files() == [])
        #expect(try found("ferry") == [])
    }

    // MARK: Commits

    @Test("nothing is seen before the commit, and then all of it is")
    func commit() throws {
        let reader = try index.reader()
        try index.put("a.txt", "ferry")
        try index.put("b.txt", "ferry")
        #expect(try reader.search(try query("ferry")).total == 0)
        try index.writer.commit()
        #expect(try reader.search(try query("ferry")).total == 2)
    }

    @Test("what was not committed is gone with its writer")
    func dropped() throws {
        try index.put("a.txt", "ferry")
        try index.writer.commit()
        try index.put("a.txt", "trawler")
        try index.put("b.txt", "ferry")
        try index.reopenWriter()
        #expect(try index.files() == ["a.txt"])
        #expect(try found("ferry") == ["a.txt"])
        #expect(try found("trawler") == [])
    }

    @Test("closing commits, and closing twice is no harm")
    func close() throws {
        try index.put("a.txt", "ferry")
        try index.writer.close()
        try index.writer.close()
        #expect(try index.reader().names(try query("ferry")) == ["a.txt"])
    }

    @Test("a closed writer answers with errors, and does not come down")
    func useAfterClose() throws {
        try index.put("a.txt", "ferry")
        try index.writer.close()
        #expect(throws: IndexError.self) { try index.put("b.txt", "ferry") }
        #expect(throws: IndexError.self) { try index.writer.commit() }
        #expect(try index.reader().counts().articles == 1)
    }

    @Test("a commit is dated by the clock that stamps files")
    func lastCommit() throws {
        let folder = index.scratch["other"]
        let writer = try IndexWriter(folder: folder)
        #expect(try writer.lastCommit() == nil)
        let before = FileClock.now()
        try writer.commit()
        let committed = try #require(try writer.lastCommit())
        // The kernel stamps files with a clock that lags behind by a tick at most.
        #expect(committed >= before && committed <= FileClock.now() + 1_000_000_000)
    }

    @Test("where nothing can be written, that is found before the library commits, and the changes wait")
    func unwritable() throws {
        try index.put("a.txt", "ferries stopped")
        let trial = index.folder + "/trial"
        try #require(mkdir(trial, 0o700) == 0)
        let error = try #require(throws: IndexError.self) { try index.writer.commit() }
        #expect(error.kind == .other && error.message.contains("trial cannot be written"))
        try #require(rmdir(trial) == 0)
        #expect(try found("ferries") == ["a.txt"])
        #expect(access(trial, F_OK) != 0, "nothing is left")
    }

    // MARK: Opening

    @Test("an index of another schema is refused, an empty one is taken")
    func schema() throws {
        try index.writer.close()
        _ = try IndexWriter(folder: index.folder, mustExist: true)
        #expect(throws: IndexError.self) { try IndexWriter(folder: index.scratch["none"], mustExist: true) }

        let other = index.scratch["other"]
        try ForeignIndex.make(at: other, version: "999")
        let error = try #require(throws: IndexError.self) { try IndexWriter(folder: other) }
        #expect(error.kind == .incompatible)
        #expect(error.message.contains("999"))
        #expect(error.description.contains("version"))
        let again = try #require(throws: IndexError.self) { try IndexWriter(folder: other) }
        #expect(again.kind == .incompatible, "the refusal left no lock")
    }

    @Test("a second writer is told that there is one")
    func locked() throws {
        let error = try #require(throws: IndexError.self) { try IndexWriter(folder: index.folder) }
        #expect(error.kind == .locked)
    }
}
