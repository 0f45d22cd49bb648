// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles
import QueryLanguage
import SearchAPI
import SearchIndex

// What the index says of articles from another side than a list of hits, in the words of the API.

extension TimelineRequest {
    /// Counts on a search thread.
    ///
    /// - Parameters:
    ///   - today: the day that `today` stands for.
    ///   - started: when the request was there.
    /// - Throws: ``Problem`` for a query that cannot be read, ``IndexError``.
    func answer(
        from reader: IndexReader,
        today: CivilDay,
        since started: ContinuousClock.Instant
    ) throws -> TimelineResponse {
        let asked = AskedQuery(text: query, any: any, since: since, until: until, today: today)
        let parsed = try asked.parsed()
        var answer = TimelineResponse(
            query: query, period: period ?? .day, articles: 0, undated: 0, first: nil, last: nil, periods: [],
            tookMicroseconds: 0, warnings: parsed.warnings.map(Warning.init))
        if let query = try asked.indexQuery(parsed) {
            let timeline = try reader.timeline(
                of: query, by: period.map(CalendarPeriod.init), limit: period == nil ? fit : Self.maximumPeriods)
            answer.take(timeline)
            if let period, timeline.isCoarser {
                let message =
                    "by \(period.rawValue) there would be more than \(Self.maximumPeriods) lines; "
                    + "by \(timeline.period.rawValue) instead"
                answer.warnings.append(Warning(message: message, at: 0))
            }
        }
        answer.tookMicroseconds = (ContinuousClock.now - started).wholeMicroseconds
        return answer
    }
}

extension TimelineResponse {
    fileprivate mutating func take(_ timeline: Timeline) {
        period = TimelinePeriod(timeline.period)
        articles = timeline.total
        undated = timeline.undated
        first = timeline.first?.description
        last = timeline.last?.description
        periods = timeline.buckets.map { TimelineBucket(start: $0.first.description, articles: $0.articles) }
        warnings += timeline.warnings.map(Warning.init)
    }
}

extension CalendarPeriod {
    init(_ period: TimelinePeriod) {
        switch period {
        case .day: self = .day
        case .week: self = .week
        case .month: self = .month
        case .year: self = .year
        }
    }
}

extension TimelinePeriod {
    init(_ period: CalendarPeriod) {
        switch period {
        case .day: self = .day
        case .week: self = .week
        case .month: self = .month
        case .year: self = .year
        }
    }
}

extension SimilarResponse {
    init(_ similar: SimilarArticles, to hit: ArticleHit, since started: ContinuousClock.Instant) {
        self.init(
            article: ArticleOrigin(hit),
            reasons: similar.reasons,
            results: similar.hits.map {
                SearchAPI.SimilarHit(
                    article: ArticleOrigin($0.hit), score: $0.similarity, shared: $0.shared,
                    snippet: Snippet($0.hit.passage))
            },
            tookMicroseconds: (ContinuousClock.now - started).wholeMicroseconds
        )
    }
}

extension ArticleOrigin {
    init(_ hit: ArticleHit) {
        self.init(
            id: hit.identifier,
            path: hit.path.description,
            pathBytes: hit.path.base64IfNeeded,
            part: hit.article.part,
            title: hit.article.title,
            opening: hit.opening,
            outlet: hit.article.outlet,
            url: hit.article.url,
            published: hit.article.statedDay?.description,
            byline: hit.article.byline
        )
    }
}

extension LitRanges {
    /// - Parameters:
    ///   - lit: nil if there was nothing to look for.
    ///   - context: sentences around what matches; nil for no passages.
    init(_ lit: LitArticle?, context: Int?, warnings: [QueryWarning]) {
        func ranges(_ ranges: [Range<Int>]?) -> [[Int]] { (ranges ?? []).map { [$0.lowerBound, $0.upperBound] } }
        self.init(
            title: ranges(lit?.title),
            byline: ranges(lit?.byline),
            outlet: ranges(lit?.outlet),
            url: ranges(lit?.url),
            text: ranges(lit?.text),
            passages: context.map { ranges(lit?.contexts(radius: $0)) },
            warnings: (warnings + (lit?.warnings ?? [])).map(Warning.init)
        )
    }
}

extension Facets {
    init(_ answer: FacetAnswer) {
        self.init()
        for facet in answer.facets {
            guard let name = FacetName(rawValue: facet.field.rawValue) else { continue }
            self[name] = SearchAPI.Facet(
                values: facet.values.map { FacetValue(value: $0.text, articles: $0.articles) },
                missing: facet.missing,
                others: facet.others
            )
        }
    }
}

extension FacetField {
    init(_ name: FacetName) {
        switch name {
        case .outlet: self = .outlet
        case .month: self = .month
        case .year: self = .year
        case .language: self = .language
        case .speaker: self = .speaker
        }
    }
}

extension KnownValueField {
    init(_ field: ValueField) {
        switch field {
        case .outlet: self = .outlet
        case .lang: self = .language
        case .speaker: self = .speaker
        case .by: self = .byline
        }
    }
}
