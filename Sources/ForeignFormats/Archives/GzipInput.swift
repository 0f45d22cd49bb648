// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CZlib

/// The content of a gzip file (RFC 1952) as it is unpacked; several members in a row are one content.
///
/// A bomb is recognised by its ratio: text is packed to a fifth, an archive of alike lines to a thirtieth; the method can do
/// a thousandth.
final class GzipInput: ByteInput {
    // How much there will be cannot be told: what the file says of that is only the last member's, and can be wrong.
    let expectedSize: Int? = nil

    private let packed: BufferedInput
    private var stream = z_stream()
    private var isOpen = false
    private var isAtEnd = false
    private var chunk: [UInt8] = []
    /// How much of `chunk` was taken.
    private var used = 0
    private var unpackedBytes = 0

    private static let chunkSize = 1 << 16
    private static let largestRatio = 250
    /// So much may come out whatever went in, in bytes.
    private static let harmless = 16 << 20

    init(_ packed: BufferedInput) {
        self.packed = packed
    }

    deinit { if isOpen { inflateEnd(&stream) } }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        while !isAtEnd {
            if used == chunk.count { try refill() }
            if !isOpen {
                guard try open() else { break }
            }
            let count = try unpack(into: buffer)
            guard count == 0 else { return count }
        }
        return 0
    }

    private func refill() throws(UnreadableReason) {
        chunk = try packed.take(Self.chunkSize)
        used = 0
        guard chunk.isEmpty else { return }
        guard !isOpen else { throw .damaged("the gzip file breaks off") }
        isAtEnd = true
    }

    /// Begins a member.
    ///
    /// - Returns: false if none follows.
    private func open() throws(UnreadableReason) -> Bool {
        guard !isAtEnd else { return false }
        // Zeros fill up the last block of a tape, and are no part of it.
        if unpackedBytes > 0, chunk[used...].allSatisfy({ $0 == 0 }) {
            isAtEnd = true
            return false
        }
        stream = z_stream()
        // 31: a gzip header, and the largest window.
        guard inflateInit2_(&stream, 31, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .unavailable("zlib does not start")
        }
        isOpen = true
        return true
    }

    private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        let (status, consumed, produced) = chunk.withUnsafeMutableBufferPointer { chunk in
            stream.next_in = chunk.baseAddress?.advanced(by: used)
            stream.avail_in = UInt32(chunk.count - used)
            stream.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
            stream.avail_out = UInt32(clamping: buffer.count)
            let (before, room) = (stream.avail_in, stream.avail_out)
            let status = inflate(&stream, Z_NO_FLUSH)
            return (status, Int(before - stream.avail_in), Int(room - stream.avail_out))
        }
        used += consumed
        unpackedBytes += produced
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            inflateEnd(&stream)
            isOpen = false
        case Z_MEM_ERROR: throw .unavailable("there is no memory for zlib")
        default:
            if produced > 0 { return produced }
            // Behind a whole member: what was appended by mistake is no content.
            if unpackedBytes > 0, stream.total_out == 0, !hasMagic {
                isAtEnd = true
            } else {
                throw .damaged("the gzip file is damaged")
            }
        }
        let packedBytes = packed.offset - (chunk.count - used)
        guard unpackedBytes < Self.harmless || unpackedBytes / Self.largestRatio < packedBytes else {
            throw .damaged("it unpacks to more than \(Self.largestRatio) times its size, as only bombs do")
        }
        return produced
    }

    private var hasMagic: Bool { chunk.count > used + 1 && chunk[used] == 0x1F && chunk[used + 1] == 0x8B }
}

/// Reads what is packed in a gzip file.
struct GzipFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .gzip }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        var name = context.name
        if name.lowercased().hasSuffix(".gz") { name.removeLast(3) }
        try context.readPacked(GzipInput(input), name: name, into: output)
    }
}
