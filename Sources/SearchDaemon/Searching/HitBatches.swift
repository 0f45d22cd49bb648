// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage
import SearchAPI
import SearchIndex

/// All hits of a search, in batches: between two of them the search thread is free for others.
///
/// A value, so that it can go from one search thread to the next.
struct HitBatches: Sendable {
    private let search: Search
    /// Nil before the first batch, and for a query without a word.
    private var stream: HitStream?

    /// Few at first, so that a reader has something to look at; then enough for a batch to cost more than its way.
    private static let firstSize = 20
    private static let size = 500

    init(_ search: Search) {
        self.search = search
    }

    /// Finds the first hits, and what is to be said of all of them.
    ///
    /// - Throws: ``Problem`` for a query that cannot be read, ``IndexError``.
    mutating func first(from reader: IndexReader) throws -> SearchResponse {
        let asked = search.asked
        let parsed = try asked.parsed()
        guard var query = try asked.indexQuery(parsed) else { return try search.answer(from: reader) }
        query.limit = Int(UInt32.max)
        query.order = search.order
        query.collapseCopies = !search.request.allCopies
        var stream = try reader.stream(query, detail)
        // What else is worth a try is known of a page.
        guard stream.total > 0 else { return try search.answer(from: reader) }
        let hits = try reader.next(Self.firstSize, of: &stream)
        self.stream = stream
        var warnings = stream.warnings
        let facets = try search.facets(of: query, from: reader, warnings: &warnings)
        return SearchResponse(
            query: search.request.query,
            total: Total(articles: stream.total, stories: stream.stories, exact: stream.isExact),
            tookMicroseconds: search.elapsed,
            warnings: (parsed.warnings + warnings).map(Warning.init),
            results: hits.map { Hit($0, as: search.request) },
            facets: facets
        )
    }

    /// Finds the next hits; nil at the end.
    ///
    /// - Throws: ``IndexError``.
    mutating func next(from reader: IndexReader) throws -> [Hit]? {
        guard var stream, !stream.isFinished else { return nil }
        // Two of them would be copied at the first change.
        self.stream = nil
        defer { self.stream = stream }
        return try reader.next(Self.size, of: &stream).map { Hit($0, as: search.request) }
    }

    private var detail: HitDetail {
        search.request.places ? .location : search.request.snippets ? .passage : .fields
    }
}
