// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("Facets, timelines, near articles, lit articles and values, from a daemon")
struct ViewRoutesTests {
    private static func article(_ day: String, _ outlet: String, _ text: String) -> String {
        "Title: Ferry talks in Estmark\nDate: \(day)\nSource: \(outlet)\n\n\(text)\n"
    }

    private static let files = [
        "a.txt": article(
            "2025-03-03", "The Kalmar Courier",
            "No ferry left Veldania. Ilmar Tarvenko closed the Sereth Narrows. Nobody sailed. The pilots went home."),
        "b.txt": article(
            "2025-03-05", "The Kalmar Courier",
            "Ilmar Tarvenko closed the Sereth Narrows to every ferry of Veldania, said a pilot."),
        "c.txt": article("2025-05-12", "Estmark Post", "A ferry came. The band played."),
        "d.txt": "A ferry without a day\n\nIt rusts in the harbour, with nobody aboard.\n",
    ]

    private func daemon() async throws -> RunningDaemon {
        let daemon = try await RunningDaemon(files: Self.files)
        try await eventually("the articles") { try await daemon.status().articles == Self.files.count }
        return daemon
    }

    @Test("facets count every article found, whatever the page shows, in a stream's head too")
    func facets() async throws {
        let daemon = try await daemon()
        let response = try await daemon.get("/v1/search?q=ferry&limit=0&facets=month,outlet,year")
            .decoded(SearchResponse.self)
        #expect(response.facets?.outlet?.values.map(\.value) == ["The Kalmar Courier", "Estmark Post"])
        #expect(response.facets?.outlet?.values.map(\.articles) == [2, 1])
        #expect(response.facets?.outlet?.missing == 1)
        #expect(response.facets?.month?.values.first == FacetValue(value: "2025-03", articles: 2))
        #expect(response.facets?.year?.values == [FacetValue(value: "2025", articles: 3)])
        #expect(response.facets?.language == nil)
        for limit in ["2", "all"] {
            let shown = try await daemon.client("ferry", "--facets=outlet", "--limit", limit)
            #expect(
                shown.output.replacing("\u{A0}", with: " ").contains("outlet  The Kalmar Courier 2 · Estmark Post 1"))
        }
        let wrong = try await daemon.get("/v1/search?q=ferry&facets=outlet,colour").decoded(Problem.self)
        #expect(wrong.detail == "facets: “colour” is not one of outlet, month, year, language, speaker")
    }

    @Test("a timeline has every period, tells gaps, and counts what has no day")
    func timeline() async throws {
        let daemon = try await daemon()
        let weeks = try await daemon.get("/v1/timeline?q=ferry&by=week").decoded(TimelineResponse.self)
        #expect(weeks.articles == 4 && weeks.undated == 1 && weeks.first == "2025-03-03" && weeks.last == "2025-05-12")
        #expect(weeks.periods.count == 11 && weeks.periods.map(\.articles).reduce(0, +) == 3)
        let shown = try await daemon.client("timeline", "ferry", "--by", "week")
        #expect(
            shown.output.hasPrefix(
                """
                2025-03-03  2  ████████
                · · · 9 weeks without an article
                2025-05-12  1  ████
                undated     1

                4 articles from 2025-03-03 to 2025-05-12, a line a week,
                """))
        #expect(
            try await daemon.client("timeline", "ferry", "--csv", "--by", "month").output
                == "start,articles\n2025-03-01,2\n2025-04-01,0\n2025-05-01,1\n")
        let chosen = try await daemon.get("/v1/timeline?q=ferry&fit=3").decoded(TimelineResponse.self)
        #expect(chosen.period == .month)
        #expect(try await daemon.client("timeline", "unheardof").status == 1)
        #expect(try await daemon.client("timeline", "date:soonish").status == 2)
    }

    @Test("near articles come with the words that say why, by id and by path")
    func similar() async throws {
        let daemon = try await daemon()
        let path = daemon.scratch["corpus/a.txt"]
        let shown = try await daemon.client("similar", path)
        #expect(shown.status == 0 && shown.output.contains("corpus/b.txt"), "\(shown.output)\(shown.errors)")
        #expect(shown.output.contains("Tarvenko"))
        let id = try #require(try await daemon.search("pilots home").results.first).id
        #expect(
            try await daemon.client("similar", id, "--paths", "--limit", "1").output == daemon.scratch["corpus/b.txt\n"]
        )
        #expect(try await daemon.client("similar", "0123456789abcdef").status == 1)
    }

    @Test("show lights a query in an article, or shows only the sentences around it")
    func lit() async throws {
        let daemon = try await daemon()
        let path = daemon.scratch["corpus/a.txt"]
        let lit = try await daemon.client("show", path, "pilot", "--color", "always")
        #expect(lit.output.contains("The \u{1B}[1;31mpilots\u{1B}[0m went"))
        let around = try await daemon.client("show", path, "nobody", "--context", "0")
        #expect(around.output.hasSuffix("\n\n⋯\nNobody sailed.\n⋯\n"), "\(around.output)")
        let wider = try await daemon.client("show", path, "nobody", "--context", "1")
        #expect(wider.output.contains("\n⋯\nIlmar Tarvenko closed the Sereth Narrows. Nobody sailed. The pilots"))
        #expect(try await daemon.client("show", path, "trombone").status == 1)
        #expect(try await daemon.client("show", path).status == 0)
        let warned = try await daemon.client("show", path, "(pilot")
        #expect(warned.errors.contains("  (pilot\n  ^"))
        #expect(try await daemon.get("/v1/article?path=\(encoded(path))&context=2").status == 400)
    }

    @Test("values are those that articles have, by their beginnings")
    func values() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.client("values", "outlet").output == "The-Kalmar-Courier\nEstmark-Post\n")
        #expect(try await daemon.client("values", "outlet", "est").output == "Estmark-Post\n")
        #expect(try await daemon.client("values", "outlet", "x").status == 1)
        #expect(try await daemon.get("/v1/values/title").status == 404)
        #expect(try await daemon.finds("outlet:The-Kalmar-Courier") == ["a.txt", "b.txt"])
    }

    @Test("quotations come each once, with speaker, outlets and other wordings, in the client too")
    func quotes() async throws {
        let words = "Nobody closes the Narrows while there are pilots on this shore"
        let daemon = try await RunningDaemon(files: [
            "a.txt": Self.article("2025-03-03", "The Kalmar Courier", "“\(words),” said Odile Brandt, a pilot."),
            "b.txt": Self.article("2025-03-04", "Estmark Post", "\"\(words) now,\" said Ms. Brandt."),
            "c.txt": Self.article("2025-03-01", "Estmark Post", "“Ferries sail,” said Ilmar Tarvenko. No pilots came."),
        ])
        try await eventually("the articles") { try await daemon.status().articles == 3 }
        let response = try await daemon.get("/v1/quotes?q=pilots&speaker=brandt").decoded(QuotesResponse.self)
        #expect(response.total == QuotesTotal(quotations: 1, articles: 2, exact: true))
        let quote = try #require(response.quotes.first)
        #expect(quote.text == words + "," && quote.article.published == "2025-03-03")
        #expect(quote.source.speaker == "Odile Brandt, a pilot" && quote.source.speakerName == "Odile Brandt")
        #expect(quote.outlets == ["The Kalmar Courier", "Estmark Post"])
        #expect(quote.carriers.first?.wording.map(\.kind) == [.same, .added, .same])
        let shown = try await daemon.client("quotes", "pilots", "--speaker", "brandt")
        #expect(shown.status == 0 && shown.output.contains("{+now+}"), "\(shown.output)\(shown.errors)")
        #expect(try await daemon.client("quotes", "--speaker", "tarvenko", "--count").output == "1\n")
        #expect(try await daemon.client("quotes", "pilots", "--speaker", "tarvenko").status == 1)
        #expect(try await daemon.client("quotes", "pilots", "--since", "2025-03-04", "--count").output == "1\n")
        let nothing = try await daemon.get("/v1/quotes").decoded(Problem.self)
        #expect(nothing.status == 400 && nothing.parameter == "q")
        #expect(try await daemon.get("/v1/quotes?q=%2C%2C&speaker=brandt").decoded(QuotesResponse.self).quotes.isEmpty)
        #expect(try await daemon.get("/v1/quotes?q=x&since=soonish").decoded(Problem.self).parameter == "since")
    }

    @Test("quotations are the JSON that encoding makes")
    func quotesText() async throws {
        let daemon = try await RunningDaemon(files: [
            "a.txt": Self.article("2025-03-03", "Courier", "“Nobody closes the Narrows by night,” said Odile Brandt."),
            "b.txt": "Undated\n\n“Nobody closes the Narrows by night again,” said Odile Brandt.\n",
        ])
        try await eventually("the articles") { try await daemon.status().articles == 2 }
        let answer = try await daemon.get("/v1/quotes?q=narrows")
        let encoded = try JSONEncoder().encode(try answer.decoded(QuotesResponse.self))
        var members = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.body)) as? NSDictionary as? [String: Any])
        #expect(members.removeValue(forKey: "format") as? Int == 1)
        #expect(members as NSDictionary == (try JSONSerialization.jsonObject(with: encoded) as? NSDictionary))
    }
}
