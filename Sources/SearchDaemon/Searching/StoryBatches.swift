// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Foundation
import NIOCore
import QueryLanguage
import SearchAPI
import SearchIndex

/// The answer with stories, as a JSON text in parts: between two of them the search thread is free for others.
///
/// A value, so that it can go from one search thread to the next.
struct StoryBatches: Sendable {
    let request: StoriesRequest
    /// The day that `today` stands for.
    let today: CivilDay
    /// When the request was there.
    let started: ContinuousClock.Instant

    /// Those that are still to come.
    private var names: ArraySlice<UInt64> = []
    private var isFirst = true
    private var isFinished = false

    /// Stories of a part.
    private static let size = 50

    init(request: StoriesRequest, today: CivilDay, started: ContinuousClock.Instant) {
        self.request = request
        self.today = today
        self.started = started
    }

    /// Finds the stories, and what is to be said of all of them.
    ///
    /// - Returns: how the JSON text begins, and how many stories there are.
    /// - Throws: ``Problem`` for a query that cannot be read, ``IndexError``.
    mutating func first(from reader: IndexReader) throws -> (text: [UInt8], total: Int) {
        let asked = AskedQuery(
            text: request.query ?? "", any: request.any, since: request.since, until: request.until, today: today)
        var warnings: [QueryWarning] = []
        var query: IndexQuery?
        if request.query != nil {
            let parsed = try asked.parsed()
            warnings = parsed.warnings
            query = try asked.indexQuery(parsed)
            // A query without a word finds nothing, as a search with it.
            if query == nil { return (head(0, warnings), 0) }
        } else if let days = try asked.published() {
            query = IndexQuery(root: .published(days))
        }
        let list = try reader.storyList(least: request.least, matching: query, order: StoryOrder(request.sort))
        names = list.names.dropFirst(request.offset).prefix(request.limit ?? .max)
        return (head(list.names.count, warnings + list.warnings), list.names.count)
    }

    /// The whole answer but for its stories.
    private func head(_ total: Int, _ warnings: [QueryWarning]) -> [UInt8] {
        var text = JSONText(capacity: 256)
        text.answer { text in
            text.key("total")
            text.value(total)
            text.key("took_us")
            text.value((ContinuousClock.now - started).wholeMicroseconds)
            text.key("warnings")
            text.array { text in
                for warning in warnings { Warning(warning).write(to: &text) }
            }
        }
        return text.bytes.dropLast() + Array(#","stories":["#.utf8)
    }

    /// Makes the next part; nil at the end.
    ///
    /// - Throws: ``IndexError``.
    mutating func next(from reader: IndexReader) throws -> [UInt8]? {
        guard !isFinished else { return nil }
        guard !names.isEmpty else {
            isFinished = true
            return Array("]}".utf8)
        }
        let stories = try reader.stories(names.prefix(Self.size))
        names = names.dropFirst(Self.size)
        var text: [UInt8] = []
        for story in stories {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            text += try JSON.encode(StoryEntry(story)).readableBytesView
        }
        return text
    }
}

extension StoryEntry {
    init(_ story: Story) {
        self.init(
            story: story.identifier, articlesTotal: story.count,
            first: story.articles.first?.article.statedDay?.description, last: story.last?.description,
            articles: story.articles.map(ArticleOrigin.init))
    }
}

extension StoryOrder {
    init(_ sort: StorySort) {
        switch sort {
        case .largest: self = .largest
        case .newest: self = .newest
        case .oldest: self = .oldest
        }
    }
}
