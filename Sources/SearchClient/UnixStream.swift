// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// One connection to a Unix domain socket.
///
/// Closed when it goes out of scope.
struct UnixStream: ~Copyable {
    private let descriptor: Int32

    /// What the kernel takes for the path of a socket: `sun_path` less its closing zero.
    static let maximumPathLength = 107

    /// How long to go on knocking while the daemon's queue of connections is full.
    private static let patience = 2.0

    /// Connects, or says why not.
    ///
    /// Never waits, but for a daemon whose queue is full.
    init(connectingTo path: String) throws(ConnectFailure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count <= Self.maximumPathLength else { throw .pathTooLong }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }

        // Non-blocking, so that every wait is a poll(2) that a deadline can end.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw .refused(errno) }

        let deadline = Deadline(seconds: Self.patience)
        while true {
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            if result == 0 { break }
            let reason = errno
            if reason == EINTR { continue }
            // The queue is full; a Unix socket tells no one when it drains, so ask again shortly.
            if reason == EAGAIN, deadline.pollTimeout > 0 {
                poll(nil, 0, 10)
                continue
            }
            close(descriptor)
            throw .refused(reason)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends all of `bytes`.
    ///
    /// Raises no SIGPIPE.
    func send(_ bytes: [UInt8], before deadline: Deadline) throws(StreamFailure) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else {
                try recover(from: errno, waitingFor: POLLOUT, before: deadline)
            }
        }
    }

    /// Reads what has come, waiting for the first byte; returns how many bytes it put into `buffer`, 0 at the end.
    func receive(into buffer: UnsafeMutableRawBufferPointer, before deadline: Deadline) throws(StreamFailure) -> Int {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return count }
            try recover(from: errno, waitingFor: POLLIN, before: deadline)
        }
    }

    /// Returns when the call that failed with `reason` is worth another try.
    private func recover(
        from reason: Int32,
        waitingFor event: Int32,
        before deadline: Deadline
    ) throws(StreamFailure) {
        if reason == EINTR { return }
        guard reason == EAGAIN else { throw .broken(reason) }
        var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        while true {
            let ready = poll(&request, 1, deadline.pollTimeout)
            if ready > 0 { return }
            if ready == 0 { throw .timedOut }
            if errno != EINTR { throw .broken(errno) }
        }
    }
}

/// Why no connection came about.
enum ConnectFailure: Error, Hashable {
    case pathTooLong
    /// The system's error number.
    case refused(Int32)

    /// The reason in a few words.
    var reason: String {
        switch self {
        case .pathTooLong: "longer than the \(UnixStream.maximumPathLength) bytes that the path of a socket may have"
        case .refused(ENOENT), .refused(ENOTDIR): "no such socket"
        case .refused(ECONNREFUSED): "nobody listens there"
        case .refused(EAGAIN): "too busy to take another connection"
        case .refused(let number): systemMessage(number)
        }
    }
}

/// Why a connection ended before its work was done.
enum StreamFailure: Error, Hashable {
    case timedOut
    /// The system's error number.
    case broken(Int32)
}

/// What the system says of an error number: `Permission denied`.
func systemMessage(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}
