// SPDX-License-Identifier: GPL-3.0-or-later

/// The answer to `GET /v1/articles/{id}/similar` and `GET /v1/article/similar?path=…`.
public struct SimilarResponse: Codable, Hashable, Sendable {
    /// The article that was named.
    public var article: ArticleOrigin
    /// The words by which others were looked for, the most telling first.
    public var reasons: [String]
    /// The nearest articles, nearest first, without the one that was named.
    public var results: [SimilarHit]
    public var tookMicroseconds: Int

    public init(article: ArticleOrigin, reasons: [String], results: [SimilarHit], tookMicroseconds: Int) {
        self.article = article
        self.reasons = reasons
        self.results = results
        self.tookMicroseconds = tookMicroseconds
    }

    /// Articles listed at most.
    public static let maximumLimit = 100
    /// Articles listed if nothing else is asked for.
    public static let defaultLimit = 10

    enum CodingKeys: String, CodingKey {
        case article, reasons, results
        case tookMicroseconds = "took_us"
    }
}

/// An article near another.
public struct SimilarHit: Codable, Hashable, Sendable {
    public var article: ArticleOrigin
    /// From 0 to 1: how much it has of what the article is about; a copy has about 1.
    public var score: Double
    /// The reasons that it shares, by how much each brings it near.
    public var shared: [String]
    /// The passage in which they are best seen.
    public var snippet: Snippet

    public init(article: ArticleOrigin, score: Double, shared: [String], snippet: Snippet) {
        self.article = article
        self.score = score
        self.shared = shared
        self.snippet = snippet
    }

    enum CodingKeys: String, CodingKey {
        case score, shared, snippet
    }

    /// The members of the article and those of the hit are those of one object.
    public init(from decoder: any Decoder) throws {
        article = try ArticleOrigin(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        score = try container.decode(Double.self, forKey: .score)
        shared = try container.decode([String].self, forKey: .shared)
        snippet = try container.decode(Snippet.self, forKey: .snippet)
    }

    public func encode(to encoder: any Encoder) throws {
        try article.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(score, forKey: .score)
        try container.encode(shared, forKey: .shared)
        try container.encode(snippet, forKey: .snippet)
    }
}

/// What an article is and where it is from, without its text.
public struct ArticleOrigin: Codable, Hashable, Sendable {
    /// As of ``Hit``, all of them.
    public var id: String
    public var path: String
    public var pathBytes: String?
    public var part: Int
    public var title: String?
    public var opening: String?
    public var outlet: String?
    public var url: String?
    public var published: String?
    public var byline: String?

    public init(
        id: String,
        path: String,
        pathBytes: String? = nil,
        part: Int,
        title: String?,
        opening: String? = nil,
        outlet: String?,
        url: String?,
        published: String?,
        byline: String?
    ) {
        self.id = id
        self.path = path
        self.pathBytes = pathBytes
        self.part = part
        self.title = title
        self.opening = opening
        self.outlet = outlet
        self.url = url
        self.published = published
        self.byline = byline
    }

    enum CodingKeys: String, CodingKey {
        case id, path
        case pathBytes = "path_bytes"
        case part, title, opening, outlet, url, published, byline
    }

    /// Every key but `path_bytes` and `opening` is always present.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(path, forKey: .path)
        try container.encodeIfPresent(pathBytes, forKey: .pathBytes)
        try container.encode(part, forKey: .part)
        try container.encode(title, forKey: .title)
        try container.encodeIfPresent(opening, forKey: .opening)
        try container.encode(outlet, forKey: .outlet)
        try container.encode(url, forKey: .url)
        try container.encode(published, forKey: .published)
        try container.encode(byline, forKey: .byline)
    }
}
