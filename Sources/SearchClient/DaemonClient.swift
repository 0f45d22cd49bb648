// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SearchAPI

/// Asks the daemon one question.
package struct DaemonClient: Sendable {
    private let socket: DaemonSocket

    /// Seconds until an answer must be complete, where no other limit is given.
    package static let defaultTimeout = 30.0

    package init(socket: DaemonSocket) {
        self.socket = socket
    }

    /// Questions that a dying daemon took with it are asked again, so many times, so many microseconds apart: systemd
    /// keeps the socket and starts the daemon anew within that time.
    private static let repetitions = 100
    private static let repetitionPause: UInt32 = 50_000

    /// Sends a request on a connection of its own and returns the successful answer.
    ///
    /// A question that gets no answer because the daemon went away is asked again; an order is not, for it may have been
    /// carried out.
    ///
    /// - Parameter timeout: seconds until the answer must be complete; nil for no limit.
    package func answer(
        to request: HTTPRequest,
        timeout: Double? = Self.defaultTimeout
    ) throws(ClientError) -> HTTPResponse {
        let deadline = Deadline(seconds: timeout)
        var repetitions = request.method == "GET" ? Self.repetitions : 0
        while true {
            do throws(ClientError) {
                return try attempt(request, before: deadline)
            } catch {
                guard error == .disconnected, repetitions > 0 else { throw error }
                repetitions -= 1
                usleep(Self.repetitionPause)
            }
        }
    }

    private func attempt(_ request: HTTPRequest, before deadline: Deadline) throws(ClientError) -> HTTPResponse {
        let stream = try socket.connect()
        do {
            try stream.send(request.serialized, before: deadline)
        } catch {
            // A daemon that hung up may have refused the request before it had all of it: what it said is still to read.
            if error == .timedOut { throw .timedOut }
        }
        let response = try Self.read(from: stream, before: deadline)
        guard (200...299).contains(response.status) else { throw .problem(problem(in: response)) }
        return response
    }

    private static func read(
        from stream: borrowing UnixStream,
        before deadline: Deadline
    ) throws(ClientError) -> HTTPResponse {
        var reader = HTTPResponseReader()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
        defer { buffer.deallocate() }
        while !reader.isComplete {
            let count: Int
            do { count = try stream.receive(into: buffer, before: deadline) } catch { throw ClientError(error) }
            if count == 0 { break }
            do { try reader.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count])) } catch {
                throw ClientError(error)
            }
        }
        do { return try reader.finish() } catch { throw ClientError(error) }
    }
}

extension ClientError {
    fileprivate init(_ failure: StreamFailure) {
        switch failure {
        case .timedOut: self = .timedOut
        case .broken: self = .disconnected
        }
    }

    fileprivate init(_ failure: HTTPFormatError) {
        switch failure {
        case .cutShort: self = .disconnected
        case .headerTooLong: self = .unreadableAnswer("a header beyond all bounds")
        case .bodyTooLong: self = .unreadableAnswer("a body beyond all bounds")
        case .malformed(let what): self = .unreadableAnswer(what)
        }
    }
}

extension HTTPResponse {
    /// Reads the body as a value of the wire.
    package func decoded<Value: Decodable>(_ type: Value.Type) throws(ClientError) -> Value {
        do {
            return try decode(type, fromJSON: body)
        } catch let error as JSONError {
            throw .unreadableAnswer("\(error.message) at byte \(error.offset)")
        } catch {
            throw .unreadableAnswer("it lacks what belongs there: \(error)")
        }
    }
}

/// The problem that an answer other than a success tells of, made up from its status if it tells of none.
private func problem(in response: HTTPResponse) -> Problem {
    if let problem = try? decode(Problem.self, fromJSON: response.body) { return problem }
    let detail = "the daemon answered with HTTP \(response.status)"
    return Problem(title: detail, status: response.status, detail: detail)
}
