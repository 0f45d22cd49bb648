// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import Foundation
import Glibc
import Synchronization
import Testing

@testable import SearchIndex

/// Readers while the index changes under them.
@Suite struct GenerationTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    /// A generation in which `count` articles say `ferry`.
    private static func generation(_ folder: String, count: Int) throws -> IndexWriter {
        let writer = try IndexWriter(folder: folder, durability: .none)
        for number in 0..<count { try put(number, into: writer) }
        try writer.commit()
        return writer
    }

    private static func put(_ number: Int, into writer: IndexWriter) throws(IndexError) {
        guard let path = CorpusPath("/corpus/\(number).txt") else { throw IndexError(.badArgument, "no path") }
        let fingerprint = FileFingerprint(size: Int64(number), modified: 2, changed: 3, inode: 4)
        let article = Article(title: "Ferry \(number)", text: "The red ferry number\(number) stopped at the red line.")
        try writer.replace(path, fingerprint: fingerprint, rootLength: 7, with: .articles([article]))
    }

    @Test("a reader moves to another generation with its next question, and stays well when the old one is removed")
    func replaced() throws {
        let old = try Self.generation(scratch["old"], count: 3)
        let live = LiveGeneration(folders: [scratch["old"]])
        let reader = try IndexReader(live: live, languages: ["en"])
        let other = try IndexReader(live: live, languages: ["en"])
        #expect(try reader.search(try query("ferry")).total == 3)
        _ = try Self.generation(scratch["new"], count: 5)
        #expect(try reader.search(try query("ferry")).total == 3)
        live.replace(with: [scratch["new"]])
        #expect(try reader.search(try query("ferry")).total == 5)
        try old.close()
        ScratchFolder.remove(scratch["old"])
        #expect(try reader.search(try query("\"red line\"")).total == 5)
        #expect(try other.search(try query("\"red line\"")).total == 5, "one that was not asked in between")
        #expect(try other.counts().articles == 5)
    }

    @Test("what a word stood for in one generation is not asked for in the next")
    func expansionsAreForgotten() throws {
        let index = try TestIndex()
        try index.put("a.txt", "one ferry")
        try index.writer.commit()
        let reader = try index.reader()
        #expect(try reader.search(try query("ferry")).total == 1)
        #expect(try reader.search(try query("fer*")).total == 1)
        try index.put("b.txt", "two ferries")
        try index.writer.commit()
        #expect(try reader.search(try query("ferry")).total == 2)
        #expect(try reader.search(try query("fer*")).total == 2)
        #expect(try reader.search(try query("fery~")).total == 1)
    }

    @Test("many commits between two questions are no matter")
    func manyCommits() throws {
        let index = try TestIndex()
        let reader = try index.reader()
        for round in 0..<5 {
            for number in 0..<20 {
                try index.put("\(round)-\(number).txt", "ferry \(number)")
                try index.writer.commit()
            }
            #expect(try reader.search(try query("ferry")).total == (round + 1) * 20)
        }
    }

    @Test("several databases are searched as one")
    func severalDatabases() throws {
        _ = try Self.generation(scratch["one"], count: 2)
        let two = try TestIndex()
        try two.put("x.txt", "another ferry")
        try two.writer.commit()
        let live = LiveGeneration(folders: [scratch["one"], two.folder])
        let reader = try IndexReader(live: live, languages: ["en"])
        #expect(try reader.search(try query("ferry")).total == 3)
        #expect(try reader.search(try query("another")).hits.map(\.path) == [try TestIndex.path("x.txt")])
        #expect(try reader.article(at: try TestIndex.path("1.txt"), part: 0)?.article.title == "Ferry 1")
        #expect(try reader.counts() == (3, 0))
    }

    @Test("an index that is not there is an error, and none is made")
    func missing() throws {
        let live = LiveGeneration(folders: [scratch["none"]])
        let error = try #require(throws: IndexError.self) { try IndexReader(live: live, languages: ["en"]) }
        #expect(error.kind == .notFound)
        _ = try Self.generation(scratch["one"], count: 1)
        let there = LiveGeneration(folders: [scratch["one"]])
        let reader = try IndexReader(live: there, languages: ["en"])
        there.replace(with: [scratch["none"]])
        let later = try #require(throws: IndexError.self) { try reader.search(try query("ferry")) }
        #expect(later.kind == .notFound)
        there.replace(with: [scratch["one"]])
        #expect(try reader.search(try query("ferry")).total == 1, "it was no harm to the reader")
        #expect(throws: IndexError.self) { try IndexReader(live: there, languages: ["klingon"]) }
    }

    @Test("no question fails while the index is written to, and what was found once is not lost")
    func concurrentCommits() throws {
        let writer = try Self.generation(scratch["index"], count: 50)
        let live = LiveGeneration(folders: [scratch["index"]])
        let isDone = Atomic(false)
        let answered = Atomic(0)
        let counted = Mutex<[Int]>([])
        let problems = Mutex<[String]>([])
        let readers = Threads(3) { number in
            var last = 0
            var questions = 0
            do {
                let reader = try IndexReader(live: live, languages: ["en"])
                let asked = try [query("ferry"), query("\"red line\""), query("red AND ferr*"), query("-nosuchword")]
                while !isDone.load(ordering: .acquiring) {
                    let answer = try reader.search(asked[questions % asked.count])
                    if answer.total < last { problems.withLock { $0.append("\(answer.total) after \(last)") } }
                    if answer.hits.count != min(100, answer.total) {
                        problems.withLock { $0.append("hits are missing") }
                    }
                    last = answer.total
                    questions += 1
                    answered.add(1, ordering: .relaxed)
                }
            } catch {
                problems.withLock { $0.append("reader \(number): \(error)") }
            }
            counted.withLock { $0.append(questions) }
        }
        let end = ContinuousClock.now + .seconds(2)
        var number = 50
        // Totals are exact up to a thousand, and only exact ones never shrink.
        while ContinuousClock.now < end, number < 900 {
            try Self.put(number, into: writer)
            // Now and then an older article is written anew as it was: it must not be missing meanwhile.
            if number % 3 == 0 { try Self.put(number / 3, into: writer) }
            try writer.commit()
            number += 1
            // However slow this build is, a question takes about as long as a commit: it is overtaken often, not always.
            let before = answered.load(ordering: .relaxed)
            while answered.load(ordering: .relaxed) == before, ContinuousClock.now < end { usleep(100) }
        }
        isDone.store(true, ordering: .releasing)
        readers.join()
        #expect(problems.withLock { $0 } == [])
        #expect(counted.withLock { $0 }.allSatisfy { $0 > 0 })
        #expect(number > 52)
        #expect(try IndexReader(live: live, languages: ["en"]).search(try query("ferry")).total == number)
    }

    @Test("a question that has begun on a generation survives its removal")
    func quickGenerations() throws {
        // Copies of one generation take each other's place faster than a search takes.
        try Self.generation(scratch["template"], count: 200).close()
        func copy(_ number: Int) throws -> String {
            let folder = scratch["copy-\(number)"]
            try #require(mkdir(folder, 0o700) == 0)
            for name in names(in: scratch["template"]) {
                try #require(link(scratch["template/" + name], folder + "/" + name) == 0)
            }
            return folder
        }
        var current = try copy(0)
        let live = LiveGeneration(folders: [current])
        let isDone = Atomic(false)
        let problems = Mutex<[String]>([])
        let readers = Threads(2) { number in
            do {
                let reader = try IndexReader(live: live, languages: ["en"])
                let asked = try [query("\"red line\""), query("f* -nosuchword")]
                while !isDone.load(ordering: .acquiring) {
                    for asked in asked where try reader.search(asked).total != 200 {
                        problems.withLock { $0.append("hits are missing") }
                    }
                }
            } catch {
                problems.withLock { $0.append("reader \(number): \(error)") }
            }
        }
        let end = ContinuousClock.now + .seconds(1.5)
        var number = 1
        while ContinuousClock.now < end {
            let old = current
            current = try copy(number)
            live.replace(with: [current])
            ScratchFolder.remove(old)
            number += 1
            // As long as a few questions take, so that one is not overtaken at every attempt.
            usleep(3000)
        }
        isDone.store(true, ordering: .releasing)
        readers.join()
        #expect(problems.withLock { $0 } == [])
        #expect(number > 20)
    }

    @Test("no question fails while one generation after another is built, published and removed")
    func concurrentGenerations() throws {
        let folder = try IndexFolder(path: scratch["index"])
        var name = folder.nextName()
        _ = try Self.generation(folder.folder(of: name), count: 5)
        try folder.publish([name])
        let live = LiveGeneration(folders: [folder.folder(of: name)])
        let isDone = Atomic(false)
        let problems = Mutex<[String]>([])
        let readers = Threads(3) { number in
            do {
                let reader = try IndexReader(live: live, languages: ["en"])
                let asked = try [query("\"red line\""), query("ferry"), query("f*"), query("\"red lines\"")]
                var questions = number
                var last = 0
                while !isDone.load(ordering: .acquiring) {
                    let total = try reader.search(asked[questions % 3]).total
                    if total < last { problems.withLock { $0.append("\(total) after \(last)") } }
                    last = total
                    _ = try reader.search(asked[3])
                    questions += 1
                }
            } catch {
                problems.withLock { $0.append("reader \(number): \(error)") }
            }
        }
        let end = ContinuousClock.now + .seconds(2)
        var count = 6
        while ContinuousClock.now < end {
            name = folder.nextName()
            try Self.generation(folder.folder(of: name), count: count).close()
            try folder.publish([name])
            live.replace(with: [folder.folder(of: name)])
            folder.removeDatabases(except: [name])
            count += 1
        }
        isDone.store(true, ordering: .releasing)
        readers.join()
        #expect(problems.withLock { $0 } == [])
        #expect(count > 10)
    }
}

/// Threads that a test waits for: readers are for one thread each, which tasks do not promise.
private final class Threads {
    private let group = DispatchGroup()

    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        for number in 0..<count {
            group.enter()
            let group = group
            Thread.detachNewThread {
                body(number)
                group.leave()
            }
        }
    }

    func join() { group.wait() }
}
