// SPDX-License-Identifier: GPL-3.0-or-later

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
        let parsed = try read()
        guard let root = parsed.root else {
            return SearchResponse(
                query: request.query,
                total: Total(articles: 0, stories: 0, exact: true),
                tookMicroseconds: elapsed,
                warnings: parsed.warnings.map(Warning.init)
            )
        }
        var query = IndexQuery(root: root)
        query.published = try published()
        query.limit = request.limit
        query.offset = request.offset
        query.order =
            switch request.sort {
            case .relevance: .relevance
            case .newest: .newest
            case .oldest: .oldest
            }
        let answer = try reader.search(query)
        return SearchResponse(
            query: request.query,
            total: Total(articles: answer.total, stories: answer.total, exact: answer.isExact),
            tookMicroseconds: elapsed,
            warnings: (parsed.warnings + answer.warnings).map(Warning.init),
            suggestion: answer.alternative.map { $0.root.description },
            note: answer.alternative.map(Self.note),
            results: answer.hits.map(Hit.init)
        )
    }

    private func read() throws(Problem) -> ParsedQuery {
        do throws(QueryError) {
            let options = QueryOptions(anyWord: request.any, today: today)
            return try QueryParser(options: options).parse(request.query)
        } catch {
            throw Problem(
                type: "urn:crisis-search:problem:query",
                title: "The query cannot be read",
                status: 400,
                detail: error.message,
                parameter: SearchRequest.Parameter.query.rawValue,
                at: error.at
            )
        }
    }

    private func published() throws(Problem) -> DayRange? {
        guard request.since != nil || request.until != nil else { return nil }
        do throws(QueryError) {
            return try dayRange(since: request.since, until: request.until, today: today)
        } catch {
            throw Problem(
                type: "urn:crisis-search:problem:parameter",
                title: "A parameter cannot be used",
                status: 400,
                detail: error.message,
                parameter: parameterAtFault
            )
        }
    }

    /// Which of the two days cannot be read.
    private var parameterAtFault: String {
        let isSinceReadable = (try? dayRange(since: request.since, until: nil, today: today)) != nil
        return (isSinceReadable ? SearchRequest.Parameter.until : .since).rawValue
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

    private var elapsed: Int { (ContinuousClock.now - started).wholeMicroseconds }
}

extension Warning {
    init(_ warning: QueryWarning) {
        self.init(message: warning.message, at: warning.at)
    }
}

extension Hit {
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
            published: hit.article.published?.description,
            byline: hit.article.byline,
            score: hit.score,
            snippet: Snippet(
                text: hit.passage.text, highlights: hit.passage.highlights.map { [$0.lowerBound, $0.upperBound] })
        )
    }
}

extension ArticleResponse {
    init(_ hit: ArticleHit) {
        let article = hit.article
        self.init(
            id: hit.identifier,
            path: hit.path.description,
            pathBytes: hit.path.base64IfNeeded,
            part: article.part,
            format: article.format,
            title: article.title,
            byline: article.byline,
            published: article.published?.description,
            publishedFrom: article.publishedFrom,
            url: article.url,
            outlet: article.outlet,
            language: article.language,
            text: String(decoding: article.text, as: UTF8.self),
            warnings: article.warnings
        )
    }
}

extension CorpusPath {
    /// The bytes in Base64 where text cannot say them.
    var base64IfNeeded: String? {
        isUTF8 ? nil : Data(bytes).base64EncodedString()
    }
}
