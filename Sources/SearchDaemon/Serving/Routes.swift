// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOConcurrencyHelpers
import NIOCore
import SearchAPI
import SearchIndex

/// What is served, as the OpenAPI description says.
struct Routes: Sendable {
    let corpus: Corpus
    let pool: SearchPool
    let inbox: HintInbox
    let status: StatusReport
    let metrics: MetricsReport
    let log: Logger

    /// Bytes of a request's body at most.
    private static let bodyLimit = 1 << 20
    /// Time in which a request's body must have come; the server's idle timeout alone would let it trickle.
    private static let bodyTimeout = Duration.seconds(30)

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: MeteredRequests(instruments: metrics.instruments))
        router.add(middleware: ProblemMiddleware(log: log))
        router.get("v1/search") { request, _ in try await search(request) }
        router.get("v1/timeline") { request, _ in try await timeline(request) }
        router.get("v1/stories") { request, _ in try await stories(request) }
        router.get("v1/quotes") { request, _ in try await quotes(request) }
        router.get("v1/values/:field") { request, context in
            try await values(of: context.parameters.require("field"), request)
        }
        ArticleRoutes(pool: pool).add(to: router)
        router.get("v1/status") { request, _ in
            _ = try QueryParameters(request.uri.query, known: [])
            return try await answer(SearchWork("status")) { reader in
                try JSON.response(try status.make(reader, slowQueries: pool.slowWork))
            }
        }
        router.post("v1/reindex") { request, context in try await reindex(request, context.logger) }
        router.get("v1/health") { request, _ in
            _ = try QueryParameters(request.uri.query, known: [])
            // It takes a search thread and the index to say that all is well.
            return try await answer(SearchWork("health")) { reader in
                _ = try reader.counts()
                return try JSON.response(["status": "ok"])
            }
        }
        router.get("metrics") { request, _ in
            _ = try QueryParameters(request.uri.query, known: [])
            return Response(
                status: .ok, headers: [.contentType: ExpositionText.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: try await metrics.text())))
        }
        return router
    }

    /// Makes a response on a search thread, from the query to the last byte of JSON: the event loop only passes bytes on.
    private func answer(
        _ work: SearchWork,
        _ body: @Sendable (IndexReader) throws -> Response
    ) async throws -> Response {
        try await pool.run(work, body)
    }

    private func search(_ request: Request) async throws -> Response {
        let search = Search(
            request: try SearchRequest(request.uri.query), today: .localToday, started: ContinuousClock.now)
        let work = SearchWork("search", query: search.request.query)
        guard search.request.limit != nil else { return try await everyHit(of: search, work) }
        return try await answer(work) { reader in
            var answer = try search.answer(from: reader)
            complete(&answer)
            return JSON.response(text: answer.jsonText, headers: Self.headers(of: answer))
        }
    }

    /// Answers with every hit, a line each, below a line with all else.
    private func everyHit(of search: Search, _ work: SearchWork) async throws -> Response {
        let batches = NIOLockedValueBox(HitBatches(search))
        let (first, headers) = try await pool.run(work) { reader in
            var head = try batches.withLockedValue { try $0.first(from: reader) }
            complete(&head)
            let hits = head.results
            head.results = []
            return (head.jsonText + [UInt8(ascii: "\n")] + hits.jsonLines, Self.headers(of: head))
        }
        let next: @Sendable () async throws -> [UInt8]? = {
            try await pool.runWhenFree(work) { reader in
                try batches.withLockedValue { try $0.next(from: reader) }?.jsonLines
            }
        }
        return StreamedAnswer(headers: headers, first: first, next: next, log: log).response
    }

    /// Adds what the daemon knows besides the index, and notes that there is an answer.
    private func complete(_ answer: inout SearchResponse) {
        if let notice = status.incompleteness { answer.warnings.append(Warning(message: notice, at: 0)) }
        log.debug(
            "answered a query",
            metadata: ["articles": "\(answer.total.articles)", "took_us": "\(answer.tookMicroseconds)"])
    }

    /// The total, for clients that pass the body on unread.
    private static func headers(of answer: SearchResponse) -> HTTPFields {
        guard let name = HTTPField.Name("Crisis-Search-Articles") else { return [:] }
        return [name: "\(answer.total.articles)"]
    }

    private func timeline(_ request: Request) async throws -> Response {
        let started = ContinuousClock.now
        let question = try TimelineRequest(request.uri.query)
        return try await answer(SearchWork("timeline", query: question.query)) { reader in
            try JSON.response(try question.answer(from: reader, today: .localToday, since: started))
        }
    }

    /// Answers with one JSON text, which is made in parts.
    private func stories(_ request: Request) async throws -> Response {
        let question = StoryBatches(
            request: try StoriesRequest(request.uri.query), today: .localToday, started: ContinuousClock.now)
        let work = SearchWork("stories", query: question.request.query)
        let batches = NIOLockedValueBox(question)
        let (first, total) = try await pool.run(work) { reader in
            try batches.withLockedValue { try $0.first(from: reader) }
        }
        let next: @Sendable () async throws -> [UInt8]? = {
            try await pool.runWhenFree(work) { reader in try batches.withLockedValue { try $0.next(from: reader) } }
        }
        let headers: HTTPFields = HTTPField.Name("Crisis-Search-Stories").map { [$0: "\(total)"] } ?? [:]
        return StreamedAnswer(
            headers: headers, contentType: "application/json", first: first, next: next, log: log
        ).response
    }

    private func quotes(_ request: Request) async throws -> Response {
        let started = ContinuousClock.now
        let question = try QuotesRequest(request.uri.query)
        let asked = [question.query, question.speaker.map { "speaker:(\($0))" }].compactMap(\.self)
        return try await answer(SearchWork("quotes", query: asked.joined(separator: " "))) { reader in
            var answer = try question.answer(from: reader, today: .localToday, since: started)
            if let notice = status.incompleteness { answer.warnings.append(Warning(message: notice, at: 0)) }
            return JSON.response(text: answer.jsonText)
        }
    }

    private func values(of name: String, _ request: Request) async throws -> Response {
        guard let field = ValueField(rawValue: name) else {
            let known = ValueField.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                title: "Not found", status: 404, detail: "the values of \(name) are not known; fields: \(known)")
        }
        let parameters = try QueryParameters(request.uri.query, known: ["prefix", "limit"])
        let prefix = parameters.text("prefix") ?? ""
        let limit = try parameters.number(
            "limit", 0...ValuesResponse.maximumLimit, default: ValuesResponse.defaultLimit)
        return try await answer(SearchWork("values")) { reader in
            let values = try reader.values(of: KnownValueField(field), beginningWith: prefix, limit: limit)
            return try JSON.response(
                ValuesResponse(
                    field: field, values: values.map { FacetValue(value: $0.text, articles: $0.articles) }))
        }
    }

    private func reindex(_ request: Request, _ log: Logger) async throws -> Response {
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
            order.full ? (places.isEmpty ? .rebuild(damage: nil) : .reread(places)) : .compare(places)
        // What changes something says who asked for it.
        log.info("a reindex was asked for", metadata: ["full": "\(order.full)", "places": "\(places.count)"])
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
            // A client reads no answer before it has sent all of its request: read on, within reason. What comes after that is
            // the ``ExcessBodyHandler``'s.
            if size > Self.bodyLimit * 8 { break }
        }
        guard size <= Self.bodyLimit else {
            throw Problem(
                title: "The body is too large", status: 413, detail: "a body may have \(Self.bodyLimit) bytes")
        }
        guard body.readableBytes > 0 else { return ReindexRequest() }
        return try ReindexRequest(body: Data(body.readableBytesView))
    }

}
