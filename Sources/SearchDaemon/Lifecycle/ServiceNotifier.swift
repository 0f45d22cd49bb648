// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusWatch
import Glibc
import NIOConcurrencyHelpers

/// Tells systemd how the service fares, by the protocol of sd_notify(3): datagrams to the socket in `NOTIFY_SOCKET`.
///
/// Without that variable every method does nothing. The protocol is documented as stable and meant to be spoken without
/// libsystemd, which would be a library to load for a few datagrams.
package final class ServiceNotifier: Sendable {
    private let socket: String?
    /// Half of the time after which systemd takes the service for hung; nil: it does not watch.
    package let watchdogInterval: Duration?
    private let lastStatus = NIOLockedValueBox("")

    package init(environment: [String: String]) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForThisProcess = environment["WATCHDOG_PID"].flatMap(Int32.init).map { $0 == getpid() } ?? true
        watchdogInterval =
            isForThisProcess
            ? environment["WATCHDOG_USEC"].flatMap(Int64.init).map { .microseconds($0 / 2) } : nil
    }

    package func ready() { send("READY=1") }
    package func stopping() { send("STOPPING=1") }
    package func alive() { send("WATCHDOG=1") }

    package func reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=\(MonotonicClock.now() / 1000)")
    }

    /// One line for `systemctl status`; said only when it differs from the last.
    package func status(_ line: String) {
        // Sent under the lock: of two lines the later one must come last.
        lastStatus.withLockedValue { last in
            guard last != line else { return }
            last = line
            send("STATUS=\(line)")
        }
    }

    private func send(_ message: String) {
        guard let socket else { return }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socket.utf8)
        // A leading @ stands for the NUL of an abstract socket.
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let bytes = Array(message.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
