// SPDX-License-Identifier: GPL-3.0-or-later

/// What the articles found can be counted by.
public enum FacetName: String, CaseIterable, Codable, Hashable, Sendable {
    case outlet
    /// The month, or the year, of publication: `2031-03`, `2031`.
    case month, year
    case language
    /// Who is quoted; an article may have several.
    case speaker
}

/// How many of the articles found have which value, for each facet that was asked for.
public struct Facets: Codable, Hashable, Sendable {
    public var outlet: Facet?
    public var month: Facet?
    public var year: Facet?
    public var language: Facet?
    public var speaker: Facet?

    public init() {}

    public subscript(name: FacetName) -> Facet? {
        get { self[keyPath: Self.path(name)] }
        set { self[keyPath: Self.path(name)] = newValue }
    }

    private static func path(_ name: FacetName) -> WritableKeyPath<Facets, Facet?> {
        switch name {
        case .outlet: \.outlet
        case .month: \.month
        case .year: \.year
        case .language: \.language
        case .speaker: \.speaker
        }
    }
}

/// The values of one facet.
public struct Facet: Codable, Hashable, Sendable {
    /// The most frequent ones, most articles first; ties by value.
    public var values: [FacetValue]
    /// Articles that have no value.
    public var missing: Int
    /// Values beyond those listed.
    public var others: Int

    public init(values: [FacetValue], missing: Int, others: Int = 0) {
        self.values = values
        self.missing = missing
        self.others = others
    }
}

/// A value, and how many articles have it.
public struct FacetValue: Codable, Hashable, Sendable {
    public var value: String
    public var articles: Int

    public init(value: String, articles: Int) {
        self.value = value
        self.articles = articles
    }
}

/// The answer to `GET /v1/values/{field}`: what shells complete `outlet:` with.
public struct ValuesResponse: Codable, Hashable, Sendable {
    public var field: ValueField
    /// The most frequent ones that begin with what was asked for, most articles first.
    public var values: [FacetValue]

    public init(field: ValueField, values: [FacetValue]) {
        self.field = field
        self.values = values
    }

    /// Values listed at most.
    public static let maximumLimit = 100
    /// Values listed if nothing else is asked for.
    public static let defaultLimit = 20
}

/// The fields whose values are known.
public enum ValueField: String, CaseIterable, Codable, Hashable, Sendable {
    case outlet
    case lang
    case speaker
    case by
}
