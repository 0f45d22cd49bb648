// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI
import Testing

@testable import SearchClient

@Suite("Answers for people")
struct ViewTests {
    private func context(columns: Int = 60, colored: Bool = false) -> ViewContext {
        ViewContext(columns: columns, palette: Palette(isColored: colored), workingDirectory: "/corpus")
    }

    private func rendered(
        _ response: SearchResponse,
        _ request: SearchRequest = SearchRequest(query: "\"red line\""),
        colored: Bool = false
    ) -> String {
        SearchView(request: request, response: response, context: context(colored: colored)).rendered()
    }

    @Test("A search shows headline, origin, snippet and copies of each article, then the totals and what else to try")
    func search() {
        #expect(
            rendered(Sample.response) == """
                 1  Veldania draws a red line across Kalmar Sound
                    The Kalmar Courier · 2031-03-03 · 2031/kalmar-1.txt · 4f0c1
                    The envoy called the “red line” in Kalmar Sound a matter
                    of honour, and left the room.
                    also in 2: Estmark Post

                 2  The envoy left before the soup was served…
                    undated · 2031/kalmar-2.txt · 4f0c2
                    The envoy called the “red line” in Kalmar Sound a matter
                    of honour, and left the room.

                3 articles, 2 stories, 0.8 ms
                1 more article has other forms of the phrase
                  crisis-search '"red lines"'

                """)
    }

    @Test("On a terminal the headline is bold and the words that matched are lit")
    func colored() {
        let text = rendered(Sample.response, colored: true)
        #expect(text.contains(" 1  \u{1B}[1mVeldania draws a red line across Kalmar Sound\u{1B}[0m\n"))
        #expect(text.contains("the “\u{1B}[1;31mred\u{1B}[0m \u{1B}[1;31mline\u{1B}[0m” in"))
        #expect(text.contains("\u{1B}[2m3 articles, 2 stories, 0.8 ms\u{1B}[0m\n"))
    }

    @Test("Totals are singular, estimated, absent or further down as the case is")
    func totals() {
        func footer(_ articles: Int, _ stories: Int, exact: Bool = true, shown: Int, offset: Int = 0) -> String {
            let hits = (0..<shown).map { Sample.hit($0) }
            let response = SearchResponse(
                query: "x", total: Total(articles: articles, stories: stories, exact: exact), tookMicroseconds: 34_000,
                results: hits)
            let text = rendered(response, SearchRequest(query: "x", offset: offset))
            return text.split(separator: "\n").last.map(String.init) ?? ""
        }
        #expect(footer(1, 1, shown: 1) == "1 article, 1 story, 34 ms")
        #expect(footer(0, 0, shown: 0) == "Nothing found, 34 ms")
        #expect(
            footer(1200, 1000, exact: false, shown: 2)
                == "≈ 1,200 articles, ≈ 1,000 stories, 34 ms; more with --offset 2")
        #expect(footer(5, 3, shown: 1, offset: 2) == "5 articles, 3 stories, 34 ms")
        #expect(
            footer(5, 3, shown: 0, offset: 9)
                == "5 articles, 3 stories, 34 ms; none so far down: give a smaller --offset")
    }

    @Test("Ranks go on where the page before left off, and stay aligned")
    func ranks() {
        let response = SearchResponse(
            query: "x", total: Total(articles: 200, stories: 200, exact: true), tookMicroseconds: 1,
            results: [Sample.hit(1), Sample.hit(2)])
        let lines = rendered(response, SearchRequest(query: "x", offset: 98)).split(separator: "\n")
        #expect(lines[0] == " 99  Veldania draws a red line across Kalmar Sound")
        #expect(lines[4].hasPrefix("100  Veldania"))
    }

    @Test("Highlights that make no sense leave the snippet whole")
    func badHighlights() {
        var hit = Sample.hit(1)
        hit.snippet?.highlights = [[5, 3], [-1, 2], [0], [1, 2, 3], [80, 9_999], []]
        let response = SearchResponse(
            query: "x", total: Total(articles: 1, stories: 1, exact: true), tookMicroseconds: 1, results: [hit])
        #expect(
            rendered(response, colored: true).contains("The envoy called the “red line” in Kalmar Sound a matter\n"))
    }

    @Test("An article shows where it is from, then its text, harmless and wrapped")
    func article() {
        #expect(
            ArticleView(article: Sample.article, context: context()).rendered() == """
                Ferries stay in port
                By Ilse Varga · The Kalmar Courier · 2031-03-03 08:15+01:00
                header: title, byline, day, address · url: outlet
                (kalmarcourier.example) · text: language en
                https://kalmarcourier.example/ferries
                2031/kalmar-1.txt · 4f0c1

                No ferry left Sund on Monday.

                The harbour master said ␛[2J that none would before the
                talks were over.

                Quotations
                  Peder Holm (as “the harbour master”): “Not before the
                  talks are over,”

                the day in the header is not that in the address

                """)
    }

    @Test("The status names what failed, ten of it, and what is wrong")
    func status() {
        let text = StatusView(status: Sample.status, socket: "/run/s", context: context()).rendered()
        let failed = (1...10).map { "          scan-\($0).pdf: not text\n" }.joined()
        #expect(
            text == """
                state     indexing, up 3 h 12 min
                articles  12,345
                pending   7
                failed    12
                \(failed)          and 2 more: --json lists them all
                index     912 MB in /var/lib/index
                corpus    /corpus
                          /archive
                watching  inotify
                changed   2031-03-03T10:00:00Z
                through   the folders are still being compared
                socket    /run/s
                daemon    crisis-searchd 0.1.0, process 42
                problems  no inotify watches are left: raise
                          fs.inotify.max_user_watches

                """)
    }

    @Test("A reindexing is summed up in a line, with the reasons of what failed")
    func reindex() {
        let response = ReindexResponse(
            done: true, added: 3, updated: 1, unchanged: 1_200,
            failed: [FailedFile(path: "/corpus/a.pdf", reason: "not text")],
            tookMicroseconds: 1_200_000)
        #expect(
            ReindexView(response: response, context: context()).rendered() == """
                3 added, 1 updated, 0 removed, 1,200 unchanged, 1 failed, 1.2 s
                  a.pdf: not text

                """)
        let begun = ReindexView(response: ReindexResponse(done: false), context: context()).rendered()
        #expect(begun == "The work has begun; `crisis-search status` tells how far it is.\n")
    }

    @Test("A caret stands under the place, whatever its width and however long the query")
    func carets() {
        #expect(remark("odd", on: "红线 OR", at: 7, columns: 80) == "crisis-search: odd\n  红线 OR\n       ^\n")
        #expect(remark("odd", on: "ab", at: 2, columns: 80) == "crisis-search: odd\n  ab\n    ^\n")
        #expect(remark("odd", on: "ab", at: nil, columns: 80) == "crisis-search: odd\n")
        #expect(remark("odd", on: "ab", at: 9, columns: 80) == "crisis-search: odd\n")
        #expect(remark("a\nb", on: "x\u{1B}y", at: 2, columns: 80) == "crisis-search: a b\n  x␛y\n    ^\n")
        let long = String(repeating: "word ", count: 40) + "HERE" + String(repeating: " more", count: 40)
        let lines = remark("odd", on: long, at: 200, columns: 40).split(separator: "\n")
        #expect(lines.allSatisfy { displayWidth($0) <= 40 })
        let column = lines[2].count - 1
        #expect(lines[1].dropFirst(column).hasPrefix("HERE"))
    }
}
