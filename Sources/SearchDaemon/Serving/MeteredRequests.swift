// SPDX-License-Identifier: GPL-3.0-or-later

import Hummingbird

/// Counts and times the answers, whatever they are: it stands before the middleware that makes answers of errors.
struct MeteredRequests<Context: RequestContext>: RouterMiddleware {
    let instruments: Instruments

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        let response = try await next(request, context)
        // The router's word for a path that is not served: whatever was asked for is no name of ours.
        let route = context.endpointPath == "NotFound" ? nil : context.endpointPath
        instruments.answered(
            route, status: response.status.code, after: ContinuousClock.now - started)
        return response
    }
}
