// SPDX-License-Identifier: GPL-3.0-or-later

@testable import CorpusFiles
import Glibc
import Testing
import TestSupport

@Suite("Ignore rules")
struct IgnoreRulesTests {
    private func ignores(_ path: String, folder: Bool = false, _ rules: IgnoreRules = IgnoreRules()) -> Bool {
        rules.ignores(ArraySlice(path.utf8), isFolder: folder)
    }

    @Test(
        "what programs leave behind is ignored by default",
        arguments: [
            ".hidden", "a.txt~", "#a.txt#", ".a.txt.swp", "4913", "a.bak", "a.tmp", "a.part", "a.crdownload",
            "x/a.partial", ".~lock.a.odt#", ".syncthing.a.txt.tmp", ".goutputstream-ABCDEF", "~$a.docx", "Thumbs.db",
        ]
    )
    func defaults(name: String) {
        #expect(ignores(name))
    }

    @Test(
        "articles are not",
        arguments: ["a.txt", "part", "tmp", "#1 talks.txt", "a.txt#", "49131", "a~b", "git", "résumé"]
    )
    func articles(name: String) {
        #expect(!ignores(name))
    }

    @Test("hidden files are read on request, but not what programs hide")
    func hidden() {
        let rules = IgnoreRules(includeHidden: true)
        #expect(!ignores(".notes", rules))
        #expect(ignores(".git", folder: true, rules))
        #expect(!ignores(".git", folder: false, rules))
        #expect(ignores(".a.txt.swo", rules))
        #expect(ignores(".~lock.a.odt#", rules))
        #expect(ignores(".nfs000001", rules))
    }

    @Test("the last pattern that fits decides")
    func lastWins() {
        let rules = IgnoreRules(patterns: ["*.txt", "!talks.txt", "# a remark", "", "!.notes"])
        #expect(ignores("a.txt", rules))
        #expect(!ignores("talks.txt", rules))
        #expect(!ignores(".notes", rules))
        #expect(ignores(".other", rules))
        #expect(!ignores("# a remark", rules))
    }

    @Test("a pattern with a slash is for one place, one that ends with it for folders")
    func anchored() {
        let rules = IgnoreRules(patterns: ["/drafts", "may/old", "raw/", "**/cache", "logs/**", "\\#x", "\\!y", "z\\ "])
        #expect(ignores("drafts", rules) && !ignores("may/drafts", rules))
        #expect(ignores("may/old", rules) && !ignores("old", rules) && !ignores("x/may/old", rules))
        #expect(ignores("x/raw", folder: true, rules) && !ignores("x/raw", rules))
        #expect(ignores("cache", rules) && ignores("a/b/cache", rules) && !ignores("a/cached", rules))
        #expect(ignores("logs/a/b", rules) && !ignores("logs", folder: true, rules))
        #expect(ignores("#x", rules) && ignores("!y", rules) && ignores("z ", rules) && !ignores("z", rules))
    }

    @Test("what lies in an ignored folder is ignored, and what lies in no corpus folder")
    func wholePaths() throws {
        let root = try #require(CorpusPath("/news"))
        let corpus = Corpus(roots: [root], rules: IgnoreRules(patterns: ["raw/", "!keep.txt"]))
        #expect(corpus.ignores(root.appending("raw").appending("keep.txt"), isFolder: false))
        #expect(!corpus.ignores(root.appending("may").appending("keep.txt"), isFolder: false))
        #expect(corpus.ignores(root.appending(".git").appending("a"), isFolder: false))
        #expect(!corpus.ignores(root, isFolder: true))
        #expect(try corpus.ignores(#require(CorpusPath("/newspaper/a")), isFolder: false))
    }

    @Test("of corpus folders one in another only the outer is kept, unless it ignores the inner")
    func nestedRoots() throws {
        let (outer, inner) = try (#require(CorpusPath("/news")), #require(CorpusPath("/news/a/b")))
        let hidden = try #require(CorpusPath("/news/.store/x"))
        let corpus = Corpus(roots: [hidden, inner, outer, outer])
        #expect(corpus.roots == [outer, hidden])
        #expect(corpus.root(of: hidden.appending("a")) == hidden)
        #expect(!corpus.ignores(hidden.appending("a"), isFolder: false))
    }
}

@Suite("Globs")
struct GlobTests {
    private func matches(_ pattern: String, _ text: String) -> Bool {
        Glob(pattern.utf8).matches(ArraySlice(text.utf8))
    }

    @Test("sets hold ranges, members, their opposites and escapes")
    func sets() {
        #expect(matches("[a-c]", "b") && !matches("[a-c]", "d"))
        #expect(matches("[!a-c]", "d") && !matches("[^a-c]", "b"))
        #expect(matches("[]x]", "]") && matches("[a-]", "-") && matches("[\\]]", "]"))
        #expect(!matches("[!a]", "/") && !matches("?", "/") && !matches("*", "a/b"))
        #expect(matches("[ab", "[ab") && !matches("[ab", "a"))
    }

    @Test("** stands for any number of whole folders")
    func folders() {
        #expect(matches("a/**/b", "a/b") && matches("a/**/b", "a/x/y/b") && !matches("a/**/b", "a/xb"))
        #expect(matches("**/b", "b") && matches("**/b", "a/b") && !matches("**/b", "ab"))
        #expect(matches("**", "a/b") && matches("a/**", "a/b/c"))
        #expect(matches("**/*.txt", "a/b/c.txt") && !matches("**/*.txt", "a/b/c.text"))
        #expect(matches("**/a*/**/c", "x/ab/y/z/c") && !matches("**/a*/**/c", "x/b/c"))
        #expect(matches("a**b", "axxb") && !matches("a**b", "a/b"))
    }

    @Test("a hostile pattern takes no time")
    func hostile() {
        let pattern = String(repeating: "*a", count: 60) + "b"
        #expect(!matches(pattern, String(repeating: "a", count: 255)))
    }

    @Test("agrees with fnmatch(3) on random patterns without **")
    func agreesWithTheLibrary() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        var hits = 0
        for _ in 0..<50_000 {
            let pattern = random(["a", "b", "/", "*", "?", "[ab]", "[!a]", "[a-b]", "\\a"], 6, &generator)
            if pattern.contains("**") { continue }
            let text = random(["a", "b", "c", "/"], 6, &generator)
            let expected = fnmatch(pattern, text, FNM_PATHNAME) == 0
            if expected { hits += 1 }
            #expect(matches(pattern, text) == expected, "\(pattern) on \(text), seed \(seed)")
        }
        #expect(hits > 500)
    }

    @Test("takes any bytes for a pattern")
    func anyBytes() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let special = Array("*?[]!-\\/*".utf8)
        for _ in 0..<20_000 {
            let pattern = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                let byte = UInt8.random(in: 0...255, using: &generator)
                return byte < 128 ? special[Int(byte & 7)] : byte
            }
            // Nothing it could be is wrong: only that it comes back is the promise.
            _ = Glob(pattern).matches(pattern[...])
        }
    }

    private func random(_ parts: [String], _ count: Int, _ generator: inout SeededGenerator) -> String {
        let length = Int.random(in: 1...count, using: &generator)
        return (0..<length).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
    }
}
