// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import ReaderProtocol

/// The socket to the daemon: blocking, for one thread.
final class FrameChannel {
    private let descriptor: Int32

    /// The daemon sends what it will; a frame of it is never longer.
    private static let longestPayload = 1 << 20

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The next frame; nil if the daemon is gone.
    func receive() -> (command: ReaderCommand, payload: [UInt8])? {
        guard let header = read(ReaderProtocol.headerSize) else { return nil }
        let length = FrameBuffer.length(header)
        guard let kind = header.last, let command = ReaderCommand(rawValue: kind), length <= Self.longestPayload,
            let payload = read(length)
        else { return nil }
        return (command, payload)
    }

    /// Sends a frame, and waits until it is taken.
    ///
    /// - Returns: false if the daemon is gone.
    func send(_ answer: ReaderAnswer, _ payload: [UInt8]) -> Bool {
        let header = FrameBuffer.header(kind: answer.rawValue, length: payload.count)
        // One call for a small message: the daemon is woken once.
        guard payload.count > 1 << 16 else { return write(header + payload) }
        return write(header) && write(payload)
    }

    private func read(_ count: Int) -> [UInt8]? {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
                if got > 0 {
                    filled += got
                } else if got == 0 || errno != EINTR {
                    failed = true
                    return
                }
            }
        }
        return failed ? nil : bytes
    }

    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
                if count > 0 {
                    sent += count
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }
}
