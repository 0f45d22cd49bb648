// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

@testable import SearchIndex

@Suite struct ValueCompletionTests {
    private func values(_ field: KnownValueField, _ prefix: String, limit: Int = 20) throws -> [String] {
        let index = try TestIndex()
        let articles = [
            ("Arvena Courier", "en-GB", "Mira Holt"), ("ARVENA COURIER", "en", "Ada Quill"),
            ("Arvena Courier", "en", "Mira Holt"), ("Arvena Post", "de", nil), ("Вестник залива", "ru", nil),
            ("narrowseas.example", nil, nil), ("Élan", nil, nil),
            (String(repeating: "long ", count: 40), nil, nil), ("— —", nil, nil),
        ]
        for (number, (outlet, language, byline)) in articles.enumerated() {
            try index.put("\(number).txt", [Article(byline: byline, outlet: outlet, language: language, text: "ferry")])
        }
        try index.put(try TestIndex.path("broken.txt"), .unreadable("a picture"))
        try index.writer.commit()
        return try index.reader().values(of: field, prefix, limit: limit)
            .map { "\($0.text) \($0.articles)" }
    }

    @Test("outlets that begin with what was typed are listed, the most frequent first, however they are written")
    func outlets() throws {
        #expect(try values(.outlet, "arv") == ["Arvena Courier 3", "Arvena Post 1"])
        #expect(try values(.outlet, "ARVENA p") == ["Arvena Post 1"])
        #expect(try values(.outlet, "вест") == ["Вестник залива 1"])
        #expect(try values(.outlet, "elan") == ["Élan 1"])
        #expect(try values(.outlet, "narrowseas.ex") == ["narrowseas.example 1"])
        #expect(try values(.outlet, "zzz").isEmpty)
    }

    @Test("nothing typed lists all, and only so many")
    func all() throws {
        #expect(try values(.outlet, "").count == 5, "a line taken for a name, and one without words, are none")
        #expect(try values(.outlet, "", limit: 1) == ["Arvena Courier 3"])
        #expect(try values(.outlet, "", limit: 0).isEmpty)
    }

    @Test("languages are listed with and without their region, bylines by name")
    func others() throws {
        #expect(try values(.language, "") == ["en 3", "de 1", "en-GB 1", "ru 1"])
        #expect(try values(.byline, "mira") == ["Mira Holt 2"])
        #expect(try values(.speaker, "").isEmpty)
    }

    @Test("no query finds an article by the terms that completion needs")
    func notSearched() throws {
        let index = try TestIndex()
        try index.put("a.txt", [Article(outlet: "Arvena Courier", text: "ferry")])
        try index.writer.commit()
        let reader = try index.reader()
        for text in ["arvena", "a*", "xvo*", "oarvena", "XVoarvena"] {
            #expect(try reader.names(try query(text)).isEmpty, "\(text)")
        }
    }
}
