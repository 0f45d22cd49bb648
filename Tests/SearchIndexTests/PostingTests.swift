// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
import CivilCalendar
import CorpusFiles
import LanguageText
import Testing

@testable import SearchIndex
import TestSupport

/// What a document should hold of its terms: those with positions, and the filters.
private struct Terms: Equatable {
    var positions: [[UInt8]: [UInt32]] = [:]
    var frequencies: [[UInt8]: UInt32] = [:]

    mutating func addFilter(_ term: String) { frequencies[Array(term.utf8)] = 0 }

    /// Adds the words of a field one by one.
    ///
    /// - Returns: the last position.
    @discardableResult
    mutating func add(_ text: String, _ prefix: String, after start: UInt32 = 0) -> UInt32 {
        var position = start
        for word in foldedWords(in: text) {
            position += 1
            let term = Array((prefix + word.text).utf8)
            positions[term, default: []].append(position)
            frequencies[term, default: 0] += 1
        }
        return position
    }

    /// Adds the first word of each sentence.
    mutating func addSentences(_ text: String, after start: UInt32) {
        let term = Array("XB".utf8)
        let bytes = Array(text.utf8)
        var position = start
        for sentence in bytes.withUnsafeBufferPointer({ sentences(in: $0) }) {
            let count = foldedWords(in: String(decoding: bytes[sentence], as: UTF8.self)).count
            if count > 0 { positions[term, default: []].append(position + 1) }
            position += UInt32(count)
        }
        if positions[term] != nil { frequencies[term] = 0 }
    }

    init() {}

    /// What the shim is handed.
    init(_ document: cx_document) {
        for index in 0..<document.posting_count {
            let posting = document.postings[index]
            let term = (0..<Int(posting.term_length)).map { document.terms.data[Int(posting.term_offset) + $0] }
            frequencies[term] = posting.frequency
            guard posting.position_count > 0 else { continue }
            positions[term] = (0..<Int(posting.position_count)).map {
                document.positions[Int(posting.first_position) + $0]
            }
        }
    }
}

@Suite struct PostingTests {
    private static let vocabulary = [
        "red", "line", "lines", "Red", "the", "Kalmar", "Straße", "пролив", "红线", "O’Dell’s", "U.S.", "3.5", "100,000",
        "l’équipage", "de-escalate", ",", "—", "\n\n", "👩‍🚀", "x\u{301}", "S", "Aa", "XPx", ". Then", "…\nThe",
    ]

    private static func text(_ random: inout SeededGenerator, _ length: Int) -> String {
        (0..<length).map { _ in
            random.once(in: 3) ? "w\(Int.random(in: 0..<3000, using: &random))" : random.pick(vocabulary)
        }.joined(separator: " ")
    }

    private static func article(_ random: inout SeededGenerator) throws -> Article {
        let dated = random.once(in: 2)
        return Article(
            title: random.once(in: 3) ? nil : text(&random, random.pick([0, 1, 9])),
            byline: random.once(in: 2) ? nil : text(&random, 3),
            published: dated ? try day("2025-02-11") : nil,
            url: random.once(in: 2) ? nil : "https://courier.example/world/a?b=c",
            outlet: random.once(in: 2) ? nil : text(&random, 2),
            language: random.once(in: 2) ? nil : "en",
            text: text(&random, random.pick([0, 1, 10, 500, 5000])))
    }

    private static func expected(of article: Article, _ source: DocumentBuilder.Source, name: String) -> Terms {
        var terms = Terms()
        var last: UInt32 = 0
        if let title = article.title {
            terms.add(title, "S")
            last = terms.add(title, "")
            if last > 0 { terms.positions[Array("XB".utf8)] = [1] }
            last += 100
        }
        terms.addSentences(article.text, after: last)
        terms.add(article.text, "", after: last)
        terms.add(article.byline ?? "", "A")
        terms.add(article.outlet ?? "", "H")
        terms.add(article.url ?? "", "U")
        terms.add(name, "XP")
        terms.addFilter("XI" + Schema.identifier(of: source.path, part: 0))
        terms.addFilter("XKa")
        terms.addFilter("Q/corpus/\(name)\u{0}0")
        terms.addFilter("Etxt")
        if article.published != nil { for term in ["D20250211", "M202502", "Y2025"] { terms.addFilter(term) } }
        if article.language != nil { terms.addFilter("Len") }
        for (letter, value) in [("o", article.outlet), ("b", article.byline), ("l", article.language)] {
            let words = foldedWords(in: value ?? "").map(\.text).joined(separator: " ")
            if let value, !words.isEmpty { terms.addFilter("XV\(letter)\(words)\u{0}\(value)") }
        }
        return terms
    }

    @Test("a document has the terms, frequencies and positions of its words, and no others", arguments: seeds)
    func documents(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var builder = DocumentBuilder()
        let name = "courier/a-red-line.txt"
        let source = DocumentBuilder.Source(
            path: try TestIndex.path(name), fingerprint: TestIndex.fingerprint, parts: 1,
            rootLength: TestIndex.root.utf8.count)
        // One builder for all: what is left of a document must not turn up in the next.
        for _ in 0..<8 {
            let article = try Self.article(&random)
            let terms = try builder.withDocument(of: StoredArticle(article), from: source) {
                (_, document) throws(IndexError) in
                Terms(document.pointee)
            }
            #expect(terms == Self.expected(of: article, source, name: name), "seed \(seed)")
        }
    }

    @Test("the index gives back the words and frequencies that a plain count gives", arguments: seeds.prefix(2))
    func readBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let index = try TestIndex()
        var documents: [[UInt8]: Int] = [:]
        for number in 0..<30 {
            let text = Self.text(&random, 200)
            try index.put("\(number).txt", text)
            for word in Set(foldedWords(in: text).map(\.text)) { documents[Array(word.utf8), default: 0] += 1 }
        }
        try index.writer.commit()
        let database = try Database(paths: [index.folder])
        let all = try database.terms(prefix: [], limit: 100_000, scanLimit: 100_000).terms
        let words = all.filter { !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0.bytes[0]) }
        #expect(Dictionary(uniqueKeysWithValues: words.map { ($0.bytes, $0.frequency) }) == documents, "seed \(seed)")
    }

    @Test(
        "two words are a phrase in the index exactly where they stand side by side in the text",
        arguments: seeds.prefix(2))
    func phrases(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let index = try TestIndex()
        let few = ["red", "line", "sea", "ship"]
        var texts: [[String]] = []
        for number in 0..<40 {
            let words = (0..<random.pick([3, 6, 12])).map { _ in random.pick(few) }
            texts.append(words)
            try index.put("\(number).txt", words.joined(separator: random.pick([" ", ", ", "\n"])))
        }
        try index.writer.commit()
        let reader = try index.reader()
        for first in few {
            for second in few {
                let found = try reader.search(try query("\"\(first) \(second)\"")).total
                let wanted = texts.count { words in zip(words, words.dropFirst()).contains { $0 == (first, second) } }
                #expect(found == wanted, "“\(first) \(second)”, seed \(seed)")
            }
        }
    }

    @Test("a file that could not be read has no words, only its key and its kind")
    func unreadable() throws {
        var builder = DocumentBuilder()
        let source = DocumentBuilder.Source(
            path: try TestIndex.path("red.txt"), fingerprint: TestIndex.fingerprint, parts: 1, rootLength: 7)
        let terms = try builder.withDocument(of: StoredArticle(unreadable: "red line"), from: source) {
            (_, document) throws(IndexError) in
            Terms(document.pointee)
        }
        var expected = Terms()
        expected.addFilter("XKu")
        expected.addFilter("Q/corpus/red.txt\u{0}0")
        #expect(terms == expected)
    }
}
