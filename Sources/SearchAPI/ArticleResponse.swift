// SPDX-License-Identifier: GPL-3.0-or-later

/// The answer to `GET /v1/articles/{id}` and `GET /v1/article?path=…`: one article, whole.
public struct ArticleResponse: Codable, Hashable, Sendable {
    public var id: String
    public var path: String
    /// The path's bytes in Base64, only where `path` cannot say them.
    public var pathBytes: String?
    public var part: Int
    /// What the file was read as: `text`, for now.
    public var format: String
    public var title: String?
    public var byline: String?
    public var published: String?
    /// What the publication day was taken from, `header` or `url` for instance.
    public var publishedFrom: String?
    public var url: String?
    public var outlet: String?
    public var language: String?
    public var text: String
    /// What was odd about the file, a sentence each.
    public var warnings: [String]
    /// Where a query matches; nil if none was asked.
    public var lit: LitRanges?
    /// What `story:` finds the story by; the article's own identifier if it has no copies.
    public var story: String?
    /// Other articles of the story, the earliest first: some of them.
    public var copies: [Copy]?
    /// How many other articles the story has.
    public var copiesTotal: Int?
    /// How it differs from the fullest other copy; nil if that was not asked for, or if there is none.
    public var difference: CopyDifference?

    public init(
        id: String,
        path: String,
        pathBytes: String? = nil,
        part: Int,
        format: String,
        title: String?,
        byline: String?,
        published: String?,
        publishedFrom: String?,
        url: String?,
        outlet: String?,
        language: String?,
        text: String,
        warnings: [String],
        lit: LitRanges? = nil
    ) {
        self.id = id
        self.path = path
        self.pathBytes = pathBytes
        self.part = part
        self.format = format
        self.title = title
        self.byline = byline
        self.published = published
        self.publishedFrom = publishedFrom
        self.url = url
        self.outlet = outlet
        self.language = language
        self.text = text
        self.warnings = warnings
        self.lit = lit
    }

    enum CodingKeys: String, CodingKey {
        case id, path
        case pathBytes = "path_bytes"
        case part
        case format = "file_format"
        case title, byline, published
        case publishedFrom = "published_from"
        case url, outlet, language, text, warnings, lit, story, copies
        case copiesTotal = "copies_total"
        case difference
    }
}

/// What an article and another copy of its story have each for itself.
public struct CopyDifference: Codable, Hashable, Sendable {
    /// The other copy.
    public var other: ArticleOrigin
    /// Sentences that only the article has, as half-open ranges `[start, end]` of UTF-8 byte offsets into its text.
    public var own: [[Int]]
    /// Sentences that only the other copy has, in its order.
    public var missing: [String]

    public init(other: ArticleOrigin, own: [[Int]], missing: [String]) {
        self.other = other
        self.own = own
        self.missing = missing
    }
}

/// Where a query matches in an article, as half-open ranges `[start, end]` of UTF-8 byte offsets, in order, disjoint.
public struct LitRanges: Codable, Hashable, Sendable {
    /// Into the article's member of that name.
    public var title: [[Int]]
    public var byline: [[Int]]
    public var outlet: [[Int]]
    public var url: [[Int]]
    public var text: [[Int]]
    /// Passages of `text` around what matches there, whole sentences; nil if they were not asked for.
    public var passages: [[Int]]?
    /// What the parser had to guess, each with the place it stands at in the query.
    public var warnings: [Warning]

    public init(
        title: [[Int]],
        byline: [[Int]] = [],
        outlet: [[Int]] = [],
        url: [[Int]] = [],
        text: [[Int]],
        passages: [[Int]]? = nil,
        warnings: [Warning] = []
    ) {
        self.title = title
        self.byline = byline
        self.outlet = outlet
        self.url = url
        self.text = text
        self.passages = passages
        self.warnings = warnings
    }

    /// Whether nothing of the article matches.
    public var isEmpty: Bool { [title, byline, outlet, url, text].allSatisfy(\.isEmpty) }

    /// Sentences that can be asked for on either side of a match, at most.
    public static let maximumContext = 1000
}
