// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Synchronization
import Foundation
import Testing

@testable import SearchIndex

@Suite struct IndexFolderTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    /// Makes a generation that holds an empty index.
    @discardableResult
    private func make(_ name: String, in folder: IndexFolder) throws -> String {
        let writer = try IndexWriter(folder: folder.folder(of: name), durability: .none)
        try writer.close()
        return name
    }

    @Test("a folder is made with those above it, for its owner alone")
    func made() throws {
        let folder = try IndexFolder(path: scratch["a/b/index"])
        #expect(folder.current().isEmpty)
        #expect(names(in: folder.path) == ["gate", "lock"])
        var status = stat()
        #expect(stat(folder.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test("a second owner is told that there is one, until the first is gone")
    func locked() throws {
        do {
            let first = try IndexFolder(path: scratch["index"])
            for _ in 0..<3 {
                let error = try #require(throws: IndexError.self) { try IndexFolder(path: scratch["index"]) }
                #expect(error.kind == .locked)
                #expect(error.message.contains(scratch["index"]))
            }
            _ = try IndexFolder(path: scratch["other"])
            withExtendedLifetime(first) {}
        }
        _ = try IndexFolder(path: scratch["index"])
    }

    @Test("a failed try for the lock closes no file that is not its own")
    func closesOnce() throws {
        let first = try IndexFolder(path: scratch["index"])
        let wrong = Mutex(0)
        let isDone = Atomic(false)
        let group = DispatchGroup()
        group.enter()
        Thread.detachNewThread {
            while !isDone.load(ordering: .acquiring) {
                let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
                sched_yield()
                if close(file) != 0 { wrong.withLock { $0 += 1 } }
            }
            group.leave()
        }
        for _ in 0..<5000 {
            #expect(throws: IndexError.self) { try IndexFolder(path: scratch["index"]) }
        }
        isDone.store(true, ordering: .releasing)
        group.wait()
        #expect(wrong.withLock { $0 } == 0)
        withExtendedLifetime(first) {}
    }

    @Test("a folder that cannot be made or written to is an error that names it")
    func unwritable() throws {
        try scratch.write("file", [])
        for name in ["file/index", "file/a/b", "file"] {
            let error = try #require(throws: IndexError.self) { try IndexFolder(path: scratch[name]) }
            #expect(error.kind == .other)
            #expect(error.message.contains(scratch["file"]), "\(error)")
        }
        #expect(mkdir(scratch["index"], 0o700) == 0)
        #expect(mkdir(scratch["index/lock"], 0o700) == 0)
        let error = try #require(throws: IndexError.self) { try IndexFolder(path: scratch["index"]) }
        #expect(error.message.contains(scratch["index"]))
    }

    @Test("what was published last is current, after a new start too")
    func publish() throws {
        do {
            let folder = try IndexFolder(path: scratch["index"])
            let first = folder.nextName()
            #expect(first == "generation-000001")
            try make(first, in: folder)
            #expect(folder.current().isEmpty, "a generation is not live before it is published")
            try folder.publish([first])
            #expect(folder.current() == [first])
            let second = try make(folder.nextName(), in: folder)
            #expect(second == "generation-000002")
            try folder.synchronize(second)
            try folder.publish([second])
            #expect(folder.current() == [second])
        }
        let folder = try IndexFolder(path: scratch["index"])
        #expect(folder.current() == ["generation-000002"])
        #expect(folder.nextName() == "generation-000003")
        #expect(folder.size() > 0)
        _ = try IndexWriter(folder: folder.folder(of: "generation-000002"), mustExist: true)
    }

    @Test("whoever looks while generations are published always finds a whole list")
    func publishIsAtomic() throws {
        let folder = try IndexFolder(path: scratch["index"])
        let generations = [["generation-000001"], ["generation-1000000", "generation-000002", "generation-000003"]]
        try folder.publish(generations[0])
        let isDone = Atomic(false)
        let seen = Mutex<Set<[String]>>([])
        let group = DispatchGroup()
        group.enter()
        Thread.detachNewThread {
            while !isDone.load(ordering: .acquiring) {
                let names = folder.current()
                _ = seen.withLock { $0.insert(names) }
            }
            group.leave()
        }
        for round in 0..<300 { try folder.publish(generations[round % 2]) }
        isDone.store(true, ordering: .releasing)
        group.wait()
        #expect(seen.withLock { $0 }.isSubset(of: generations))
    }

    @Test(
        "a name that is none, as a crash or a stranger may leave, is no generation",
        arguments: [
            "", "\n", "generation-", "generation-x\n", "generation-000001\nx\n", "segment-000001\n", "../elsewhere\n",
            String(repeating: "g", count: 500),
        ])
    func strangeCurrent(content: String) throws {
        let folder = try IndexFolder(path: scratch["index"])
        try scratch.write("index/current", Array(content.utf8))
        #expect(folder.current().isEmpty)
    }

    @Test("what a crash or a rebuild left is removed, and nothing else is")
    func leftovers() throws {
        let folder = try IndexFolder(path: scratch["index"])
        for number in 1...3 { try make("generation-00000\(number)", in: folder) }
        try make("segment-000004", in: folder)
        try folder.publish(["generation-000002"])
        try scratch.write("index/note", [1])
        let before = folder.size()
        folder.removeDatabases(except: folder.current())
        #expect(names(in: folder.path) == ["current", "gate", "generation-000002", "lock", "note"])
        #expect(folder.size() < before)
        _ = try IndexWriter(folder: folder.folder(of: "generation-000002"), mustExist: true)
        folder.removeDatabases(except: [])
        #expect(names(in: folder.path) == ["current", "gate", "lock", "note"])
        #expect(folder.nextName() == "generation-000001")
    }

    @Test("a generation that is not there cannot be written to the disk")
    func synchronizeMissing() throws {
        let folder = try IndexFolder(path: scratch["index"])
        let error = try #require(throws: IndexError.self) { try folder.synchronize("generation-000009") }
        #expect(error.message.contains("generation-000009"))
    }
}
