// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// Answers of a daemon that watches an invented crisis.
enum Sample {
    private static let snippet =
        "The envoy called the “red line” in Kalmar Sound a matter of honour, and left the room."

    static func hit(
        _ number: Int,
        title: String? = "Veldania draws a red line across Kalmar Sound",
        outlet: String? = "The Kalmar Courier",
        published: String? = "2031-03-03",
        copies: [SearchAPI.Copy] = []
    ) -> Hit {
        Hit(
            id: "4f0c\(number)", path: "/corpus/2031/kalmar-\(number).txt", part: 0, title: title,
            opening: title == nil ? "The envoy left before the soup was served…" : nil, outlet: outlet,
            url: nil, published: published, byline: nil, score: 7.25,
            snippet: Snippet(
                text: snippet,
                highlights: [
                    [offset(of: "red"), offset(of: "red") + 3], [offset(of: "line"), offset(of: "line") + 4],
                ]), copies: copies)
    }

    static var response: SearchResponse {
        SearchResponse(
            query: "\"red line\"", total: Total(articles: 3, stories: 2, exact: true), tookMicroseconds: 812,
            suggestion: "\"red lines\"", note: "1 more article has other forms of the phrase",
            results: [
                hit(
                    1,
                    copies: [
                        SearchAPI.Copy(path: "/corpus/copy.txt", outlet: "Estmark Post"),
                        SearchAPI.Copy(path: "/corpus/copy-2.txt", outlet: nil),
                    ]),
                hit(2, title: nil, outlet: nil, published: nil),
            ])
    }

    static var article: ArticleResponse {
        var fields = ArticleFields()
        fields.title = "Ferries stay in port"
        fields.titleFrom = "header"
        fields.byline = "Ilse Varga"
        fields.bylineFrom = "header"
        fields.published = "2031-03-03"
        fields.publishedFrom = "header"
        fields.publishedTime = "08:15+01:00"
        fields.url = "https://kalmarcourier.example/ferries"
        fields.urlFrom = "header"
        fields.outlet = "The Kalmar Courier"
        fields.outletFrom = "url"
        fields.outletHost = "kalmarcourier.example"
        fields.language = "en"
        fields.languageFrom = "text"
        return ArticleResponse(
            id: "4f0c1", path: "/corpus/2031/kalmar-1.txt", part: 0, format: "text", fields: fields,
            text:
                "No ferry left Sund on Monday.\n\n\nThe harbour master said \u{1B}[2J that none would before the talks were over.",
            quotes: [
                ArticleQuote(
                    text: "Not before the talks are over,", speaker: "Peder Holm",
                    speakerAsWritten: "the harbour master",
                    start: 0, end: 10)
            ],
            warnings: ["the day in the header is not that in the address"])
    }

    static var status: StatusResponse {
        StatusResponse(
            state: .indexing, articles: 12_345,
            failed: (1...12).map { FailedFile(path: "/corpus/scan-\($0).pdf", reason: "not text") }, pending: 7,
            indexBytes: 912_000_000, corpus: ["/corpus", "/archive"], version: "0.1.0", index: "/var/lib/index",
            watching: "inotify", problems: ["no inotify watches are left: raise fs.inotify.max_user_watches"],
            lastCommit: "2031-03-03T10:00:00Z", uptimeSeconds: 11_520, pid: 42)
    }

    private static func offset(of word: String) -> Int {
        snippet.utf8.firstRange(of: word.utf8).map {
            snippet.utf8.distance(from: snippet.startIndex, to: $0.lowerBound)
        }
            ?? 0
    }
}
