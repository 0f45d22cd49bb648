// SPDX-License-Identifier: GPL-3.0-or-later

/// The answer to `GET /v1/articles/{id}` and `GET /v1/article?path=…`: one article, whole.
@dynamicMemberLookup
public struct ArticleResponse: Codable, Hashable, Sendable {
    public var id: String
    public var path: String
    /// The path's bytes in Base64, only where `path` cannot say them.
    public var pathBytes: String?
    public var part: Int
    /// What the file was read as: `text` or `html`, for instance.
    public var format: String
    public var fields: ArticleFields
    public var text: String
    /// What is quoted in the text, in order.
    public var quotes: [ArticleQuote]
    /// Lines of the text that are not the article's own, as half-open ranges of UTF-8 bytes, in order, disjoint.
    public var boilerplate: [[Int]]
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
        fields: ArticleFields,
        text: String,
        quotes: [ArticleQuote] = [],
        boilerplate: [[Int]] = [],
        warnings: [String] = [],
        lit: LitRanges? = nil
    ) {
        self.id = id
        self.path = path
        self.pathBytes = pathBytes
        self.part = part
        self.format = format
        self.fields = fields
        self.text = text
        self.quotes = quotes
        self.boilerplate = boilerplate
        self.warnings = warnings
        self.lit = lit
    }

    public subscript<Value>(dynamicMember field: KeyPath<ArticleFields, Value>) -> Value { fields[keyPath: field] }

    enum CodingKeys: String, CodingKey {
        case id, path
        case pathBytes = "path_bytes"
        case part
        case format = "file_format"
        case text, quotes, boilerplate, warnings, lit, story, copies
        case copiesTotal = "copies_total"
        case difference
    }

    /// The fields stand among the other members.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        path = try container.decode(String.self, forKey: .path)
        pathBytes = try container.decodeIfPresent(String.self, forKey: .pathBytes)
        part = try container.decode(Int.self, forKey: .part)
        format = try container.decode(String.self, forKey: .format)
        fields = try ArticleFields(from: decoder)
        text = try container.decode(String.self, forKey: .text)
        quotes = try container.decodeIfPresent([ArticleQuote].self, forKey: .quotes) ?? []
        boilerplate = try container.decodeIfPresent([[Int]].self, forKey: .boilerplate) ?? []
        warnings = try container.decode([String].self, forKey: .warnings)
        lit = try container.decodeIfPresent(LitRanges.self, forKey: .lit)
        story = try container.decodeIfPresent(String.self, forKey: .story)
        copies = try container.decodeIfPresent([Copy].self, forKey: .copies)
        copiesTotal = try container.decodeIfPresent(Int.self, forKey: .copiesTotal)
        difference = try container.decodeIfPresent(CopyDifference.self, forKey: .difference)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(path, forKey: .path)
        try container.encodeIfPresent(pathBytes, forKey: .pathBytes)
        try container.encode(part, forKey: .part)
        try container.encode(format, forKey: .format)
        try fields.encode(to: encoder)
        try container.encode(text, forKey: .text)
        try container.encode(quotes, forKey: .quotes)
        try container.encode(boilerplate, forKey: .boilerplate)
        try container.encode(warnings, forKey: .warnings)
        try container.encodeIfPresent(lit, forKey: .lit)
        try container.encodeIfPresent(story, forKey: .story)
        try container.encodeIfPresent(copies, forKey: .copies)
        try container.encodeIfPresent(copiesTotal, forKey: .copiesTotal)
        try container.encodeIfPresent(difference, forKey: .difference)
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
