// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// The Unix socket that the daemon listens on: its own, or one that systemd hands over.
package struct ListeningSocket: ~Copyable {
    /// Listening, close-on-exec.
    ///
    /// Owned; whoever serves it takes it with ``take()``.
    private let descriptor: Int32
    /// Where clients find it.
    package let path: String
    /// Whether the file is the daemon's to remove.
    package let isOwned: Bool

    /// Why there is nothing to listen on.
    package struct Failure: Error, CustomStringConvertible {
        package enum Kind: Sendable {
            /// Another daemon listens there: to try again later may help.
            case taken
            /// It cannot be made as it is configured.
            case other
        }

        package var kind = Kind.other
        package var description: String
    }

    /// The first descriptor of socket activation, sd_listen_fds(3).
    private static let firstInherited: Int32 = 3

    /// Takes systemd's socket if there is one, else makes one.
    ///
    /// - Parameters:
    ///   - path: where to make it. A socket there that nobody listens on is replaced; one with a listener is not.
    ///   - mode: permissions of the file.
    package init(path: String, mode: UInt32, environment: [String: String]) throws(Failure) {
        if let inherited = try Self.inherited(environment) {
            descriptor = inherited
            self.path = Self.name(of: inherited) ?? path
            isOwned = false
        } else {
            descriptor = try Self.bind(path, mode)
            self.path = path
            isOwned = true
        }
    }

    /// Gives the descriptor away.
    package consuming func take() -> Int32 { descriptor }

    private static func inherited(_ environment: [String: String]) throws(Failure) -> Int32? {
        guard let count = environment["LISTEN_FDS"].flatMap(Int32.init), count > 0,
            environment["LISTEN_PID"].flatMap(Int32.init) == getpid()
        else { return nil }
        guard count == 1 else {
            throw Failure(
                description: "systemd handed over \(count) sockets; the daemon serves one: mend the .socket unit")
        }
        let flags = fcntl(firstInherited, F_GETFD)
        guard flags >= 0 else { throw Failure(description: "LISTEN_FDS is set, yet descriptor 3 is not open") }
        _ = fcntl(firstInherited, F_SETFD, flags | FD_CLOEXEC)
        return firstInherited
    }

    private static func bind(_ path: String, _ mode: UInt32) throws(Failure) -> Int32 {
        var address = sockaddr_un()
        let limit = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.utf8.count <= limit else {
            throw Failure(
                description: "the socket's path is longer than the \(limit) bytes a Unix socket may have: \(path)")
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            mkdir(String(path[..<slash]), 0o700)
        }
        if hasListener(address) {
            throw Failure(
                kind: .taken, description: "another daemon listens on \(path); stop it, or choose another --socket")
        }
        if let status = FileStatus(of: path) {
            guard status.kind == .socket else {
                throw Failure(description: "\(path) is in the way of the socket and is none; move it")
            }
            unlink(path)
        }
        let descriptor = newSocket()
        guard descriptor >= 0 else { throw Failure(description: "no socket can be made: \(reason())") }
        // Linux gives the file the rights of the socket, less the mask: it is never more open than it should be, and
        // chmod(2) only adds what the mask took. A mask of ours would be one for all threads.
        let isBound =
            fchmod(descriptor, mode_t(mode)) == 0
            && withAddress(address) { Glibc.bind(descriptor, $0, $1) } == 0
        let code = errno
        guard isBound, chmod(path, mode_t(mode)) == 0, listen(descriptor, 512) == 0 else {
            if isBound { unlink(path) }
            close(descriptor)
            throw Failure(description: "the socket \(path) cannot be made: \(reason(code))")
        }
        return descriptor
    }

    private static func hasListener(_ address: sockaddr_un) -> Bool {
        let probe = newSocket()
        guard probe >= 0 else { return false }
        defer { close(probe) }
        return withAddress(address) { connect(probe, $0, $1) } == 0 || errno == EAGAIN
    }

    private static func newSocket() -> Int32 {
        socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    }

    private static func withAddress<Result>(
        _ address: sockaddr_un,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func name(of descriptor: Int32) -> String? {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
        }
        guard isKnown else { return nil }
        let name = withUnsafeBytes(of: address.sun_path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return name.isEmpty ? nil : name
    }

    private static func reason(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
}
