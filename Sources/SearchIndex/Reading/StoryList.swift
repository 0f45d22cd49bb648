// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CivilCalendar
package import QueryLanguage

/// Which of a list of stories comes first.
package enum StoryOrder: String, CaseIterable, Sendable {
    /// By the number of articles.
    case largest
    /// By the day of the first article; undated ones last in either direction.
    case newest, oldest
}

/// The stories of an index, to be taken in batches: their names, as they were at one moment.
package struct StoryList: Sendable {
    /// What stories are called in the index, in order.
    package fileprivate(set) var names: [UInt64] = []
    package fileprivate(set) var warnings: [QueryWarning] = []
}

extension IndexReader {
    /// Articles of a story that are listed at most.
    package static let articlesOfStory = 1000

    /// Stories of `least` articles or more.
    ///
    /// - Parameter query: keep stories of which an article matches; nil keeps all.
    package func storyList(
        least: Int,
        matching query: IndexQuery? = nil,
        order: StoryOrder = .largest
    ) throws(IndexError) -> StoryList {
        try withCurrentState { () throws(IndexError) in
            var list = StoryList()
            var kept: Set<UInt64>?
            if let query {
                let compiled = try compile(query)
                let tally = try Tally(of: compiled.tree, slots: [Schema.Slot.story], in: database)
                kept = Set(tally.values(Schema.Slot.story).compactMap { Schema.story(from: $0.value) })
                list.warnings = compiled.warnings
            }
            let counts = try storyCounts(order == .largest, kept).filter { $0.value.articles >= max(2, least) }
            list.names = counts.keys.sorted { one, other in
                guard let first = counts[one], let second = counts[other] else { return one < other }
                switch order {
                case .largest where first.articles != second.articles: return first.articles > second.articles
                case .newest where first.day != second.day:
                    return first.day.map { day in second.day.map { day > $0 } ?? true } ?? false
                case .oldest where first.day != second.day:
                    return first.day.map { day in second.day.map { day < $0 } ?? true } ?? false
                default: return one < other
                }
            }
            return list
        }
    }

    /// Some stories of a list, those left out that have gone meanwhile.
    ///
    /// - Parameter articles: how many to list of each at most.
    package func stories(
        _ names: some Sequence<UInt64>,
        articles limit: Int = articlesOfStory
    ) throws(IndexError) -> [Story] {
        try withCurrentState { () throws(IndexError) in
            var stories: [Story] = []
            for name in names {
                let term = Schema.storyTerm(name)
                let count = try database.frequency(of: term)
                guard count > 1 else { continue }
                let articles = try members(of: term, limit: limit)
                stories.append(
                    Story(
                        identifier: Schema.storyName(name), count: count, articles: articles,
                        last: articles.count < count
                            ? try lastDay(of: term) : articles.compactMap(\.article.statedDay).max()))
            }
            return stories
        }
    }

    /// How many articles each story has, and the day of the first of them.
    private func storyCounts(
        _ needsNoDays: Bool,
        _ kept: Set<UInt64>?
    ) throws(IndexError) -> [UInt64: (articles: Int, day: CivilDay?)] {
        var counts: [UInt64: (articles: Int, day: CivilDay?)] = [:]
        if needsNoDays {
            let prefix = Array(Schema.Filter.story.utf8)
            for term in try database.terms(prefix: prefix, limit: .max, scanLimit: .max).terms {
                let digits = String(decoding: term.bytes.dropFirst(prefix.count), as: UTF8.self)
                guard let story = UInt64(digits, radix: 16), kept?.contains(story) ?? true else { continue }
                counts[story] = (term.frequency, nil)
            }
            return counts
        }
        let columns = Columns(slots: [Schema.Slot.story, Schema.Slot.published], data: false)
        let size = 4096
        var after: UInt32 = 0
        while true {
            let page = try database.scanValues(after: after, limit: size, columns: columns)
            for index in 0..<page.count {
                guard let story = Schema.story(from: page.value(index, 0)), kept?.contains(story) ?? true else {
                    continue
                }
                let known = counts[story]
                let days = [known?.day, Schema.day(from: page.value(index, 1))].compactMap(\.self)
                counts[story] = ((known?.articles ?? 0) + 1, days.min())
            }
            guard page.count == size else { return counts }
            after = page.id(page.count - 1)
        }
    }

    /// The articles of a story, the earliest first, those without a day last, without their texts.
    private func members(of term: [UInt8], limit: Int) throws(IndexError) -> [ArticleHit] {
        guard limit > 0 else { return [] }
        let located = try run(
            try .term(term), .oldest, offset: 0, limit: limit, columns: Columns(slots: [], data: false))
        let ids = (0..<located.count).map { located.id($0) }
        var hits: [ArticleHit] = []
        // So many texts are held at once.
        for start in stride(from: 0, to: ids.count, by: 50) {
            let page = try database.fetch(ids[start..<min(start + 50, ids.count)], columns: Self.columns)
            for index in 0..<page.count {
                var hit = try Self.hit(page, index)
                if hit.article.title == nil { hit.opening = SnippetMaker.opening(of: hit.article.text, length: 80) }
                hit.article.text = []
                hits.append(hit)
            }
        }
        // Those of one day in an order that outlives a rebuild.
        return hits.sorted { one, other in
            switch (one.article.statedDay, other.article.statedDay) {
            case (let day?, let otherDay?) where day != otherDay: day < otherDay
            case (_?, nil): true
            case (nil, _?): false
            default: (one.path, one.article.part) < (other.path, other.article.part)
            }
        }
    }

    private func lastDay(of term: [UInt8]) throws(IndexError) -> CivilDay? {
        let columns = Columns(slots: [Schema.Slot.published], data: false)
        let page = try run(try .term(term), .newest, offset: 0, limit: 1, columns: columns)
        return page.count > 0 ? Schema.day(from: page.value(0, 0)) : nil
    }
}
