// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import CorpusFiles
import Foundation
import QueryLanguage
import SearchAPI
import SearchIndex

/// Reads a request's query, asks the index, and words the answer.
struct Search: Sendable {
    let request: SearchRequest
    let today: CivilDay
    /// When the request was there.
    let started: ContinuousClock.Instant

    /// Finds the answer, on a search thread.
    ///
    /// - Throws: ``Problem`` for a query that cannot be read, ``IndexError``.
    func answer(from reader: IndexReader) throws -> SearchResponse {
        let parsed = try asked.parsed()
        guard var query = try asked.indexQuery(parsed) else {
            return SearchResponse(
                query: request.query,
                total: Total(articles: 0, stories: 0, exact: true),
                tookMicroseconds: elapsed,
                warnings: parsed.warnings.map(Warning.init)
            )
        }
        query.limit = request.limit ?? SearchRequest.maximumLimit
        query.offset = request.offset
        query.order = order
        query.explain = request.explain
        query.collapseCopies = !request.allCopies
        let answer = try reader.search(query)
        let alternative = answer.alternative
        var warnings = answer.warnings
        let facets = try facets(of: query, from: reader, warnings: &warnings)
        return SearchResponse(
            query: request.query,
            total: Total(articles: answer.total, stories: answer.stories, exact: answer.isExact),
            tookMicroseconds: elapsed,
            warnings: (parsed.warnings + warnings).map(Warning.init),
            suggestion: alternative.flatMap(suggestion),
            note: alternative.map(Self.note),
            results: answer.hits.map { Hit($0, as: request) },
            facets: facets,
            explanation: answer.explanation.map { explanation in
                Explanation(explanation, hits: answer.hits, bounds: answer.warnings.map(\.message))
            }
        )
    }

    var asked: AskedQuery {
        AskedQuery(text: request.query, any: request.any, since: request.since, until: request.until, today: today)
    }

    var order: IndexQuery.Order {
        switch request.sort {
        case .relevance: .relevance
        case .newest: .newest
        case .oldest: .oldest
        }
    }

    /// The counts that were asked for.
    ///
    /// - Parameter warnings: gets what holds of the counts, which are of all articles, though not of the hits.
    func facets(
        of query: IndexQuery,
        from reader: IndexReader,
        warnings: inout [QueryWarning]
    ) throws(IndexError) -> Facets? {
        guard !request.facets.isEmpty else { return nil }
        let answer = try reader.facets(of: query, by: request.facets.map(FacetField.init))
        warnings += answer.warnings.filter { !warnings.contains($0) }
        return Facets(answer)
    }

    /// The query that finds more; nil where it is not the query that keeps articles out but the days beside it.
    private func suggestion(_ alternative: Alternative) -> String? {
        if case .anyDay = alternative.reading, request.since != nil || request.until != nil { return nil }
        return alternative.root.description
    }

    private static func note(_ alternative: Alternative) -> String {
        let count = alternative.articles
        switch alternative.reading {
        case .inflectedPhrases(let forms):
            let quoted = forms.map { "“\($0)”" }.joined(separator: ", ")
            let what = count == 1 ? "1 more article has another form" : "\(count) more articles have other forms"
            return quoted.isEmpty ? "\(what) of this phrase" : "\(what) of this phrase: \(quoted)"
        case .words:
            return count == 1
                ? "No article has this phrase; 1 has all of its words"
                : "No article has this phrase; \(count) have all of its words"
        case .respelled(let changes):
            let words = changes.map { "“\($0.to)” in place of “\($0.from)”" }.joined(separator: " and ")
            return count == 1 ? "With \(words) there is 1 article" : "With \(words) there are \(count) articles"
        case .without(let part):
            return count == 1
                ? "No article has all of this; 1 has the rest without \(part)"
                : "No article has all of this; \(count) have the rest without \(part)"
        case .anyDay:
            return "No article of these days; of other days there \(count == 1 ? "is 1" : "are \(count)")"
        }
    }

    var elapsed: Int { (ContinuousClock.now - started).wholeMicroseconds }
}

extension Warning {
    init(_ warning: QueryWarning) {
        self.init(message: warning.message, at: warning.at)
    }
}

extension Hit {
    /// What a request wants to know of a hit.
    init(_ hit: ArticleHit, as request: SearchRequest) {
        guard !request.places else {
            self.init(
                id: hit.identifier, path: hit.path.description, pathBytes: hit.path.base64IfNeeded,
                part: hit.article.part, title: nil, outlet: nil, url: nil, published: nil, byline: nil,
                score: hit.score, snippet: nil)
            return
        }
        self.init(
            id: hit.identifier,
            path: hit.path.description,
            pathBytes: hit.path.base64IfNeeded,
            part: hit.article.part,
            title: hit.article.title,
            titleHighlights: hit.titleHighlights.map { [$0.lowerBound, $0.upperBound] },
            opening: hit.opening,
            outlet: hit.article.outlet,
            url: hit.article.url,
            published: hit.article.statedDay?.description,
            byline: hit.article.byline,
            score: hit.score,
            snippet: request.snippets ? Snippet(hit.passage) : nil,
            story: hit.story,
            copies: hit.copies.map { Copy(path: $0.path.description, outlet: $0.outlet) },
            copiesTotal: hit.copyCount
        )
    }
}

extension Snippet {
    init(_ passage: Passage) {
        self.init(text: passage.text, highlights: passage.highlights.map { [$0.lowerBound, $0.upperBound] })
    }
}

extension ArticleResponse {
    init(_ hit: ArticleHit, lit: LitRanges? = nil) {
        let article = hit.article
        self.init(
            id: hit.identifier,
            path: hit.path.description,
            pathBytes: hit.path.base64IfNeeded,
            part: article.part,
            format: article.format,
            fields: ArticleFields(article),
            text: String(decoding: article.text, as: UTF8.self),
            quotes: article.wholeQuotations.map { pieces in
                ArticleQuote(
                    text: pieces.map { article.text(of: $0) }.joined(separator: " "), speaker: pieces.first?.speaker,
                    speakerAsWritten: pieces.first?.speakerAsWritten, start: pieces.first?.range.lowerBound ?? 0,
                    end: pieces.last?.range.upperBound ?? 0)
            },
            boilerplate: article.boilerplate.map { [$0.lowerBound, $0.upperBound] },
            warnings: article.warnings,
            lit: lit
        )
        story = hit.story
        copies = hit.copies.map {
            Copy(
                path: $0.path.description, outlet: $0.outlet, id: $0.identifier, published: $0.published?.description)
        }
        copiesTotal = hit.copyCount
    }
}

extension CopyDifference {
    init(_ difference: StoryDifference) {
        let text = difference.other.article.text
        self.init(
            other: ArticleOrigin(difference.other),
            own: difference.own.map { [$0.lowerBound, $0.upperBound] },
            missing: difference.missing.map { String(decoding: text[$0], as: UTF8.self) }
        )
    }
}

extension ArticleFields {
    init(_ article: StoredArticle) {
        self.init()
        let origins = article.origins
        title = article.title
        titleFrom = origins.title?.rawValue
        byline = article.byline
        bylineFrom = origins.byline?.rawValue
        published = article.published?.description
        publishedFrom = origins.published?.rawValue
        publishedTime = article.publishedTime
        url = article.url
        urlFrom = origins.url?.rawValue
        outlet = article.outlet
        outletFrom = origins.outlet?.rawValue
        outletHost = article.outletHost
        language = article.language
        languageFrom = origins.language?.rawValue
    }
}

extension CorpusPath {
    /// The bytes in Base64 where text cannot say them.
    var base64IfNeeded: String? {
        isUTF8 ? nil : Data(bytes).base64EncodedString()
    }
}
