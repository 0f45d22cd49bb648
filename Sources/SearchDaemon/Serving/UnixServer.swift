// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix

/// Serves HTTP/1.1 on a listening Unix socket.
///
/// Hummingbird's own server binds by path; this one takes a descriptor, for systemd may have bound it already, and for
/// the socket's file must have its permissions from the moment it exists. What comes in on a connection goes through
/// Hummingbird's HTTP/1 channel and router.
struct UnixServer {
    /// Connections at once; more wait in the socket's backlog.
    var connectionLimit = Self.defaultConnectionLimit
    /// While somebody waits for a place, a connection that has done nothing for this time is closed.
    var idleGrace = TimeAmount.seconds(1)
    /// Who may ask; nil: whoever could connect.
    var policy: PeerPolicy?
    /// A connection on which no request is complete after this time is closed.
    var idleTimeout = TimeAmount.seconds(30)
    /// A connection whose client takes no byte of an answer for this time is closed.
    var writeTimeout = TimeAmount.seconds(30)
    /// The same for a streamed answer, which a person may be paging through: it holds no thread, and few bytes.
    var streamTimeout = TimeAmount.hours(1)
    /// How long requests may go on after a stop was asked for.
    var stopTimeout = Duration.seconds(5)
    let log: Logger
    let instruments: Instruments

    /// One event loop: it only passes bytes on, for which one thread is more than enough, and a connection that stays on
    /// the thread that accepted it is answered sooner.
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// 256, or as many as the descriptors that this process may have leave room for: the index and the corpus need some.
    static let defaultConnectionLimit: Int = {
        let descriptors = ProcessUse.current().maximumDescriptors ?? 1024
        return min(256, max(descriptors - 128, descriptors / 2, 4))
    }()

    init(instruments: Instruments = Instruments(), log: Logger) {
        self.instruments = instruments
        self.log = log
    }

    /// Serves until the task is cancelled, then finishes the requests that are being answered.
    ///
    /// - Parameters:
    ///   - descriptor: listening; closed at the end.
    ///   - whenServing: called when the first request can be answered.
    func run(
        on descriptor: Int32,
        router: Router<BasicRequestContext>,
        whenServing: @Sendable () -> Void
    ) async throws {
        let (log, instruments) = (log, instruments)
        let roster = try await group.next().submit { [loop = group.next()] in
            NIOLoopBound(ConnectionRoster(), eventLoop: loop)
        }.get()
        let unread = (answer: writeTimeout, stream: streamTimeout, stop: TimeAmount(stopTimeout))
        let channel = HTTP1Channel(
            responder: responder(router),
            configuration: .init(
                additionalChannelHandlers: [
                    ConnectionActivity(roster: roster),
                    ExcessBodyHandler(limit: 1 << 20),
                    UnreadAnswerHandler(
                        timeout: unread.answer, streamTimeout: unread.stream, stopTimeout: unread.stop),
                    ParserProblemHandler(instruments: instruments),
                ],
                idleTimeout: idleTimeout,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
            )
        )
        let quiescing = ServerQuiescingHelper(group: group)
        let executor = EventLoopExecutor(group.next())
        let (limit, grace, policy) = (connectionLimit, idleGrace, policy)
        let server = try await ServerBootstrap(group: group)
            .serverChannelInitializer { server in
                server.eventLoop.makeCompletedFuture {
                    let bounded = ConnectionLimit(
                        limit: limit, grace: grace, roster: roster.value, instruments: instruments, log: log)
                    try server.pipeline.syncOperations.addHandler(bounded)
                    try server.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: server))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(descriptor) { connection in
                Self.check(connection, policy, log)
                return channel.setup(channel: connection, logger: log)
            }
        whenServing()
        let stopTimeout = stopTimeout
        // Unstructured: a connection must not be cancelled with the server, but finish what it is answering.
        let connections = Task(executorPreference: executor) { try await Self.serve(server, channel, executor, log) }
        try await withTaskCancellationHandler {
            try await connections.value
        } onCancel: {
            quiescing.initiateShutdown(promise: nil)
            Task {
                try? await Task.sleep(for: stopTimeout)
                // A client that neither sends the rest of its request nor reads its answer would hold up the stop.
                connections.cancel()
            }
        }
    }

    private static func serve(
        _ server: NIOAsyncChannel<HTTP1Channel.Value, Never>,
        _ channel: HTTP1Channel,
        _ executor: EventLoopExecutor,
        _ log: Logger
    ) async throws {
        let failure = await withDiscardingTaskGroup { connections -> (any Error)? in
            do {
                try await server.executeThenClose { inbound in
                    for try await connection in inbound {
                        connections.addTask(executorPreference: executor) {
                            await channel.handle(value: connection, logger: log)
                        }
                    }
                }
                return nil
            } catch {
                return error
            }
        }
        // A daemon that nobody can reach must end, so that it is started anew.
        if let failure, !(failure is CancellationError) {
            log.error("no connections can be taken any more", metadata: ["reason": "\(failure)"])
            throw failure
        }
    }

    /// Closes a connection of somebody who may not ask.
    private static func check(_ connection: any Channel, _ policy: PeerPolicy?, _ log: Logger) {
        guard let peer = peer(of: connection) else { return }
        log.debug("a connection", metadata: ["pid": "\(peer.process)", "uid": "\(peer.user)"])
        guard let policy, !policy.admits(peer) else { return }
        log.warning(
            "a connection of somebody who may not ask was closed",
            metadata: ["pid": "\(peer.process)", "uid": "\(peer.user)"])
        connection.close(promise: nil)
    }

    private static func peer(of connection: any Channel) -> Peer? {
        try? connection.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            Peer(ofSocket: $0)
        } ?? nil
    }

    /// A log whose lines name who asked.
    private static func log(_ log: Logger, for connection: any Channel) -> Logger {
        guard connection.eventLoop.inEventLoop, let peer = peer(of: connection) else { return log }
        var log = log
        log[metadataKey: "uid"] = "\(peer.user)"
        log[metadataKey: "pid"] = "\(peer.process)"
        return log
    }

    private func responder(_ router: Router<BasicRequestContext>) -> HTTPChannelHandler.Responder {
        let responder = router.buildResponder()
        let log = log
        return { request, writer, connection in
            let context = BasicRequestContext(
                source: .init(channel: connection, logger: Self.log(log, for: connection)))
            var response: Response
            do {
                response = try await responder.respond(to: request, context: context)
            } catch let error as HTTPParserError {
                throw error
            } catch {
                // The problem middleware answers every error; only a failure to encode its answer comes here.
                response = Response(status: .internalServerError)
            }
            response.headers[.server] = "crisis-searchd"
            try await writer.write(response: response.head, body: response.body)
        }
    }
}
