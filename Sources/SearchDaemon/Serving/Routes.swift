// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SearchAPI
import SearchIndex

/// What is served, as the OpenAPI description says.
struct Routes {
    let corpus: Corpus
    let pool: SearchPool
    let inbox: HintInbox
    let status: StatusReport
    let log: Logger

    /// Bytes of a request's body at most.
    private static let bodyLimit = 1 << 20
    /// Articles that match an identifier's beginning, at most, when there are several.
    private static let ambiguityLimit = 5

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware(log: log))
        router.get("v1/search") { request, _ in try await search(request) }
        router.get("v1/articles/:id") { request, context in
            try await article(id: context.parameters.require("id"), request)
        }
        router.get("v1/article") { request, _ in try await article(request) }
        router.get("v1/status") { request, _ in
            _ = try QueryParameters(request.uri.query, known: [])
            return try JSON.response(try await status.make())
        }
        router.post("v1/reindex") { request, _ in try await reindex(request) }
        router.get("v1/health") { _, _ in
            // It takes a search thread and the index to say that all is well.
            let counts = try await pool.run { (reader) throws(IndexError) in try reader.counts() }
            return try JSON.response(["status": "ok", "articles": "\(counts.articles)"])
        }
        return router
    }

    private func search(_ request: Request) async throws -> Response {
        let search = Search(request: try SearchRequest(request.uri.query), today: .todayInUTC)
        let answer = try await search.answer(from: pool)
        log.debug(
            "answered a query",
            metadata: ["articles": "\(answer.total.articles)", "took_us": "\(answer.tookMicroseconds)"])
        return try JSON.response(answer, headers: [Self.articlesHeader: "\(answer.total.articles)"])
    }

    /// The total, for clients that pass the body on unread.
    private static let articlesHeader = HTTPField.Name("Crisis-Search-Articles")!

    private func article(id: String, _ request: Request) async throws -> Response {
        _ = try QueryParameters(request.uri.query, known: [])
        let prefix = id.lowercased()
        guard prefix.count >= 4, prefix.count <= 16, prefix.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
            throw QueryParameters.problem("id", "“\(id)” is none: it has 4 to 16 hexadecimal digits")
        }
        let found = try await pool.run { (reader) throws(IndexError) in
            try reader.articles(identifiedBy: prefix, limit: Self.ambiguityLimit)
        }
        guard let hit = found.first else { throw Self.notFound("no article has an identifier that begins with \(prefix)") }
        guard found.count == 1 else {
            let names = found.map { "\($0.identifier) (\($0.path))" }.joined(separator: ", ")
            throw Problem(title: "Ambiguous", status: 409, detail: "several articles begin with \(prefix): \(names)")
        }
        return try JSON.response(ArticleResponse(hit))
    }

    private func article(_ request: Request) async throws -> Response {
        let parameters = try QueryParameters(request.uri.query, known: ["path", "part"])
        let part = try parameters.number("part", 0...Int(Int32.max), default: 0)
        guard let text = parameters.text("path"), let path = CorpusPath(text) else {
            throw QueryParameters.problem("path", "it is the absolute path of a file in the corpus")
        }
        let found = try await pool.run { (reader) throws(IndexError) in try reader.article(at: path, part: part) }
        guard let hit = found else { throw Self.notFound("the index has no article of \(path)") }
        if let failure = hit.article.failure {
            throw Self.notFound("\(path) could not be read: \(failure)")
        }
        return try JSON.response(ArticleResponse(hit))
    }

    private func reindex(_ request: Request) async throws -> Response {
        _ = try QueryParameters(request.uri.query, known: [])
        let order = try await reindexRequest(request)
        var places: [CorpusPath] = []
        for name in order.paths {
            guard let path = CorpusPath(name), corpus.root(of: path) != nil else {
                let roots = corpus.roots.map(\.description).joined(separator: ", ")
                throw QueryParameters.problem("paths", "\(name) lies in none of the corpus folders (\(roots))")
            }
            places.append(path)
        }
        let kind: IndexingOrder.Kind =
            order.full ? (places.isEmpty ? .rebuild : .reread(places)) : .compare(places)
        let started = ContinuousClock.now
        guard order.wait else {
            inbox.order(IndexingOrder(kind: kind) { _ in })
            return try JSON.response(ReindexResponse(done: false), status: .accepted)
        }
        let report = try await withCheckedThrowingContinuation { continuation in
            inbox.order(IndexingOrder(kind: kind) { continuation.resume(with: $0.mapError { $0 as any Error }) })
        }
        let elapsed = (ContinuousClock.now - started).components
        return try JSON.response(
            ReindexResponse(
                done: true,
                added: report.added,
                updated: report.updated,
                removed: report.removed,
                unchanged: report.unchanged,
                failed: report.failed.sorted { $0.key < $1.key }.map {
                    FailedFile(path: $0.key.description, reason: $0.value)
                },
                tookMicroseconds: Int(elapsed.seconds) * 1_000_000 + Int(elapsed.attoseconds / 1_000_000_000_000)
            ))
    }

    private func reindexRequest(_ request: Request) async throws -> ReindexRequest {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.bodyLimit)
        } catch is NIOTooManyBytesError {
            throw Problem(
                title: "The body is too large", status: 413, detail: "a body may have \(Self.bodyLimit) bytes")
        }
        guard body.readableBytes > 0 else { return ReindexRequest() }
        do {
            return try JSONDecoder().decode(ReindexRequest.self, from: Data(body.readableBytesView))
        } catch {
            throw QueryParameters.problem(
                "body", "it must be a JSON object with `full`, `wait` (booleans) and `paths` (strings), all optional")
        }
    }

    private static func notFound(_ detail: String) -> Problem {
        Problem(title: "Not found", status: 404, detail: detail)
    }
}
