// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI

/// One connection to a daemon's socket, on which a test sends whatever bytes it likes.
///
/// Its calls block, each for ``patience`` at most.
final class Connection: Sendable {
    private let descriptor: Int32

    init(to path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SetupFailure("make a socket") }
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let result = withSocketAddress(path) { connect(descriptor, $0, $1) }
        guard result == 0 else { throw SetupFailure("connect to \(path)") }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw SetupFailure("send") }
            sent += count
        }
    }

    /// Says that nothing more will be sent.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// What has come, waiting for the first byte; empty at the end of the connection.
    func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == ECONNRESET { return [] }
        guard count >= 0 else { throw SetupFailure("receive") }
        return Array(buffer[..<count])
    }

    /// Everything until the daemon hangs up.
    func receiveAll() throws -> [UInt8] {
        var all: [UInt8] = []
        while case let some = try receive(), !some.isEmpty { all += some }
        return all
    }

    /// The next answers, all of which must come whole.
    func answers(_ count: Int) throws -> [HTTPAnswer] {
        var bytes: [UInt8] = []
        var answers: [HTTPAnswer] = []
        while answers.count < count {
            if let answer = HTTPAnswer(takingFrom: &bytes) {
                answers.append(answer)
                continue
            }
            let more = try receive()
            guard !more.isEmpty else {
                throw Overdue(
                    description:
                        "the connection ended after \(answers.count) of \(count) answers and \(bytes.count) bytes")
            }
            bytes += more
        }
        return answers
    }

    func answer() throws -> HTTPAnswer { try answers(1)[0] }
}

/// An answer of the daemon's.
struct HTTPAnswer: Sendable {
    var status: Int
    /// By their names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    /// Takes the first answer out of what was received; nil if it is not complete.
    init?(takingFrom bytes: inout [UInt8]) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        status = lines.first.map { $0.split(separator: " ") }.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0
        headers = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard bytes.count >= end.upperBound + length else { return nil }
        body = Array(bytes[end.upperBound..<end.upperBound + length])
        bytes.removeFirst(end.upperBound + length)
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw Overdue(description: "HTTP \(status) is no \(type): \(text)")
        }
    }
}

/// The bytes of a request without a body.
func request(_ target: String, method: String = "GET", headers: String = "") -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n"
}

/// `text` as a value in the query part of a URL.
func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
}

func withSocketAddress<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
