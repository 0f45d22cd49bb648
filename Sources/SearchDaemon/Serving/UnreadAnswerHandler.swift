// SPDX-License-Identifier: GPL-3.0-or-later

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Waits for a client that reads slowly, and closes the connection of one that has stopped reading.
///
/// The idle timeout runs only between an answer and the next request, and answering stops at what the client does not
/// take: without this, such a connection would be kept, with all it holds, for as long as the client likes. On the other
/// side, a connection that is to be closed after an answer is closed by Hummingbird as soon as the answer is written, and
/// NIO then drops what the kernel has not taken yet: here the end of a long answer is waited for.
final class UnreadAnswerHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeout: TimeAmount
    private let streamTimeout: TimeAmount
    private let stopTimeout: TimeAmount
    private var check: Scheduled<Void>?
    private var stop: Scheduled<Void>?
    private var isClosing = false
    /// Whether the answer that is being written is one that a person may page through.
    private var isStream = false

    /// - Parameters:
    ///   - timeout: how long bytes may wait without one of them being taken.
    ///   - streamTimeout: the same for a streamed answer.
    ///   - stopTimeout: how long the connection may last when the server stops.
    init(timeout: TimeAmount, streamTimeout: TimeAmount, stopTimeout: TimeAmount) {
        self.timeout = timeout
        self.streamTimeout = streamTimeout
        self.stopTimeout = stopTimeout
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !isClosing {
            check?.cancel()
            if !context.channel.isWritable { watch(context) }
        }
        context.fireChannelWritabilityChanged()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head(let head) = unwrapOutboundIn(data) { isStream = head.headerFields[.contentType] == ndjsonType }
        context.write(data, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard case .all = mode, !isClosing, let waiting = waiting(context), waiting > 0 else {
            context.close(mode: mode, promise: promise)
            return
        }
        isClosing = true
        check?.cancel()
        watch(context)
        // Closing one direction waits for what was written; closing both does not.
        let written = context.eventLoop.makePromise(of: Void.self)
        context.close(mode: .output, promise: written)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .all, promise: promise) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, stop == nil {
            stop = context.eventLoop.assumeIsolated().scheduleTask(in: stopTimeout) {
                context.close(mode: .all, promise: nil)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    /// Looks again when the time is over.
    private func watch(_ context: ChannelHandlerContext) {
        let before = waiting(context)
        check = context.eventLoop.assumeIsolated().scheduleTask(in: isStream ? streamTimeout : timeout) {
            // Nothing is added while the channel is not writable, or closing: another number is a smaller one.
            if self.waiting(context) == before {
                context.close(mode: .all, promise: nil)
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
        stop?.cancel()
        (check, stop) = (nil, nil)
    }
}
