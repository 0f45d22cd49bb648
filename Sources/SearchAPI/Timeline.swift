// SPDX-License-Identifier: GPL-3.0-or-later

/// The parameters of `GET /v1/timeline`, under the names they have in the URL.
public struct TimelineRequest: Hashable, Sendable {
    /// In the query language.
    public var query: String
    /// Join words with OR where nothing else is said.
    public var any: Bool
    /// First and last publication day, in the forms that `date:` takes.
    public var since: String?
    public var until: String?
    /// nil: the finest with which there are at most `fit` periods between the first article and the last.
    public var period: TimelinePeriod?
    /// How many periods the choice of a period is to keep to: 1 to `maximumPeriods`.
    public var fit: Int

    public static let defaultFit = 40
    /// Periods that an answer has at most: a finer period than that allows is replaced by a coarser one.
    public static let maximumPeriods = 5000

    public init(
        query: String,
        any: Bool = false,
        since: String? = nil,
        until: String? = nil,
        period: TimelinePeriod? = nil,
        fit: Int = Self.defaultFit
    ) {
        self.query = query
        self.any = any
        self.since = since
        self.until = until
        self.period = period
        self.fit = fit
    }

    /// The name of each parameter in the URL.
    public enum Parameter: String, CaseIterable, Sendable {
        case query = "q"
        case any, since, until
        case period = "by"
        case fit
    }
}

/// The length of a bar of a timeline.
public enum TimelinePeriod: String, CaseIterable, Codable, Hashable, Sendable {
    case day
    /// From Monday (ISO 8601).
    case week
    case month
    case year
}

/// The answer to `GET /v1/timeline`, and what `crisis-search timeline --json` prints.
public struct TimelineResponse: Codable, Hashable, Sendable {
    /// The query as it was sent; offsets count in it.
    public var query: String
    /// The length of a period: coarser than asked for where there would be too many, which a warning then says.
    public var period: TimelinePeriod
    /// Articles found, the undated among them.
    public var articles: Int
    /// Articles found that have no day of publication.
    public var undated: Int
    /// The days of the first and of the last article, `YYYY-MM-DD`; nil where no article has one.
    public var first: String?
    public var last: String?
    /// Every period from the first article's to the last one's, in order, empty ones included.
    public var periods: [TimelineBucket]
    public var tookMicroseconds: Int
    public var warnings: [Warning]

    public init(
        query: String,
        period: TimelinePeriod,
        articles: Int,
        undated: Int,
        first: String?,
        last: String?,
        periods: [TimelineBucket],
        tookMicroseconds: Int,
        warnings: [Warning] = []
    ) {
        self.query = query
        self.period = period
        self.articles = articles
        self.undated = undated
        self.first = first
        self.last = last
        self.periods = periods
        self.tookMicroseconds = tookMicroseconds
        self.warnings = warnings
    }

    enum CodingKeys: String, CodingKey {
        case query
        case period = "by"
        case articles, undated, first, last, periods
        case tookMicroseconds = "took_us"
        case warnings
    }

    /// `first` and `last` are always present, null where there is no day.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(query, forKey: .query)
        try container.encode(period, forKey: .period)
        try container.encode(articles, forKey: .articles)
        try container.encode(undated, forKey: .undated)
        try container.encode(first, forKey: .first)
        try container.encode(last, forKey: .last)
        try container.encode(periods, forKey: .periods)
        try container.encode(tookMicroseconds, forKey: .tookMicroseconds)
        try container.encode(warnings, forKey: .warnings)
    }
}

/// A period of a timeline.
public struct TimelineBucket: Codable, Hashable, Sendable {
    /// Its first day, `YYYY-MM-DD`.
    public var start: String
    public var articles: Int

    public init(start: String, articles: Int) {
        self.start = start
        self.articles = articles
    }
}
