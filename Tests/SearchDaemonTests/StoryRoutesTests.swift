// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("Stories, from a daemon and by the client")
struct StoryRoutesTests {
    private static let report = [
        "The lighthouse of Ternholm went dark on Tuesday night, for the first time in ninety years, its keepers said.",
        "A cargo of salt had shorted the transformer on the quay, and the spare one stood in Havnik waiting for a seal.",
        "Eleven ships anchored off the bank until dawn, among them the Calder Grace with 400 sheep aboard.",
        "Minister Odile Brandt promised an inquiry and, until it reports, a man with a lantern and a bell.",
        "Pilots of both shores agreed by radio to talk each other through, which nobody had ordered and nobody forbade.",
        "By noon the lamp was burning again, fed by a generator that belongs to the brass band of Brennoy.",
    ]

    private static func article(_ day: String, _ outlet: String, _ sentences: some Sequence<String>) -> String {
        "Title: Lamp of \(outlet)\nDate: \(day)\nSource: \(outlet)\n\n\(sentences.joined(separator: " "))\n"
    }

    private static let files = [
        "wire.txt": article("2025-03-03", "Continental Wire", report),
        "courier.txt": article("2025-03-03", "Arvena Courier", report.reversed().dropFirst()),
        "post.txt": article("2025-03-05", "Brennoy Post", report.prefix(4)),
        "other.txt": article(
            "2025-03-04", "Estmark Today",
            [
                "A lighthouse is a tower with a lamp, and this one has had both since the days of the grain fleet.",
                "Visitors climb two hundred steps, admire a view of fog, and buy a small model of it for six marks.",
                "The keeper, who has counted them, says that one in nine asks whether the ships can see them too.",
            ]),
    ]

    private func daemon() async throws -> RunningDaemon {
        let daemon = try await RunningDaemon(files: Self.files)
        try await eventually("the articles") { try await daemon.status().articles == Self.files.count }
        return daemon
    }

    @Test("a search shows a story once and says where else it is, and all copies if that is asked for")
    func collapsed() async throws {
        let daemon = try await daemon()
        let answer = try await daemon.search("lighthouse")
        #expect(answer.total == Total(articles: 4, stories: 2, exact: true))
        #expect(Set(answer.results.map { daemon.name(ofPath: $0.path) }) == ["wire.txt", "other.txt"])
        let hit = try #require(answer.results.first { $0.copiesTotal > 0 })
        #expect(hit.copies.map(\.outlet) == ["Arvena Courier", "Brennoy Post"])
        let every = try await daemon.search("lighthouse", "&all_copies=true")
        #expect(every.total == answer.total && every.results.count == 4)
        #expect(every.results.allSatisfy { $0.copies.isEmpty })
        #expect(try await daemon.search("story:\(try #require(hit.story))").results.count == 3)

        let page = try await daemon.client("lighthouse").output
        #expect(page.contains("also in 2: Arvena Courier, Brennoy Post"))
        #expect(page.replacing("\u{A0}", with: " ").contains("4 articles, 2 stories"))
        #expect(!(try await daemon.client("lighthouse", "--all-copies").output).contains("also in"))
    }

    @Test("what counts articles counts all copies: --count, facets, timelines; paths have every file")
    func articles() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.client("lighthouse", "--count").output == "4\n")
        #expect(try await daemon.paths("lighthouse") == Set(Self.files.keys))
        #expect(try await daemon.paths("lighthouse", "--limit", "all") == Set(Self.files.keys))
        let faceted = try await daemon.search("lighthouse", "&facets=month")
        #expect(faceted.facets?.month?.values == [FacetValue(value: "2025-03", articles: 4)])
        let timeline = try await daemon.get("/v1/timeline?q=lighthouse").decoded(TimelineResponse.self)
        #expect(timeline.articles == 4)
    }

    @Test("every hit there is, as a stream, has each story once too")
    func stream() async throws {
        let daemon = try await daemon()
        let lines = try await daemon.client("lighthouse", "--limit", "all", "--json").output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.contains { $0.contains("\"copies_total\":2") })
        let all = try await daemon.client("lighthouse", "--limit", "all", "--fields", "copies,outlet", "--all-copies")
        #expect(all.output.split(separator: "\n").count == 4)
    }

    @Test(
        "the list of stories has the headline, the outlets, the days and who had it first, and can be kept to a query's"
    )
    func listed() async throws {
        let daemon = try await daemon()
        let answer = try await daemon.client("stories", "--json", "--min", "2")
        let response = try JSONDecoder().decode(StoriesResponse.self, from: Data(answer.output.utf8))
        #expect(answer.output.hasPrefix("{\"format\":1,") && answer.status == 0)
        #expect(response.total == 1)
        let story = try #require(response.stories.first)
        #expect(story.articlesTotal == 3 && story.first == "2025-03-03" && story.last == "2025-03-05")
        #expect(story.outlets == ["Arvena Courier", "Continental Wire", "Brennoy Post"])
        #expect(story.articles.map { daemon.name(ofPath: $0.path) } == ["courier.txt", "wire.txt", "post.txt"])
        #expect(try await daemon.search("story:\(story.story)").total.articles == 3)

        let shown = try await daemon.client("stories", "lighthouse", "--sort", "newest").output
        #expect(shown.contains("Lamp of Arvena Courier"))
        #expect(shown.replacing("\u{A0}", with: " ").contains("3 articles · 2025-03-03 to 2025-03-05"))
        #expect(shown.contains("first in Arvena Courier · "))
        #expect(shown.contains("also in Continental Wire, Brennoy Post"))

        for none in [["--min", "4"], ["--until", "2025-03-02"], ["tarmac"], ["--offset", "1"], ["--limit", "0"]] {
            let stories = try await daemon.client(["stories", "--json"] + none)
            let response = try JSONDecoder().decode(StoriesResponse.self, from: Data(stories.output.utf8))
            #expect(response.stories.isEmpty, "\(none)")
            #expect((stories.status == 0) == (response.total > 0), "\(none)")
        }
        let wrong = try await daemon.get("/v1/stories?min=1").decoded(Problem.self)
        #expect(wrong.detail.hasPrefix("min: “1” is no number from 2"))
    }

    @Test("an article is shown with its copies, and compared with the fullest of the others")
    func compared() async throws {
        let daemon = try await daemon()
        let path = daemon.scratch["corpus/post.txt"]
        let article = try await daemon.get("/v1/article?path=\(path)&diff=true").decoded(ArticleResponse.self)
        #expect(article.copiesTotal == 2)
        #expect(article.copies?.map(\.outlet) == ["Arvena Courier", "Continental Wire"])
        let difference = try #require(article.difference)
        #expect(difference.other.outlet == "Continental Wire")
        #expect(difference.own.isEmpty)
        #expect(difference.missing == Array(Self.report.suffix(2)))
        let shown = try await daemon.client("show", path, "--diff").output
        #expect(shown.contains("also in 2 other files") || shown.contains("also in 2\u{A0}other files"))
        #expect(shown.contains("All of it is in Continental Wire"))
        #expect(shown.contains("+ \(Self.report[4].prefix(30))"))
        let alone = try await daemon.client("show", daemon.scratch["corpus/other.txt"], "--diff").output
        #expect(alone.contains("It has no copies."))
    }
}
