// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import SearchIndex

/// How a query was read, what its words stand for, and how scores came about.
@Suite struct ExplanationTests {
    private static let synonyms = "Kalmar, Calmar\nUS = United States\nsound, strait\nborder => red line"

    private static func explained(_ text: String, any: Bool = false) throws -> (IndexAnswer, QueryExplanation) {
        let reader = try CrisisArticles.index().reader(
            synonyms: LiveSynonyms(SynonymFile(Array(synonyms.utf8)).synonyms))
        var asked = try query(text, any: any)
        asked.explain = true
        let answer = try reader.search(asked)
        return (answer, try #require(answer.explanation))
    }

    @Test("nothing is explained that was not asked for")
    func unasked() throws {
        #expect(try CrisisArticles.index().reader().search(try query("red line")).explanation == nil)
    }

    @Test(
        "the parts of a score sum to it",
        arguments: [
            "red", "red line", "red line kalmar", "\"red line\"", "\"red line\"~ OR kalmar", "red (line OR ferries)",
            "red -kalmar", "+lighthouse border", "lighthouse NEAR/5 border", "(\"red line\" OR quay) NEAR/20 kalmar",
            "title:red line", "title:(red line)", "red lang:en", "lang:en OR red", "red date:2025-02",
            "negotiat* talks",
            "kalmer~", "red red line", "us", "united states", "border crew", "red OR -kalmar",
            "=lines OR outlet:courier",
            "by:holt red", "пролив", "红线 海峡", "-red", "lang:en",
        ], [false, true])
    func sums(text: String, any: Bool) throws {
        let (answer, explanation) = try Self.explained(text, any: any)
        #expect(!answer.hits.isEmpty || any)
        #expect(explanation.scores.count == answer.hits.count)
        for (hit, contributions) in zip(answer.hits, explanation.scores) {
            let sum = contributions.reduce(0) { $0 + $1.weight }
            #expect(abs(sum - hit.score) < 1e-9 * max(1, hit.score), "\(hit.path): \(contributions), not \(hit.score)")
            #expect(contributions.allSatisfy { $0.weight > 0 })
        }
    }

    @Test("each part is called what it is in the query")
    func labels() throws {
        let (_, explanation) = try Self.explained("\"red line\" title:minister kalmar -ferries date:2025")
        let labels: Set = ["\"red line\"", "title:minister", "kalmar", "in the title"]
        #expect(explanation.scores.first.map { Set($0.map(\.label)) } == labels)
    }

    @Test("the query is read out as a tree")
    func reading() throws {
        let (_, explanation) = try Self.explained(
            "\"red line\" OR (title:=sees -ferry negotiat* \"a b\"~5 kalmer~ date:2025 crew SAME \"red line\"~)")
        #expect(
            explanation.reading.map { String(repeating: "  ", count: $0.depth) + $0.text } == [
                "any of:",
                "  the phrase “red line”",
                "  all of:",
                "    in title: “sees” as written",
                "    not “ferry” in any form",
                "    words like “negotiat*”",
                "    the words “a b” within 5 words of one another",
                "    “kalmer”, or a word that differs by one letter",
                "    published 2025-01-01..2025-12-31",
                "    in one sentence:",
                "      “crew” in any form",
                "      the phrase “red line”, each word in any form",
            ])
    }

    @Test("each word says what it stands for, where it is in the query, how often each occurs, and why")
    func words() throws {
        let (_, explanation) = try Self.explained("calmar negotiate sound~1")
        let words = explanation.words
        #expect(words.map(\.word) == ["calmar", "negotiate", "sound"])
        #expect(words.map(\.range) == [0..<6, 7..<16, 17..<22])
        #expect(words[0].terms == [.init(text: "kalmar", frequency: 3, origin: .spelling)])
        #expect(Set(words[1].terms.map(\.text)) == ["negotiates", "negotiating", "negotiators", "negotiations"])
        #expect(words[1].terms.allSatisfy { $0.origin == .inflection })
        #expect(words[2].terms.first == .init(text: "sound", frequency: 2, origin: .itself))
        #expect(words.allSatisfy { !$0.isCapped && !$0.isPartial })
    }

    @Test("the words of other names are among them, at the place of what they stand for")
    func names() throws {
        let (_, explanation) = try Self.explained("sound border")
        #expect(explanation.words.map(\.word) == ["sound", "border", "red", "line"])
        #expect(explanation.words.dropFirst(2).allSatisfy { $0.range == 6..<12 })
        #expect(explanation.tree.contains("PHRASE"))
    }
}
