// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles
import Foundation
import Hummingbird
import QueryLanguage
import SearchAPI
import SearchIndex

/// What is served of one article, by its identifier or by its path.
struct ArticleRoutes: Sendable {
    let pool: SearchPool

    /// Articles that match an identifier's beginning, at most, when there are several.
    private static let ambiguityLimit = 5

    func add(to router: Router<BasicRequestContext>) {
        router.get("v1/articles/:id") { request, context in
            let name = try Name(identifier: context.parameters.require("id"))
            return try await article(name, try QueryParameters(request.uri.query, known: LightParameters.names))
        }
        router.get("v1/article") { request, _ in
            let known = Name.parameters + LightParameters.names
            let parameters = try QueryParameters(request.uri.query, known: known)
            return try await article(try Name(parameters), parameters)
        }
        router.get("v1/articles/:id/similar") { request, context in
            let name = try Name(identifier: context.parameters.require("id"))
            return try await similar(to: name, try QueryParameters(request.uri.query, known: ["limit"]))
        }
        router.get("v1/article/similar") { request, _ in
            let parameters = try QueryParameters(request.uri.query, known: Name.parameters + ["limit"])
            return try await similar(to: try Name(parameters), parameters)
        }
    }

    private func article(_ name: Name, _ parameters: QueryParameters) async throws -> Response {
        let light = try LightParameters(parameters)
        return try await pool.run(SearchWork("article", query: light.query)) { reader in
            var hit = try name.article(in: reader, limit: Self.ambiguityLimit)
            try reader.addCopies(to: &hit)
            var answer = ArticleResponse(hit)
            if light.diff { answer.difference = try reader.difference(of: hit).map(CopyDifference.init) }
            guard let text = light.query else { return try JSON.response(answer) }
            let asked = AskedQuery(text: text, any: light.any, today: .localToday)
            let parsed = try asked.parsed()
            let lit = try asked.indexQuery(parsed).map { try reader.highlights(of: $0, in: hit.article) }
            answer.lit = LitRanges(lit, context: light.context, warnings: parsed.warnings)
            return try JSON.response(answer)
        }
    }

    private func similar(to name: Name, _ parameters: QueryParameters) async throws -> Response {
        let started = ContinuousClock.now
        let limit = try parameters.number(
            "limit", 0...SimilarResponse.maximumLimit, default: SimilarResponse.defaultLimit)
        return try await pool.run(SearchWork("similar")) { reader in
            let hit = try name.article(in: reader, limit: Self.ambiguityLimit)
            guard let similar = try reader.similar(to: hit.path, part: hit.article.part, limit: limit) else {
                throw Name.notFound("the article went away meanwhile")
            }
            return try JSON.response(SimilarResponse(similar, to: hit, since: started))
        }
    }
}

/// How a request names an article.
private enum Name {
    /// The beginning of its identifier, in lower case.
    case identifier(String)
    case path(CorpusPath, part: Int)

    static let parameters = ["path", "part"]

    init(identifier: String) throws(Problem) {
        let prefix = identifier.lowercased()
        guard prefix.count >= 4, prefix.count <= 16, prefix.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
            throw QueryParameters.problem("id", "“\(identifier)” is none: it has 4 to 16 hexadecimal digits")
        }
        self = .identifier(prefix)
    }

    init(_ parameters: QueryParameters) throws(Problem) {
        let part = try parameters.number("part", 0...Int(Int32.max), default: 0)
        guard let text = parameters.text("path"), let path = CorpusPath(text) else {
            throw QueryParameters.problem("path", "it is the absolute path of a file in the corpus")
        }
        self = .path(path, part: part)
    }

    /// The one article that it names.
    ///
    /// - Parameter limit: articles that are listed if there are several.
    /// - Throws: ``Problem`` if there is none, or not one; ``IndexError``.
    func article(in reader: IndexReader, limit: Int) throws -> ArticleHit {
        switch self {
        case .identifier(let prefix):
            let found = try reader.articles(identifiedBy: prefix, limit: limit)
            guard let hit = found.first else {
                throw Self.notFound("no article has an identifier that begins with \(prefix)")
            }
            guard found.count == 1 else {
                let names = found.map { "\($0.identifier) (\($0.path))" }.joined(separator: ", ")
                throw Problem(
                    title: "Ambiguous", status: 409, detail: "several articles begin with \(prefix): \(names)")
            }
            return hit
        case .path(let path, let part):
            guard let hit = try reader.article(at: path, part: part) else {
                throw Self.notFound("the index has no article of \(path)")
            }
            if let failure = hit.article.failure { throw Self.notFound("\(path) could not be read: \(failure)") }
            return hit
        }
    }

    static func notFound(_ detail: String) -> Problem {
        Problem(title: "Not found", status: 404, detail: detail)
    }
}
