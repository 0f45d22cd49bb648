// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
@testable import CorpusWatch
import Glibc
import Testing
import TestSupport

@Suite("The watcher")
struct WatcherTests {
    private let scratch: ScratchFolder
    private let corpus: Corpus

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("corpus/may")
        try scratch.makeFolder("outside")
        try scratch.write("corpus/old", "here before")
        try scratch.write("corpus/may/old", "here before, deeper")
        corpus = Corpus(roots: [scratch["corpus"]])
    }

    /// Waits for the hint, of which there may be others before and after.
    private func expect(
        _ hint: CorpusHint,
        from mirror: Mirror,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            waits(120) { mirror.hints.contains(hint) },
            "only \(mirror.hints)",
            sourceLocation: sourceLocation
        )
    }

    @Test("what was there before is found first")
    func start() {
        let mirror = Mirror(corpus)
        mirror.expectEqualToDisk()
        #expect(mirror.hints == [.everything(.started)])
        #expect(mirror.state == WatchState(mode: .inotify, watches: 2))
        #expect(mirror.watcher?.state.watches == 2)
    }

    @Test("a new file is hinted at when it is closed, and not before")
    func create() throws {
        let mirror = Mirror(corpus)
        mirror.expectEqualToDisk()
        try scratch.write("corpus/new", "first")
        mirror.expectEqualToDisk()
        #expect(mirror.hints.dropFirst() == [.written(scratch["corpus/new"])])
    }

    @Test("appending, rewriting and emptying are seen")
    func writes() throws {
        let mirror = Mirror(corpus)
        try scratch.append("corpus/old", " and more")
        mirror.expectEqualToDisk()
        try scratch.write("corpus/old", "other words")
        mirror.expectEqualToDisk()
        try scratch.write("corpus/old", "")
        mirror.expectEqualToDisk()
    }

    @Test("rewrites within one tick of the clock, alike in size, are seen")
    func rewritesWithinATick() throws {
        let mirror = Mirror(corpus)
        for round in 0..<300 {
            try scratch.write("corpus/may/a", "\(1000 + round)")
            if round.isMultiple(of: 50) { mirror.expectEqualToDisk() }
        }
        mirror.expectEqualToDisk()
    }

    @Test("a file that is kept open is read about once a second, and when it is closed")
    func keptOpen() throws {
        let mirror = Mirror(corpus)
        let path = scratch["corpus/log"]
        let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }
        defer { close(file) }
        let start = MonotonicClock.now()
        var writes = 0
        while MonotonicClock.now() - start < 2_500_000_000 {
            #expect(write(file, "line\n", 5) == 5)
            writes += 1
            usleep(5000)
        }
        mirror.expectEqualToDisk(within: 3)
        let readings = mirror.hints.filter { $0 == .written(path) || $0 == .check(path) }.count
        #expect(writes > 50 && (2...6).contains(readings))
    }

    @Test("renaming a file within, out of and into the corpus, and over another")
    func renameFile() throws {
        let mirror = Mirror(corpus)
        try scratch.rename("corpus/old", "corpus/may/new")
        mirror.expectEqualToDisk()
        try scratch.rename("corpus/may/new", "outside/new")
        mirror.expectEqualToDisk()
        try scratch.rename("outside/new", "corpus/may/old")
        mirror.expectEqualToDisk()
        expect(.written(scratch["corpus/may/old"]), from: mirror)
    }

    @Test("an ignored file is seen once it is renamed to a name that is not, and no longer the other way")
    func atomicSave() throws {
        let mirror = Mirror(corpus)
        try scratch.write("corpus/a.part", "downloaded")
        try scratch.write("corpus/.hidden", "secret")
        try scratch.rename("corpus/a.part", "corpus/a")
        expect(.written(scratch["corpus/a"]), from: mirror)
        try scratch.rename("corpus/a", "corpus/a.bak")
        expect(.check(scratch["corpus/a"]), from: mirror)
        #expect(waits(120) { mirror.files[scratch["corpus/a"]] == nil })
        let ignored: Set = [scratch["corpus/a.part"], scratch["corpus/.hidden"], scratch["corpus/a.bak"]]
        #expect(ignored.isDisjoint(with: mirror.files.keys))
        for path in ignored { #expect(!mirror.hints.contains(.written(path)) && !mirror.hints.contains(.check(path))) }
    }

    @Test("deleting files and whole folders")
    func delete() throws {
        let mirror = Mirror(corpus)
        try scratch.remove("corpus/old")
        mirror.expectEqualToDisk()
        try scratch.remove("corpus/may/old")
        try scratch.remove("corpus/may")
        mirror.expectEqualToDisk()
        #expect(waits(120) { mirror.watcher?.state.watches == 1 })
    }

    @Test("files written at once into folders made at once are not lost")
    func immediateFiles() throws {
        let mirror = Mirror(corpus)
        for round in 0..<40 {
            try scratch.makeFolder("corpus/\(round)/a/b/c")
            try scratch.write("corpus/\(round)/a/b/c/file", "deep \(round)")
            try scratch.write("corpus/\(round)/file", "top \(round)")
        }
        mirror.expectEqualToDisk()
        try scratch.write("corpus/7/a/b/c/file", "again")
        try scratch.write("corpus/39/a/b/new", "watched")
        mirror.expectEqualToDisk()
    }

    @Test("a folder that is moved is watched under its new name, with all below")
    func renameFolder() throws {
        try scratch.makeFolder("corpus/may/week/day")
        try scratch.write("corpus/may/week/day/a", "one")
        let mirror = Mirror(corpus)
        try scratch.rename("corpus/may", "corpus/june")
        mirror.expectEqualToDisk()
        try scratch.write("corpus/june/week/day/a", "two")
        mirror.expectEqualToDisk()
        expect(.written(scratch["corpus/june/week/day/a"]), from: mirror)
        try scratch.makeFolder("corpus/year")
        try scratch.rename("corpus/june/week", "corpus/year/week")
        try scratch.write("corpus/year/week/day/a", "three")
        mirror.expectEqualToDisk()
        #expect(mirror.watcher?.state.watches == 5)
    }

    @Test("a folder that is moved out is not watched any more, one that is moved in is")
    func moveFolderOutAndIn() throws {
        let mirror = Mirror(corpus)
        try scratch.rename("corpus/may", "outside/may")
        mirror.expectEqualToDisk()
        let before = mirror.hints.count
        try scratch.write("outside/may/old", "unseen")
        try scratch.write("corpus/marker", "seen")
        mirror.expectEqualToDisk()
        #expect(mirror.hints.count == before + 1)
        try scratch.rename("outside/may", "corpus/back")
        mirror.expectEqualToDisk()
        try scratch.write("corpus/back/old", "seen again")
        mirror.expectEqualToDisk()
    }

    @Test("a folder in the place of a file, and back")
    func fileAndFolder() throws {
        let mirror = Mirror(corpus)
        for round in 0..<10 {
            try scratch.remove("corpus/old")
            try scratch.makeFolder("corpus/old")
            try scratch.write("corpus/old/inner", "inner \(round)")
            if round.isMultiple(of: 3) { mirror.expectEqualToDisk() }
            try scratch.remove("corpus/old/inner")
            try scratch.remove("corpus/old")
            try scratch.write("corpus/old", "file \(round)")
            if round.isMultiple(of: 2) { mirror.expectEqualToDisk() }
        }
        mirror.expectEqualToDisk()
    }

    @Test("hard links are read at once, links to elsewhere are not")
    func links() throws {
        try scratch.write("outside/secret", "secret")
        let mirror = Mirror(corpus)
        try scratch.link("corpus/old", "corpus/also")
        try scratch.symlink("../outside/secret", "corpus/link")
        try scratch.symlink("../outside", "corpus/linked")
        mirror.expectEqualToDisk()
        expect(.check(scratch["corpus/also"]), from: mirror)
        try scratch.remove("corpus/old")
        mirror.expectEqualToDisk()
    }

    @Test("a change of attributes is hinted at")
    func attributes() throws {
        let mirror = Mirror(corpus)
        try scratch.setMode("corpus/old", 0o600)
        expect(.check(scratch["corpus/old"]), from: mirror)
        try scratch.setMode("corpus/may", 0o700)
        expect(.folder(scratch["corpus/may"]), from: mirror)
        mirror.expectEqualToDisk()
    }

    @Test("names with any bytes, of any length")
    func unusualNames() throws {
        let mirror = Mirror(corpus)
        let names: [[UInt8]] = [
            Array("new\nline".utf8), [0xFF, 0xFE, 0x80], [UInt8](repeating: 0x61, count: 255), Array(" \"'\\*?[".utf8),
            Array("-rf".utf8), Array("…".utf8),
        ]
        for name in names {
            let path = scratch["corpus"].appending(name)
            try scratch.write(path, name)
            expect(.written(path), from: mirror)
            #expect(waits(120) { mirror.files[path] == name })
        }
    }

    @Test("a path longer than the kernel takes at once is watched and read")
    func deep() throws {
        let mirror = Mirror(corpus)
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
        defer { close(folder) }
        #expect(waits(120) { mirror.watcher?.state.watches == 22 })
        let file = openat(folder, "a", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        #expect(write(file, "deep", 4) == 4)
        close(file)
        #expect(waits(120) { mirror.files[path.appending("a")] == Array("deep".utf8) })
    }

    @Test("a corpus folder that is removed or moved away is missed, and read when it is back")
    func rootComesBack() throws {
        let mirror = Mirror(corpus)
        mirror.expectEqualToDisk()
        try scratch.rename("corpus", "away")
        mirror.expectEqualToDisk()
        #expect(waits(120) { mirror.state?.unavailableRoots == [scratch["corpus"]] })
        try scratch.makeFolder("corpus/other")
        try scratch.write("corpus/other/a", "another folder")
        mirror.expectEqualToDisk()
        #expect(mirror.hints.contains(.everything(.rootReturned(scratch["corpus"]))))
        #expect(mirror.state?.unavailableRoots == [])
        try scratch.write("corpus/other/a", "watched")
        mirror.expectEqualToDisk()
    }

    @Test("a corpus folder replaced at once by another is noticed, even one with its old number")
    func rootReplaced() throws {
        try scratch.makeFolder("bare")
        let mirror = Mirror(Corpus(roots: [scratch["bare"]]))
        mirror.expectEqualToDisk()
        for round in 0..<5 {
            try scratch.remove("bare")
            try scratch.makeFolder("bare")
            mirror.expectEqualToDisk()
            #expect(waits(120) { mirror.watcher?.state.watches == 1 })
            try scratch.write("bare/a", "round \(round)")
            mirror.expectEqualToDisk()
            try scratch.remove("bare/a")
        }
    }

    @Test("a corpus folder whose parent is moved is missed within some seconds")
    func rootMovedWithItsParent() throws {
        try scratch.makeFolder("disk/news")
        try scratch.write("disk/news/a", "one")
        let mirror = Mirror(Corpus(roots: [scratch["disk/news"]]))
        mirror.expectEqualToDisk()
        try scratch.rename("disk", "elsewhere")
        mirror.expectEqualToDisk(within: 20)
        #expect(mirror.state?.unavailableRoots == [scratch["disk/news"]])
    }

    @Test("after stop no more hints come, and start begins anew")
    func stopAndStart() throws {
        let mirror = Mirror(corpus)
        mirror.expectEqualToDisk()
        let watcher = try #require(mirror.watcher)
        watcher.stop()
        #expect(watcher.state.mode == .stopped)
        let before = mirror.hints
        try scratch.write("corpus/missed", "unseen for now")
        watcher.stop()
        #expect(mirror.hints == before)
        watcher.start()
        watcher.start()
        mirror.expectEqualToDisk()
    }

    @Test("the time up to which all is known moves on")
    func lastDrained() throws {
        let mirror = Mirror(corpus)
        let start = FileClock.now()
        #expect(try #require(mirror.watcher).lastDrained <= start)
        #expect(
            waits(120) {
                try? scratch.write("corpus/tick")
                return (mirror.watcher?.lastDrained ?? 0) > start
            }
        )
    }
}
