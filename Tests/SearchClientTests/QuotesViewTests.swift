// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import SearchAPI
import Testing

@testable import SearchClient

@Suite("Quotations for people, and asking for them")
struct QuotesViewTests {
    private static func article(_ number: Int, _ outlet: String?, _ day: String?) -> ArticleOrigin {
        ArticleOrigin(
            id: "4f0c\(number)", path: "/corpus/\(number).txt", part: 0, title: "Title \(number)", outlet: outlet,
            url: nil, published: day, byline: nil)
    }

    private static func source(_ name: String?, _ speaker: String? = nil) -> QuoteSource {
        QuoteSource(speaker: speaker ?? name, speakerName: name, speakerAsWritten: "she")
    }

    private static let quote = Quote(
        text: "The tide is ours, and nobody else’s.", highlights: [[4, 8]],
        source: source("Odile Brandt", "Odile Brandt, a pilot"), article: article(1, "Kalmar Courier", "2031-03-03"),
        outlets: ["Kalmar Courier", "Estmark Post"],
        carriers: [
            QuoteCarrier(
                source: source("O. Brandt"), article: article(2, "Estmark Post", "2031-03-04"),
                text: "tide was ours",
                wording: [
                    WordingPart(kind: .leftOut, text: "The"), WordingPart(kind: .same, text: "tide"),
                    WordingPart(kind: .leftOut, text: "is"), WordingPart(kind: .same, text: " "),
                    WordingPart(kind: .added, text: "was"), WordingPart(kind: .same, text: " ours"),
                    WordingPart(kind: .leftOut, text: "and nobody else’s"),
                ]),
            QuoteCarrier(source: source("Mira Holt"), article: article(3, nil, nil)),
        ], carriersTotal: 15)

    private static func response(_ quotes: [Quote], total: Int, exact: Bool = true) -> QuotesResponse {
        QuotesResponse(
            query: "tide", speaker: nil, total: QuotesTotal(quotations: total, articles: 4, exact: exact),
            tookMicroseconds: 1200, quotes: quotes)
    }

    private func rendered(_ response: QuotesResponse, columns: Int = 80, unicode: Bool = true, color: Bool = false)
        -> String
    {
        let context = ViewContext(
            columns: columns, palette: Palette(isColored: color), workingDirectory: "/corpus", isUnicode: unicode)
        return QuotesView(request: QuotesRequest(query: "tide"), response: response, context: context).rendered()
    }

    @Test("who, what, where: the speaker, the words, the articles; other wordings below those that have them")
    func rendering() {
        #expect(
            rendered(Self.response([Self.quote], total: 3)) == """
                 1  Odile Brandt, a pilot
                    “The tide is ours, and nobody else’s.”
                    Kalmar Courier · 2031-03-03 · 1.txt · 4f0c1
                    undated · 3.txt · 4f0c3 · by Mira Holt
                    Estmark Post · 2031-03-04 · 2.txt · 4f0c2
                      “… tide [-is-] {+was+} ours …”
                    and in 13 more articles

                3 quotations in 4 articles, 1.2 ms; more with --offset 1

                """)
    }

    @Test("with colours, they mark what the query asked for and where the wording differs")
    func colours() {
        let text = rendered(Self.response([Self.quote], total: 1), color: true)
        #expect(text.contains("The \u{1B}[1;31mtide\u{1B}[0m is ours"))
        #expect(text.contains("tide \u{1B}[2;9mis\u{1B}[0m \u{1B}[1;36mwas\u{1B}[0m ours"))
        #expect(!text.contains("{+") && !text.contains("[-"))
    }

    @Test("nobody knows who said it, and nothing found, are said")
    func nothing() {
        var quote = Self.quote
        quote.source = QuoteSource(speaker: nil, speakerName: nil, speakerAsWritten: nil)
        #expect(rendered(Self.response([quote], total: 1)).hasPrefix(" 1  unknown speaker\n"))
        #expect(rendered(Self.response([], total: 0)) == "Nothing found, 1.2 ms\n")
        #expect(rendered(Self.response([], total: 9, exact: false)).hasPrefix("at least 9 quotations in 4 articles"))
    }

    @Test("no escape sequence of an article reaches the terminal, and no line of words is too long")
    func hostile() {
        var quote = Self.quote
        quote.text = String(repeating: "tide \u{1B}[2J\u{202E}\n", count: 40)
        quote.source = Self.source("Ody\u{1B}]0;x\u{7}")
        for columns in [20, 80] {
            let text = rendered(Self.response([quote], total: 1), columns: columns)
            #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E || $0.value == 7 })
            #expect(text.split(separator: "\n").filter { $0.contains("tide") }.allSatisfy { $0.count <= columns })
        }
    }

    // MARK: The command

    private func action(_ arguments: String...) throws -> Invocation.Action {
        try Invocation(arguments: ["quotes"] + arguments).action
    }

    @Test("the words are the query, a phrase if the shell ate its quotes; the speaker will do alone")
    func invocation() throws {
        #expect(try action("red line") == .quotes(QuotesRequest(query: "\"red line\""), .people))
        #expect(
            try action(
                "tide", "--speaker", "odile brandt", "--since", "2031", "--limit", "3", "--offset", "2", "--json")
                == .quotes(
                    QuotesRequest(query: "tide", speaker: "odile brandt", since: "2031", limit: 3, offset: 2), .json))
        #expect(
            try action("--speaker=brandt", "--count")
                == .quotes(QuotesRequest(query: nil, speaker: "brandt", limit: 0), .count))
        #expect(throws: UsageError.self) { try action() }
        #expect(throws: UsageError.self) { try action("tide", "--json", "--count") }
        #expect(throws: UsageError.self) { try action("tide", "--limit", "all") }
        #expect(throws: UsageError.self) { try action("tide", "--sort", "newest") }
    }

    @Test("it asks for what was typed, prints for people, programs or a count, and is 1 for nothing")
    func command() throws {
        let scratch = try Scratch()
        var socket = "\(scratch.path)/socket"
        func run(_ arguments: String...) throws -> Run {
            try SearchClientTests.run(
                ["quotes"] + arguments + ["--socket", socket], in: scratch, environment: ["LC_CTYPE": "C"])
        }
        let body = String(decoding: try JSONEncoder().encode(Self.response([Self.quote], total: 1)), as: UTF8.self)
        let daemon = try FakeDaemon(at: socket, body: body)
        let shown = try run("the tide", "--speaker", "brandt", "--any")
        #expect(shown.status == .success && shown.output.contains("\"The tide is ours"))
        #expect(daemon.requests.last?.contains("/v1/quotes?q=%22the%20tide%22&speaker=brandt&any=true ") == true)
        #expect(try run("tide", "--json").output == body + "\n")
        #expect(try run("tide", "--count").output == "1\n")
        daemon.stop()
        socket += "2"
        let nobody = try FakeDaemon(
            at: socket, body: String(decoding: try JSONEncoder().encode(Self.response([], total: 0)), as: UTF8.self))
        #expect(try run("tide").status == .nothingFound)
        nobody.stop()
    }
}
