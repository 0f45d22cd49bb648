// SPDX-License-Identifier: GPL-3.0-or-later

/// The parameters of `GET /v1/quotes`, under the names they have in the URL.
public struct QuotesRequest: Hashable, Sendable {
    /// In the query language; bare words are looked for inside quotation marks.
    ///
    /// nil: whatever the speaker said.
    public var query: String?
    /// In the query language, looked for in the speakers' names; nil: whoever said it.
    public var speaker: String?
    /// Join words with OR where nothing else is said.
    public var any: Bool
    /// First and last publication day, in the forms that `date:` takes.
    public var since: String?
    public var until: String?
    /// Quotations of the answer: 0 to `maximumLimit`.
    public var limit: Int
    /// Quotations to leave out before those of the answer: 0 to `maximumOffset`.
    public var offset: Int

    public static let defaultLimit = 10
    public static let maximumLimit = 1000
    public static let maximumOffset = 1_000_000

    public init(
        query: String?,
        speaker: String? = nil,
        any: Bool = false,
        since: String? = nil,
        until: String? = nil,
        limit: Int = Self.defaultLimit,
        offset: Int = 0
    ) {
        self.query = query
        self.speaker = speaker
        self.any = any
        self.since = since
        self.until = until
        self.limit = limit
        self.offset = offset
    }

    /// The name of each parameter in the URL.
    public enum Parameter: String, CaseIterable, Sendable {
        case query = "q"
        case speaker, any, since, until, limit, offset
    }
}

/// The answer to `GET /v1/quotes`, and what `crisis-search quotes --json` prints.
public struct QuotesResponse: Codable, Hashable, Sendable {
    /// The query as it was sent, empty if there was none; offsets count in it.
    public var query: String
    /// The speaker as it was sent.
    public var speaker: String?
    public var total: QuotesTotal
    public var tookMicroseconds: Int
    public var warnings: [Warning]
    /// Each quotation once, the oldest first; those without a day last.
    public var quotes: [Quote]

    public init(
        query: String,
        speaker: String?,
        total: QuotesTotal,
        tookMicroseconds: Int,
        warnings: [Warning] = [],
        quotes: [Quote] = []
    ) {
        self.query = query
        self.speaker = speaker
        self.total = total
        self.tookMicroseconds = tookMicroseconds
        self.warnings = warnings
        self.quotes = quotes
    }

    enum CodingKeys: String, CodingKey {
        case query, speaker, total
        case tookMicroseconds = "took_us"
        case warnings, quotes
    }

    /// Every key is always present.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(query, forKey: .query)
        try container.encode(speaker, forKey: .speaker)
        try container.encode(total, forKey: .total)
        try container.encode(tookMicroseconds, forKey: .tookMicroseconds)
        try container.encode(warnings, forKey: .warnings)
        try container.encode(quotes, forKey: .quotes)
    }
}

/// How much was found.
public struct QuotesTotal: Codable, Hashable, Sendable {
    /// Quotations, each counted once.
    public var quotations: Int
    /// Articles that have one of them.
    public var articles: Int
    /// Whether all articles were looked at; if not, a warning says how many were.
    public var exact: Bool

    public init(quotations: Int, articles: Int, exact: Bool) {
        self.quotations = quotations
        self.articles = articles
        self.exact = exact
    }
}

/// A quotation, in the article that was the first to have all of it, or nearly so.
public struct Quote: Codable, Hashable, Sendable {
    public var text: String
    /// Matched words as half-open ranges of UTF-8 byte offsets in `text`, in order, disjoint.
    public var highlights: [[Int]]
    public var source: QuoteSource
    public var article: ArticleOrigin
    /// The outlets that have it, each once, that of `article` first if it has one.
    public var outlets: [String]
    /// The other articles that have it, the oldest first; some of them if there are very many.
    public var carriers: [QuoteCarrier]
    /// How many other articles have it.
    public var carriersTotal: Int

    public init(
        text: String,
        highlights: [[Int]],
        source: QuoteSource,
        article: ArticleOrigin,
        outlets: [String],
        carriers: [QuoteCarrier],
        carriersTotal: Int
    ) {
        self.text = text
        self.highlights = highlights
        self.source = source
        self.article = article
        self.outlets = outlets
        self.carriers = carriers
        self.carriersTotal = carriersTotal
    }

    enum CodingKeys: String, CodingKey {
        case text, highlights, outlets, carriers
        case carriersTotal = "carriers_total"
    }

    /// The members of the source, of the article and of the quotation are those of one object.
    public init(from decoder: any Decoder) throws {
        source = try QuoteSource(from: decoder)
        article = try ArticleOrigin(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decode(String.self, forKey: .text)
        highlights = try container.decode([[Int]].self, forKey: .highlights)
        outlets = try container.decode([String].self, forKey: .outlets)
        carriers = try container.decode([QuoteCarrier].self, forKey: .carriers)
        carriersTotal = try container.decode(Int.self, forKey: .carriersTotal)
    }

    public func encode(to encoder: any Encoder) throws {
        try source.encode(to: encoder)
        try article.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(highlights, forKey: .highlights)
        try container.encode(outlets, forKey: .outlets)
        try container.encode(carriers, forKey: .carriers)
        try container.encode(carriersTotal, forKey: .carriersTotal)
    }
}

/// Who said something, by one article.
public struct QuoteSource: Codable, Hashable, Sendable {
    /// The full name, with what the article says of them right behind it, or a description; nil if the article does not tell.
    public var speaker: String?
    /// The full name alone; nil if the article gives none.
    public var speakerName: String?
    /// The words by which the article names them there.
    public var speakerAsWritten: String?

    public init(speaker: String?, speakerName: String?, speakerAsWritten: String?) {
        self.speaker = speaker
        self.speakerName = speakerName
        self.speakerAsWritten = speakerAsWritten
    }

    enum CodingKeys: String, CodingKey {
        case speaker
        case speakerName = "speaker_name"
        case speakerAsWritten = "speaker_as_written"
    }

    /// Every key is always present.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(speaker, forKey: .speaker)
        try container.encode(speakerName, forKey: .speakerName)
        try container.encode(speakerAsWritten, forKey: .speakerAsWritten)
    }
}

/// Another article that has a quotation.
public struct QuoteCarrier: Codable, Hashable, Sendable {
    public var source: QuoteSource
    public var article: ArticleOrigin
    /// The words as this article has them; nil if they are the same words, whatever the punctuation and the spaces.
    public var text: String?
    /// `text`, compared with the quotation: what is the same or added makes up `text`; empty if that is nil.
    public var wording: [WordingPart]

    public init(source: QuoteSource, article: ArticleOrigin, text: String? = nil, wording: [WordingPart] = []) {
        self.source = source
        self.article = article
        self.text = text
        self.wording = wording
    }

    enum CodingKeys: String, CodingKey {
        case text, wording
    }

    /// The members of the source, of the article and its own are those of one object.
    public init(from decoder: any Decoder) throws {
        source = try QuoteSource(from: decoder)
        article = try ArticleOrigin(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decodeIfPresent(String.self, forKey: .text)
        wording = try container.decode([WordingPart].self, forKey: .wording)
    }

    public func encode(to encoder: any Encoder) throws {
        try source.encode(to: encoder)
        try article.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(wording, forKey: .wording)
    }
}

/// Words of a wording that is compared with another.
public struct WordingPart: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable {
        case same
        /// The quotation has not got it.
        case added
        /// Only the quotation has it.
        case leftOut = "left_out"
    }

    public var kind: Kind
    public var text: String

    public init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }
}
