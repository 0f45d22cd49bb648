// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import QueryLanguage
import Testing

@testable import SearchIndex
import TestSupport

/// What is offered instead of a query that finds nothing, or next to nothing.
@Suite struct SuggestionTests {
    /// Articles about the same things again and again, and one slip.
    private static func reader() throws -> TestReader {
        let index = try TestIndex()
        for number in 0..<60 {
            try index.put(
                "\(number).txt",
                [
                    Article(
                        published: try day("2025-02-11"), outlet: "Arvena Courier",
                        text: "The ceasefire at the red line held. Minister Tarvenko spoke of Drezhin harbour.")
                ])
        }
        try index.put("slip.txt", "Minister Tarvenkko was misspelt. Молния и привет. Lonely bananas.")
        try index.writer.commit()
        return try index.reader()
    }

    /// What is offered, as a query, with what it says of itself.
    private static func offered(_ text: String, _ reader: TestReader, any: Bool = false) throws -> String? {
        guard let alternative = try reader.search(try query(text, any: any)).alternative else { return nil }
        var asked = try query(text)
        asked.root = alternative.root
        if case .anyDay = alternative.reading { asked.published = nil }
        #expect(try reader.search(asked).total == alternative.articles, "\(text)")
        let what: String =
            switch alternative.reading {
            case .inflectedPhrases: "forms"
            case .words: "words"
            case .respelled(let changes): changes.map { "\($0.from)>\($0.to)" }.joined(separator: " ")
            case .without(let part): "without \(part)"
            case .anyDay: "any day"
            }
        return "\(alternative.root.description) [\(what)] \(alternative.articles)"
    }

    @Test("a slip is put right: what is offered was tried, and finds something")
    func table() throws {
        let reader = try Self.reader()
        let table: [(String, String?)] = [
            ("tarvenk", "tarvenko [tarvenk>tarvenko] 60"),
            ("atrvenko", "tarvenko [atrvenko>tarvenko] 60"),
            ("darvenko", "tarvenko [darvenko>tarvenko] 60"),
            ("tarwenka", "tarvenko [tarwenka>tarvenko] 60"),
            ("tarvenkko", "tarvenko [tarvenkko>tarvenko] 60"),
            ("minister tarvenk", "minister tarvenko [tarvenk>tarvenko] 60"),
            ("minster tarvenk", "minister tarvenko [minster>minister tarvenk>tarvenko] 60"),
            ("\"minister tarvenk\"", "\"minister tarvenko\" [tarvenk>tarvenko] 60"),
            ("minister -tarvenk", nil),
            ("redline", "\"red line\" [redline>red line] 60"),
            ("tarvenkko harbour", "tarvenko harbour [tarvenkko>tarvenko] 60"),
            ("redline held", "\"red line\" held [redline>red line] 60"),
            ("cease fire", "ceasefire [cease fire>ceasefire] 60"),
            ("\"cease fire\"", "\"ceasefire\" [cease fire>ceasefire] 60"),
            ("ghbdtn", "привет [ghbdtn>привет] 1"),
            ("выкрукшт", nil),
            ("outlet:curier", "outlet:courier [curier>courier] 60"),
            ("tarvenko outlet:corier", "tarvenko outlet:courier [corier>courier] 60"),
            ("ceasefire date:2024", "ceasefire [any day] 60"),
            ("ceasefire bananas", "ceasefire [without bananas] 60"),
            ("ceasefire bananas -tarvenko", "bananas -tarvenko [without ceasefire] 1"),
            ("ceasefire xqzzv", "ceasefire [without xqzzv] 60"),
            ("bananas", nil), ("tarvenko", nil), ("xqzzv", nil), ("20255", nil), ("xq*", nil), ("=tarvenkko", nil),
        ]
        for (text, expected) in table {
            let offered = try Self.offered(text, reader)
            #expect(offered == expected, "\(text)")
        }
    }

    @Test("days that are asked for beside the query are told apart from its own")
    func days() throws {
        let reader = try Self.reader()
        var asked = try query("ceasefire")
        asked.published = .init(first: try day("2024-01-01"), last: try day("2024-12-31"))
        let alternative = try #require(try reader.search(asked).alternative)
        guard case .anyDay = alternative.reading else {
            Issue.record("read as \(alternative.reading)")
            return
        }
        #expect(alternative.articles == 60)
        asked.root = try query("ceasefire tarvenk").root
        #expect(try reader.search(asked).alternative == nil)
    }

    @Test("words within a distance are those of the definition, in any field", arguments: seeds)
    func similar(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let letters = ["a", "b", "c", "é", "ж", "红", "0"]
        func word() -> String {
            (0..<Int.random(in: 1...6, using: &random)).map { _ in random.pick(letters) }.joined()
        }
        let index = try TestIndex()
        let words = Set((0..<400).map { _ in word() })
        try index.put("a.txt", [Article(title: words.sorted().joined(separator: " "), text: "x")])
        try index.writer.commit()
        let database = try Database(paths: [index.folder])
        for prefix in ["", Schema.Prefix.title] {
            let vocabulary = try database.terms(prefix: Array(prefix.utf8), limit: 10_000, scanLimit: 10_000).terms
                .map { String($0.text.dropFirst(prefix.count)) }
                .filter { $0.first.map { !("A"..."Z").contains($0) } == true }
            for _ in 0..<60 {
                let wanted = word()
                for distance in 1...2 {
                    let found = try database.terms(
                        like: wanted, within: distance, prefix: prefix, limit: 10_000, scanLimit: 10_000)
                    let expected = vocabulary.filter {
                        EditDistance.isAtMost(distance, Array(wanted.unicodeScalars), Array($0.unicodeScalars))
                    }
                    #expect(
                        found.terms.map { String($0.text.dropFirst(prefix.count)) } == expected,
                        "\(wanted) \(distance), seed \(seed)")
                }
            }
        }
    }

    @Test("the other keyboard gives back what was meant, both ways")
    func keyboard() {
        #expect(KeyboardLayout.other("ghbdtn") == "привет")
        #expect(KeyboardLayout.other("кув") == "red")
        #expect(KeyboardLayout.other("re1") == nil)
        #expect(KeyboardLayout.other("红") == nil)
    }
}
