// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import SearchAPI
import SearchIndex

/// Answers every error with a problem document of RFC 9457.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    let log: Logger

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // In the body: the connection's own handler answers, and closes it.
            throw error
        } catch {
            let problem = problem(for: error, request)
            if problem.status >= 500 {
                // Busy is no failure, and there may be thousands of them: the journal must not fill up with them.
                log.log(
                    level: error is SearchPool.Busy ? .debug : .error, "a request failed",
                    metadata: [
                        "route": "\(context.endpointPath ?? "none")", "reason": "\(Self.loggedReason(error, problem))",
                    ])
            }
            return try response(problem)
        }
    }

    /// The reason without a word of what was asked for: the library quotes arguments that it refuses.
    private static func loggedReason(_ error: any Error, _ problem: Problem) -> String {
        guard let failure = error as? IndexError, failure.kind == .badArgument else { return problem.detail }
        return String(problem.detail.prefix { $0 != ":" })
    }

    private func problem(for error: any Error, _ request: Request) -> Problem {
        switch error {
        case let problem as Problem:
            return problem
        case is SearchPool.Busy:
            return Problem(
                title: "Too busy", status: 503,
                detail: "every search thread is busy and the queue is full; try again in a second")
        case let failure as IndexingFailure:
            return Problem(
                title: "Indexing failed", status: failure.isTemporary ? 503 : 500, detail: failure.description)
        case let failure as IndexError:
            return Problem(
                type: "urn:crisis-search:problem:index", title: "The index cannot be read",
                status: [.modified, .shortage].contains(failure.kind) ? 503 : 500, detail: failure.description)
        case let failure as HTTPError where failure.status == .notFound:
            return Problem(
                title: "There is no such path", status: 404,
                detail: "\(request.method) \(request.uri.path) is not served; see the OpenAPI description")
        case let failure as any HTTPResponseError:
            let title = failure.status.reasonPhrase
            return Problem(
                title: title.isEmpty ? "The request failed" : title, status: failure.status.code,
                detail: (failure as? HTTPError)?.body ?? title)
        default:
            return Problem(title: "Internal error", status: 500, detail: "\(error)")
        }
    }

    private func response(_ problem: Problem) throws -> Response {
        let body = try JSON.encode(problem)
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        if problem.status == 503 { headers[.retryAfter] = "1" }
        return Response(
            status: HTTPResponse.Status(code: problem.status),
            headers: headers,
            body: ResponseBody(byteBuffer: body)
        )
    }
}
