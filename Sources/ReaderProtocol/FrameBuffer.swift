// SPDX-License-Identifier: GPL-3.0-or-later

/// Bytes as they arrive, cut into frames.
package struct FrameBuffer {
    private var bytes: [UInt8] = []
    /// Where the next frame begins.
    private var start = 0

    /// Payloads are at most as long, in bytes.
    private let longestPayload: Int

    package init(longestPayload: Int) {
        self.longestPayload = longestPayload
    }

    package mutating func append(_ more: UnsafeRawBufferPointer) {
        // Moved to the front only when that is at most as much as was taken since: the time stays linear.
        if start > 0, start >= bytes.count - start {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// Takes the next frame if all of it is there.
    package mutating func next() throws(WireError) -> (kind: UInt8, payload: ArraySlice<UInt8>)? {
        let header = bytes[start...].prefix(ReaderProtocol.headerSize)
        guard header.count == ReaderProtocol.headerSize else { return nil }
        let length = Self.length(header)
        guard length <= longestPayload else { throw WireError("a message of \(length) bytes is announced") }
        let payload = start + ReaderProtocol.headerSize
        guard bytes.count - payload >= length else { return nil }
        start = payload + length
        return (bytes[payload - 1], bytes[payload..<start])
    }

    /// Whether nothing is left over.
    package var isEmpty: Bool { start == bytes.count }

    /// The length of a payload, from the header of its frame.
    package static func length(_ header: some Collection<UInt8>) -> Int {
        header.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// The header of a frame.
    package static func header(kind: UInt8, length: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + [kind]
    }
}
