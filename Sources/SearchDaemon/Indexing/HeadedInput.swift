// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import ReaderClient

/// A file of which the beginning was read to see what it is, and is not read twice.
///
/// For one thread.
final class HeadedInput: RewindableInput {
    private(set) var head: [UInt8] = []
    private let rest: CorpusFileInput
    private var position = 0

    init(_ file: CorpusFileInput) {
        rest = file
    }

    /// Reads the beginning: `count` bytes, or as many as there are.
    func readHead(_ count: Int) throws(UnreadableReason) {
        let wanted = min(count, rest.expectedSize.map { $0 + 1 } ?? count)
        var buffer = [UInt8](repeating: 0, count: wanted)
        var filled = 0
        while filled < wanted {
            let got = try Self.read(rest, into: &buffer, from: filled)
            guard got > 0 else { break }
            filled += got
        }
        buffer.removeSubrange(filled...)
        head = buffer
    }

    var expectedSize: Int? { rest.expectedSize }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        guard position < head.count else { return try rest.read(into: buffer) }
        let count = min(buffer.count, head.count - position)
        buffer.copyBytes(from: head[position..<position + count])
        position += count
        return count
    }

    func rewind() {
        position = 0
        rest.seek(to: head.count)
    }

    private static func read(
        _ input: CorpusFileInput, into bytes: inout [UInt8], from offset: Int
    ) throws(UnreadableReason) -> Int {
        // `withUnsafeMutableBytes` has no typed throws: the result comes out as a value.
        try bytes.withUnsafeMutableBytes { bytes in
            let free = UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])
            return Result { () throws(UnreadableReason) in try input.read(into: free) }
        }.get()
    }
}
