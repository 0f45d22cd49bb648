// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
@testable import CorpusWatch
import Glibc
import Testing
import TestSupport

/// The engine without its queue and timer, so that nothing happens but on request.
@Suite("The watcher's engine")
struct WatchEngineTests {
    private let scratch: ScratchFolder
    private let corpus: Corpus
    private let start: Int64 = 1_000_000_000_000

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("corpus")
        try scratch.write("corpus/old", "here before")
        corpus = Corpus(roots: [scratch["corpus"]])
    }

    private func started(pollInterval: Int64 = 30_000_000_000, maximumWatches: Int = .max) -> WatchEngine {
        var engine = WatchEngine(corpus: corpus, pollInterval: pollInterval, maximumWatches: maximumWatches)
        engine.start(at: start)
        #expect(engine.takeHints() == [.everything(.started)])
        return engine
    }

    /// Handles all events that wait, as at `start` plus `delay` nanoseconds; gives the hints.
    ///
    /// Unless it is to be quiet, waits for a first hint: a process that another test starts may for a moment hold a copy
    /// of the descriptor that was just closed.
    private func drain(
        _ engine: inout WatchEngine,
        after delay: Int64 = 0,
        quiet: Bool = false
    ) throws -> [CorpusHint] {
        let inotify = try #require(engine.inotify)
        var buffer = [UInt8](repeating: 0, count: 4096)
        var hints: [CorpusHint] = []
        _ = waits(5) {
            while true {
                let count = buffer.withUnsafeMutableBytes { inotify.read(into: $0) }
                if count == 0 { break }
                let events = buffer[..<count]
                events.withUnsafeBytes { engine.handle($0, at: start + delay, drained: 7_000_000_000) }
            }
            hints += engine.takeHints()
            return quiet || !hints.isEmpty
        }
        return hints
    }

    @Test("a closed file and a hard link are hinted at without waiting for any timer")
    func atOnce() throws {
        var engine = started()
        try scratch.write("corpus/new")
        #expect(try drain(&engine) == [.written(scratch["corpus/new"])])
        try scratch.link("corpus/old", "corpus/also")
        #expect(try drain(&engine) == [.check(scratch["corpus/also"])])
    }

    @Test("a file still open is left to its writer, but for a second at most")
    func stillOpen() throws {
        var engine = started()
        let path = scratch["corpus/new"]
        let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644) }
        #expect(try drain(&engine, quiet: true) == [])
        #expect(engine.nextDeadline == start + 100_000_000)
        engine.act(at: start + 100_000_000)
        #expect(engine.takeHints() == [.check(path)])
        #expect(write(file, "x", 1) == 1)
        #expect(try drain(&engine, after: 200_000_000, quiet: true) == [])
        #expect(write(file, "x", 1) == 1)
        #expect(try drain(&engine, after: 900_000_000, quiet: true) == [])
        #expect(engine.nextDeadline == start + 1_200_000_000)
        engine.act(at: start + 1_199_999_999)
        #expect(engine.takeHints() == [])
        engine.act(at: start + 1_200_000_000)
        #expect(engine.takeHints() == [.written(path)])
        close(file)
        #expect(try drain(&engine, after: 1_300_000_000) == [.written(path)])
        #expect(engine.nextDeadline > start + 2_300_000_000)
    }

    @Test("writing a file with several names has everything compared, once an interval at most")
    func severalNames() throws {
        try scratch.link("corpus/old", "corpus/also")
        var engine = started()
        try scratch.write("corpus/old", "by one name")
        #expect(try drain(&engine) == [.written(scratch["corpus/old"])])
        engine.act(at: engine.nextDeadline)
        #expect(engine.takeHints() == [.everything(.linkedFile)])
        try scratch.write("corpus/old", "again")
        #expect(try drain(&engine, after: 1_000_000_000) == [.written(scratch["corpus/old"])])
        var time = start + 1_000_000_000
        while engine.nextDeadline < start + 30_000_000_000 {
            time = engine.nextDeadline
            engine.act(at: time)
            #expect(engine.takeHints() == [])
        }
        engine.act(at: start + 31_000_000_000)
        #expect(engine.takeHints() == [.everything(.linkedFile)])
    }

    @Test("a limit met while running starts the polling, and room ends it")
    func limit() throws {
        var engine = started(pollInterval: 3_000_000_000, maximumWatches: 2)
        #expect(engine.state.mode == .inotify)
        try scratch.makeFolder("corpus/a/b")
        #expect(try drain(&engine) == [.folder(scratch["corpus/a"])])
        #expect(engine.state.mode != .inotify)
        #expect(engine.nextDeadline == start + 3_000_000_000)
        engine.act(at: start + 3_000_000_000)
        #expect(engine.takeHints() == [.everything(.poll)])
        try scratch.remove("corpus/a/b")
        _ = try drain(&engine, after: 4_000_000_000)
        engine.act(at: start + 6_000_000_000)
        #expect(engine.takeHints() == [.everything(.watchesRestored)])
        #expect(engine.state == WatchState(mode: .inotify, watches: 2))
        #expect(engine.nextDeadline > start + 9_000_000_000)
    }

    @Test("an overflow asks for files since the last time all was known, less a second")
    func overflow() throws {
        var engine = started()
        try scratch.makeFolder("corpus/new")
        let fields = [UInt32.max, WatchEvent.Kind.overflow.rawValue, 0, 0]
        fields.withUnsafeBytes { engine.handle($0, at: start, drained: 7_000_000_000) }
        #expect(engine.takeHints() == [.everything(.overflow(since: 6_000_000_000))])
        #expect(engine.state.watches == 2)
    }

    @Test("a corpus folder that was removed counts as another when its number is given again")
    func forgottenRoot() throws {
        var roots = RootMonitor(corpus)
        #expect(roots.look(at: start) == [.returned(scratch["corpus"])])
        #expect(roots.look(at: start) == [])
        #expect(roots.unavailable == [])
        roots.forget(scratch["corpus"])
        #expect(roots.unavailable == [scratch["corpus"]])
        #expect(roots.look(at: start) == [.returned(scratch["corpus"])])
        try scratch.rename("corpus", "away")
        #expect(roots.look(at: start) == [.lost(scratch["corpus"])])
        #expect(roots.nextLook == start + 1_000_000_000)
    }

    @Test("a file made in a folder just after it is watched is still listed")
    func watchedBeforeListed() throws {
        var files: [CorpusPath] = []
        FolderWalk(corpus: corpus).walk(
            from: scratch["corpus"],
            enter: { _ in
                #expect(throws: Never.self) { try scratch.write("corpus/meanwhile") }
                return true
            },
            file: { path, _ in files.append(path) },
            problem: { Issue.record("\($0): \($1)") }
        )
        #expect(Set(files) == [scratch["corpus/old"], scratch["corpus/meanwhile"]])
    }
}
