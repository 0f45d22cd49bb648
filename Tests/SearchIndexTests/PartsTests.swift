// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import Testing
import TestSupport

@testable import SearchIndex

/// Databases that are built apart and merged.
@Suite struct PartsTests {
    private let scratch: ScratchFolder
    private let folder: IndexFolder

    init() throws {
        scratch = try ScratchFolder()
        folder = try IndexFolder(path: scratch["index"])
    }

    private static let fingerprint = FileFingerprint(size: 1, modified: 2, changed: 3, inode: 4)

    /// Makes a database of these files.
    private func part(
        _ files: [(name: String, content: IndexWriter.Content)],
        begun: Int64 = 7
    ) throws -> String {
        let writer = SegmentWriter(in: folder, begun: begun, memory: 1 << 26)
        for file in files {
            let path = try TestIndex.path(file.name)
            try writer.replace(
                path, fingerprint: Self.fingerprint, rootLength: TestIndex.root.utf8.count, with: file.content)
        }
        let databases = try writer.finish()
        #expect(databases.count == 1)
        return try folder.promote(databases[0])
    }

    private func part(_ names: String..., begun: Int64 = 7) throws -> String {
        try part(names.map { ($0, .articles([Article(text: "ferry \($0)")])) }, begun: begun)
    }

    /// The names of the files that some databases have, each as often as it is there.
    private func files(_ databases: [String]) throws -> [String] {
        var found: [String] = []
        for name in databases {
            let writer = try IndexWriter(folder: scratch[unlocked(name)], mustExist: true, findsCopies: false)
            try writer.records { path, _ in found.append(TestIndex.name(of: path)) }
        }
        return found.sorted()
    }

    /// A copy, for whoever wants to look while another writer has it.
    private func unlocked(_ name: String) throws -> String { "index/" + (try folder.copy(name)) }

    // MARK: Merging

    @Test("what is merged of pieces answers as what was written in one piece", arguments: [1, 3, 7])
    func sameAnswers(pieces: Int) throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let whole = try TestIndex()
        let texts = [
            StoryTexts.report, StoryTexts.report.shuffled(using: &random), StoryTexts.report.dropLast(4),
            StoryTexts.profile, StoryTexts.profile + StoryTexts.background,
        ].map(StoryTexts.joined)
        var files: [(name: String, content: IndexWriter.Content)] = CrisisArticles.files.map {
            ($0.name, .articles([$0.article]))
        }
        for number in 0..<60 { files.append(("copy\(number).txt", .articles([Article(text: random.pick(texts))]))) }
        for number in 0..<10 {
            files.append(("many\(number).txt", .articles((0..<3).map { Article(part: $0, text: "ferry part\($0)") })))
            files.append(("broken\(number).txt", .unreadable("no reason \(number)")))
        }
        files.shuffle(using: &random)
        for file in files { try whole.put(try TestIndex.path(file.name), file.content) }
        try whole.writer.commit()

        let parts = try (0..<pieces).map { piece in
            try part(files.enumerated().filter { $0.offset % pieces == piece }.map(\.element))
        }
        let merged = try #require(try folder.merge(parts))
        let writer = try IndexWriter(folder: folder.folder(of: merged), mustExist: true, findsCopies: false)
        #expect(try writer.storiesArePending())
        try writer.sweepStories()
        try writer.close(begun: 7)

        let one = try whole.reader()
        let live = LiveGeneration(folders: [folder.folder(of: merged)])
        let other = TestReader(index: whole, reader: try IndexReader(live: live, languages: ["en"]))
        #expect(try one.counts() == other.counts())
        #expect(try Set(one.reasons(limit: 100)) == Set(other.reasons(limit: 100)))
        for text in [
            "ferry", "red line", "\"red line\"", "\"red lines\"~", "kalmar NEAR/3 sound", "minister SAME red",
            "title:red", "quote:ships", "outlet:courier", "date:2025", "path:copy1", "part*", "-ferry",
            "ferries OR line",
            "lang:en", "the minister sees red",
        ] {
            let expected = try one.search(try query(text))
            let answer = try other.search(try query(text))
            #expect(answer.total == expected.total, "\(text), seed \(seed)")
            #expect(answer.hits.map(\.identifier) == expected.hits.map(\.identifier), "\(text), seed \(seed)")
            #expect(answer.hits.map(\.score) == expected.hits.map(\.score), "\(text), seed \(seed)")
            #expect(answer.hits.map(\.story) == expected.hits.map(\.story), "\(text), seed \(seed)")
            let newest = try query(text, order: .newest)
            #expect(
                try one.search(newest).hits.map(\.article.published)
                    == other.search(newest).hits.map(\.article.published), "\(text), seed \(seed)")
            let fields = FacetField.allCases
            #expect(
                try one.facets(of: try query(text), by: fields).facets
                    == other.facets(of: try query(text), by: fields).facets, "\(text), seed \(seed)")
        }
        for file in files {
            let path = try TestIndex.path(file.name)
            #expect(
                try one.article(at: path, part: 0)?.article == other.article(at: path, part: 0)?.article, "\(file.name)"
            )
        }
    }

    @Test("what was merged can be changed like any other")
    func changedAfterwards() throws {
        let merged = try #require(try folder.merge([try part("a", "b"), try part("c", "d")]))
        let writer = try IndexWriter(folder: folder.folder(of: merged), mustExist: true)
        #expect(try writer.lastCommit() == 7)
        #expect(try writer.remove(try TestIndex.path("b")))
        let content = IndexWriter.Content.articles([Article(text: "trawler")])
        let change = try writer.replace(
            try TestIndex.path("c"), fingerprint: Self.fingerprint, rootLength: 7, with: content)
        #expect(change == .updated)
        try writer.close()
        let reader = try IndexReader(
            live: LiveGeneration(folders: [folder.folder(of: merged)]), languages: ["en"])
        #expect(try reader.search(try query("ferry")).hits.map { TestIndex.name(of: $0.path) }.sorted() == ["a", "d"])
        #expect(try reader.search(try query("trawler")).total == 1)
    }

    @Test("a merge that fails leaves nothing behind")
    func failedMerge() throws {
        let one = try part("a")
        let before = names(in: folder.path)
        #expect(throws: IndexError.self) { try folder.merge([one, "generation-000099"]) }
        #expect(names(in: folder.path) == before)
        #expect(try files([one]) == ["a"])
    }

    // MARK: Parts

    @Test("parts say what they have, and a file that is taken out is in none of them")
    func remove() throws {
        let parts = try IndexParts(folder: folder, names: [try part("a", "b"), try part("c/a", "c/b", begun: 5)])
        #expect(parts.begun == 5)
        #expect(try parts.documents() == 4)
        #expect(try parts.remove(try TestIndex.path("b")))
        #expect(try !parts.remove(try TestIndex.path("b")))
        #expect(try !parts.remove(try TestIndex.path("never")))
        #expect(try parts.remove(try TestIndex.path("c/a")))
        try parts.commit()
        #expect(try files(parts.names) == ["a", "c/b"])
        #expect(parts.begun == 5, "when its files were read has not changed by that")
        var found: [String] = []
        try parts.records(under: try TestIndex.path("c")) { path, _ in found.append(TestIndex.name(of: path)) }
        #expect(found == ["c/b"])
    }

    @Test("what a merge is reading stays as it is: a file is taken out of a copy")
    func removeWhileMerged() throws {
        let names = [try part("a", "b"), try part("c", "d")]
        let parts = try IndexParts(folder: folder, names: names)
        let sources = try parts.sources()
        parts.beginMerge(sources)
        #expect(try parts.sources().isEmpty, "none is merged twice at once")
        #expect(try parts.remove(try TestIndex.path("b")))
        #expect(try parts.remove(try TestIndex.path("a")), "the second one is taken out of the same copy")
        try parts.commit()
        let searched = parts.names
        #expect(searched[0] != names[0] && searched[1] == names[1])
        #expect(try files(searched) == ["c", "d"])
        #expect(try files(names) == ["a", "b", "c", "d"])

        let merged = try #require(try folder.merge(names))
        #expect(Set(parts.endMerge(sources)) == Set(names + searched), "of all of them none is of any more use")
        #expect(parts.isEmpty)
        try parts.add(merged)
        for name in ["a", "b"] { #expect(try parts.remove(try TestIndex.path(name))) }
        try parts.commit()
        #expect(try files(parts.names) == ["c", "d"])
    }

    @Test("a copy is whole, and changing it does not change the original")
    func copy() throws {
        let original = try part("a", "b")
        let copy = try folder.copy(original)
        let writer = try IndexWriter(folder: folder.folder(of: copy), mustExist: true)
        #expect(try writer.remove(try TestIndex.path("a")))
        try writer.close()
        #expect(try files([copy]) == ["b"])
        #expect(try files([original]) == ["a", "b"])
        let before = names(in: folder.path)
        #expect(throws: IndexError.self) { try folder.copy("generation-000099") }
        #expect(names(in: folder.path) == before)
    }
}
