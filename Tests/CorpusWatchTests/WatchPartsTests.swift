// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
@testable import CorpusWatch
import Glibc
import Testing
import TestSupport

@Suite("Parts of the watcher")
struct WatchPartsTests {
    private let a: CorpusPath
    private let b: CorpusPath

    init() throws {
        a = try #require(CorpusPath("/news/a"))
        b = try #require(CorpusPath("/news/b"))
    }

    @Test("events come apart as they were put together, and any bytes do no harm")
    func parse() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            var bytes: [UInt8] = []
            var events: [WatchEvent] = []
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let name = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                    UInt8.random(in: 1...255, using: &generator)
                }
                let event = WatchEvent(
                    watch: .random(in: -1...9, using: &generator),
                    kind: .init(rawValue: .random(in: .min ... .max, using: &generator)),
                    name: name
                )
                events.append(event)
                let padded = name.isEmpty ? [] : name + [UInt8](repeating: 0, count: 16 - name.count % 16)
                let fields = [UInt32(bitPattern: event.watch), event.kind.rawValue, 0, UInt32(padded.count)]
                for field in fields { withUnsafeBytes(of: field) { bytes += $0 } }
                bytes += padded
            }
            var parsed: [WatchEvent] = []
            bytes.withUnsafeBytes { WatchEvent.parse($0) { parsed.append($0) } }
            #expect(parsed == events, "seed \(seed)")
            // Cut short or spoilt.
            for index in bytes.indices { bytes[index] &= UInt8.random(in: .min ... .max, using: &generator) }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
            bytes.withUnsafeBytes { WatchEvent.parse($0) { _ in } }
        }
    }

    @Test("hints that another makes needless are left out")
    func batch() throws {
        var batch = HintBatch()
        for hint: CorpusHint in [.check(a), .written(a), .written(a), .check(b), .check(b)] { batch.add(hint) }
        #expect(batch.take() == [.written(a), .check(b)])
        #expect(batch.take() == [])
        let folder = try #require(a.parent)
        for hint: CorpusHint in [.check(a), .written(b), .folder(b), .folder(folder)] { batch.add(hint) }
        #expect(batch.take() == [.written(b), .folder(folder)])
        for hint: CorpusHint in [.check(a), .everything(.overflow(since: 5)), .written(b), .everything(.poll)] {
            batch.add(hint)
        }
        #expect(batch.take() == [.everything(.overflow(since: 5)), .written(b)])
    }

    @Test("hints kept back are given when due, unless withdrawn")
    func pending() {
        var pending = PendingHints()
        pending.schedule(.check(a), for: a, by: 10)
        pending.schedule(.written(a), for: a, by: 30)
        pending.schedule(.written(b), for: b, by: 20)
        #expect(pending.earliest == 10)
        #expect(pending.due(at: 9) == [])
        #expect(pending.due(at: 10) == [.written(a)])
        #expect(pending.earliest == 20)
        pending.withdraw(b)
        #expect(pending.earliest == nil && pending.due(at: 99) == [])
    }

    @Test("the table knows each watch's paths, and which watches nobody needs")
    func table() throws {
        var table = WatchTable()
        let root = try #require(CorpusPath("/news"))
        #expect(table.insert(root, watch: 1) == [])
        #expect(table.insert(a, watch: 2) == [])
        #expect(table.insert(a.appending("x"), watch: 3) == [])
        #expect(table.insert(b, watch: 2) == [])
        #expect(Set(table.paths(of: 2)) == [a, b] && table.count == 3)
        // Its first path goes, with what is below; the watch is still needed for the second.
        #expect(table.remove(at: a) == [3])
        #expect(table.paths(of: 2) == [b] && table.count == 2)
        // Another folder in its place.
        #expect(table.insert(b, watch: 4) == [2])
        #expect(table.paths(of: 2) == [])
        // Ended by the kernel.
        #expect(table.remove(4) == [] && table.paths(of: 4) == [] && !table.contains(b))
        table.beginRound()
        #expect(table.insert(root, watch: 1) == [] && table.insert(b, watch: 5) == [])
        table.beginRound()
        #expect(table.insert(root, watch: 1) == [])
        #expect(table.endRound() == [5])
        #expect(table.contains(root) && table.count == 1)
    }

    @Test("the file system of a path is that of the longest mount point above it, the last of several")
    func mounts() throws {
        let text = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            30 22 0:40 / /news rw - nfs4 server:/export rw
            31 22 0:41 / /news/with\\040space rw shared:2 master:3 - cifs //server/x rw
            32 30 0:42 / /news/a rw - tmpfs tmpfs rw
            33 30 0:43 / /news/a rw - fuse.sshfs host: rw
            cut off
            """
        func type(_ path: String) throws -> String? {
            RemoteFileSystem.type(of: try #require(CorpusPath(path)), mounts: Array(text.utf8))
        }
        #expect(try type("/srv") == "ext4")
        #expect(try type("/newspaper") == "ext4")
        #expect(try type("/news/b") == "nfs4")
        #expect(try type("/news/with space/x") == "cifs")
        #expect(try type("/news/a") == "fuse.sshfs")
        #expect(RemoteFileSystem.type(of: a, mounts: [0, 255, 10, 32]) == nil)
    }
}
