// SPDX-License-Identifier: GPL-3.0-or-later

import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import SearchAPI

/// Gives a client whose request could not be parsed a problem document, as every other error has.
///
/// Hummingbird answers such a request before it comes to the router, with an empty 400. This handler puts the document
/// in its place on the way out, which keeps the order of answers where requests were sent ahead.
final class ParserProblemHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let instruments: Instruments
    private var failure: HTTPParserError?

    init(instruments: Instruments) {
        self.instruments = instruments
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if failure == nil, let error = error as? HTTPParserError {
            failure = error
            instruments.noteMalformedRequest()
        }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // The router's own answers name the type of their content.
        guard let failure, case .head(let head) = unwrapOutboundIn(data), head.status == .badRequest,
            head.headerFields[.contentType] == nil, let body = try? JSON.encode(Self.problem(failure))
        else {
            context.write(data, promise: promise)
            return
        }
        let answer = HTTPResponse(
            status: .init(code: Self.problem(failure).status),
            headerFields: [
                .contentType: "application/problem+json", .contentLength: "\(body.readableBytes)", .connection: "close",
                .server: "crisis-searchd",
            ]
        )
        context.write(wrapOutboundOut(.head(answer)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: promise)
    }

    private static func problem(_ failure: HTTPParserError) -> Problem {
        switch failure {
        case .headerOverflow:
            Problem(
                title: "The header is too large", status: 431,
                detail: "the address and the header fields of a request may have 32 KiB, and 100 fields")
        default:
            Problem(
                title: "This is no HTTP request", status: 400,
                detail: "what came could not be read as HTTP/1.1: \(failure)")
        }
    }
}
