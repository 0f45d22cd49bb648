// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CorpusFiles

/// Looks at every document: its words, filters and values must be those that its article would be indexed with, and the numbers
/// that the index keeps those that are counted.
struct DocumentInspection: ~Copyable {
    private let database: Database
    /// Whether there are several databases, in which a crash may leave a file twice until the next comparison.
    private let isSplit: Bool
    /// Whether each document is compared with the one that its article would be indexed as: three quarters of the time.
    private let comparesDocuments: Bool
    private var builder = DocumentBuilder()
    private var total = 0
    /// Articles of each file, or 1 if it could not be read.
    private var documents: [CorpusPath: Int] = [:]
    private var stories: [UInt64: (members: Int, leaders: Int)] = [:]

    private static let columns = Columns(
        slots: [
            Schema.Slot.path, Schema.Slot.fingerprint, Schema.Slot.parts,
            Schema.Slot.story, Schema.Slot.sketch,
        ], data: true)
    private static let pageSize = 256

    init(_ database: consuming Database, isSplit: Bool, comparesDocuments: Bool) {
        self.database = database
        self.isSplit = isSplit
        self.comparesDocuments = comparesDocuments
    }

    /// - Throws: ``IndexError/Kind/modified`` and what keeps documents from being read at all.
    mutating func run(_ findings: inout IndexInspection.Findings) throws(IndexError) {
        var after: UInt32 = 0
        while true {
            let numbers = try database.scanValues(
                after: after, limit: Self.pageSize, columns: Columns(slots: [Schema.Slot.path], data: false))
            guard numbers.count > 0 else { break }
            let page = try database.documents(
                numbered: (0..<numbers.count).map { numbers.id($0) }, columns: Self.columns)
            for index in 0..<page.count { try look(at: page, index, &findings) }
            after = numbers.id(numbers.count - 1)
        }
        try compareCounts(&findings)
        compareFiles(&findings)
        try compareStories(&findings)
    }

    private mutating func look(
        at page: borrowing Page,
        _ index: Int,
        _ findings: inout IndexInspection.Findings
    ) throws(IndexError) {
        total += 1
        let id = page.id(index)
        guard let path = CorpusPath(bytes: page.value(index, 0)) else {
            return findings.add(.document, "document \(id) has no path")
        }
        var article: StoredArticle
        do throws(IndexError) {
            article = try StoredArticle(decoding: page.data(index))
        } catch {
            return findings.add(.document, "document \(id) of \(path): \(error.message)")
        }
        if article.failure == nil { findings.articles += 1 } else { findings.unreadable += 1 }
        // What says that a part of a file could not be read stands beside the file's articles.
        let isRemark = article.failure != nil && page.value(index, 1).isEmpty
        documents[path, default: 0] += isRemark ? 0 : 1
        if article.part == 0, !isRemark { noteFile(path, page, index, &findings) }
        try lookFor(
            isRemark ? Schema.remarkKey(of: path) : Schema.key(of: path, part: article.part), path, id, &findings)
        let (sketch, story) = (page.value(index, 4), Schema.story(from: page.value(index, 3)))
        let mark = StoryMark(record: sketch, story: story)
        article.isRemark = isRemark
        if comparesDocuments { try compare(id, with: article, path, mark, page, index, &findings) }
        guard let story else { return }
        guard let mark else {
            return findings.add(.story, "document \(id) of \(path) has a story, and no sketch that it could be of")
        }
        stories[story, default: (0, 0)].members += 1
        if mark.leads { stories[story, default: (0, 0)].leaders += 1 }
    }

    private func noteFile(
        _ path: CorpusPath,
        _ page: borrowing Page,
        _ index: Int,
        _ findings: inout IndexInspection.Findings
    ) {
        guard let fingerprint = FileFingerprint(encoded: page.value(index, 1)),
            let parts = Int(String(decoding: page.value(index, 2), as: UTF8.self))
        else { return findings.add(.document, "document \(page.id(index)) of \(path) has no fingerprint") }
        // Of two, the one in the database that is written to counts; it comes first.
        if findings.files[path] == nil {
            findings.files[path] = FileRecord(fingerprint: fingerprint, parts: parts)
        }
    }

    /// Compares a document with the one that its article would be indexed as: its words and where they stand, its filters and
    /// its values.
    ///
    /// The words of its path are left out: which part of that names the folder is not kept.
    private mutating func compare(
        _ id: UInt32,
        with article: StoredArticle,
        _ path: CorpusPath,
        _ story: StoryMark?,
        _ page: borrowing Page,
        _ index: Int,
        _ findings: inout IndexInspection.Findings
    ) throws(IndexError) {
        let source = DocumentBuilder.Source(
            path: path,
            fingerprint: FileFingerprint(encoded: page.value(index, 1)) ?? .none,
            parts: Int(String(decoding: page.value(index, 2), as: UTF8.self)) ?? 0,
            rootLength: path.bytes.count)
        do throws(IndexError) {
            let difference = try builder.withDocument(of: article, from: source, story: story) {
                (_, document) throws(IndexError) in
                try database.difference(of: id, from: document, ignoring: Schema.Prefix.path)
            }
            guard !difference.isEmpty else { return }
            findings.add(.document, "document \(id) of \(path): its \(difference) is not that of the article")
        } catch {
            guard error.kind != .modified else { throw error }
            findings.add(.document, "document \(id) of \(path): \(error.message)")
        }
    }

    private func lookFor(
        _ key: [UInt8],
        _ path: CorpusPath,
        _ id: UInt32,
        _ findings: inout IndexInspection.Findings
    ) throws(IndexError) {
        let found = try database.documents(
            with: key, limit: 3, columns: Columns(slots: [], data: false))
        let ids = (0..<found.count).map { found.id($0) }
        if !ids.contains(id) {
            findings.add(.document, "document \(id) of \(path) is not found by its own key")
        } else if ids.count > 1, !isSplit {
            findings.add(.document, "document \(id) of \(path) shares its key with another one")
        }
    }

    // MARK: What is kept against what is counted

    private func compareCounts(_ findings: inout IndexInspection.Findings) throws(IndexError) {
        let kept = [
            ("documents", Int(try database.statistics().documents), total),
            ("articles", try database.frequency(of: Schema.Kind.article.term), findings.articles),
            ("unreadable files", try database.frequency(of: Schema.Kind.unreadable.term), findings.unreadable),
        ]
        for (what, number, counted) in kept where number != counted {
            findings.add(.count, "the index says that it has \(number) \(what); there are \(counted)")
        }
    }

    private func compareFiles(_ findings: inout IndexInspection.Findings) {
        for (path, count) in documents {
            guard let record = findings.files[path] else {
                findings.add(.file, "\(path): its first document is missing")
                continue
            }
            // A file that is still being read says so by its fingerprint; it is read again.
            if record.fingerprint != .none, record.parts != count, !isSplit {
                findings.add(.file, "\(path): it has \(count) documents of \(record.parts)")
            }
        }
    }

    private func compareStories(_ findings: inout IndexInspection.Findings) throws(IndexError) {
        findings.stories = stories.count
        // Copies among what came in bulk are looked for when all of it is there.
        guard try database.metadata(Schema.Metadata.storiesPending).isEmpty else { return }
        for (name, story) in stories.sorted(by: { $0.key < $1.key }) {
            let members = try database.frequency(of: Schema.storyTerm(name))
            let leaders = try database.frequency(of: Schema.ledStoryTerm(name))
            let title = Schema.storyName(name)
            if members != story.members {
                findings.add(
                    .story, "story \(title): \(story.members) articles say that they are of it, \(members) are")
            }
            if leaders != story.leaders || leaders == 0 {
                findings.add(.story, "story \(title): the article that it is named after is not found")
            }
            if story.members < 2, !isSplit { findings.add(.story, "story \(title) has one article") }
        }
    }
}
