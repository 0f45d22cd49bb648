// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage
import Testing

@testable import SearchIndex

/// Other spellings and names of a word, in queries of every kind.
@Suite struct SpellingTests {
    private static let file = """
        Drezhin, Dreschin, Дрежин
        NSP = Narrow Seas Pact, Narrow Seas Treaty
        ER => Estmark Republic
        Tarvenko, Tarwenko, 塔文科
        """

    /// One article a letter.
    private static let articles: KeyValuePairs = [
        "a": "The Narrow Seas Pact met at Drezhin.",
        "b": "NSP ministers met. The NSP summit failed.",
        "c": "The Narrow Seas Treaty summit opened in Dreschin.",
        "d": "A pact of the narrow kind; the seas were calm.",
        "e": "The Estmark Republic answered.",
        "f": "ER planes landed.",
        "g": "Президент Тарвенко приехал в Дрежин. Вражение к Морожану растёт.",
        "h": "Mr Tarwenko spoke with Morozhan. He said that the men had lied.",
        "i": "塔文科说这是红线。NATO峰会。",
        "j": "Морожана ждали в порту.",
    ]

    private static func reader(_ file: String = file) throws -> TestReader {
        let index = try TestIndex()
        for (letter, text) in articles { try index.put("\(letter).txt", text) }
        try index.writer.commit()
        return try index.reader(synonyms: LiveSynonyms(SynonymFile(Array(file.utf8)).synonyms))
    }

    private static func letters(_ text: String, _ reader: TestReader) throws -> String {
        try reader.names(try query(text)).map { String($0.prefix(1)) }.sorted().joined()
    }

    @Test("a name is found in all its spellings, and what stands for it")
    func table() throws {
        let reader = try Self.reader()
        let table = [
            // one word for one
            ("drezhin", "acg"), ("dreschin", "acg"), ("Дрежина", "ag"), ("дрежин", "acg"), ("=drezhin", "a"),
            ("title:drezhin", ""), ("dre*", "ac"), ("drezhin~", "a"), ("-drezhin", "bdefhij"),
            // several words for one
            ("nsp", "abc"), ("=nsp", "b"), ("nsp summit", "bc"), ("nsp drezhin", "ac"),
            ("\"nsp\"", "abc"), ("=\"nsp\"", "b"), ("\"=nsp\"", "b"),
            // one word for several
            ("narrow seas pact", "abcd"), ("pact narrow seas", "ad"), ("\"narrow seas pact\"", "abc"),
            ("=\"narrow seas pact\"", "a"), ("=narrow seas pact", "ad"), ("\"narrow seas\"", "ac"),
            ("\"narrow seas =pact\"", "a"),
            // inside phrases
            ("\"nsp summit\"", "bc"), ("\"narrow seas pact summit\"", "bc"), ("=\"nsp summit\"", "b"),
            ("\"met at dreschin\"", "a"), ("\"nsp summit\"~", "bc"), ("\"nsp met at dreschin\"", "a"),
            ("narrow-seas-pact", "abc"),
            // one way
            ("er", "ef"), ("estmark republic", "e"), ("\"estmark republic\"", "e"), ("\"er answered\"", "e"),
            ("\"er planes\"", "f"),
            // near one another: one word for one
            ("drezhin NEAR/9 summit", "c"), ("\"dreschin met\"~5", "a"),
            // scripts
            ("tarvenko", "ghi"), ("тарвенко", "gh"), ("塔文科", "ghi"), ("\"塔文科说\"", "i"),
        ]
        for (text, letters) in table {
            let found = try Self.letters(text, reader)
            #expect(found == letters, "\(text)")
        }
    }

    @Test("without the file, a name is found in the other script by rule, in all its cases")
    func transliteration() throws {
        let reader = try Self.reader("")
        let table = [
            ("тарвенко", "gh"), ("tarvenko", "g"), ("tarwenko", "gh"), ("морожан", "hj"), ("морожана", "hj"),
            ("morozhan", "ghj"), ("morozan", "gj"), ("moroschan", ""), ("=morozhan", "h"), ("\"morozhan\"", "h"),
            ("=тарвенко", "g"),
        ]
        for (text, letters) in table {
            let found = try Self.letters(text, reader)
            #expect(found == letters, "\(text)")
        }
    }

    @Test("irregular forms of English words are forms like others, unless English is none of the languages")
    func irregular() throws {
        let reader = try Self.reader()
        let table = [("say", "h"), ("saying", ""), ("man", "h"), ("men", "h"), ("=man", ""), ("lie", "h")]
        for (text, letters) in table {
            let found = try Self.letters(text, reader)
            #expect(found == letters, "\(text)")
        }
        let german = try reader.index.reader(languages: ["german"])
        #expect(try Self.letters("say", german) == "")
    }

    @Test("the base of an irregular form brings its other forms, and an ambiguous form does not lead back")
    func irregularTable() {
        #expect(IrregularForms.forms(of: "said")?.base == "say")
        #expect(IrregularForms.forms(of: "went")?.exact == ["gone"])
        #expect(IrregularForms.forms(of: "leave")?.exact == ["left"])
        #expect(IrregularForms.forms(of: "left") == nil)
        #expect(IrregularForms.forms(of: "lay")?.base == nil)
        #expect(IrregularForms.forms(of: "lay")?.exact == ["laid"])
    }

    @Test("an article that uses many names of one thing scores no more than one that uses the same name as often")
    func weight() throws {
        let index = try TestIndex()
        try index.put("one.txt", "nsp spoke and nsp acted and nsp went home at once then")
        try index.put("many.txt", "nsp spoke and narrow seas pact spoke and then narrow seas treaty")
        for number in 0..<8 { try index.put("\(number).txt", "nothing of note happened on this day at sea") }
        try index.writer.commit()
        let reader = try index.reader(synonyms: LiveSynonyms(SynonymFile(Array(Self.file.utf8)).synonyms))
        for text in ["nsp", "\"narrow seas pact\"", "narrow seas pact"] {
            let hits = try reader.search(try query(text)).hits
            #expect(hits.count == 2)
            let scores = Dictionary(uniqueKeysWithValues: hits.map { (TestIndex.name(of: $0.path), $0.score) })
            if text == "nsp" { #expect(try #require(scores["many.txt"]) <= #require(scores["one.txt"]) * 1.01) }
        }
    }

    @Test("other names are lit in the passage")
    func lit() throws {
        let reader = try Self.reader()
        let hits = try reader.search(try query("nsp summit")).hits
        let lit = hits.map { hit in hit.passage.highlights.map { hit.passage.text.utf8Slice($0) } }
        #expect(lit.contains(["Narrow Seas Treaty", "summit"]))
    }

    @Test("new synonyms count from the next question on, and those taken away no more")
    func reload() throws {
        let index = try TestIndex()
        try index.put("a.txt", "The Narrow Seas Pact met.")
        try index.writer.commit()
        let live = LiveSynonyms()
        let reader = try index.reader(synonyms: live)
        #expect(try reader.search(try query("nsp")).total == 0)
        live.replace(with: SynonymFile(Array(Self.file.utf8)).synonyms)
        #expect(try reader.search(try query("nsp")).total == 1)
        live.replace(with: Synonyms())
        #expect(try reader.search(try query("nsp")).total == 0)
    }

    @Test("a phrase of many names is cut at the bound, with a warning, and found as typed all the same")
    func bound() throws {
        let index = try TestIndex()
        try index.put("a.txt", "nsp nsp nsp nsp nsp nsp")
        try index.writer.commit()
        let reader = try index.reader(synonyms: LiveSynonyms(SynonymFile(Array(Self.file.utf8)).synonyms))
        let answer = try reader.search(try query("\"nsp nsp nsp nsp nsp nsp\""))
        #expect(answer.total == 1)
        #expect(answer.warnings.count == 1)
        #expect(answer.warnings.first?.message.contains("too many ways") == true)
        #expect(try reader.search(try query("\"nsp nsp\"")).warnings.isEmpty)
    }
}

extension String {
    fileprivate func utf8Slice(_ range: Range<Int>) -> String { String(decoding: Array(utf8)[range], as: UTF8.self) }
}
