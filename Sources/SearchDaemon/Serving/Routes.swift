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
struct Routes: Sendable {
    let corpus: Corpus
    let pool: SearchPool
    let inbox: HintInbox
    let status: StatusReport
    let log: Logger

    /// Bytes of a request's body at most.
    private static let bodyLimit = 1 << 20
    /// Time in which a request's body must have come; the server's idle timeout alone would let it trickle.
    private static let bodyTimeout = Duration.seconds(30)
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
            return try await answer { reader in try JSON.response(try status.make(reader)) }
        }
        router.post("v1/reindex") { request, _ in try await reindex(request) }
        router.get("v1/health") { request, _ in
            _ = try QueryParameters(request.uri.query, known: [])
            // It takes a search thread and the index to say that all is well.
            return try await answer { reader in
                _ = try reader.counts()
                return try JSON.response(["status": "ok"])
            }
        }
        return router
    }

    /// Makes a response on a search thread, from the query to the last byte of JSON: the event loop only passes bytes on.
    private func answer(_ body: @Sendable (IndexReader) throws -> Response) async throws -> Response {
        try await pool.run(body)
    }

    private func search(_ request: Request) async throws -> Response {
        let search = Search(
            request: try SearchRequest(request.uri.query), today: .todayInUTC, started: ContinuousClock.now)
        return try await answer { reader in
            var answer = try search.answer(from: reader)
            if let notice = status.incompleteness { answer.warnings.append(Warning(message: notice, at: 0)) }
            log.debug(
                "answered a query",
                metadata: ["articles": "\(answer.total.articles)", "took_us": "\(answer.tookMicroseconds)"])
            var headers: HTTPFields = [.contentType: "application/json"]
            if let name = Self.articlesHeader { headers[name] = "\(answer.total.articles)" }
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.jsonText)))
        }
    }

    /// The total, for clients that pass the body on unread.
    private static let articlesHeader = HTTPField.Name("Crisis-Search-Articles")

    private func article(id: String, _ request: Request) async throws -> Response {
        _ = try QueryParameters(request.uri.query, known: [])
        let prefix = id.lowercased()
        guard prefix.count >= 4, prefix.count <= 16, prefix.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
            throw QueryParameters.problem("id", "“\(id)” is none: it has 4 to 16 hexadecimal digits")
        }
        return try await answer { reader in
            let found = try reader.articles(identifiedBy: prefix, limit: Self.ambiguityLimit)
            guard let hit = found.first else {
                throw Self.notFound("no article has an identifier that begins with \(prefix)")
            }
            guard found.count == 1 else {
                let names = found.map { "\($0.identifier) (\($0.path))" }.joined(separator: ", ")
                throw Problem(
                    title: "Ambiguous", status: 409, detail: "several articles begin with \(prefix): \(names)")
            }
            return try JSON.response(ArticleResponse(hit))
        }
    }

    private func article(_ request: Request) async throws -> Response {
        let parameters = try QueryParameters(request.uri.query, known: ["path", "part"])
        let part = try parameters.number("part", 0...Int(Int32.max), default: 0)
        guard let text = parameters.text("path"), let path = CorpusPath(text) else {
            throw QueryParameters.problem("path", "it is the absolute path of a file in the corpus")
        }
        return try await answer { reader in
            guard let hit = try reader.article(at: path, part: part) else {
                throw Self.notFound("the index has no article of \(path)")
            }
            if let failure = hit.article.failure { throw Self.notFound("\(path) could not be read: \(failure)") }
            return try JSON.response(ArticleResponse(hit))
        }
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
        return try JSON.response(ReindexResponse(report, since: started))
    }

    private func reindexRequest(_ request: Request) async throws -> ReindexRequest {
        var body = ByteBuffer()
        var size = 0
        let deadline = ContinuousClock.now + Self.bodyTimeout
        for try await part in request.body {
            guard ContinuousClock.now < deadline else {
                throw Problem(title: "Too slow", status: 408, detail: "the body took longer than \(Self.bodyTimeout)")
            }
            size += part.readableBytes
            if size <= Self.bodyLimit { body.writeImmutableBuffer(part) }
            // A client reads no answer before it has sent all of its request: read on, within reason.
            if size > Self.bodyLimit * 64 { break }
        }
        guard size <= Self.bodyLimit else {
            throw Problem(
                title: "The body is too large", status: 413, detail: "a body may have \(Self.bodyLimit) bytes")
        }
        guard body.readableBytes > 0 else { return ReindexRequest() }
        return try ReindexRequest(body: Data(body.readableBytesView))
    }

    private static func notFound(_ detail: String) -> Problem {
        Problem(title: "Not found", status: 404, detail: detail)
    }
}
