// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

// What each request's parameters may be; whatever else is there is refused, with the parameter named.

extension SearchRequest {
    init(_ query: String?) throws(Problem) {
        let parameters = try QueryParameters(query, known: Parameter.allCases.map(\.rawValue))
        self.init(
            query: try parameters.query(Parameter.query.rawValue),
            limit: try parameters.limit,
            offset: try parameters.number(Parameter.offset.rawValue, 0...Self.maximumOffset, default: 0),
            sort: try parameters.choice(Parameter.sort.rawValue) ?? .relevance,
            any: try parameters.flag(Parameter.any.rawValue),
            since: parameters.text(Parameter.since.rawValue),
            until: parameters.text(Parameter.until.rawValue),
            allCopies: try parameters.flag(Parameter.allCopies.rawValue),
            facets: try parameters.choices(Parameter.facets.rawValue),
            explain: try parameters.flag(Parameter.explain.rawValue),
            snippets: try parameters.flag(Parameter.snippets.rawValue, default: true),
            places: try parameters.flag(Parameter.places.rawValue)
        )
        guard limit == nil else { return }
        let name = Parameter.limit.rawValue
        guard offset == 0 else { throw QueryParameters.problem(name, "“all” and an offset exclude each other") }
        guard !explain else { throw QueryParameters.problem(name, "“all” and explain exclude each other") }
    }
}

extension TimelineRequest {
    init(_ query: String?) throws(Problem) {
        let parameters = try QueryParameters(query, known: Parameter.allCases.map(\.rawValue))
        self.init(
            query: try parameters.query(Parameter.query.rawValue),
            any: try parameters.flag(Parameter.any.rawValue),
            since: parameters.text(Parameter.since.rawValue),
            until: parameters.text(Parameter.until.rawValue),
            period: try parameters.choice(Parameter.period.rawValue),
            fit: try parameters.number(Parameter.fit.rawValue, 1...Self.maximumPeriods, default: Self.defaultFit)
        )
    }
}

extension StoriesRequest {
    init(_ query: String?) throws(Problem) {
        let parameters = try QueryParameters(query, known: Parameter.allCases.map(\.rawValue))
        self.init(
            query: parameters.text(Parameter.query.rawValue),
            any: try parameters.flag(Parameter.any.rawValue),
            since: parameters.text(Parameter.since.rawValue),
            until: parameters.text(Parameter.until.rawValue),
            least: try parameters.number(Parameter.least.rawValue, 2...Int(Int32.max), default: 2),
            limit: parameters.text(Parameter.limit.rawValue) == SearchRequest.everyHit
                ? nil
                : try parameters.number(Parameter.limit.rawValue, 0...Self.maximumLimit, default: Self.defaultLimit),
            offset: try parameters.number(Parameter.offset.rawValue, 0...SearchRequest.maximumOffset, default: 0),
            sort: try parameters.choice(Parameter.sort.rawValue) ?? .largest
        )
    }
}

extension QuotesRequest {
    init(_ query: String?) throws(Problem) {
        let parameters = try QueryParameters(query, known: Parameter.allCases.map(\.rawValue))
        self.init(
            query: parameters.text(Parameter.query.rawValue),
            speaker: parameters.text(Parameter.speaker.rawValue),
            any: try parameters.flag(Parameter.any.rawValue),
            since: parameters.text(Parameter.since.rawValue),
            until: parameters.text(Parameter.until.rawValue),
            limit: try parameters.number(
                Parameter.limit.rawValue, 0...Self.maximumLimit, default: Self.defaultLimit),
            offset: try parameters.number(Parameter.offset.rawValue, 0...Self.maximumOffset, default: 0)
        )
        guard self.query == nil, speaker == nil else { return }
        throw QueryParameters.problem(
            Parameter.query.rawValue, "it is what was said, and is missing, as is speaker: one of them is needed")
    }
}

/// What to look for in an article; the query is nil if it is only to be shown.
struct LightParameters {
    static let names = ["q", "any", "context", "diff"]

    let query: String?
    let any: Bool
    let context: Int?
    /// Whether to compare it with the fullest other copy.
    let diff: Bool

    init(_ parameters: QueryParameters) throws(Problem) {
        query = parameters.text("q")
        any = try parameters.flag("any")
        diff = try parameters.flag("diff")
        context =
            parameters.text("context") == nil
            ? nil : try parameters.number("context", 0...LitRanges.maximumContext, default: 0)
        guard query != nil || context == nil else {
            throw QueryParameters.problem("context", "it needs a query: q")
        }
    }
}

extension QueryParameters {
    /// The query of a request that cannot do without.
    fileprivate func query(_ name: String) throws(Problem) -> String {
        guard let text = text(name) else { throw Self.problem(name, "it is what to search for, and is missing") }
        return text
    }

    /// Nil for `all`.
    fileprivate var limit: Int? {
        get throws(Problem) {
            let name = SearchRequest.Parameter.limit.rawValue
            let range = 0...SearchRequest.maximumLimit
            guard let text = text(name) else { return SearchRequest.defaultLimit }
            if text == SearchRequest.everyHit { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw Self.problem(
                    name, "“\(text)” is neither a number from \(range.lowerBound) to \(range.upperBound) nor “all”")
            }
            return number
        }
    }
}
