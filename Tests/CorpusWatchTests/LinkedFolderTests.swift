// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
@testable import CorpusWatch
import Glibc
import Testing
import TestSupport

@Suite("Following links", .timeLimit(.minutes(1)))
struct LinkedFolderTests {
    private let scratch: ScratchFolder
    private let corpus: Corpus

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("corpus/may")
        try scratch.makeFolder("outside/deep")
        try scratch.write("outside/a", "outside")
        try scratch.write("outside/deep/b", "deeper outside")
        corpus = Corpus(roots: [scratch["corpus"]], followsLinks: true)
    }

    private func scanned(_ corpus: Corpus) -> [String] {
        var names: [String] = []
        _ = CorpusScanner(corpus).scanEverything(
            visit: { path, _ in
                let relative = path.relative(to: scratch["corpus"]) ?? []
                names.append(String(decoding: relative, as: UTF8.self))
            },
            problem: { Issue.record("\($0): \($1)") }
        )
        return names.sorted()
    }

    @Test("linked folders and files are scanned where links are followed, and only there")
    func scan() throws {
        try scratch.symlink("../outside", "corpus/linked")
        try scratch.symlink("../outside/a", "corpus/file")
        try scratch.symlink("nowhere", "corpus/dangling")
        #expect(scanned(corpus) == ["file", "linked/a", "linked/deep/b"])
        #expect(scanned(Corpus(roots: corpus.roots)) == [])
    }

    @Test("links that lead round in circles or back into the corpus end the walk there")
    func circles() throws {
        try scratch.symlink("..", "corpus/may/up")
        try scratch.symlink("../..", "corpus/may/above")
        try scratch.symlink(".", "corpus/self")
        try scratch.symlink("../outside", "corpus/linked")
        try scratch.symlink("..", "outside/deep/back")
        try scratch.symlink("../corpus", "outside/home")
        try scratch.write("corpus/may/c", "inside")
        let names = scanned(corpus)
        #expect(names.contains("may/c") && names.contains("linked/a") && names.contains("linked/deep/b"))
        #expect(names.filter { $0.hasSuffix("/c") } == ["may/c"])
        let mirror = Mirror(corpus)
        #expect(waits(120) { mirror.files.keys.contains(scratch["corpus/linked/deep/b"]) })
    }

    @Test("a linked folder is watched, from when the link is made until it is gone")
    func watch() throws {
        let mirror = Mirror(corpus)
        try scratch.symlink("../outside", "corpus/linked")
        mirror.expectEqualToDisk()
        try scratch.write("outside/deep/b", "changed outside")
        mirror.expectEqualToDisk()
        try scratch.rename("corpus/linked", "corpus/may/moved")
        mirror.expectEqualToDisk()
        try scratch.write("outside/deep/new", "new outside")
        mirror.expectEqualToDisk()
        try scratch.remove("corpus/may/moved")
        mirror.expectEqualToDisk()
        #expect(waits(120) { mirror.watcher?.state.watches == 2 })
    }

    @Test("a folder linked twice is read and watched under both names")
    func twice() throws {
        let mirror = Mirror(corpus)
        try scratch.symlink("../outside", "corpus/one")
        try scratch.symlink("../outside", "corpus/two")
        mirror.expectEqualToDisk()
        try scratch.write("outside/deep/b", "for both")
        mirror.expectEqualToDisk()
        try scratch.remove("corpus/one")
        mirror.expectEqualToDisk()
        try scratch.write("outside/deep/b", "for the other")
        mirror.expectEqualToDisk()
    }

    @Test("a link that is put in another's place is followed to where it leads now")
    func replaced() throws {
        try scratch.makeFolder("elsewhere")
        try scratch.write("elsewhere/z", "elsewhere")
        try scratch.symlink("../outside", "corpus/current")
        let mirror = Mirror(corpus)
        mirror.expectEqualToDisk()
        try scratch.symlink("../elsewhere", "corpus/next")
        try scratch.rename("corpus/next", "corpus/current")
        mirror.expectEqualToDisk()
        try scratch.write("elsewhere/z", "changed")
        mirror.expectEqualToDisk()
    }

    @Test("a linked folder that is moved away or removed leaves nothing behind")
    func targetGone() throws {
        try scratch.symlink("../outside", "corpus/linked")
        let mirror = Mirror(corpus)
        mirror.expectEqualToDisk()
        try scratch.rename("outside", "away")
        mirror.expectEqualToDisk()
    }
}
