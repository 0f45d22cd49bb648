// SPDX-License-Identifier: GPL-3.0-or-later

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes the connection of a client that goes on sending a body which has been answered already.
///
/// Such a body is read and thrown away, so that the client comes to its end and reads the answer; one that has no end would
/// be read for ever.
final class ExcessBodyHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limit: Int
    private var requests = 0
    private var answers = 0
    /// Bytes of the present request's body that came after its answer.
    private var excess = 0

    /// - Parameter limit: bytes that may come after the answer.
    init(limit: Int) {
        self.limit = limit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            requests += 1
            excess = 0
        case .body(let bytes) where answers >= requests:
            excess += bytes.readableBytes
            if excess > limit { return context.channel.close(mode: .all, promise: nil) }
        case .body, .end: break
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { answers += 1 }
        context.write(data, promise: promise)
    }
}
