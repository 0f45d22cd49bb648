// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import SearchDaemon

/// The server within the test's own process, where its limits can be small and its handlers held.
@Suite("The server on its socket")
struct UnixServerTests {
    /// Serves one handler while `body` runs, then stops, and waits until it has stopped.
    private func serving(
        _ server: UnixServer,
        _ method: HTTPRequest.Method = .get,
        _ handler: @escaping @Sendable (Request) async throws -> String,
        during body: (_ socket: String, _ stop: @Sendable () -> Void) async throws -> Void
    ) async throws {
        let scratch = try Scratch()
        let path = scratch["socket"]
        let descriptor = try ListeningSocket(path: path, mode: 0o600, environment: [:]).take()
        let isServing = Flag()
        let task = Task {
            let router = Router(context: BasicRequestContext.self)
            router.on("/", method: method) { request, _ in try await handler(request) }
            try await server.run(on: descriptor, router: router) { isServing.set() }
        }
        try await eventually("the server") { isServing.isSet }
        do {
            try await body(path) { task.cancel() }
        } catch {
            task.cancel()
            throw error
        }
        task.cancel()
        try await task.value
    }

    private var server: UnixServer {
        UnixServer(log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("a connection that is silent, or sends a byte at a time, is closed when its time is over")
    func slowClients() async throws {
        var server = server
        server.idleTimeout = .milliseconds(300)
        try await serving(server) { _ in
            "answer"
        } during: { path, _ in
            let silent = try Connection(to: path)
            let slow = try Connection(to: path)
            let sender = Task {
                for byte in request("/", headers: "X-Padding: " + String(repeating: "a", count: 2000) + "\r\n").utf8 {
                    do { try slow.send([byte]) } catch { return true }
                    try await Task.sleep(for: .milliseconds(5))
                }
                return false
            }
            #expect(try await blocking { try silent.receiveAll() }.isEmpty)
            #expect(try await blocking { try slow.receiveAll() }.isEmpty)
            #expect(try await sender.value, "ten seconds of header are not taken")
            let used = try Connection(to: path)
            try used.send(request("/"))
            #expect(try await blocking { try used.answer() }.text == "answer")
            #expect(
                try await blocking { try used.receiveAll() }.isEmpty, "an idle connection is closed after an answer")
        }
    }

    @Test("a request that is being answered when the server stops is answered whole; new connections are not taken")
    func inFlight() async throws {
        // How long a busy machine takes to get to the answer is not what this is about.
        var server = server
        server.stopTimeout = .seconds(240)
        let isAsked = Flag()
        let mayAnswer = Flag()
        try await serving(server) { _ in
            isAsked.set()
            try await eventually("leave to answer") { mayAnswer.isSet }
            return "answer"
        } during: { path, stop in
            let connection = try Connection(to: path)
            let idle = try Connection(to: path)
            try connection.send(request("/"))
            try await eventually("the request") { isAsked.isSet }
            stop()
            #expect(try await blocking { try idle.receiveAll() }.isEmpty)
            try await eventually("a refusal") { (try? Connection(to: path)) == nil }
            mayAnswer.set()
            #expect(try await blocking { try connection.answer() }.text == "answer")
            #expect(try await blocking { try connection.receiveAll() }.isEmpty)
        }
    }

    @Test("a request that goes on for longer than a stop may take is cut off")
    func endless() async throws {
        var server = server
        server.stopTimeout = .milliseconds(200)
        let isAsked = Flag()
        try await serving(server, .post) { request in
            isAsked.set()
            for try await _ in request.body {}
            return "all of it"
        } during: { path, _ in
            let connection = try Connection(to: path)
            try connection.send(request("/", method: "POST", headers: "Content-Length: 1000\r\n") + "some")
            try await eventually("the request") { isAsked.isSet }
            withExtendedLifetime(connection) {}
        }
    }

    @Test("connections beyond the limit wait for a place")
    func crowded() async throws {
        var server = server
        server.connectionLimit = 2
        // However long a busy machine takes to ask: none of the two makes way for others.
        server.idleGrace = .seconds(600)
        server.idleTimeout = .seconds(600)
        try await serving(server) { _ in
            "answer"
        } during: { path, _ in
            var first = [try Connection(to: path), try Connection(to: path)]
            for connection in first {
                try connection.send(request("/"))
                #expect(try await blocking { try connection.answer() }.status == 200)
            }
            let third = try Connection(to: path)
            try third.send(request("/"))
            first.removeAll()
            #expect(try await blocking { try third.answer() }.status == 200)
        }
    }

    @Test("a client that sends requests and reads no answer is closed; one that reads slowly gets all of it")
    func unreadAnswers() async throws {
        var server = server
        server.writeTimeout = .milliseconds(300)
        let answer = String(repeating: "answer ", count: 600_000)
        try await serving(server) { _ in
            answer
        } during: { path, _ in
            let deaf = try Connection(to: path)
            try deaf.send(String(repeating: request("/"), count: 20))
            let slow = try Connection(to: path)
            try slow.send(request("/", headers: "Connection: close\r\n"))
            let started = ContinuousClock.now
            // All on one thread: a pause must be as short as it says, however busy the others are.
            var bytes = try await blocking {
                var bytes: [UInt8] = []
                while case let some = try slow.receive(), !some.isEmpty {
                    bytes += some
                    usleep(20_000)
                }
                return bytes
            }
            #expect(ContinuousClock.now - started > .milliseconds(300), "it must be slower than the timeout")
            let received = HTTPAnswer(takingFrom: &bytes)
            #expect(received?.body.count == answer.utf8.count, "\(bytes.count) bytes of no whole answer")
            // A byte can be sent for as long as the server holds the connection.
            try await eventually("the end of the connection") { (try? deaf.send("G")) == nil }
            #expect(try await blocking { try deaf.receiveAll() }.count < 20 * answer.utf8.count)
        }
    }

    @Test("a client that reads no answer does not hold up the stop", .timeLimit(.minutes(15)))
    func deafAtStop() async throws {
        var server = server
        server.stopTimeout = .milliseconds(200)
        // If the stop waited for this, the test would run into its own limit.
        server.writeTimeout = .hours(1)
        let isAsked = Flag()
        let kept = Kept()
        try await serving(server) { _ in
            isAsked.set()
            return String(repeating: "answer ", count: 600_000)
        } during: { path, _ in
            let deaf = try Connection(to: path)
            try deaf.send(String(repeating: request("/", headers: "Connection: close\r\n"), count: 2))
            try await eventually("the request") { isAsked.isSet }
            kept.connection.withLockedValue { $0 = deaf }
        }
        #expect(kept.connection.withLockedValue { $0 } != nil, "it was open until the server had stopped")
    }

    /// Keeps a connection open.
    private final class Kept: Sendable {
        let connection = NIOLockedValueBox<Connection?>(nil)
    }
}
