// SPDX-License-Identifier: GPL-3.0-or-later

/// The answer to `GET /v1/search`, and what `crisis-search --json` prints.
public struct SearchResponse: Codable, Hashable, Sendable {
    /// The query as it was sent; offsets count in it.
    public var query: String
    public var total: Total
    /// Microseconds from the moment the daemon had the request to the moment the answer was complete, not yet encoded.
    public var tookMicroseconds: Int
    /// What the parser had to guess, each with the place it stands at.
    public var warnings: [Warning]
    /// A query that finds something, or something more; nil when there is none worth saying.
    public var suggestion: String?
    /// One line that tells a person why `suggestion` is worth a try.
    public var note: String?
    /// The page of hits asked for, best first.
    public var results: [Hit]
    /// Counts by the facets that were asked for; nil if none was.
    public var facets: Facets?
    /// How the query was read; nil if that was not asked for.
    public var explanation: Explanation?

    public init(
        query: String,
        total: Total,
        tookMicroseconds: Int,
        warnings: [Warning] = [],
        suggestion: String? = nil,
        note: String? = nil,
        results: [Hit] = [],
        facets: Facets? = nil,
        explanation: Explanation? = nil
    ) {
        self.query = query
        self.total = total
        self.tookMicroseconds = tookMicroseconds
        self.warnings = warnings
        self.suggestion = suggestion
        self.note = note
        self.results = results
        self.facets = facets
        self.explanation = explanation
    }

    enum CodingKeys: String, CodingKey {
        case query, total
        case tookMicroseconds = "took_us"
        case warnings, suggestion, note, results, facets, explanation
    }

    /// `suggestion` and `note` are always present, null when there is none: a script need not test for the key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(query, forKey: .query)
        try container.encode(total, forKey: .total)
        try container.encode(tookMicroseconds, forKey: .tookMicroseconds)
        try container.encode(warnings, forKey: .warnings)
        try container.encode(suggestion, forKey: .suggestion)
        try container.encode(note, forKey: .note)
        try container.encode(results, forKey: .results)
        try container.encodeIfPresent(facets, forKey: .facets)
        try container.encodeIfPresent(explanation, forKey: .explanation)
    }
}

/// How much a query found, whatever the page shows of it.
public struct Total: Codable, Hashable, Sendable {
    public var articles: Int
    /// Articles counted with their copies as one.
    public var stories: Int
    /// False when the counts are estimates.
    public var exact: Bool

    public init(articles: Int, stories: Int, exact: Bool) {
        self.articles = articles
        self.stories = stories
        self.exact = exact
    }
}

/// A place in the query that was not read as it may have been meant.
public struct Warning: Codable, Hashable, Sendable {
    public var message: String
    /// UTF-8 byte offset into the query.
    public var at: Int

    public init(message: String, at: Int) {
        self.message = message
        self.at = at
    }
}
