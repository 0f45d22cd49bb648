// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import CorpusFiles
import QueryLanguage
import Testing

@testable import SearchIndex

/// An index in a scratch folder, of files that need not exist: the index never opens them.
final class TestIndex {
    static let root = "/corpus"
    static let fingerprint = FileFingerprint(size: 1, modified: 2, changed: 3, inode: 4)

    let scratch: ScratchFolder
    /// The database.
    let folder: String
    let live: LiveGeneration
    private(set) var writer: IndexWriter

    init(findsCopies: Bool = true) throws {
        scratch = try ScratchFolder()
        folder = scratch["generation"]
        writer = try IndexWriter(folder: folder, durability: .none, findsCopies: findsCopies)
        try writer.commit()
        live = LiveGeneration(folders: [folder])
    }

    /// A file of the corpus; `name` is below its root.
    static func path(_ name: String) throws -> CorpusPath {
        try #require(CorpusPath(root + "/" + name))
    }

    /// Puts articles in the place of what the index has of a file.
    ///
    /// Not committed.
    func put(_ name: String, _ articles: [Article], size: Int64 = 1) throws {
        try put(try Self.path(name), .articles(articles), size: size)
    }

    /// Puts one article of a body alone.
    ///
    /// Not committed.
    func put(_ name: String, _ text: String) throws {
        try put(name, [Article(text: text)])
    }

    func put(_ path: CorpusPath, _ content: IndexWriter.Content, size: Int64 = 1) throws {
        let fingerprint = FileFingerprint(size: size, modified: 2, changed: 3, inode: 4)
        try writer.replace(path, fingerprint: fingerprint, rootLength: Self.root.utf8.count, with: content)
    }

    func reader(
        languages: [String] = ["en"],
        synonyms: LiveSynonyms = LiveSynonyms(),
        limits: QueryBudget.Limits = QueryBudget.Limits()
    ) throws -> TestReader {
        TestReader(
            index: self,
            reader: try IndexReader(live: live, languages: languages, synonyms: synonyms, limits: limits))
    }

    /// Drops what is not committed, and opens the index again.
    func reopenWriter(findsCopies: Bool = true) throws {
        let spare = try IndexWriter(folder: scratch["spare"], durability: .none)
        writer = spare
        writer = try IndexWriter(folder: folder, mustExist: true, durability: .none, findsCopies: findsCopies)
    }

    /// The files that the writer knows at or below a path, without the corpus's root.
    func files(under name: String) throws -> [String] {
        var found: [String] = []
        let folder = try #require(CorpusPath(name.isEmpty ? Self.root : Self.root + "/" + name))
        try writer.records(under: folder) { path, _ in found.append(Self.name(of: path)) }
        return found.sorted()
    }

    /// All files that the writer knows.
    func files() throws -> [String] {
        var found: [String] = []
        try writer.records { path, _ in found.append(Self.name(of: path)) }
        return found.sorted()
    }

    /// A path without the corpus's root.
    static func name(of path: CorpusPath) -> String {
        String(path.description.dropFirst(root.count + 1))
    }
}

/// The day on which queries are asked.
let today = CivilDay(daysSinceEpoch: 20_180)

/// What the index is asked for a query as a person types it.
func query(
    _ text: String,
    any: Bool = false,
    limit: Int = 100,
    offset: Int = 0,
    order: IndexQuery.Order = .relevance
) throws -> IndexQuery {
    let parser = QueryParser(options: QueryOptions(anyWord: any, today: today))
    var query = IndexQuery(root: try #require(try parser.parse(text).root, "\(text) asks for nothing"))
    query.limit = limit
    query.offset = offset
    query.order = order
    return query
}

/// A reader that keeps its index on the disk as long as it lives.
struct TestReader {
    let index: TestIndex
    let reader: IndexReader

    func search(_ query: IndexQuery) throws(IndexError) -> IndexAnswer { try reader.search(query) }

    /// The names of the files that a query finds, in the order of the answer.
    func names(_ query: IndexQuery) throws(IndexError) -> [String] {
        try search(query).hits.map { TestIndex.name(of: $0.path) }
    }

    func article(at path: CorpusPath, part: Int) throws(IndexError) -> ArticleHit? {
        try reader.article(at: path, part: part)
    }

    func articles(identifiedBy prefix: String, limit: Int) throws(IndexError) -> [ArticleHit] {
        try reader.articles(identifiedBy: prefix, limit: limit)
    }

    func counts() throws(IndexError) -> (articles: Int, unreadable: Int) { try reader.counts() }

    /// Why files could not be read.
    func reasons(limit: Int) throws(IndexError) -> [String] {
        try reader.unreadableFiles(limit: limit).map(\.reason)
    }
}

/// A day that the test says in words.
func day(_ iso: String) throws -> CivilDay {
    try #require(CivilDay(iso: iso))
}

extension IndexWriter {
    /// What became of a file.
    enum Content {
        /// Its articles, one or more; their parts count from 0.
        case articles([Article])
        /// Why it could not be read.
        case unreadable(String)
    }
}

extension FileDestination {
    /// Puts what became of a file in the place of all that there is of it.
    @discardableResult
    func replace(
        _ path: CorpusPath,
        fingerprint: FileFingerprint,
        rootLength: Int,
        with content: IndexWriter.Content
    ) throws(IndexError) -> FileChange {
        switch content {
        case .articles(let articles):
            let replacement = try replacement(of: path, fingerprint: fingerprint, rootLength: rootLength)
            for article in articles { try replacement.put(article) }
            return try replacement.finish(failure: nil)
        case .unreadable(let reason):
            return try refuse(path, fingerprint: fingerprint, rootLength: rootLength, because: reason)
        }
    }
}
