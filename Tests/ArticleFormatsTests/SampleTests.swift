// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import Foundation
import Testing

@Suite("The sample articles")
struct SampleTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data")

    /// Formats that only the process for foreign files reads.
    private static let foreign: Set = ["docx", "eml", "epub", "gz", "mbox", "mhtml", "odt", "pdf", "rtf"]

    private func samples() throws -> [(name: String, read: Read)] {
        let articles = Self.folder.appendingPathComponent("articles")
        let names = try FileManager.default.subpathsOfDirectory(atPath: articles.path).sorted()
        return try names.compactMap { name in
            let file = articles.appendingPathComponent(name)
            guard !file.hasDirectoryPath, !Self.foreign.contains(file.pathExtension) else { return nil }
            return (name, read([UInt8](try Data(contentsOf: file)), name: file.lastPathComponent))
        }
    }

    @Test("are all read, and are as many as their README says")
    func all() throws {
        let samples = try samples()
        for sample in samples { #expect(sample.read.outcome.failure == nil, "\(sample.name)") }
        let count = samples.map(\.read.articles.count).reduce(0, +)
        let readme = try String(contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(readme.contains("`articles/` holds \(count) news articles about one crisis in \(samples.count) files"))
        for sample in samples { #expect(readme.contains("`\(sample.name)`"), "\(sample.name) is described") }
    }

    @Test("of every format have what their authors wrote into them")
    func formats() throws {
        let samples = try samples().filter { !["txt", "md"].contains(($0.name as NSString).pathExtension) }
        let articles = samples.flatMap(\.read.articles)
        #expect(Set(articles.map(\.format)) == ["html", "feed", "json", "json-lines"])
        for article in articles {
            #expect(article.title != nil && article.published != nil && article.outlet != nil && article.url != nil)
            #expect(article.text.utf8.count > 100 && !article.text.contains("<") && article.warnings.isEmpty)
            #expect(article.url?.contains("utm_") == false && article.url?.contains("cmpid") == false)
        }
        let page = try #require(articles.first { $0.title == "Keepers return to Ternholm light" })
        #expect(page.byline == "Maren Holloway" && page.outlet == "Northern Public" && page.language == "en-gb")
        #expect(page.text.hasPrefix("For thirty-one years") && page.text.hasSuffix("oiled the hinges."))
        for noise in ["cookie", "Sign in", "newsletter", "Talks break off", "harbourrat", "All rights"] {
            #expect(!page.text.contains(noise))
        }
        #expect(page.quotations.compactMap(\.speaker).contains("Yelena Grust"))
    }
}
