// SPDX-License-Identifier: GPL-3.0-or-later

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose client has stopped reading its answers.
///
/// The idle timeout runs only between an answer and the next request, and answering stops at what the client does not
/// take: without this, such a connection would be kept, with all it holds, for as long as the client likes. A client that
/// reads slowly is let be.
final class StalledWriteHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let timeout: TimeAmount
    private var check: Scheduled<Void>?

    /// - Parameter timeout: how long bytes may wait without one of them being taken.
    init(timeout: TimeAmount) {
        self.timeout = timeout
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        cancel()
        if !context.channel.isWritable { watch(context) }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    /// Looks again when the time is over.
    private func watch(_ context: ChannelHandlerContext) {
        let before = waiting(context)
        check = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) {
            // Nothing is added while the channel is not writable: another number is a smaller one.
            if self.waiting(context) == before {
                context.close(promise: nil)
            } else {
                self.watch(context)
            }
        }
    }

    /// Bytes that were written and that the kernel has not taken.
    private func waiting(_ context: ChannelHandlerContext) -> Int? {
        try? context.channel.syncOptions?.getOption(ChannelOptions.bufferedWritableBytes)
    }

    private func cancel() {
        check?.cancel()
        check = nil
    }
}
