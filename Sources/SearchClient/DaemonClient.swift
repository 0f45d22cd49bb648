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

    /// Sends a request and hands over the lines of the answer as they come, without their line breaks.
    ///
    /// Asked again like any question, as long as no line has come.
    ///
    /// - Parameter timeout: seconds until the next bytes must be there.
    /// - Throws: ``ClientError``, of which `brokenOff` if some lines have come; and what `take` throws.
    func lines(
        of request: HTTPRequest,
        timeout: Double = Self.defaultTimeout,
        _ take: ([UInt8]) throws -> Void
    ) throws {
        var repetitions = Self.repetitions
        while true {
            var count = 0
            do {
                return try stream(request, timeout: timeout) { line in
                    count += 1
                    try take(line)
                }
            } catch let error as ClientError {
                guard count == 0 else { throw ClientError.brokenOff(because: error.reason) }
                guard error == .disconnected, repetitions > 0 else { throw error }
                repetitions -= 1
                usleep(Self.repetitionPause)
            }
        }
    }

    private func stream(_ request: HTTPRequest, timeout: Double, _ take: ([UInt8]) throws -> Void) throws {
        var exchange = try Exchange(of: request, on: socket, before: Deadline(seconds: timeout))
        var lines = LineSplitter()
        while try exchange.receive(before: Deadline(seconds: timeout)) {
            // What is no success is a problem document, and read as a whole.
            guard exchange.reader.hasHeader, exchange.reader.isSuccess else { continue }
            guard try lines.feed(exchange.reader.takeBody(), take) else {
                throw ClientError.unreadableAnswer("a line beyond all bounds")
            }
        }
        _ = try exchange.finish()
        guard lines.isAtEnd else { throw ClientError.unreadableAnswer("a line without its end") }
    }

    private func attempt(_ request: HTTPRequest, before deadline: Deadline) throws(ClientError) -> HTTPResponse {
        var exchange = try Exchange(of: request, on: socket, before: deadline)
        while try exchange.receive(before: deadline) {}
        return try exchange.finish()
    }
}

/// A request that was sent, and its answer as far as it has come.
private struct Exchange: ~Copyable {
    private let stream: UnixStream
    private let buffer: UnsafeMutableRawBufferPointer
    var reader = HTTPResponseReader()

    /// Sends a request on a connection of its own.
    init(of request: HTTPRequest, on socket: DaemonSocket, before deadline: Deadline) throws(ClientError) {
        let stream = try socket.connect()
        do {
            try stream.send(request.serialized, before: deadline)
        } catch {
            // A daemon that hung up may have refused the request before it had all of it: what it said is still to read.
            if error == .timedOut { throw .timedOut }
        }
        self.stream = stream
        buffer = .allocate(byteCount: 64 * 1024, alignment: 16)
    }

    deinit {
        buffer.deallocate()
    }

    /// Reads what has come, waiting for the first byte.
    ///
    /// - Returns: false when the answer is complete, or the connection has ended.
    mutating func receive(before deadline: Deadline) throws(ClientError) -> Bool {
        guard !reader.isComplete else { return false }
        let count: Int
        do { count = try stream.receive(into: buffer, before: deadline) } catch { throw ClientError(error) }
        guard count > 0 else { return false }
        do { try reader.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count])) } catch { throw ClientError(error) }
        return true
    }

    /// The answer, if it is a whole one and a success.
    func finish() throws(ClientError) -> HTTPResponse {
        let response: HTTPResponse
        do { response = try reader.finish() } catch { throw ClientError(error) }
        guard (200...299).contains(response.status) else { throw .problem(problem(in: response)) }
        return response
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
        try wireValue(type, of: body)
    }
}

/// Reads a JSON text as a value of the wire, if it is of the format that this program knows.
func wireValue<Value: Decodable>(_ type: Value.Type, of bytes: [UInt8]) throws(ClientError) -> Value {
    let json = try wireJSON(of: bytes)
    do {
        return try decode(type, from: json)
    } catch {
        throw .unreadableAnswer("it lacks what belongs there: \(error)")
    }
}

/// Reads a JSON text of the wire, if it is of the format that this program knows.
func wireJSON(of bytes: [UInt8]) throws(ClientError) -> JSONValue {
    let json: JSONValue
    do { json = try JSONValue(parsing: bytes) } catch {
        throw .unreadableAnswer("\(error.message) at byte \(error.offset)")
    }
    if let format = json[WireFormat.key], format != .integer(WireFormat.current) {
        throw .unreadableAnswer("its format is newer")
    }
    return json
}

/// The problem that an answer other than a success tells of, made up from its status if it tells of none.
private func problem(in response: HTTPResponse) -> Problem {
    if let problem = try? decode(Problem.self, fromJSON: response.body) { return problem }
    let detail = "the daemon answered with HTTP \(response.status)"
    return Problem(title: detail, status: response.status, detail: detail)
}
