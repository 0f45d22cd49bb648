// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing
import TestSupport

@Suite("Whatever the bytes")
struct ReadingPropertyTests {
    private static let pieces = [
        "Envoys Meet Again Over Kalmar Sound", "The envoys met for a second day.", "20310417", "17 April 2031",
        "05/06/2031",
        "https://www.courier.example/2031/04/17/a?utm_source=x", "By Jorun Vale", "By Monday the Sound was closed.",
        "Title: Envoys meet again", "Date: 2031-04-17", "Date: someday", "Author: Jorun Vale",
        "Source: courier.example",
        "Source: Kalmar Post", "Language: en", "X-Desk: foreign", "Subject: Again", "  folded line",
        "-- Envoys meet again",
        "-- By Jorun Vale", "-- 20310417", "---", "...", "# Envoys", "=====", "- item", "tags: [a, b]", "", "", " ",
        "KALMAR, April 17, 2031 (NNA) - The strait was calm.", "By Jorun Vale | Kalmar Post | 17 April 2031",
        "2031年4月17日",
        "“We will not yield,” she said, “not today.”", "Read also: Ten facts about the Sound", "title:", "date: >-",
        "\u{FEFF}x",
    ]

    @Test("no word of a file is lost", arguments: 1...20 as ClosedRange<UInt64>)
    func nothingLost(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let lines = (0..<Int.random(in: 1...12, using: &generator)).compactMap { _ in
                Self.pieces.randomElement(using: &generator)
            }
            let text = lines.joined(separator: "\n")
            guard text.contains(where: \.isLetter) || text.contains(where: \.isNumber) else { continue }
            let article = try read(text)
            let held = [article.title, article.byline, article.url, article.outlet, article.language, article.text]
            let words = Set(held.compactMap(\.self).flatMap(Self.words))
            let lost = lines.flatMap(Self.words).filter { !words.contains($0) && !Self.mayGo($0, article) }
            #expect(lost.isEmpty, "seed \(seed): \(lost) lost from \(text.debugDescription)")
            #expect((article.published == nil) == (article.origins.published == nil))
        }
    }

    @Test("random bytes never do harm, and reading them ends", arguments: 1...20 as ClosedRange<UInt64>)
    func randomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let count = Int.random(in: 0...400, using: &generator)
            let alphabet: ClosedRange<UInt8> = Bool.random(using: &generator) ? 0...255 : 9...128
            check((0..<count).map { _ in UInt8.random(in: alphabet, using: &generator) }, seed: seed)
        }
    }

    @Test("broken articles never do harm", arguments: 1...20 as ClosedRange<UInt64>)
    func mutations(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let original = Array(Self.pieces.joined(separator: "\n").utf8)
        for _ in 0..<100 {
            var bytes = original
            bytes.shuffleSlices(using: &generator)
            for _ in 0..<Int.random(in: 0...20, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            check(bytes, seed: seed)
        }
    }

    @Test("hostile shapes are read in bounded time")
    func hostile() throws {
        let megabyte = 1 << 20
        let shapes: [String] = [
            String(repeating: "a", count: megabyte), String(repeating: "\n", count: megabyte) + "x",
            String(repeating: "Title: x\n", count: megabyte / 9), String(repeating: "-- x\n", count: megabyte / 5),
            "---\n" + String(repeating: "a: b\n", count: megabyte / 5), String(repeating: ": ", count: megabyte / 2),
            String(repeating: "By A ", count: megabyte / 5), String(repeating: "| ", count: megabyte / 2),
            "https://" + String(repeating: "a&", count: megabyte / 2), String(repeating: "1/", count: megabyte / 2),
            String(repeating: "\u{301}", count: megabyte / 2), String(repeating: "x" + "\u{2028}", count: megabyte / 4),
        ]
        let clock = ContinuousClock()
        for shape in shapes {
            let duration = try clock.measure { _ = try read(shape) }
            #expect(duration < .seconds(10), "\(shape.prefix(20).debugDescription)…")
        }
    }

    private func check(_ bytes: [UInt8], seed: UInt64) {
        guard let article = try? read(bytes) else { return }
        let isClean = article.text.unicodeScalars.allSatisfy {
            $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
        }
        #expect(isClean, "seed \(seed): \(bytes)")
        #expect((article.published == nil) == (article.origins.published == nil), "seed \(seed): \(bytes)")
        #expect(article.title?.contains("\n") != true, "seed \(seed): \(bytes)")
    }

    private static func words(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    }

    /// Whether a word may go: names of fields, parts of a day that became `published`, tracking parameters.
    private static func mayGo(_ word: String, _ article: Article) -> Bool {
        let names: Set<String> = [
            "title", "date", "author", "source", "language", "subject", "by", "utm", "x", "www",
        ]
        let parts: Set<String> = ["20310417", "17", "april", "04", "2031", "2031年4月17日"]
        return names.contains(word) || (article.published != nil && parts.contains(word))
    }
}

extension [UInt8] {
    /// Cuts the bytes into a few slices and joins them in another order.
    fileprivate mutating func shuffleSlices(using generator: inout some RandomNumberGenerator) {
        let cuts = ((0..<6).map { _ in Int.random(in: 0...count, using: &generator) } + [0, count]).sorted()
        let slices = zip(cuts, cuts.dropFirst()).map { self[$0..<$1] }
        self = slices.shuffled(using: &generator).flatMap(\.self)
    }
}
