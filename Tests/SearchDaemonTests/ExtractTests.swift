// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("crisis-searchd extract")
struct ExtractTests {
    /// What the contract promises of an article.
    private struct Extracted: Decodable {
        struct Quote: Decodable {
            var text: String
            var speaker: String?
            var start: Int
            var end: Int
        }

        var path: String
        var part: Int?
        var format: String?
        var title: String?
        var byline: String?
        var published: String?
        var published_from: String?
        var url: String?
        var outlet: String?
        var language: String?
        var text: String?
        var quotes: [Quote]?
        var warnings: [String]?
        var error: String?
    }

    private let envoys = """
        Envoys Meet Again Over the Sereth Narrows
        By Jorun Vale
        2021-04-17
        https://courier.example/2021/04/17/envoys

        “We will keep the Narrows open,” said Prime Minister Odile Brandt.
        """

    private func extract(_ scratch: Scratch, _ names: String...) async throws -> (lines: [Extracted], status: Int32) {
        let ended = try await ChildProcess(Built.daemon, ["extract"] + names, in: scratch).outcome()
        let lines = try ended.output.split(separator: "\n").map {
            try JSONDecoder().decode(Extracted.self, from: Data($0.utf8))
        }
        return (lines, ended.status)
    }

    @Test("prints all that is read from a file, and needs no daemon")
    func file() async throws {
        let scratch = try Scratch()
        try scratch.write("envoys.txt", envoys)
        let (lines, status) = try await extract(scratch, scratch["envoys.txt"])
        #expect(status == 0)
        let article = try #require(lines.first)
        #expect(lines.count == 1 && article.error == nil)
        #expect(article.path.hasSuffix("/envoys.txt") && article.part == 0 && article.format == "text")
        #expect(article.title == "Envoys Meet Again Over the Sereth Narrows" && article.byline == "Jorun Vale")
        #expect(article.published == "2021-04-17" && article.published_from == "header")
        #expect(article.url == "https://courier.example/2021/04/17/envoys" && article.outlet == "courier.example")
        let quote = try #require(article.quotes?.first)
        #expect(quote.text == "We will keep the Narrows open," && quote.speaker == "Odile Brandt")
        let text = Array(try #require(article.text).utf8)
        #expect(String(decoding: text[quote.start..<quote.end], as: UTF8.self) == quote.text)
    }

    @Test("of a folder all files are read, in order; what cannot be read says why, and the status is 1")
    func folder() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("news")
        try scratch.write("news/b.txt", envoys)
        try scratch.write("news/a.txt", article("alpha"))
        try scratch.write("news/empty.txt", "")
        try scratch.write("news/.hidden.txt", article("hidden"))
        let (lines, status) = try await extract(scratch, scratch["news"])
        #expect(status == 1)
        #expect(lines.map { String($0.path.split(separator: "/").last ?? "") } == ["a.txt", "b.txt", "empty.txt"])
        #expect(lines.map { $0.error == nil } == [true, true, false])
    }

    @Test("a file that is not there has an error, and the others are read")
    func missing() async throws {
        let scratch = try Scratch()
        try scratch.write("envoys.txt", envoys)
        let (lines, status) = try await extract(scratch, scratch["nothing.txt"], scratch["envoys.txt"])
        #expect(status == 1)
        #expect(lines.count == 2 && lines.first?.error?.isEmpty == false && lines.last?.error == nil)
    }
}
