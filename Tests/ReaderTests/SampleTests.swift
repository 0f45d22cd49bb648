// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Articles
import ArticleFormats
import Foundation
import Testing

@Suite("The sample articles that are no plain text")
struct SampleTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../data/articles")

    private struct Expected: CustomStringConvertible, Sendable {
        var file: String
        var title: String
        var day: String
        var byline: String?
        var outlet: String?
        /// A sentence of the text.
        var words: String
        var articles = 1

        var description: String { file }
    }

    private static let expected = [
        Expected(
            file: "arvena-courier/last-ferry.mhtml", title: "The last ferry before the night closure",
            day: "2025-03-07",
            byline: "Mirela Voss", outlet: "arvenacourier.example", words: "the purser said tomorrow was a big word"),
        Expected(
            file: "brennoy-post/station-kitchen.odt", title: "Two kettles, and a rota", day: "2025-03-24",
            byline: "Liv Stensgard", outlet: "brennoypost.example", words: "The washing-up is still under negotiation."),
        Expected(
            file: "clippings/2025-03/anchorage-list.mbox", title: "Evening count, 1 March", day: "2025-03-01",
            byline: "Hagen Brodde", outlet: "Anchorage Watch", words: "Twenty-three at anchor", articles: 2),
        Expected(
            file: "clippings/2025-03/masters-guild.rtf", title: "The masters’ guild asks for one rule, any rule",
            day: "2025-03-08", byline: "Guild of Masters", words: "said Beatrix Hägerlöf. “Give us a rule"),
        Expected(
            file: "clippings/2025-03/press-office-reply.eml", title: "Re: Where the two frigates lie",
            day: "2025-02-27",
            byline: "Press office of the Meridian Pact", outlet: "pact.example",
            words: "outside the twelve-mile line, and will stay there as long as"),
        Expected(
            file: "drezhin-herald/annex-two.docx", title: "Annex 2 to Decree 114: who shall pay for the ladder",
            day: "2025-03-06", byline: "Halina Orske", outlet: "drezhinherald.example",
            words: "nine of them are about rope ladders"),
        Expected(
            file: "estmark-today/tugs-wait.html.gz", title: "Tugs wait for a word from Drezhin", day: "2025-03-14",
            outlet: "Estmark Today", words: "It costs nine hundred crowns a day to be ready."),
        Expected(
            file: "narrow-seas-institute/lighthouse-counts.pdf", title: "What the lighthouse counted",
            day: "2025-03-22",
            byline: "Edda Lund", words: "which is to say that seven ships of eight stayed away."),
        Expected(
            file: "narrow-seas-institute/strait-quarterly.epub", title: "Free passage, and what it was free of",
            day: "2025-03-23", byline: "Narrow Seas Institute", outlet: "The Strait Quarterly",
            words: "nobody then had thought of pilots", articles: 2),
    ]

    @Test("each is read as a person would", arguments: expected)
    private func sample(_ expected: Expected) throws {
        let file = Self.folder.appending(path: expected.file)
        let read = try read([UInt8](try Data(contentsOf: file)), name: file.lastPathComponent)
        #expect(read.failure == nil && read.articles.count == expected.articles)
        let article = try #require(read.articles.first)
        #expect(article.title == expected.title)
        #expect(article.published?.description == expected.day)
        if let byline = expected.byline { #expect(article.byline == byline) }
        if let outlet = expected.outlet { #expect(article.outlet == outlet) }
        #expect(article.text.contains(expected.words), "\(article.text)")
    }
}
