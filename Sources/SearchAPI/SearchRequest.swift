// SPDX-License-Identifier: GPL-3.0-or-later

/// The parameters of `GET /v1/search`, under the names they have in the URL.
public struct SearchRequest: Hashable, Sendable {
    /// In the query language.
    public var query: String
    /// Hits on the page: 0 to `SearchRequest.maximumLimit`.
    public var limit: Int
    /// Hits left out before the page: 0 to `SearchRequest.maximumOffset`.
    public var offset: Int
    public var sort: SortOrder
    /// Join words with OR where nothing else is said.
    public var any: Bool
    /// First and last publication day, in the forms that `date:` takes.
    public var since: String?
    public var until: String?
    /// Show every member of a story.
    public var allCopies: Bool

    public static let defaultLimit = 10
    public static let maximumLimit = 1000
    public static let maximumOffset = 1_000_000

    public init(
        query: String,
        limit: Int = Self.defaultLimit,
        offset: Int = 0,
        sort: SortOrder = .relevance,
        any: Bool = false,
        since: String? = nil,
        until: String? = nil,
        allCopies: Bool = false
    ) {
        self.query = query
        self.limit = limit
        self.offset = offset
        self.sort = sort
        self.any = any
        self.since = since
        self.until = until
        self.allCopies = allCopies
    }

    /// The name of each parameter in the URL.
    public enum Parameter: String, CaseIterable, Sendable {
        case query = "q"
        case limit, offset, sort, any, since, until
        case allCopies = "all_copies"
    }
}

/// In which order hits come.
public enum SortOrder: String, CaseIterable, Codable, Hashable, Sendable {
    /// Best first; ties by newest.
    case relevance
    /// By publication day; undated articles last in either direction.
    case newest, oldest
}
