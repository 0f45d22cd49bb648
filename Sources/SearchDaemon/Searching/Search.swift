// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles
import Foundation
import QueryLanguage
import SearchAPI
import SearchIndex

/// Reads a request's query, asks the index, and words the answer.
struct Search {
    let request: SearchRequest
    let today: CivilDay

    /// - Throws: ``Problem`` for a query that cannot be read, ``SearchPool/Busy``, ``IndexError``.
    func answer(from pool: SearchPool) async throws -> SearchResponse {
        let started = ContinuousClock.now
        let parsed = try read()
        guard let root = parsed.root else {
            return SearchResponse(
                query: request.query,
                total: Total(articles: 0, stories: 0, exact: true),
                tookMicroseconds: Self.microseconds(since: started),
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
        let prepared = query
        let answer = try await pool.run { (reader) throws(IndexError) in try reader.search(prepared) }
        return SearchResponse(
            query: root.description,
            total: Total(articles: answer.total, stories: answer.total, exact: answer.isExact),
            tookMicroseconds: Self.microseconds(since: started),
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
        let since = try request.since.map { (text) throws(Problem) in try days(text, .since).first } ?? nil
        let until = try request.until.map { (text) throws(Problem) in try days(text, .until).last } ?? nil
        return since == nil && until == nil ? nil : DayRange(first: since, last: until)
    }

    private func days(_ text: String, _ parameter: SearchRequest.Parameter) throws(Problem) -> DayRange {
        do throws(QueryError) {
            return try dayRange(text, today: today)
        } catch {
            throw Problem(
                type: "urn:crisis-search:problem:parameter",
                title: "A parameter cannot be used",
                status: 400,
                detail: error.message,
                parameter: parameter.rawValue
            )
        }
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
        }
    }

    private static func microseconds(since start: ContinuousClock.Instant) -> Int {
        let elapsed = (ContinuousClock.now - start).components
        return Int(elapsed.seconds) * 1_000_000 + Int(elapsed.attoseconds / 1_000_000_000_000)
    }
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
