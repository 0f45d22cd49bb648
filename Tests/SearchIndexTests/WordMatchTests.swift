// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import SearchIndex
import TestSupport

/// The small parts that compare a word with a pattern or with another word.
@Suite struct WordMatchTests {
    @Test(
        "a pattern matches whole words, a star any run and a question mark one letter of any script",
        arguments: [
            ("red", "red", true), ("red", "reds", false), ("r*d", "rd", true), ("r*d", "round", true),
            ("r*d", "rounds", false),
            ("*", "", true), ("*", "red", true), ("r?d", "rd", false), ("r?d", "rød", true), ("r?d", "rued", false),
            ("?线", "红线", true), ("?", "红", true), ("*线", "红线", true), ("*a*b*", "xaxxbx", true),
            ("*a*b", "xaxxbx", false),
            ("a*a*a", "aa", false), ("a*a*a", "aaa", true), ("**", "x", true), ("*ab", "aab", true),
            ("?*d", "red", true),
        ])
    func globs(pattern: String, word: String, matches: Bool) {
        #expect(Glob(pattern).matches(ArraySlice(word.utf8)) == matches)
    }

    @Test("a pattern with many stars ends soon")
    func globBounds() {
        let pattern = String(repeating: "*a", count: 30) + "b"
        #expect(!Glob(pattern).matches(ArraySlice(String(repeating: "a", count: 64).utf8)))
        #expect(Glob("re*d?x*").literalBeginning == Array("re".utf8))
    }

    /// The distance of two words by the definition, without shortcuts.
    private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var rows = [[Int]](repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
        for row in 0...first.count {
            for column in 0...second.count {
                guard row > 0, column > 0 else {
                    rows[row][column] = row + column
                    continue
                }
                let cost = first[row - 1] == second[column - 1] ? 0 : 1
                var best = min(rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + cost)
                if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                    best = min(best, rows[row - 2][column - 2] + 1)
                }
                rows[row][column] = best
            }
        }
        return rows[first.count][second.count]
    }

    @Test("the distance of two words is that of the definition", arguments: seeds)
    func distances(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func word() -> [Unicode.Scalar] {
            (0..<Int.random(in: 0...7, using: &random)).map { _ in random.pick(["a", "b", "é", "线"]) }
        }
        for _ in 0..<2000 {
            let (first, second) = (word(), word())
            for limit in 0...3 {
                let isNear = EditDistance.isAtMost(limit, first, second)
                #expect(isNear == (Self.distance(first, second) <= limit), "\(first) \(second) \(limit), seed \(seed)")
            }
        }
    }

    @Test("the words of a table are found, and no others", arguments: seeds)
    func wordTable(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = WordTable<Int>()
        var model: [String: Set<Int>] = [:]
        for number in 0..<500 {
            let word = "w\(Int.random(in: 0..<300, using: &random))"
            table.insert(number, for: ArraySlice(word.utf8))
            model[word, default: []].insert(number)
        }
        for number in 0..<400 {
            let word = "w\(number)"
            var found: Set<Int> = []
            Array(word.utf8).withUnsafeBufferPointer { word in table.forEach(word) { found.insert($0) } }
            #expect(found == model[word] ?? [], "seed \(seed)")
        }
    }
}
