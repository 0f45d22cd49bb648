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
    private static let articleColumns = Columns(slots: [Schema.Slot.path, Schema.Slot.story], data: true)

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
        let compiled = try QueryCompiler(expander: expander).compile(
            query.root, published: query.published, in: database)
        let limit = min(query.limit, Int(UInt32.max) - query.offset)
        let page = try run(
            compiled.tree, query.order, offset: query.offset, limit: limit, columns: Columns(slots: [], data: false))
        return HitStream(
            query: query,
            detail: detail,
            total: Int(page.matches.estimated),
            warnings: compiled.warnings,
            serial: serial,
            ids: (0..<page.count).map { page.id($0) },
            scores: (0..<page.count).map { Float(page.weight($0)) },
            highlights: compiled.highlights
        )
    }

    /// The hits at some places, each with its identifier as a number.
    private func take(
        _ places: Range<Int>,
        of stream: HitStream
    ) throws(IndexError) -> [(number: UInt64, hit: ArticleHit)] {
        let columns = stream.detail == .location ? Self.locationColumns : Self.articleColumns
        let page = try database.fetch(stream.ids[places], columns: columns)
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
            hits.append((number, hit))
        }
        return hits
    }

    private static func location(_ page: borrowing Page, _ index: Int) throws(IndexError) -> ArticleHit {
        var article = StoredArticle()
        article.part = Int(String(decoding: page.value(index, 1), as: UTF8.self)) ?? 0
        return try ArticleHit(page, index, article)
    }
}
