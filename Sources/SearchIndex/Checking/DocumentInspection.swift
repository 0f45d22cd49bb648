// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CorpusFiles

/// Looks at every document: what it says of itself must agree with what its values, its terms and the numbers that the
/// index keeps say.
struct DocumentInspection: ~Copyable {
    private let database: Database
    /// Whether there are several databases, in which a crash may leave a file twice until the next comparison.
    private let isSplit: Bool
    private var total = 0
    /// Articles of each file, or 1 if it could not be read.
    private var documents: [CorpusPath: Int] = [:]
    private var stories: [UInt64: (members: Int, leaders: Int)] = [:]

    private static let columns = Columns(
        slots: [
            Schema.Slot.path, Schema.Slot.fingerprint, Schema.Slot.parts, Schema.Slot.published, Schema.Slot.story,
            Schema.Slot.sketch, Schema.Slot.order, Schema.Slot.part, Schema.Slot.outlet, Schema.Slot.language,
        ], data: true)
    private static let pageSize = 256

    init(_ database: consuming Database, isSplit: Bool) {
        self.database = database
        self.isSplit = isSplit
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
        let article: StoredArticle
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
        if !isRemark, let wrong = wrongValue(of: article, path, page, index) {
            findings.add(.document, "document \(id) of \(path): its \(wrong) is not that of the article")
        }
        try lookFor(
            isRemark ? Schema.remarkKey(of: path) : Schema.key(of: path, part: article.part), path, id, &findings)
        let story = page.value(index, 4)
        guard !story.isEmpty else { return }
        guard let name = Schema.story(from: story), let mark = StoryMark(record: page.value(index, 5), story: name)
        else { return findings.add(.story, "document \(id) of \(path) has a story, and no sketch that it could be of") }
        stories[name, default: (0, 0)].members += 1
        if mark.leads { stories[name, default: (0, 0)].leaders += 1 }
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

    /// The name of a value that does not say what the article's record says.
    private func wrongValue(
        of article: StoredArticle,
        _ path: CorpusPath,
        _ page: borrowing Page,
        _ index: Int
    ) -> String? {
        if page.value(index, 3) != article.statedDay.map(Schema.value(of:)) ?? [] { return "day" }
        if page.value(index, 6) != Schema.order(published: article.statedDay, path: path, part: article.part) {
            return "place in the order"
        }
        if page.value(index, 7) != (article.part == 0 ? [] : Array(String(article.part).utf8)) { return "part" }
        if page.value(index, 8) != article.outlet.map({ Array($0.utf8) }) ?? [] { return "outlet" }
        let language = article.language.flatMap(Schema.primaryLanguage)
        if page.value(index, 9) != language.map({ Array($0.utf8) }) ?? [] { return "language" }
        let sketch = page.value(index, 5)
        if !sketch.isEmpty, StoryMark(record: sketch, story: nil) == nil { return "sketch" }
        return nil
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
