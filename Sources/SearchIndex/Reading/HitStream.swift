// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
package import QueryLanguage

/// How much of an article a hit carries.
package enum HitDetail: Sendable {
    /// Where it is and how well it matches; its record is not read.
    case location
    /// Its fields too.
    case fields
    /// The passage in which the query is best seen too.
    case passage
}

/// All hits of a query, in order, to be taken in batches.
///
/// It holds the numbers of the articles, as they matched at one moment, and no article. Between two batches the index
/// may change: an article that was removed is left out, one that was rewritten comes as it is then, and after a rebuild
/// the query is run again and goes on with what has not come yet. No article comes twice.
///
/// A batch may be taken by another reader of the same index than the one before.
package struct HitStream: Sendable {
    fileprivate let query: IndexQuery
    package let detail: HitDetail
    /// Articles that matched; exact if the limit of the query is above it.
    package fileprivate(set) var total: Int
    /// The same, copies counted once.
    package fileprivate(set) var stories: Int
    /// Whether `total` is that of all articles.
    package fileprivate(set) var isExact: Bool
    package fileprivate(set) var warnings: [QueryWarning]

    /// The generation that the numbers belong to.
    fileprivate var serial: Int
    fileprivate var ids: [UInt32]
    fileprivate var scores: [Float]
    /// The next one's place in `ids`.
    fileprivate var next = 0
    fileprivate var highlights: HighlightPlan
    /// The short identifiers, as numbers, of what has come.
    fileprivate var delivered: Set<UInt64> = []

    /// Whether all has come.
    package var isFinished: Bool { next >= ids.count || delivered.count >= query.limit }
}

extension IndexReader {
    private static let locationColumns = Columns(slots: [Schema.Slot.path, Schema.Slot.part], data: false)

    /// Begins to go through the hits of a query from its offset on, as many as its limit.
    package func stream(_ query: IndexQuery, _ detail: HitDetail) throws(IndexError) -> HitStream {
        try withCurrentState { () throws(IndexError) in try open(query, detail) }
    }

    /// The next hits of a stream; none if all have come.
    ///
    /// - Parameter count: how many at most, 1 or more; the texts of so many are held at once.
    package func next(_ count: Int, of stream: inout HitStream) throws(IndexError) -> [ArticleHit] {
        var start = stream.next
        var taken: [UInt64] = []
        return try withCurrentState { () throws(IndexError) in
            // An attempt that the writer overtook has taken some already.
            for number in taken { stream.delivered.remove(number) }
            taken.removeAll()
            stream.next = start
            guard !stream.isFinished else { return [] }
            if stream.serial != serial {
                let again = try open(stream.query, stream.detail)
                stream.ids = again.ids
                stream.scores = again.scores
                stream.highlights = again.highlights
                stream.serial = again.serial
                stream.next = 0
                start = 0
            }
            var hits: [ArticleHit] = []
            while hits.count < count, !stream.isFinished {
                let wanted = min(count - hits.count, stream.query.limit - stream.delivered.count)
                let places = stream.next..<min(stream.ids.count, stream.next + wanted)
                stream.next = places.upperBound
                for (number, hit) in try take(places, of: stream) where stream.delivered.insert(number).inserted {
                    taken.append(number)
                    hits.append(hit)
                }
            }
            return hits
        }
    }

    private func open(_ query: IndexQuery, _ detail: HitDetail) throws(IndexError) -> HitStream {
        let compiled = try compile(query)
        // What is left out before the offset is known when the copies are.
        let offset = query.collapsesCopies ? 0 : query.offset
        let limit = query.collapsesCopies ? Int(UInt32.max) : min(query.limit, Int(UInt32.max) - offset)
        let page = try run(
            compiled.tree, query.order, offset: offset, limit: limit, columns: Columns(slots: [], data: false))
        var stream = HitStream(
            query: query,
            detail: detail,
            total: Int(page.matches.estimated),
            stories: Int(page.matches.estimated),
            isExact: !compiled.isPartial,
            warnings: compiled.warnings,
            serial: serial,
            ids: (0..<page.count).map { page.id($0) },
            scores: (0..<page.count).map { Float(page.weight($0)) },
            highlights: compiled.highlights
        )
        try bringTogether(&stream)
        return stream
    }

    /// Counts the stories, and leaves one article of each if copies are collapsed.
    private func bringTogether(_ stream: inout HitStream) throws(IndexError) {
        // Only articles that have copies are on this page.
        let page = try database.fetch(stream.ids[...], columns: Columns(slots: [Schema.Slot.story], data: false))
        guard page.count > 0 else { return try cut(&stream) }
        var storyOf: [UInt32: UInt64] = [:]
        var members: [UInt64: [UInt32]] = [:]
        for index in 0..<page.count {
            guard let story = Schema.story(from: page.value(index, 0)) else { continue }
            storyOf[page.id(index)] = story
            members[story, default: []].append(page.id(index))
        }
        stream.stories = stream.total - storyOf.count + members.count
        guard stream.query.collapsesCopies else { return }
        let standing = try stream.query.order == .relevance ? standing(for: members) : [:]
        var seen: Set<UInt64> = []
        var kept: [(id: UInt32, score: Float)] = []
        for (id, score) in zip(stream.ids, stream.scores) {
            guard let story = storyOf[id] else {
                kept.append((id, score))
                continue
            }
            if seen.insert(story).inserted { kept.append((standing[story] ?? id, score)) }
        }
        stream.ids = kept.map(\.id)
        stream.scores = kept.map(\.score)
        try cut(&stream)
    }

    /// Leaves out what lies before the offset.
    private func cut(_ stream: inout HitStream) throws(IndexError) {
        guard stream.query.collapsesCopies, stream.query.offset > 0 else { return }
        stream.ids.removeFirst(min(stream.query.offset, stream.ids.count))
        stream.scores.removeFirst(min(stream.query.offset, stream.scores.count))
    }

    /// The hits at some places, each with its identifier as a number.
    private func take(
        _ places: Range<Int>,
        of stream: HitStream
    ) throws(IndexError) -> [(number: UInt64, hit: ArticleHit)] {
        let columns = stream.detail == .location ? Self.locationColumns : Self.columns
        let page = try database.fetch(stream.ids[places], columns: columns)
        let cards = try storyCards(on: page, of: stream)
        var snippets = SnippetMaker(stream.highlights)
        var hits: [(number: UInt64, hit: ArticleHit)] = []
        hits.reserveCapacity(page.count)
        var place = places.lowerBound
        for index in 0..<page.count {
            // Those that are gone are not on the page.
            while stream.ids[place] != page.id(index) { place += 1 }
            var hit = try stream.detail == .location ? Self.location(page, index) : Self.hit(page, index)
            // The file may have become unreadable since it matched.
            guard hit.article.failure == nil, let number = UInt64(hit.identifier, radix: 16) else { continue }
            if stream.detail == .passage { hit.show(with: &snippets) }
            hit.article.text = []
            hit.score = Double(stream.scores[place])
            if !cards.isEmpty, let story = Schema.story(from: page.value(index, 1)) { cards[story]?.show(in: &hit) }
            hits.append((number, hit))
        }
        return hits
    }

    /// What each hit of a batch is to say of its copies.
    private func storyCards(
        on page: borrowing Page,
        of stream: HitStream
    ) throws(IndexError) -> [UInt64: StoryCards] {
        guard stream.query.collapsesCopies, stream.detail != .location else { return [:] }
        let stories = Set((0..<page.count).compactMap { Schema.story(from: page.value($0, 1)) })
        return stories.isEmpty ? [:] : try storyCards(stories.sorted())
    }

    private static func location(_ page: borrowing Page, _ index: Int) throws(IndexError) -> ArticleHit {
        var article = StoredArticle()
        article.part = Int(String(decoding: page.value(index, 1), as: UTF8.self)) ?? 0
        return try ArticleHit(page, index, article)
    }
}
