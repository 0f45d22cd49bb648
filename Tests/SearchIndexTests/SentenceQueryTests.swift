// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage
import Testing

@testable import SearchIndex

/// Words in one sentence, and operands of several words.
@Suite struct SentenceQueryTests {
    private static func index() throws -> TestIndex {
        let index = try TestIndex()
        try index.put(
            "a.txt",
            [
                Article(
                    title: "Tarvenko leaves Sereth", byline: "Odile Brandt, Ilmar Tarvenko",
                    url: "https://example.org/sereth/ferry",
                    text: "President Tarvenko flew to Drezhin. Ferries waited in the Sereth Narrows.\n\n"
                        + "The prime minister, Odile Brandt, spoke of a blockade and of its price")
            ])
        try index.put(
            "b.txt", "The President of Veldania spoke, and the ferries sailed. Dr. Holt of Drezhin was there.")
        try index.put("c.txt", "A line without an end\nFerries waited in a line")
        try index.writer.commit()
        return index
    }

    @Test(
        "SAME asks for one sentence, which a title, a line and a paragraph end",
        arguments: [
            ("president SAME drezhin", "a"), ("president SAME ferries", "b"), ("ferries SAME drezhin", ""),
            ("tarvenko SAME sereth", "a"), ("=leaves SAME =flew", ""), ("end SAME ferries", ""),
            ("line SAME ferries", "c"),
            ("holt SAME drezhin", "b"), ("narrows SAME minister", ""), ("blockade SAME price SAME brandt", "a"),
            ("\"prime minister\" SAME blockade", "a"), ("\"prime minister\" SAME \"sereth narrows\"", ""),
            ("\"drezhin ferries\" SAME waited", ""), ("(ferries OR blockade) SAME (sailed OR price)", "ab"),
            ("-(president SAME ferries)", "ac"), ("title:(tarvenko SAME sereth)", "a"),
            ("title:(leaves SAME ferries)", ""),
            ("by:(brandt SAME tarvenko)", "a"), ("url:(sereth SAME ferry)", "a"), ("by:(brandt SAME ferry)", ""),
        ])
    func same(text: String, letters: String) throws {
        let answer = try Self.index().reader().search(try query(text))
        #expect(answer.hits.map { String(TestIndex.name(of: $0.path).prefix(1)) }.sorted().joined() == letters)
        #expect(answer.warnings.isEmpty)
    }

    @Test(
        "the distance of a phrase counts from its end, and to its start",
        arguments: [
            ("\"prime minister\" NEAR/1 odile", "a"), ("odile NEAR/1 \"prime minister\"", "a"),
            ("\"the prime minister\" NEAR/2 brandt", "a"), ("\"the prime minister\" NEAR/1 brandt", ""),
            ("\"prime minister\" NEAR/3 spoke", "a"), ("\"prime minister\" NEAR/2 spoke", ""),
            ("spoke NEAR/3 \"prime minister\"", "a"), ("\"prime minister\" NEAR/1 \"odile brandt\"", "a"),
            ("\"odile brandt\" NEAR/1 \"prime minister\"", "a"), ("minister NEAR/1 \"prime minister\"", ""),
            ("\"prime nosuchword\" NEAR/9 odile", ""), ("(brandt OR \"prime minister\") NEAR/1 odile", "a"),
            ("(\"prime minister\" OR nosuchword) NEAR/1 odile", "a"),
            ("the NEAR/1 prime NEAR/1 minister NEAR/1 odile", "a"), ("the NEAR/1 minister", ""),
            ("\"drezhin ferries\"", "a"), ("title:(tarvenko NEAR/2 sereth)", "a"),
            ("title:(tarvenko NEAR/1 sereth)", ""),
        ])
    func phrases(text: String, letters: String) throws {
        let answer = try Self.index().reader().search(try query(text))
        #expect(answer.hits.map { String(TestIndex.name(of: $0.path).prefix(1)) }.sorted().joined() == letters)
        #expect(answer.warnings.isEmpty)
    }

    @Test("what has no one place gets the likeliest reading, and a warning")
    func readings() throws {
        let reader = try Self.index().reader()
        let cluster = try reader.search(try query("\"minister prime\"~2 NEAR/2 brandt"))
        #expect(cluster.total == 1)
        #expect(cluster.warnings.map(\.at) == [0])
        // The parser has said so of this one.
        #expect(try reader.search(try query("(prime minister) NEAR/1 narrows")).total == 1)
    }

    @Test("the passage shows the words of SAME together")
    func passage() throws {
        let index = try TestIndex()
        let filler = Array(repeating: "Nothing else was said in Arvena on that day.", count: 30).joined(separator: " ")
        try index.put(
            "a.txt", "The blockade goes on. \(filler) The price of the blockade was high. \(filler) The price rose.")
        try index.writer.commit()
        let passage = try index.reader().search(try query("blockade SAME price")).hits[0].passage
        #expect(passage.text.contains("The price of the blockade was high."))
        #expect(passage.highlights.count == 2)
    }
}
