// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles

/// The bytes of a file, from its start, as they come: from a disk, a pipe, or out of what they are packed in.
///
/// For one thread.
package protocol ByteInput: AnyObject {
    /// How many bytes there will be, as far as that is known; a hint.
    var expectedSize: Int? { get }

    /// Reads the next bytes into `buffer`, at least one unless the end is reached.
    ///
    /// - Returns: How many; 0 at the end.
    /// - Throws: Why there are no more, although it is not the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int
}

/// Bytes in memory.
package final class MemoryInput: ByteInput {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var expectedSize: Int? { bytes.count }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        let count = min(buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }

    /// Goes back to the start.
    package func rewind() { position = 0 }
}
