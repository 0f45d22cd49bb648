// SPDX-License-Identifier: GPL-3.0-or-later

/// The parameters of `GET /v1/search`, under the names they have in the URL.
public struct SearchRequest: Hashable, Sendable {
    /// In the query language.
    public var query: String
    /// Hits on the page: 0 to `SearchRequest.maximumLimit`; nil (`all` in the URL) for every hit there is.
    ///
    /// The answer to nil is a stream: NDJSON whose first line is a ``SearchResponse`` without results, each further one
    /// a ``Hit``.
    public var limit: Int?
    /// Hits left out before the page: 0 to `SearchRequest.maximumOffset`; 0 where all are asked for.
    public var offset: Int
    public var sort: SortOrder
    /// Join words with OR where nothing else is said.
    public var any: Bool
    /// First and last publication day, in the forms that `date:` takes.
    public var since: String?
    public var until: String?
    /// Show every member of a story.
    public var allCopies: Bool
    /// What to count the articles found by, in this order.
    public var facets: [FacetName]
    /// Say how the query was read, and how the scores came about.
    public var explain: Bool
    /// Find the passages; false saves the time that takes.
    public var snippets: Bool
    /// Say only where the hits are, by `id`, `path`, `part` and `score`: the fastest, for very many.
    public var places: Bool

    public static let defaultLimit = 10
    public static let maximumLimit = 1000
    public static let maximumOffset = 1_000_000

    public init(
        query: String,
        limit: Int? = Self.defaultLimit,
        offset: Int = 0,
        sort: SortOrder = .relevance,
        any: Bool = false,
        since: String? = nil,
        until: String? = nil,
        allCopies: Bool = false,
        facets: [FacetName] = [],
        explain: Bool = false,
        snippets: Bool = true,
        places: Bool = false
    ) {
        self.query = query
        self.limit = limit
        self.offset = offset
        self.sort = sort
        self.any = any
        self.since = since
        self.until = until
        self.allCopies = allCopies
        self.facets = facets
        self.explain = explain
        self.snippets = snippets
        self.places = places
    }

    /// The name of each parameter in the URL.
    public enum Parameter: String, CaseIterable, Sendable {
        case query = "q"
        case limit, offset, sort, any, since, until
        case allCopies = "all_copies"
        case facets, explain, snippets, places
    }

    /// The value of `limit` that asks for every hit.
    public static let everyHit = "all"
}

/// In which order hits come.
public enum SortOrder: String, CaseIterable, Codable, Hashable, Sendable {
    /// Best first; ties by newest.
    case relevance
    /// By publication day; undated articles last in either direction.
    case newest, oldest
}
