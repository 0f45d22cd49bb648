// SPDX-License-Identifier: GPL-3.0-or-later

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Tells the roster what a connection does.
final class ConnectionActivity: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let roster: NIOLoopBound<ConnectionRoster>

    init(roster: NIOLoopBound<ConnectionRoster>) {
        self.roster = roster
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // A request that trickles in is nothing that is worked on.
        if case .end = unwrapInboundIn(data) { roster.value.asked(on: context.channel) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { roster.value.answered(on: context.channel) }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        roster.value.isWritable(context.channel.isWritable, on: context.channel)
        context.fireChannelWritabilityChanged()
    }
}
