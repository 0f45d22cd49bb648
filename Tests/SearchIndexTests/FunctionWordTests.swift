// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage
import Testing

@testable import SearchIndex

@Suite("Questions typed as sentences")
struct FunctionWordTests {
    private static func index() throws -> TestIndex {
        let index = try TestIndex()
        try index.put("lines.txt", "President Tarvenko named six red lines. Theresa Calder wrote to him.")
        try index.put("other.txt", "Odile Brandt spoke of harbours.")
        try index.put("may.txt", "What the band sang. Ships may sail.")
        try index.put("deutsch.txt", "Tarvenko nannte sechs rote Linien. Die Fischer blieben im Hafen.")
        try index.writer.commit()
        return index
    }

    private static func optional(_ text: String, languages: [String] = ["en"]) throws -> [String] {
        let index = try Self.index()
        let database = try Database(paths: [index.folder])
        let expander = try Expander(stemmers: Stemmers(languages: languages))
        return try QueryCompiler(expander: expander)
            .compile(try query(text).root, published: nil, in: database).optionalWords
    }

    @Test("a question finds the articles about what it asks, though they lack its small words")
    func question() throws {
        let reader = try Self.index().reader()
        #expect(try reader.names(try query("what did Tarvenko name as the red lines?")) == ["lines.txt"])
        #expect(try reader.names(try query("who is Odile Brandt")) == ["other.txt"])
    }

    @Test("what was made optional is known, in the order of the query")
    func record() throws {
        #expect(try Self.optional("What did Tarvenko say about the red lines?") == ["What", "did", "about", "the"])
        #expect(try Self.optional("red lines") == [])
    }

    @Test(
        "a function word has to match where it was asked for",
        arguments: ["=what tarvenko", "\"what\" tarvenko", "+what tarvenko", "title:what tarvenko", "what -tarvenkos"])
    func insisted(text: String) throws {
        #expect(try Self.optional(text) == [])
        #expect(try !Self.index().reader().names(try query(text)).contains("lines.txt"))
    }

    @Test(
        "a query of function words alone asks for all of them",
        arguments: ["the who", "what", "the date:2025", "the lang:en"])
    func alone(text: String) throws {
        #expect(try Self.optional(text) == [])
    }

    @Test("names written like function words have to match: capitals among small letters, and behind the first word")
    func names() throws {
        #expect(try Self.optional("ships of the WHO") == ["of", "the"])
        #expect(try Self.optional("doctors for Will") == ["for"])
        #expect(try Self.optional("WHAT DID TARVENKO NAME") == ["WHAT", "DID"])
        #expect(try Self.optional("plan a") == [])
    }

    @Test("numbers, negations and what is a word of substance in another language have to match")
    func substance() throws {
        #expect(try Self.optional("no deal after 7 days without us", languages: ["en", "de"]) == [])
        #expect(try Self.optional("die war man hat come son", languages: ["en", "de", "fr", "es", "it", "pt"]) == [])
    }

    @Test("each language's function words are known where its forms are, and those in Cyrillic everywhere")
    func languages() throws {
        let german = "warum sprach Tarvenko über die Linien und wer schrieb"
        #expect(try Self.optional(german, languages: ["en"]) == [])
        #expect(try Self.optional(german, languages: ["german"]) == ["warum", "über", "und", "wer"])
        #expect(try Self.optional("что сказал министр о проливе") == ["что", "о"])
    }

    @Test("where any word is enough, a function word is not, but it adds to the rank")
    func any() throws {
        let index = try TestIndex()
        try index.put("function.txt", "the harbour of a city")
        try index.put("one.txt", "brandt harbour at a city")
        try index.put("both.txt", "brandt harbour at the city")
        try index.writer.commit()
        let reader = try index.reader()
        #expect(try reader.names(try query("brandt the", any: true)) == ["both.txt", "one.txt"])
        #expect(try reader.names(try query("of the", any: true)).count == 2)
    }
}
