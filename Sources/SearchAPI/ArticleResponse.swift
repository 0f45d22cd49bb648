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
        warnings: [String]
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
    }

    enum CodingKeys: String, CodingKey {
        case id, path
        case pathBytes = "path_bytes"
        case part, format, title, byline, published
        case publishedFrom = "published_from"
        case url, outlet, language, text, warnings
    }
}
