// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import FoundationEssentials
import Glibc
import SearchClient
import Synchronization

/// What stops a test before its promise can be tried.
struct SetupFailure: Error {
    var call: String
    var number = errno
}

/// A folder of a test's own, removed with all that is in it.
final class Scratch: Sendable {
    /// Absolute, without links.
    let path: String

    init() throws {
        var template = Array("/tmp/search-client-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SetupFailure(call: "mkdtemp") }
        path = String(cString: made)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func makeFolder(_ name: String) throws {
        guard mkdir("\(path)/\(name)", 0o700) == 0 else { throw SetupFailure(call: "mkdir") }
    }

    func makeFile(_ name: String, _ text: String = "") throws {
        guard let file = fopen("\(path)/\(name)", "w") else { throw SetupFailure(call: "fopen") }
        defer { fclose(file) }
        guard fputs(text, file) >= 0 else { throw SetupFailure(call: "fputs") }
    }

    func read(_ name: String) throws -> [UInt8] {
        let descriptor = open("\(path)/\(name)", O_RDONLY)
        guard descriptor >= 0 else { throw SetupFailure(call: "open") }
        defer { close(descriptor) }
        return readToEnd(descriptor)
    }
}

func readToEnd(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return bytes
}

/// A daemon that gives the answer it was told to, on a real Unix socket, one connection after the other.
final class FakeDaemon: Sendable {
    let path: String
    private let listener: Int32
    private let received = Mutex<[String]>([])

    /// - Parameter answer: the bytes to send in the pieces to send them in; nil hangs up without a word.
    init(at path: String, answer: @escaping @Sendable (String) -> [[UInt8]]?) throws {
        self.path = path
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(listener, 8) == 0 else { throw SetupFailure(call: "bind") }
        DispatchQueue(label: "fake daemon").async { [listener, weak self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                let request = Self.readRequest(connection)
                self?.received.withLock { $0.append(request) }
                for piece in answer(request) ?? [] {
                    send(connection, piece, piece.count, Int32(MSG_NOSIGNAL))
                }
                close(connection)
            }
            close(listener)
        }
    }

    /// Answers every request with one JSON document.
    convenience init(at path: String, status: Int = 200, header: String = "", body: String) throws {
        try self.init(at: path) { _ in [response(status: status, header: header, body: body)] }
    }

    deinit {
        stop()
    }

    /// Ends the accepting, which then closes the socket.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// The requests so far, whole.
    var requests: [String] {
        received.withLock { $0 }
    }

    private static func readRequest(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 {
                let field = parts[0].split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
                let length = field.flatMap { Int($0.dropFirst("Content-Length: ".count)) } ?? 0
                if parts[1].utf8.count >= length { return text }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { return text }
            bytes += buffer[..<count]
        }
    }
}

/// A response with a length.
func response(status: Int = 200, header: String = "", body: String) -> [UInt8] {
    Array("HTTP/1.1 \(status) Some reason\r\n\(header)Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
}

/// What a run of the program gave.
struct Run {
    var status: SearchClient.ExitStatus
    var output: String
    var errors: String
    var outputBytes: [UInt8]
}

/// Runs the program with its outputs in files.
func run(
    _ arguments: [String],
    in scratch: Scratch,
    environment: [String: String] = [:]
) throws -> Run {
    let names = ["output", "errors"].map { "\($0)-\(UInt64.random(in: 0...UInt64.max))" }
    let files = names.map { open("\(scratch.path)/\($0)", O_RDWR | O_CREAT | O_EXCL, 0o600) }
    guard files.allSatisfy({ $0 >= 0 }) else { throw SetupFailure(call: "open") }
    defer { for file in files { close(file) } }
    let console = Console(
        output: files[0],
        errors: files[1],
        workingDirectory: scratch.path,
        environment: { environment[$0] }
    )
    let status = Program(console: console).run(arguments)
    let output = try scratch.read(names[0])
    let errors = try scratch.read(names[1])
    return Run(
        status: status,
        output: String(decoding: output, as: UTF8.self),
        errors: String(decoding: errors, as: UTF8.self),
        outputBytes: output
    )
}
