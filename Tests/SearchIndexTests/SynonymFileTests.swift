// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import SearchIndex
import TestSupport

/// What a synonym file says, and what is said of one that cannot be read.
@Suite struct SynonymFileTests {
    private static func read(_ text: String) -> SynonymFile { SynonymFile(Array(text.utf8)) }

    /// The other names of one, in order, with what each is to it.
    private static func names(_ name: String, _ file: SynonymFile) -> [String] {
        let words = name.split(separator: " ").map(String.init)
        return file.synonyms.variants(of: words).map { "\($0.words.joined(separator: " ")) \($0.origin.rawValue)" }
            .sorted()
    }

    @Test("equal names find each other, folded as the words of articles are")
    func equal() {
        let file = Self.read("Drežin, Drezhin,Дрежин\n\n  # a comment\nSereth Narrows, the Narrows # and another\n")
        #expect(file.problems.isEmpty)
        #expect(Self.names("drezin", file) == ["drezhin spelling", "дрежин spelling"])
        #expect(Self.names("дрежин", file) == ["drezhin spelling", "drezin spelling"])
        #expect(Self.names("sereth narrows", file) == ["the narrows spelling"])
        #expect(Self.names("narrows", file) == [])
        #expect(file.synonyms.longestName(beginningWith: "sereth") == 2)
        #expect(file.synonyms.longestName(beginningWith: "narrows") == 0)
    }

    @Test("an abbreviation and what it is short for find each other, and the meanings of one stay apart")
    func abbreviations() {
        let file = Self.read("PA, П.А. = Port Authority\nPA = Pilots' Association\n")
        #expect(file.problems.isEmpty)
        #expect(
            Self.names("pa", file) == ["pilots association abbreviation", "port authority abbreviation", "па spelling"])
        #expect(Self.names("port authority", file) == ["pa abbreviation", "па abbreviation"])
        #expect(Self.names("pilots association", file) == ["pa abbreviation", "па abbreviation"])
        #expect(file.synonyms.variants(of: ["port", "authority"]).allSatisfy { !$0.inflects })
        #expect(file.synonyms.variants(of: ["pa"]).allSatisfy { $0.inflects == ($0.words.count > 1) })
    }

    @Test("an arrow goes one way")
    func oneWay() {
        let file = Self.read("ER => Estmark Republic, Estmark")
        #expect(Self.names("er", file) == ["estmark republic synonym", "estmark synonym"])
        #expect(Self.names("estmark", file) == ["estmark republic spelling"])
    }

    @Test("lines of equal names that share one are one group, whatever their order")
    func merging() {
        let lines = ["a1, b1", "c1, d1", "d1, a1", "a1, b1, a1"]
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            let file = Self.read(order.map { lines[$0] }.joined(separator: "\n"))
            for name in ["a1", "b1", "c1", "d1"] {
                let others = ["a1", "b1", "c1", "d1"].filter { $0 != name }.map { "\($0) spelling" }
                #expect(Self.names(name, file) == others, "\(order)")
            }
            #expect(file.problems.isEmpty)
        }
    }

    @Test(
        "a line that cannot be read is named, and the others count",
        arguments: [
            ("Drezhin", "fewer than two"), ("a, A", "fewer than two"), ("= b", "both sides"), ("a =", "both sides"),
            ("a => ", "both sides"), ("a = b = c", "more than one ="), ("a => b => c", "more than one =>"),
            ("…, b", "has no word"), ("a,, b", "a name is missing"), ("a, 1 2 3 4 5 6 7 8 9", "more than 8 words"),
        ])
    func problems(line: String, message: String) throws {
        let file = Self.read("x, y\n\(line)\nv, w\n")
        let problem = try #require(file.problems.first)
        #expect(problem.line == 2)
        #expect(problem.message.contains(message), "\(problem)")
        #expect(Self.names("x", file) == ["y spelling"])
        #expect(Self.names("v", file) == ["w spelling"])
    }

    @Test("bytes that are no text are one line's problem")
    func bytes() {
        let file = SynonymFile(Array("x, y\r\n".utf8) + [0xff, 0xfe, 0x0a] + Array("\u{feff}v, w".utf8))
        #expect(file.problems.map(\.line) == [2])
        #expect(Self.names("y", file) == ["x spelling"])
        #expect(Self.names("v", file) == ["w spelling"])
    }

    @Test("a file keeps to its limits, and says where one was met")
    func limits() {
        let group = Self.read((0..<70).map { "a\($0), a\($0 + 1)" }.joined(separator: "\n"))
        #expect(group.problems.first?.line == SynonymFile.groupLimit)
        #expect(Self.names("a0", group).count == SynonymFile.groupLimit - 1)

        let links = Self.read((0..<70).map { "a => b\($0)" }.joined(separator: "\n"))
        #expect(links.problems.count == 70 - SynonymFile.linkLimit)
        #expect(Self.names("a", links).count == SynonymFile.linkLimit)

        let names = Self.read((0...SynonymFile.nameLimit / 2).map { "a\($0), b\($0)" }.joined(separator: "\n"))
        #expect(names.problems.map(\.line) == [SynonymFile.nameLimit / 2 + 1])

        let line = "a, b # " + String(repeating: "x", count: 1000) + "\n"
        let large = Self.read(String(repeating: line, count: SynonymFile.byteLimit / line.utf8.count + 2))
        #expect(large.problems.count == 1)
        #expect(large.problems.first?.message.contains("1024 KiB") == true)

        let junk = Self.read(String(repeating: "x\n", count: 5000))
        #expect(junk.problems.count == SynonymFile.problemLimit)
    }

    @Test("whatever a file holds, equal names are so both ways, and no name is its own variant", arguments: seeds)
    func anyFile(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "a", "b", "c d", "Ж", "红线", ",", ",", " = ", " => ", "#", "\n", "\n", " ", "\u{0}", "é", "='", "\r",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in random.pick(pieces) }.joined()
            let file = Self.read(text)
            let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
            #expect(
                file.problems.allSatisfy { (1...lines).contains($0.line) }, "seed \(seed): \(text.debugDescription)")
            for name in [["a"], ["b"], ["c", "d"], ["ж"], ["红", "线"], ["e"], ["a", "b"]] {
                for variant in file.synonyms.variants(of: name) {
                    #expect(variant.words != name)
                    guard variant.origin != .synonym else { continue }
                    let back = file.synonyms.variants(of: variant.words)
                    #expect(back.contains { $0.words == name }, "seed \(seed): \(text.debugDescription)")
                }
            }
        }
    }

    @Test("the file that is installed has no problem, and says what readers need")
    func shipped() throws {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let data = try Data(contentsOf: tests.appending(path: "../../config/synonyms.txt").standardizedFileURL)
        let file = SynonymFile(Array(data))
        #expect(file.problems == [])
        #expect(Self.names("kyiv", file).contains("kiev spelling"))
        #expect(Self.names("nato", file).contains("north atlantic treaty organization abbreviation"))
        #expect(Self.names("us", file).contains("united states synonym"))
        #expect(!Self.names("united states", file).contains("us synonym"))
        #expect(Self.names("путин", file).contains("putin spelling"))
    }
}
