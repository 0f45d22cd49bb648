// SPDX-License-Identifier: GPL-3.0-or-later

import Logging
import NIOCore

/// Takes no more connections than there are places, and lets those that do nothing make way for those that wait.
///
/// Who finds no place waits in the socket's backlog: for milliseconds as a rule, since a question takes no longer. But
/// somebody may hold all places and ask nothing, or not read the answers. While all places are taken, such connections are
/// closed, those first which have done nothing for longest.
final class ConnectionLimit: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never
    typealias OutboundOut = Never

    private let limit: Int
    private let grace: TimeAmount
    private let roster: ConnectionRoster
    private let instruments: Instruments
    private let log: Logger
    private var isFull = false
    private var look: Scheduled<Void>?
    /// While it waits for a descriptor.
    private var retry: Scheduled<Void>?
    /// When the log was last told that no connection can be taken.
    private var lastFailure: NIODeadline?

    /// How many of the places are emptied at once: all of one who opens hundreds of connections and asks nothing, in
    /// seconds, and not all of a hundred who ask now and then.
    private static let share = 4
    /// Between two looks at least.
    private static let pause = TimeAmount.milliseconds(50)
    /// After the system could give no connection.
    private static let retryInterval = TimeAmount.seconds(1)
    /// How often the log is told of one failure that goes on.
    private static let failureInterval = TimeAmount.seconds(60)

    /// - Parameters:
    ///   - limit: connections at once.
    ///   - grace: a connection that has done nothing for less than this is not closed.
    init(limit: Int, grace: TimeAmount, roster: ConnectionRoster, instruments: Instruments, log: Logger) {
        self.limit = limit
        self.grace = grace
        self.roster = roster
        self.instruments = instruments
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let connection = unwrapInboundIn(data)
        roster.add(connection)
        instruments.connectionOpened()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        connection.closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (handler, context) = bound.value
            handler.roster.remove(connection)
            handler.instruments.connectionClosed()
            handler.resume(context)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        guard retry == nil else { return }
        guard roster.count >= limit else { return context.read() }
        isFull = true
        makeRoom(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError else { return context.fireErrorCaught(error) }
        // Out of descriptors, say.
        pause(context)
        instruments.noteAcceptFailure()
        let now = NIODeadline.now()
        if lastFailure.map({ now - $0 >= Self.failureInterval }) ?? true {
            lastFailure = now
            log.error("a connection cannot be taken", metadata: ["reason": "\(error)"])
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        look?.cancel()
        look = nil
        retry?.cancel()
        retry = nil
        context.fireChannelInactive()
    }

    /// Takes nothing for a while.
    ///
    /// The library's own handler for this withholds the next read; but a read that has failed remains wanted, and would be
    /// tried again without a pause for as long as somebody waits. Only the channel's option takes it back.
    private func pause(_ context: ChannelHandlerContext) {
        guard retry == nil else { return }
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        retry = context.eventLoop.assumeIsolated().scheduleTask(in: Self.retryInterval) {
            self.retry = nil
            self.take(context)
        }
    }

    private func resume(_ context: ChannelHandlerContext) {
        guard isFull, retry == nil, roster.count < limit else { return }
        take(context)
    }

    /// Takes connections again, if there is a place.
    private func take(_ context: ChannelHandlerContext) {
        guard roster.count < limit else {
            isFull = true
            return makeRoom(context)
        }
        isFull = false
        look?.cancel()
        look = nil
        try? context.channel.syncOptions?.setOption(.autoRead, value: true)
        context.read()
    }

    /// Closes the connections that have done nothing for longest, now or when they have for long enough.
    private func makeRoom(_ context: ChannelHandlerContext) {
        look = nil
        guard isFull, context.channel.isActive else { return }
        let now = NIODeadline.now()
        let idle = roster.longestIdle(atMost: max(limit / Self.share, 1))
        for connection in idle where connection.since + grace <= now {
            instruments.noteEviction()
            connection.channel.close(promise: nil)
        }
        let next = idle.first { $0.since + grace > now }.map { $0.since + grace } ?? now + grace
        // Whether or not somebody waits cannot be asked; some places are kept free in any case.
        look = context.eventLoop.assumeIsolated().scheduleTask(deadline: max(next, now + Self.pause)) {
            self.makeRoom(context)
        }
    }
}

/// The connections that are open, and since when each does nothing.
///
/// For one event loop.
final class ConnectionRoster {
    private struct Entry {
        let connection: any Channel
        /// Requests whose answers have not been written.
        var asked = 0
        /// Since when there is nothing to answer, or the client takes nothing of the answer; nil if it works.
        var idleSince: NIODeadline?
        var isWritable = true
    }

    private var entries: [ObjectIdentifier: Entry] = [:]

    var count: Int { entries.count }

    func add(_ connection: any Channel) {
        entries[ObjectIdentifier(connection)] = Entry(connection: connection, idleSince: .now())
    }

    func remove(_ connection: any Channel) {
        entries[ObjectIdentifier(connection)] = nil
    }

    /// Notes that a request has come whole.
    func asked(on connection: any Channel) { update(connection) { $0.asked += 1 } }

    /// Notes that an answer has been written.
    func answered(on connection: any Channel) { update(connection) { $0.asked = max($0.asked - 1, 0) } }

    /// Notes whether the client takes what is written.
    func isWritable(_ isWritable: Bool, on connection: any Channel) {
        update(connection) { $0.isWritable = isWritable }
    }

    /// - Returns: those that have done nothing for longest, the longest first; none if all work.
    func longestIdle(atMost count: Int) -> [(channel: any Channel, since: NIODeadline)] {
        let idle = entries.values.compactMap { entry in entry.idleSince.map { (channel: entry.connection, since: $0) } }
        return Array(idle.sorted { $0.since < $1.since }.prefix(count))
    }

    private func update(_ connection: any Channel, _ change: (inout Entry) -> Void) {
        guard var entry = entries[ObjectIdentifier(connection)] else { return }
        change(&entry)
        let works = entry.asked > 0 && entry.isWritable
        entry.idleSince = works ? nil : entry.idleSince ?? .now()
        entries[ObjectIdentifier(connection)] = entry
    }
}
