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
    var connectionLimit = 256
    /// A connection on which no request is complete after this time is closed.
    var idleTimeout = TimeAmount.seconds(30)
    /// A connection whose client takes no byte of an answer for this time is closed.
    var writeTimeout = TimeAmount.seconds(30)
    /// The same for a streamed answer, which a person may be paging through: it holds no thread, and few bytes.
    var streamTimeout = TimeAmount.hours(1)
    /// How long requests may go on after a stop was asked for.
    var stopTimeout = Duration.seconds(5)
    let log: Logger

    /// One event loop: it only passes bytes on, for which one thread is more than enough, and a connection that stays on
    /// the thread that accepted it is answered sooner.
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    init(log: Logger) {
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
        let unread = (answer: writeTimeout, stream: streamTimeout, stop: TimeAmount(stopTimeout))
        let channel = HTTP1Channel(
            responder: responder(router),
            configuration: .init(
                additionalChannelHandlers: [
                    UnreadAnswerHandler(
                        timeout: unread.answer, streamTimeout: unread.stream, stopTimeout: unread.stop),
                    ParserProblemHandler(),
                ],
                idleTimeout: idleTimeout,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
            )
        )
        let quiescing = ServerQuiescingHelper(group: group)
        let executor = EventLoopExecutor(group.next())
        let limit = connectionLimit
        let log = log
        let server = try await ServerBootstrap(group: group)
            .serverChannelInitializer { server in
                server.eventLoop.makeCompletedFuture {
                    let available = AvailableConnectionsChannelHandler(maxConnections: limit)
                    try server.pipeline.syncOperations.addHandler(available)
                    try server.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: server))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(descriptor) { connection in channel.setup(channel: connection, logger: log) }
        whenServing()
        let stopTimeout = stopTimeout
        // Unstructured: a connection must not be cancelled with the server, but finish what it is answering.
        let connections = Task(executorPreference: executor) { await Self.serve(server, channel, executor, log) }
        await withTaskCancellationHandler {
            await connections.value
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
    ) async {
        await withDiscardingTaskGroup { connections in
            do {
                try await server.executeThenClose { inbound in
                    for try await connection in inbound {
                        connections.addTask(executorPreference: executor) {
                            await channel.handle(value: connection, logger: log)
                        }
                    }
                }
            } catch {
                log.error("cannot accept connections any more", metadata: ["reason": "\(error)"])
            }
        }
    }

    private func responder(_ router: Router<BasicRequestContext>) -> HTTPChannelHandler.Responder {
        let responder = router.buildResponder()
        let log = log
        return { request, writer, connection in
            let context = BasicRequestContext(source: .init(channel: connection, logger: log))
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
