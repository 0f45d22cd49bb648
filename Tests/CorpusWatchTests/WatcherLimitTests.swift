// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
@testable import CorpusWatch
import Glibc
import Testing
import TestSupport

@Suite("The watcher at its limits")
struct WatcherLimitTests {
    private let scratch: ScratchFolder
    private let corpus: Corpus

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("corpus")
        corpus = Corpus(roots: [scratch["corpus"]])
    }

    @Test("when the kernel drops events, everything is compared, and new folders are watched")
    func overflow() throws {
        let text = try String(contentsOfSmallFile: "/proc/sys/fs/inotify/max_queued_events")
        let limit = try #require(Int(text))
        for name in ["a", "b"] { try scratch.write("corpus/\(name)", name) }
        let mirror = Mirror(corpus)
        mirror.expectEqualToDisk()
        let watcher = try #require(mirror.watcher)
        let drained = watcher.lastDrained
        try watcher.withEventsHeld {
            // Two files in turn, for the kernel merges an event into an equal one just before it.
            for _ in 0...(limit / 2) {
                try scratch.setMode("corpus/a", 0o644)
                try scratch.setMode("corpus/b", 0o644)
            }
            try scratch.makeFolder("corpus/late/later")
            try scratch.write("corpus/late/later/c", "in a folder made meanwhile")
            try scratch.write("corpus/a", "A")
            try scratch.remove("corpus/b")
        }
        mirror.expectEqualToDisk(within: 20)
        let since = mirror.hints.compactMap { if case .everything(.overflow(let since)) = $0 { since } else { nil } }
        #expect(since.first.map { $0 < FileClock.now() && $0 >= drained - 1_000_000_000 } == true)
        try scratch.write("corpus/late/later/c", "watched")
        mirror.expectEqualToDisk()
        #expect(mirror.hints.contains(.written(scratch["corpus/late/later/c"])))
    }

    @Test("folders beyond the limit of watches are polled, and watched again when there is room")
    func exhaustion() throws {
        for name in 0..<8 {
            try scratch.makeFolder("corpus/\(name)")
            try scratch.write("corpus/\(name)/a", "one")
        }
        let mirror = Mirror(corpus, pollInterval: .milliseconds(100), maximumWatches: 5)
        mirror.expectEqualToDisk()
        guard case .polling(let reason) = mirror.state?.mode else {
            Issue.record("not polling: \(String(describing: mirror.state))")
            return
        }
        #expect(reason.contains("fs.inotify.max_user_watches"))
        for name in 0..<8 { try scratch.write("corpus/\(name)/b", "two") }
        mirror.expectEqualToDisk()
        for name in 0..<5 {
            try scratch.remove("corpus/\(name)/a")
            try scratch.remove("corpus/\(name)/b")
            try scratch.remove("corpus/\(name)")
        }
        #expect(waits(120) { mirror.state?.mode == .inotify })
        #expect(mirror.hints.contains(.everything(.watchesRestored)))
        let polls = mirror.hints.filter { $0 == .everything(.poll) }.count
        #expect(polls > 0)
        for name in 5..<8 { try scratch.write("corpus/\(name)/b", "three") }
        mirror.expectEqualToDisk()
        #expect(mirror.hints.contains(.written(scratch["corpus/7/b"])))
    }

    @Test("a limit met while running starts the polling too")
    func laterExhaustion() throws {
        let mirror = Mirror(corpus, pollInterval: .milliseconds(100), maximumWatches: 2)
        #expect(waits(120) { mirror.state?.mode == .inotify })
        try scratch.makeFolder("corpus/a/b/c")
        try scratch.write("corpus/a/b/c/file", "one")
        mirror.expectEqualToDisk()
        try scratch.write("corpus/a/b/c/file", "two")
        mirror.expectEqualToDisk()
        #expect(waits(120) { mirror.state?.mode != .inotify })
    }

    @Test("a corpus folder that is not there at the start is waited for")
    func missingRoot() throws {
        let mirror = Mirror(Corpus(roots: [scratch["corpus"], scratch["later"]]))
        #expect(waits(120) { mirror.state?.unavailableRoots == [scratch["later"]] })
        try scratch.makeFolder("later")
        try scratch.write("later/a", "here now")
        mirror.expectEqualToDisk()
        #expect(mirror.state == WatchState(mode: .inotify, watches: mirror.state?.watches ?? 0, unavailableRoots: []))
    }
}

extension String {
    /// The first line of a file of the kernel.
    fileprivate init(contentsOfSmallFile path: String) throws {
        guard let stream = fopen(path, "r") else { throw SystemError(code: errno, operation: "open \(path)") }
        defer { fclose(stream) }
        var buffer = [UInt8](repeating: 0, count: 100)
        let count = fread(&buffer, 1, buffer.count, stream)
        self = String(decoding: buffer[..<count].prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
