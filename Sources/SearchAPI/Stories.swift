// SPDX-License-Identifier: GPL-3.0-or-later

/// The parameters of `GET /v1/stories`, under the names they have in the URL.
public struct StoriesRequest: Hashable, Sendable {
    /// Keep stories of which an article matches; nil for all.
    public var query: String?
    /// Join words with OR where nothing else is said.
    public var any: Bool
    /// First and last publication day of that article, in the forms that `date:` takes.
    public var since: String?
    public var until: String?
    /// How many articles a story has at least: 2 and more.
    public var least: Int
    /// Stories at most: 0 to `maximumLimit`; nil (`all` in the URL) for all there are.
    public var limit: Int?
    /// Stories left out before the first one shown.
    public var offset: Int
    public var sort: StorySort

    public static let defaultLimit = 10
    public static let maximumLimit = 1000

    public init(
        query: String? = nil,
        any: Bool = false,
        since: String? = nil,
        until: String? = nil,
        least: Int = 2,
        limit: Int? = nil,
        offset: Int = 0,
        sort: StorySort = .largest
    ) {
        self.query = query
        self.any = any
        self.since = since
        self.until = until
        self.least = least
        self.limit = limit
        self.offset = offset
        self.sort = sort
    }

    /// The name of each parameter in the URL.
    public enum Parameter: String, CaseIterable, Sendable {
        case query = "q"
        case any, since, until
        case least = "min"
        case limit, offset, sort
    }
}

/// In which order stories come.
public enum StorySort: String, CaseIterable, Codable, Hashable, Sendable {
    /// By the number of their articles.
    case largest
    /// By the day of their first article; undated ones last in either direction.
    case newest, oldest
}

/// The answer to `GET /v1/stories`, and what `crisis-search stories --json` prints.
public struct StoriesResponse: Codable, Hashable, Sendable {
    /// How many such stories there are, whatever is shown of them.
    public var total: Int
    public var tookMicroseconds: Int
    public var warnings: [Warning]
    public var stories: [StoryEntry]

    enum CodingKeys: String, CodingKey {
        case total
        case tookMicroseconds = "took_us"
        case warnings, stories
    }
}

/// Articles that are copies of one another.
public struct StoryEntry: Codable, Hashable, Sendable {
    /// What `story:` finds it by; a fuller version of the story changes it.
    public var story: String
    public var articlesTotal: Int
    /// The days of its first and its last article, `YYYY-MM-DD`.
    public var first: String?
    public var last: String?
    /// The outlets of `articles`, each once, in their order.
    public var outlets: [String]
    /// The earliest first, those without a day last: `StoryEntry.maximumArticles` at most.
    public var articles: [ArticleOrigin]

    public static let maximumArticles = 1000

    public init(story: String, articlesTotal: Int, first: String?, last: String?, articles: [ArticleOrigin]) {
        self.story = story
        self.articlesTotal = articlesTotal
        self.first = first
        self.last = last
        self.articles = articles
        outlets = []
        for outlet in articles.compactMap(\.outlet) where !outlets.contains(outlet) { outlets.append(outlet) }
    }

    enum CodingKeys: String, CodingKey {
        case story
        case articlesTotal = "articles_total"
        case first, last, outlets, articles
    }

    /// Every key is always present.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(story, forKey: .story)
        try container.encode(articlesTotal, forKey: .articlesTotal)
        try container.encode(first, forKey: .first)
        try container.encode(last, forKey: .last)
        try container.encode(outlets, forKey: .outlets)
        try container.encode(articles, forKey: .articles)
    }
}
