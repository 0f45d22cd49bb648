// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import LanguageText

extension IndexReader {
    /// Copies named beside a hit at most.
    private static let copyLimit = 10
    /// Matching articles of a story among which the one that is shown is chosen at most.
    private static let choice = 32

    /// Stories of `least` articles or more, the largest first.
    ///
    /// - Parameters:
    ///   - limit: stories at most.
    ///   - articles: articles of each at most.
    /// - Returns: them, and how many such stories there are.
    package func stories(
        least: Int,
        offset: Int = 0,
        limit: Int,
        articles: Int
    ) throws(IndexError) -> (stories: [Story], total: Int) {
        try withCurrentState { () throws(IndexError) in
            let all = try database.stories(least: max(2, least))
            var stories: [Story] = []
            for (term, count) in all.dropFirst(offset).prefix(limit) {
                let members = try members(of: term, limit: articles)
                let name = String(decoding: term.dropFirst(Schema.Filter.story.utf8.count), as: UTF8.self)
                stories.append(Story(identifier: name, count: count, articles: members.map(StoryArticle.init)))
            }
            return (stories, all.count)
        }
    }

    /// The hit that stands for a story: of the matching articles the earliest, of several from that day the fullest;
    /// in an order by day, the one that the order has first.
    func hit(
        _ page: borrowing Page,
        _ index: Int,
        for story: UInt64,
        of tree: QueryTree,
        _ order: IndexQuery.Order,
        _ snippets: inout SnippetMaker
    ) throws(IndexError) -> ArticleHit {
        let term = Schema.storyTerm(story)
        var hit = try Self.hit(page, index, &snippets)
        if order == .relevance {
            let matching = try QueryTree.combine(CX_FILTER, [tree, .term(term)])
            let place = try firstMember(of: matching)
            let shown = try run(matching, .oldest, offset: place, limit: 1)
            if shown.count > 0, shown.id(0) != page.id(index) { hit = try Self.hit(shown, 0, &snippets) }
        }
        hit.copyCount = max(0, try database.frequency(of: term) - 1)
        hit.copies = try members(of: term, limit: Self.copyLimit + 1)
            .filter { $0.identifier != hit.identifier }
            .prefix(Self.copyLimit).map(StoryArticle.init)
        return hit
    }

    /// The place, by age, of the article that stands for those that `matching` finds.
    private func firstMember(of matching: QueryTree) throws(IndexError) -> Int {
        let columns = Columns(slots: [Schema.Slot.published, Schema.Slot.sketch, Schema.Slot.path], data: false)
        let page = try run(matching, .oldest, offset: 0, limit: Self.choice, columns: columns)
        guard page.count > 1 else { return 0 }
        let day = page.value(0, 0)
        let sameDay = (0..<page.count).prefix { page.value($0, 0) == day }
        return sameDay.max { one, other in
            let lengths = [one, other].map { TextSketch(decoding: page.value($0, 1))?.length ?? 0 }
            if lengths[0] != lengths[1] { return lengths[0] < lengths[1] }
            return page.value(other, 2).lexicographicallyPrecedes(page.value(one, 2))
        } ?? 0
    }

    /// The articles of a story, the earliest first.
    private func members(of term: [UInt8], limit: Int) throws(IndexError) -> [ArticleHit] {
        let page = try run(try .term(term), .oldest, offset: 0, limit: limit)
        return try (0..<page.count).map { (index) throws(IndexError) in try Self.hit(page, index) }
    }
}

extension Database {
    /// The stories of `least` articles or more, the largest first.
    fileprivate func stories(least: Int) throws(IndexError) -> [(term: [UInt8], count: Int)] {
        let prefix = Array(Schema.Filter.story.utf8)
        let all = try terms(prefix: prefix, limit: .max, scanLimit: .max).terms
        return all.filter { $0.frequency >= least }
            .sorted { one, other in
                one.frequency != other.frequency
                    ? one.frequency > other.frequency : one.bytes.lexicographicallyPrecedes(other.bytes)
            }
            .map { ($0.bytes, $0.frequency) }
    }
}
