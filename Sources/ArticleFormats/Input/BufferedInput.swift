// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
import Glibc

/// A `ByteInput` with a look ahead: the bytes are taken as lines, runs, or all at once.
///
/// It holds no more than what is looked at, besides one chunk. For one thread.
package final class BufferedInput {
    /// How many bytes were taken so far.
    package private(set) var offset = 0

    private let source: any ByteInput
    private let limit: Int
    /// How many bytes were read so far.
    private var total = 0
    /// Bytes that were read; those from `start` on are not taken yet.
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    /// What the source failed with, while there is still something to take from before that.
    private var failure: UnreadableReason?
    /// Where the source writes to.
    private var chunk: [UInt8] = []

    private static let chunkSize = 1 << 16

    /// - Parameter limit: The most bytes that are read; asking for more throws `.tooLarge`.
    package init(_ source: any ByteInput, limit: Int) {
        self.source = source
        self.limit = limit
    }

    /// How many bytes the whole input will have, as far as that is known.
    package var expectedSize: Int? { source.expectedSize }

    /// Shows the next bytes without taking them: `count`, or as many as there are.
    package func peek<Result>(
        _ count: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(UnreadableReason) -> Result {
        try fill(count)
        return buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...].prefix(count))) }
    }

    /// Whether there is nothing more.
    package var isExhausted: Bool {
        get throws(UnreadableReason) {
            try fill(1)
            return start == buffer.count
        }
    }

    /// Takes the next bytes: `count`, or as many as there are.
    package func take(_ count: Int) throws(UnreadableReason) -> [UInt8] {
        try fill(count)
        let taken = Array(buffer[start...].prefix(count))
        drop(taken.count)
        return taken
    }

    /// Passes over bytes.
    ///
    /// - Returns: How many there were, at most `count`.
    @discardableResult
    package func skip(_ count: Int) throws(UnreadableReason) -> Int {
        var skipped = 0
        while skipped < count {
            try fill(1)
            guard start < buffer.count else { break }
            let step = min(count - skipped, buffer.count - start)
            drop(step)
            skipped += step
        }
        return skipped
    }

    /// Takes all that is left.
    ///
    /// - Throws: `.tooLarge` above `limit` bytes, having read hardly more than that.
    package func takeAll(atMost limit: Int) throws(UnreadableReason) -> [UInt8] {
        if let size = source.expectedSize {
            guard size - offset <= limit else { throw .tooLarge(bytes: size - offset, limit: limit) }
            buffer.reserveCapacity(start + max(0, size - offset) + 1)
        }
        try fill(limit + 1)
        if let failure { throw failure }
        guard buffer.count - start <= limit else {
            throw .tooLarge(bytes: source.expectedSize.map { $0 - offset } ?? buffer.count - start, limit: limit)
        }
        offset += buffer.count - start
        defer { (buffer, start) = ([], 0) }
        return start == 0 ? buffer : Array(buffer[start...])
    }

    /// A line of the input.
    package enum Line {
        /// Its bytes without line feed and carriage return.
        case whole([UInt8])
        /// It was longer than is taken, and was passed over; how many bytes it had.
        case tooLong(Int)
    }

    /// Takes a line of at most `limit` bytes; nil at the end.
    package func takeLine(atMost limit: Int) throws(UnreadableReason) -> Line? {
        var searched = 0
        while true {
            if let length = offsetOfLineFeed(after: searched) {
                guard length <= limit else {
                    drop(length + 1)
                    return .tooLong(length)
                }
                return .whole(takeLine(length, ending: 1))
            }
            searched = buffer.count - start
            if searched > limit { return .tooLong(try skipLine()) }
            guard try more() else { return searched == 0 ? nil : .whole(takeLine(searched, ending: 0)) }
        }
    }

    private func takeLine(_ length: Int, ending: Int) -> [UInt8] {
        var line = Array(buffer[start..<start + length])
        drop(length + ending)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    /// Passes over the rest of a line.
    ///
    /// - Returns: Its length in bytes.
    private func skipLine() throws(UnreadableReason) -> Int {
        var skipped = 0
        while true {
            if let length = offsetOfLineFeed(after: 0) {
                drop(length + 1)
                return skipped + length
            }
            skipped += buffer.count - start
            drop(buffer.count - start)
            guard try more() else { return skipped }
        }
    }

    private func offsetOfLineFeed(after searched: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start + searched < bytes.count,
                let found = memchr(base + start + searched, 0x0A, bytes.count - start - searched)
            else { return nil }
            return UnsafeRawPointer(found) - base - start
        }
    }

    // MARK: The buffer

    private func drop(_ count: Int) {
        start += count
        offset += count
    }

    /// Reads until `count` bytes are there that were not taken, or the end is met.
    ///
    /// What was read before the source failed can be taken first: it throws when there is nothing left of that.
    private func fill(_ count: Int) throws(UnreadableReason) {
        while buffer.count - start < count {
            do throws(UnreadableReason) {
                guard try more() else { return }
            } catch {
                guard buffer.count > start else { throw error }
                return
            }
        }
    }

    /// Reads a chunk.
    ///
    /// - Returns: Whether there was anything.
    private func more() throws(UnreadableReason) -> Bool {
        if let failure { throw failure }
        guard !isAtEnd else { return false }
        // Moved to the front only when that is at most as much as was taken since: the time stays linear.
        if start > 0, start >= buffer.count - start {
            buffer.removeSubrange(..<start)
            start = 0
        }
        if chunk.isEmpty {
            // Where the size is known, one byte more meets the end at once.
            let size = min(source.expectedSize.map { $0 + 1 } ?? Self.chunkSize, Self.chunkSize)
            chunk = [UInt8](repeating: 0, count: max(size, 4096))
        }
        let count = chunk.withUnsafeMutableBytes { chunk in
            do throws(UnreadableReason) {
                return try source.read(into: chunk)
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        buffer += chunk[..<count]
        total += count
        guard total <= limit else {
            let problem = UnreadableReason.tooLarge(bytes: source.expectedSize ?? total, limit: limit)
            failure = problem
            throw problem
        }
        isAtEnd = count == 0
        return !isAtEnd
    }
}
