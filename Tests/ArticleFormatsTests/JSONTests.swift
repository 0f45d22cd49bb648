// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar
import TestSupport
import Testing

@Suite("JSON of articles")
struct JSONTests {
    private static let day = CivilDay(year: 2031, month: 4, day: 17)

    @Test("an article is the same in the words of every API", arguments: apiShapes.map(\.name))
    func shapes(name: String) throws {
        let text = try #require(apiShapes.first { $0.name == name }?.text)
        for step in [1, 50, 100_000] {
            let read = read(text, name: "a.txt", step: step)
            #expect(read.outcome.failure == nil)
            #expect(read.articles.count == 1)
            let article = try #require(read.articles.first)
            #expect(article.title == "Ferries stop" && article.text == "The ferries stopped at noon.")
            #expect(article.byline == "Jorun Vale" && article.outlet == "Veldan Courier")
            #expect(article.url == "https://courier.example/ferries" && article.outletHost == "courier.example")
            #expect(article.published == Self.day && article.origins.published == .meta)
            #expect(article.format == "json")
        }
        // The same as one of many lines.
        let line = text.replacing("\n", with: " ")
        let lines = read("\(line)\n\n\(line)\n")
        let format = line.hasPrefix("[") ? "json" : "json-lines"
        #expect(lines.articles.map(\.format) == [format, format] && lines.outcome.failure == nil)
        #expect(lines.articles.map(\.title) == ["Ferries stop", "Ferries stop"])
    }

    @Test("GDELT has neither text nor author, and the day on which it saw the page")
    func gdelt() throws {
        let article = try #require(
            read(
                """
                {"articles":[{"url":"https://courier.example/ferries","url_mobile":"","title":"Ferries stop",
                "seendate":"20310417T093000Z","socialimage":"","domain":"courier.example","language":"English",
                "sourcecountry":"Veldania"}]}
                """
            ).articles.first)
        #expect(article.title == "Ferries stop" && article.text.isEmpty && article.language == "en")
        #expect(article.outlet == "courier.example" && article.published == Self.day)
        #expect(article.origins.published == .given)
    }

    @Test("a text that was cut says so, and a summary that says more stands before it")
    func cutText() throws {
        let article = try #require(
            read(
                """
                {"title":"Ferries stop","description":"Nobody knows why.","url":"https://courier.example/f",
                "content":"The ferries stopped at noon… [+2104 chars]"}
                """
            ).articles.first)
        #expect(article.text == "Nobody knows why.\n\nThe ferries stopped at noon…")
        #expect(article.warnings.count == 1)
    }

    private func line(_ number: Int) -> String {
        #"{"title":"Ferry \#(number)","text":"The ferry number \#(number) stopped at noon."}"#
    }

    @Test("a JSON line cut in half costs that line", arguments: [1, 10, 100_000])
    func cutLine(step: Int) {
        let text = [line(1), String(line(2).prefix(40)), line(3), "nonsense", line(4)].joined(separator: "\n")
        let read = read(text, step: step)
        #expect(read.articles.map(\.title) == ["Ferry 1", "Ferry 3", "Ferry 4"])
        #expect(read.articles.map(\.part) == [0, 1, 2])
        #expect(read.outcome.problems.map(\.place) == ["line 2", "line 4"])
        #expect(read.outcome.problems.first?.reason == "the JSON breaks off")
        #expect(read.outcome.failure?.contains("3 other articles") == true)
    }

    @Test("a line or an element above the limit costs itself")
    func tooLarge() {
        let limits = ReadingLimits(maximumBytes: 200)
        let long = #"{"title":"Long","text":""# + String(repeating: "x", count: 100_000) + #""}"#
        let lines = read([line(1), long, line(2)].joined(separator: "\n"), limits: limits, step: 1000)
        #expect(lines.articles.map(\.title) == ["Ferry 1", "Ferry 2"])
        #expect(lines.outcome.problems.map(\.place) == ["line 2"])
        let list = read("[" + [line(1), long, line(2)].joined(separator: ",") + "]", limits: limits, step: 1000)
        #expect(list.articles.map(\.title) == ["Ferry 1", "Ferry 2"])
        #expect(list.outcome.problemCount == 1)
        let whole = read(#"{"articles":["# + line(1) + #"],"extra":"# + long + "}", limits: limits, step: 1000)
        #expect(whole.articles.map(\.title) == ["Ferry 1"])
    }

    @Test("a list that breaks off keeps its whole elements")
    func cutList() {
        let text = #"{"status":"ok","articles":["# + [line(1), line(2), line(3)].joined(separator: ",")
        let read = read(String(text.dropLast(10)))
        #expect(read.articles.map(\.title) == ["Ferry 1", "Ferry 2"])
        #expect(read.outcome.problemCount == 1 && read.outcome.failure?.contains("breaks off") == true)
    }

    @Test("no more is read than is wanted")
    func stopping() {
        let text = (1...100).map(line).joined(separator: "\n")
        let read = read(Array(text.utf8), wanted: 3)
        #expect(read.articles.count == 3 && read.outcome.articles == 3 && read.outcome.failure == nil)
    }

    @Test(
        "JSON that holds no article says so",
        arguments: [
            "{}", "[]",
            #"{"name":"tool","version":"1.0","description":"A tool.","contributors":[{"name":"A","url":"b"}]}"#,
            #"[{"id":1},{"id":2}]"#, #"{"articles":[]}"#, #"{"a":{"b":{"c":{"d":{"e":{"f":{"title":"x"}}}}}}}"#,
        ])
    func noArticle(text: String) {
        let read = read(text, name: "a.json")
        #expect(read.articles.isEmpty && read.outcome.failure?.contains("no article") == true)
    }

    @Test("depth and number cost no more than their length")
    func hostile() {
        let deep = String(repeating: "{\"articles\":[", count: 100_000)
        #expect(read(deep, name: "a.json").outcome.failure != nil)
        let nested =
            "{\"title\":\"One\",\"text\":\"A text.\",\"x\":" + String(repeating: "[", count: 200_000)
            + String(repeating: "]", count: 200_000) + "}"
        #expect(read(nested, name: "a.json").articles.map(\.title) == ["One"])
        #expect(read(nested + "\n" + nested, name: "a.jsonl").articles.count == 2)
    }

    @Test(
        "however it is cut, changed and served, nothing is lost but what is broken", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let texts = apiShapes.map(\.text) + ["[" + (1...5).map(line).joined(separator: ", ") + "]"]
        for _ in 0..<40 {
            let whole = Array((texts.randomElement(using: &random) ?? "").utf8)
            var bytes = Array(whole.prefix(Int.random(in: 1...whole.count, using: &random)))
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    Array(#"{}[]":,\ 0"#.utf8).randomElement(using: &random) ?? 0
            }
            let all = read(bytes, name: "a.json")
            #expect(!all.articles.isEmpty || all.outcome.failure != nil, "seed \(seed)")
            let stepped = read(bytes, name: "a.json", step: Int.random(in: 1...60, using: &random))
            #expect(all.articles == stepped.articles && all.outcome == stepped.outcome, "seed \(seed)")
        }
    }
}
