// SPDX-License-Identifier: GPL-3.0-or-later

/// One article that a query found.
///
/// Where only places were asked for, all is nil but `id`, `path`, `part` and `score`.
public struct Hit: Codable, Hashable, Sendable {
    /// Short handle of the article; any unambiguous beginning of it works too.
    ///
    /// The same after a rebuild.
    public var id: String
    /// Absolute path of its file.
    ///
    /// Bytes that are not UTF-8 show as U+FFFD; `pathBytes` then has them.
    public var path: String
    /// The path's bytes in Base64, only where `path` cannot say them.
    public var pathBytes: String?
    /// Which article of the file, from 0.
    public var part: Int
    public var title: String?
    /// Matched words of the title, as in a snippet.
    public var titleHighlights: [[Int]]
    /// The first words of the text, only where there is no title.
    public var opening: String?
    public var outlet: String?
    public var url: String?
    /// Publication day, `YYYY-MM-DD`.
    public var published: String?
    public var byline: String?
    /// Weight of the hit; comparable within one answer only.
    public var score: Double
    /// Nil where none was asked for.
    public var snippet: Snippet?
    /// What `story:` finds the story by; the article's own identifier if it has no copies.
    public var story: String?
    /// Other articles of the story, the earliest first: some of them; none if every copy is shown.
    public var copies: [Copy]
    /// How many other articles the story has.
    public var copiesTotal: Int

    public init(
        id: String,
        path: String,
        pathBytes: String? = nil,
        part: Int,
        title: String?,
        titleHighlights: [[Int]] = [],
        opening: String? = nil,
        outlet: String?,
        url: String?,
        published: String?,
        byline: String?,
        score: Double,
        snippet: Snippet?,
        story: String? = nil,
        copies: [Copy] = [],
        copiesTotal: Int? = nil
    ) {
        self.id = id
        self.path = path
        self.pathBytes = pathBytes
        self.part = part
        self.title = title
        self.titleHighlights = titleHighlights
        self.opening = opening
        self.outlet = outlet
        self.url = url
        self.published = published
        self.byline = byline
        self.score = score
        self.snippet = snippet
        self.story = story
        self.copies = copies
        self.copiesTotal = copiesTotal ?? copies.count
    }

    enum CodingKeys: String, CodingKey {
        case id, path
        case pathBytes = "path_bytes"
        case part, title
        case titleHighlights = "title_highlights"
        case opening, outlet, url, published, byline, score, snippet, story, copies
        case copiesTotal = "copies_total"
    }

    /// Every key but `path_bytes` and `opening` is always present.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(path, forKey: .path)
        try container.encodeIfPresent(pathBytes, forKey: .pathBytes)
        try container.encode(part, forKey: .part)
        try container.encode(title, forKey: .title)
        try container.encode(titleHighlights, forKey: .titleHighlights)
        try container.encodeIfPresent(opening, forKey: .opening)
        try container.encode(outlet, forKey: .outlet)
        try container.encode(url, forKey: .url)
        try container.encode(published, forKey: .published)
        try container.encode(byline, forKey: .byline)
        try container.encode(score, forKey: .score)
        try container.encode(snippet, forKey: .snippet)
        try container.encode(story, forKey: .story)
        try container.encode(copies, forKey: .copies)
        try container.encode(copiesTotal, forKey: .copiesTotal)
    }
}

extension Hit {
    /// The article itself.
    public var article: ArticleOrigin {
        ArticleOrigin(
            id: id, path: path, pathBytes: pathBytes, part: part, title: title, opening: opening, outlet: outlet,
            url: url, published: published, byline: byline)
    }
}

/// The passage of an article where a query is best seen.
public struct Snippet: Codable, Hashable, Sendable {
    public var text: String
    /// Matched words as half-open ranges `[start, end]` of UTF-8 byte offsets into `text`, in order, disjoint.
    public var highlights: [[Int]]

    public init(text: String, highlights: [[Int]]) {
        self.text = text
        self.highlights = highlights
    }
}

/// Another file that carries the same story.
public struct Copy: Codable, Hashable, Sendable {
    public var path: String
    public var outlet: String?
    /// Beside an article, not beside a hit.
    public var id: String?
    public var published: String?

    public init(path: String, outlet: String?, id: String? = nil, published: String? = nil) {
        self.path = path
        self.outlet = outlet
        self.id = id
        self.published = published
    }
}
