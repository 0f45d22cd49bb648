// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc
import Testing
import TestSupport

@Suite("Paths")
struct CorpusPathTests {
    @Test(
        "only absolute paths in their one form are taken",
        arguments: ["/", "/a", "/a/b.txt", "/a b/…", "/...", "/.a"]
    )
    func takesNormalPaths(text: String) throws {
        #expect(try #require(CorpusPath(text)).description == text)
    }

    @Test(
        "relative, doubled, dotted and NUL-bearing paths are refused",
        arguments: ["", "a", "./a", "/a/", "//", "/a//b", "/a/./b", "/..", "/a/..", "/a\0b"]
    )
    func refusesOthers(text: String) {
        #expect(CorpusPath(text) == nil)
    }

    @Test("a path comes apart and goes together again")
    func partsAndWhole() throws {
        let path = try #require(CorpusPath("/news/may/talks.txt"))
        #expect(path.components.map { String(decoding: $0, as: UTF8.self) } == ["news", "may", "talks.txt"])
        #expect(path.parent == CorpusPath("/news/may"))
        #expect(path.parent?.appending(path.lastComponent) == path)
        let top = try #require(CorpusPath("/"))
        #expect(top.parent == nil && top.lastComponent.isEmpty && top.components.isEmpty)
        #expect(top.appending("news") == CorpusPath("/news"))
        #expect(CorpusPath("/news")?.parent == top)
    }

    @Test("a folder holds itself and what is below it, not its namesakes")
    func inside() throws {
        let folder = try #require(CorpusPath("/news/may"))
        let top = try #require(CorpusPath("/"))
        #expect(folder.isInside(folder))
        #expect(folder.appending("a").isInside(folder))
        #expect(CorpusPath("/news/mayor")?.isInside(folder) == false)
        #expect(CorpusPath("/news")?.isInside(folder) == false)
        #expect(folder.isInside(top))
        #expect(folder.relative(to: top).map(Array.init) == Array("news/may".utf8))
        #expect(folder.relative(to: folder).map(Array.init) == [])
        #expect(folder.appending("a").relative(to: folder).map(Array.init) == Array("a".utf8))
    }

    @Test("names that are not UTF-8 keep their bytes")
    func anyBytes() throws {
        let name: [UInt8] = [0xFF, 0x0A, 0xC3]
        let path = try #require(CorpusPath("/news")).appending(name)
        #expect(Array(path.lastComponent) == name)
        #expect(!path.isUTF8)
        #expect(path.description == "/news/\u{FFFD}\n\u{FFFD}")
        #expect(CorpusPath(bytes: path.bytes) == path)
        #expect(path.withCString { strlen($0) } == path.bytes.count)
    }

    @Test("equality, order and hash agree with those of the bytes")
    func agreesWithBytes() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let top = try #require(CorpusPath("/a"))
        let bytes: [UInt8] = [UInt8(ascii: "a"), UInt8(ascii: "-"), 0xFE]
        func random() -> CorpusPath {
            var path = top
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                let length = Int.random(in: 1...2, using: &generator)
                let name: [UInt8] = (0..<length).map { _ in bytes[Int.random(in: 0...2, using: &generator)] }
                path = path.appending(name)
            }
            return path
        }
        for _ in 0..<2000 {
            let (left, right) = (random(), random())
            #expect((left == right) == (left.bytes == right.bytes), "seed \(seed)")
            #expect((left < right) == left.bytes.lexicographicallyPrecedes(right.bytes), "seed \(seed)")
            if left == right { #expect(left.hashValue == right.hashValue) }
        }
    }

    @Test("a root is resolved through links, and a missing one says so")
    func resolving() throws {
        let scratch = try ScratchFolder()
        try scratch.makeFolder("real")
        try scratch.symlink("real", "link")
        #expect(try CorpusPath(resolving: "\(scratch.path)/link/../link/") == scratch["real"])
        let error = #expect(throws: SystemError.self) { try CorpusPath(resolving: "\(scratch.path)/none") }
        #expect(error?.code == ENOENT)
        #expect(error?.description == "cannot resolve \(scratch.path)/none: No such file or directory")
        #expect(throws: SystemError.self) { try CorpusPath(resolving: "/a\0b") }
    }
}
