// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import Glibc
import ReaderProtocol

/// The bytes of a file as the daemon sends them.
final class ChannelInput: ByteInput {
    let expectedSize: Int?
    private let channel: FrameChannel
    private var chunk: ArraySlice<UInt8> = []
    private var isAtEnd = false

    init(_ channel: FrameChannel, expectedSize: Int?) {
        self.channel = channel
        self.expectedSize = expectedSize
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        while chunk.isEmpty, !isAtEnd { advance() }
        let count = min(buffer.count, chunk.count)
        buffer.copyBytes(from: chunk.prefix(count))
        chunk = chunk.dropFirst(count)
        return count
    }

    /// Passes over what is left of the file.
    func finish() {
        chunk = []
        while !isAtEnd { advance() }
    }

    private func advance() {
        guard let frame = channel.receive() else { exit(0) }
        switch frame.command {
        case .bytes: chunk = frame.payload[...]
        case .end: isAtEnd = true
        // Only a daemon of another version would do that.
        case .file, .trial: exit(EXIT_FAILURE)
        }
    }
}
