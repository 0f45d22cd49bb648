// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import SearchClient

@Suite("Paths")
struct PathNamesTests {
    @Test("A path is made absolute, folders by their real names, the last component as it is")
    func absolute() throws {
        let scratch = try Scratch()
        try scratch.makeFolder("real")
        try scratch.makeFile("real/a.txt")
        symlink("\(scratch.path)/real", "\(scratch.path)/link")
        symlink("a.txt", "\(scratch.path)/real/b.txt")
        func absolute(_ path: String) -> String { absolutePath(path, workingDirectory: "\(scratch.path)/link") }

        #expect(absolute("a.txt") == "\(scratch.path)/real/a.txt")
        #expect(absolute("b.txt") == "\(scratch.path)/real/b.txt")
        #expect(absolute("./gone/../a.txt") == "\(scratch.path)/real/a.txt")
        #expect(absolute("gone/deep/x.txt") == "\(scratch.path)/real/gone/deep/x.txt")
        #expect(absolute(".") == "\(scratch.path)/real")
        #expect(absolute("../link") == "\(scratch.path)/link")
        #expect(absolute("../link/") == "\(scratch.path)/real")
        #expect(absolute("../link/.") == "\(scratch.path)/real")
        #expect(absolute("..") == scratch.path)
        #expect(absolute("\(scratch.path)/link/a.txt") == "\(scratch.path)/real/a.txt")
        #expect(absolute("/") == "/")
        #expect(absolute("/../x") == "/x")
    }

    @Test("What looks like a path or is the name of a file is a path, all else an id")
    func references() throws {
        let scratch = try Scratch()
        try scratch.makeFile("4f0c")
        try scratch.makeFile("mail#2")
        func reference(_ text: String) -> ArticleReference {
            ArticleReference(text, workingDirectory: scratch.path)
        }
        #expect(reference("4f0d") == .id("4f0d"))
        #expect(reference("4f0c") == .path("\(scratch.path)/4f0c", part: 0))
        #expect(reference("gone.txt") == .path("\(scratch.path)/gone.txt", part: 0))
        #expect(reference("/x/mail.mbox#7") == .path("/x/mail.mbox", part: 7))
        #expect(reference("./mail#2") == .path("\(scratch.path)/mail#2", part: 0))
        #expect(reference("./mail#x") == .path("\(scratch.path)/mail#x", part: 0))
    }

    @Test("Paths are shown from here where that is shorter")
    func shorter() {
        #expect(shorterPath("/home/v/corpus/a.txt", from: "/home/v") == "corpus/a.txt")
        #expect(shorterPath("/home/v/corpus/a.txt", from: "/home/v/corpus/b") == "../a.txt")
        #expect(shorterPath("/corpus/a.txt", from: "/home/v/notes") == "/corpus/a.txt")
        #expect(shorterPath("/a.txt", from: "/") == "a.txt")
        #expect(shorterPath("/home", from: "/home") == "/home")
    }
}
