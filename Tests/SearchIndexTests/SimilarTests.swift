// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import Testing

@testable import SearchIndex

@Suite struct SimilarTests {
    private static let strait = """
        President Ilmar Tarvenko of Veldania said on Tuesday that his navy would not leave the Sereth Narrows. The
        tankers wait off the Sereth Narrows, and pilots refuse to board them. Ilmar Tarvenko spoke of sabotage. The
        Estmark Republic denies any sabotage of the cable. 17 tankers have been counted, 17 of them loaded.
        """
    private static let reply = """
        The Estmark Republic answered President Tarvenko: its patrols in the Sereth Narrows would go on, and tankers
        would be searched. Prime Minister Odile Brandt called the charge of sabotage absurd.
        """
    private static let harvest = """
        The harvest of apples was good this year, said farmers in Veldania. Prices are expected to fall, and orchards
        will close. Seventeen growers told reporters that they would plant cherries.
        """
    private static let football = """
        The final was decided by a goal in the last minute. The coach said that his team had been patient.
        """

    private static func index() throws -> TestIndex {
        let index = try TestIndex()
        let articles = [
            ("strait.txt", "Tarvenko: navy stays in the Narrows", strait, "Arvena Courier"),
            ("copy.txt", "Navy stays", strait.replacing("on Tuesday ", with: ""), "Drezhin Herald"),
            ("reply.txt", "Estmark answers", reply, "Arvena Courier"),
            ("harvest.txt", "Apples are cheap", harvest, "Arvena Courier"),
            ("football.txt", "Late goal", football, "Arvena Courier"),
            ("haixia.txt", "海峡危机", "部长说这是红线。船只停在海峡。海峡关闭。", "narrowseas.example"),
            ("haixia2.txt", "海峡", "船只在海峡等待。", nil),
        ]
        for (name, title, text, outlet) in articles {
            try index.put(name, [Article(title: title, outlet: outlet, text: text)])
        }
        try index.put(try TestIndex.path("broken.txt"), .unreadable("a picture"))
        try index.writer.commit()
        return index
    }

    private static func similar(_ name: String, limit: Int = 10) throws -> SimilarArticles {
        try #require(try index().reader().similar(to: name, limit: limit))
    }

    private static func names(_ similar: SimilarArticles) -> [String] {
        similar.hits.map { TestIndex.name(of: $0.hit.path) }
    }

    @Test("the copy comes first, then what is about the same, and never the article itself")
    func order() throws {
        let similar = try Self.similar("strait.txt")
        #expect(Self.names(similar).prefix(2) == ["copy.txt", "reply.txt"])
        #expect(!Self.names(similar).contains("strait.txt"))
        #expect(!Self.names(similar).contains("football.txt"))
        #expect(similar.hits[0].similarity > 0.8)
        #expect(similar.hits[1].similarity < similar.hits[0].similarity)
        #expect(similar.hits.allSatisfy { (0...1).contains($0.similarity) && $0.hit.article.text.isEmpty })
        #expect(Self.names(try Self.similar("strait.txt", limit: 1)) == ["copy.txt"])
        #expect(Self.names(try Self.similar("strait.txt", limit: 0)).isEmpty)
    }

    @Test("the reasons are names and terms as the article writes them, names of several words whole")
    func reasons() throws {
        let reasons = try Self.similar("strait.txt").reasons
        #expect(reasons.contains("Ilmar Tarvenko"))
        #expect(reasons.contains("Sereth Narrows"))
        #expect(reasons.contains("tankers"))
        let shared = try Self.similar("strait.txt").hits[1].shared
        #expect(shared.contains("Sereth Narrows"))
        #expect(!shared.contains { $0.contains("Ilmar") }, "the reply does not have that name")
    }

    @Test("function words, numbers, news words, the outlet and single letters are no reasons")
    func noReasons() throws {
        for name in ["strait.txt", "reply.txt", "harvest.txt", "football.txt"] {
            let similar = try Self.similar(name)
            for reason in similar.reasons + similar.hits.flatMap(\.shared) {
                for word in reason.split(separator: " ").map({ $0.lowercased() }) {
                    #expect(!SubjectWords.ordinary.contains(word), "\(word)")
                    #expect(!["17", "arvena", "courier", "said", "tuesday"].contains(word), "\(word)")
                    #expect(word.count > 1)
                }
            }
        }
    }

    @Test("what an article shares with none has no reasons and finds nothing")
    func alone() throws {
        let similar = try Self.similar("football.txt")
        #expect(similar.reasons.isEmpty)
        #expect(similar.hits.isEmpty)
    }

    @Test("an article in a script without spaces is compared by pairs of characters")
    func pairs() throws {
        let similar = try Self.similar("haixia.txt")
        #expect(Self.names(similar) == ["haixia2.txt"])
        #expect(similar.reasons.contains("海峡"))
        #expect(similar.reasons.contains("船只"))
    }

    @Test("what is no article has nothing near it")
    func none() throws {
        let reader = try Self.index().reader()
        #expect(try reader.similar(to: "nowhere.txt", part: 0) == nil)
        #expect(try reader.similar(to: "strait.txt", part: 1) == nil)
        #expect(try reader.similar(to: "broken.txt", part: 0) == nil)
    }

    @Test("an empty article is near nothing, and no error")
    func empty() throws {
        let index = try TestIndex()
        try index.put("empty.txt", "")
        try index.put("blank.txt", "— … 17 !\n")
        try index.writer.commit()
        let reader = try index.reader()
        for name in ["empty.txt", "blank.txt"] {
            #expect(try reader.similar(to: name, part: 0)?.hits.isEmpty == true)
        }
    }
}
