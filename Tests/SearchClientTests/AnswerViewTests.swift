// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI
import Testing

@testable import SearchClient

@Suite("Facets, explanations, near articles and lit ones, for people")
struct AnswerViewTests {
    private func context(_ columns: Int = 60, colored: Bool = false, isUnicode: Bool = true) -> ViewContext {
        ViewContext(
            columns: columns, palette: Palette(isColored: colored), workingDirectory: "/corpus", isUnicode: isUnicode)
    }

    // MARK: Facets

    private var facets: Facets {
        var facets = Facets()
        facets.outlet = Facet(
            values: [
                FacetValue(value: "The Kalmar Courier", articles: 1204), FacetValue(value: "Estmark Post", articles: 3),
                FacetValue(value: "海峡日报", articles: 2),
            ], missing: 7, others: 4)
        facets.month = Facet(values: [FacetValue(value: "2031-03", articles: 9)], missing: 0)
        facets.speaker = Facet(values: [], missing: 0)
        return facets
    }

    @Test("each facet is a paragraph in the order asked for; a value and its count stay together")
    func facetParagraphs() {
        let view = FacetsView(facets: facets, order: [.month, .outlet, .speaker, .language], context: context(40))
        let text = view.rendered().replacing("\u{A0}", with: "_")
        #expect(
            text == """
                month    2031-03_9
                outlet   The_Kalmar_Courier_1,204 ·
                         Estmark_Post_3 · 海峡日报_2 ·
                         4_more · 7_without
                speaker  none

                """)
    }

    @Test("facets fit every width, and ASCII where that is all there is", arguments: [20, 40, 80, 200])
    func facetWidths(columns: Int) {
        for isUnicode in [true, false] {
            let view = FacetsView(
                facets: facets, order: FacetName.allCases, context: context(columns, isUnicode: isUnicode))
            let text = view.rendered()
            for line in text.split(separator: "\n") { #expect(displayWidth(line) <= columns, "\(line)") }
            #expect(isUnicode || !text.contains("·"))
        }
    }

    // MARK: Explanation

    private var explanation: Explanation {
        Explanation(
            tree: [
                TreeLine(depth: 0, text: "all of"), TreeLine(depth: 1, text: "the phrase “red line”"),
                TreeLine(depth: 1, text: "talks, in any form"),
            ],
            words: [
                ExplainedWord(
                    text: "talks", at: 11,
                    terms: [
                        ExplainedTerm(term: "talks", articles: 1204, origin: "itself"),
                        ExplainedTerm(term: "talk", articles: 950, origin: "inflection"),
                        ExplainedTerm(term: "talked", articles: 322, origin: "inflection"),
                        ExplainedTerm(term: "negotiations", articles: 40, origin: "synonym"),
                    ], isCut: true),
                ExplainedWord(text: "zzz", at: 20, terms: []),
            ],
            bounds: ["“w*” stands for too many words"], optional: ["the"], compiled: "Query((talk SYNONYM talks))",
            hits: [
                ExplainedHit(
                    id: "4f0c1", score: 7.25,
                    parts: [ScorePart(label: "the words", score: 5.1), ScorePart(label: "title", score: 2.15)])
            ])
    }

    @Test("an explanation tells the reading, the words, what was optional and cut, and each score's parts")
    func explained() {
        let view = ExplanationView(explanation: explanation, offset: 8, context: context(60))
        #expect(
            view.rendered().replacing("\u{A0}", with: "_") == """
                How the query was read
                  all of
                    the phrase “red line”
                    talks, in any form
                What its words stand for
                  talks  talks_1,204
                         inflection: talk_950 · talked_322
                         synonym: negotiations_40
                         and others, which a bound left out
                  zzz    no word of the index
                Words that may be missing, and only add to the score
                  the
                Bounds that were hit
                  “w*” stands for too many words
                How the scores came about
                 9  7.250 = 5.100_the_words + 2.150_title
                What the index was asked
                  Query((talk SYNONYM talks))

                """)
    }

    @Test("an explanation fits every width, whatever it holds", arguments: [40, 80, 200])
    func explanationWidths(columns: Int) {
        var odd = explanation
        odd.tree = (0..<60).map { TreeLine(depth: $0 - 3, text: "any of 海峡 " + String(repeating: "x", count: $0)) }
        odd.words[0].text = String(repeating: "語", count: 40)
        odd.hits[0].score = .infinity
        odd.hits[0].parts[0].score = -0.0004
        let view = ExplanationView(explanation: odd, offset: 0, context: context(columns))
        let lines = view.rendered().split(separator: "\n")
        for line in lines where !line.contains("語語語") { #expect(displayWidth(line) <= columns, "\(line)") }
        #expect(view.rendered().replacing("\u{A0}", with: " ").contains("0.000 the words"))
    }

    // MARK: Near articles

    @Test("near articles are listed with the words that they share, and what was looked for by")
    func similar() {
        let response = SimilarResponse(
            article: Sample.hit(1).article, reasons: ["Kalmar Sound", "pilots"],
            results: [
                SimilarHit(
                    article: Sample.hit(2).article, score: 0.75, shared: ["pilots"],
                    snippet: Snippet(text: "No pilots came.", highlights: [[3, 9]]))
            ], tookMicroseconds: 900)
        #expect(
            SimilarView(response: response, context: context()).rendered() == """
                 1  Veldania draws a red line across Kalmar Sound
                    The Kalmar Courier · 2031-03-03 · 2031/kalmar-2.txt · 4f0c2
                    No pilots came.
                    shares pilots

                Near Veldania draws a red line across Kalmar Sound, 0.9 ms
                by the words Kalmar Sound, pilots

                """)
        let alone = SimilarResponse(
            article: Sample.hit(1, title: nil).article, reasons: [], results: [], tookMicroseconds: 900)
        #expect(
            SimilarView(response: alone, context: context(80)).rendered()
                == "Nothing is near The envoy left before the soup was served…, 0.9 ms\n")
    }

    // MARK: Lit articles

    /// Where `word` stands in the text of the sample, each time.
    private func ranges(of word: String, in text: String) -> [[Int]] {
        let bytes = Array(text.utf8)
        return bytes.indices.filter { bytes[$0...].starts(with: word.utf8) }.map { [$0, $0 + word.utf8.count] }
    }

    @Test("what matches is lit in headline and text, over wrapped lines and paragraphs")
    func lit() {
        var article = Sample.article
        article.lit = LitRanges(
            title: [[0, 7]], text: ["ferry", "harbour master"].flatMap { ranges(of: $0, in: article.text) })
        let text = ArticleView(article: article, context: context(24, colored: true)).rendered()
        #expect(text.contains("\u{1B}[1;31mFerries\u{1B}[0m\u{1B}[1m stay"))
        #expect(text.contains("No \u{1B}[1;31mferry\u{1B}[0m left"))
        #expect(text.contains("The \u{1B}[1;31mharbour master\u{1B}[0m said"))
        #expect(!ArticleView(article: article, context: context(24)).rendered().contains("\u{1B}"))
    }

    @Test("with context only the passages are shown, with a mark where text is left out")
    func passages() {
        var article = Sample.article
        article.warnings = []
        article.text = "One ferry left. Two stayed.\n\nA third sank off Sund.\n\nNobody saw the fourth."
        let end = article.text.utf8.count
        func body(_ passages: [[Int]]) -> String {
            article.lit = LitRanges(title: [], text: [], passages: passages)
            let text = ArticleView(article: article, context: context()).rendered()
            return text.split(separator: "4f0c1\n\n", maxSplits: 1).last.map(String.init) ?? ""
        }
        #expect(body([[0, 15]]) == "One ferry left.\n⋯\n")
        let later = "⋯\nTwo stayed.\n\nA third sank off Sund.\n⋯\nNobody saw the fourth.\n"
        #expect(body([[16, 51], [53, end]]) == later)
        #expect(body([]) == "Nothing in the text matches.\n")
        #expect(body([[5, 3], [-1, 4], [0, end + 1], [7]]) == "Nothing in the text matches.\n")
    }

    @Test("an article is shown with where its fields were found, and with who is quoted")
    func provenance() {
        var article = Sample.article
        let text = ArticleView(article: article, context: context(200)).rendered()
        #expect(text.contains("By Ilse Varga · The Kalmar Courier · 2031-03-03 08:15+01:00\n"))
        #expect(
            text.contains(
                "header: title, byline, day, address · url: outlet (kalmarcourier.example) · text: language en\n"))
        #expect(text.contains("Peder Holm (as “the harbour master”): “Not before the talks are over,”\n"))
        article.quotes[0].speaker = nil
        article.fields.publishedFrom = "mtime"
        let doubtful = ArticleView(article: article, context: context(200)).rendered()
        #expect(doubtful.contains("undated, file of 2031-03-03\n"))
        #expect(doubtful.contains("unknown (as “the harbour master”)"))
        article.fields = ArticleFields()
        article.quotes = []
        let bare = ArticleView(article: article, context: context(200)).rendered()
        #expect(bare.hasPrefix("undated\n"))
        #expect(!bare.contains("Quotations"))
    }

    @Test("ranges that make no sense leave the text whole")
    func badRanges() {
        var article = Sample.article
        let plain = ArticleView(article: article, context: context(colored: true)).rendered()
        article.lit = LitRanges(title: [[9, 3], [0]], text: [[4], [9, 2], [100_000, 100_003], [-5, -2], []])
        #expect(ArticleView(article: article, context: context(colored: true)).rendered() == plain)
    }

    // MARK: Remarks

    @Test("the caret stands under the place with wide, combining and invisible characters before it")
    func carets() {
        func caret(_ query: String, before place: String, columns: Int = 80) -> (String, Int) {
            let offset = query.utf8.count - (query.range(ofLast: place)?.utf8.count ?? 0)
            let lines = remark("odd", on: query, at: offset, columns: columns).split(separator: "\n")
            return (String(lines[1]), displayWidth(lines[2]) - 1)
        }
        let beginnings = ["红线", "e\u{301}te\u{301}", "a\tb", "👩‍👩‍👧", "\u{200F}שלום", "x\u{1B}[0m"]
        for query in beginnings.map({ "\($0) HERE" }) {
            let (line, column) = caret(query, before: "HERE")
            var width = 0
            let rest = line.drop { character in
                defer { width += displayWidth(character) }
                return width < column
            }
            #expect(rest.hasPrefix("HERE"), "\(query)")
        }
    }

    @Test("of a long query the part around the place is shown, with ellipses about it", arguments: [40, 80, 200])
    func longQueries(columns: Int) {
        let query = String(repeating: "海峡 ", count: 150) + "HERE" + String(repeating: " more", count: 150)
        let lines = remark("odd", on: query, at: 150 * 7, columns: columns).split(separator: "\n")
        #expect(lines.dropFirst().allSatisfy { displayWidth($0) <= columns })
        #expect(lines[1].contains("HERE"))
        #expect(lines[1].hasPrefix("  …") && lines[1].hasSuffix("…"))
    }
}

extension String {
    /// What stands from the last `text` on.
    fileprivate func range(ofLast text: String) -> Substring? {
        indices.reversed().first { self[$0...].hasPrefix(text) }.map { self[$0...] }
    }
}
