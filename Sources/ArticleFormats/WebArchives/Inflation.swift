// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CZlib

/// Unpacks bytes in the form of gzip, of zlib, or of bare deflate.
///
/// What breaks off, or has something else behind its end, gives what there is.
///
/// - Throws: `.tooLarge` above `limit` bytes, `.damaged` if nothing could be unpacked.
func inflated(_ bytes: ArraySlice<UInt8>, limit: Int) throws(UnreadableReason) -> [UInt8] {
    // 15 is the window's size; 32 more take gzip or zlib, whichever it is; negative is bare deflate, which some
    // servers send as `deflate`.
    for windowBits: Int32 in [15 + 32, -15] {
        if let unpacked = try inflate(bytes, windowBits, limit) { return unpacked }
    }
    throw .damaged("its content cannot be unpacked")
}

private func inflate(_ bytes: ArraySlice<UInt8>, _ windowBits: Int32, _ limit: Int) throws(UnreadableReason) -> [UInt8]?
{
    var stream = z_stream()
    guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        return nil
    }
    defer { inflateEnd(&stream) }
    var out: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var input = Array(bytes)
    let result = input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(clamping: input.count)
        while true {
            let (status, count) = chunk.withUnsafeMutableBufferPointer { chunk in
                stream.next_out = chunk.baseAddress
                stream.avail_out = UInt32(chunk.count)
                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                return (status, chunk.count - Int(stream.avail_out))
            }
            out += chunk[..<count]
            if out.count > limit { return false }
            if status != Z_OK || count == 0 && stream.avail_in == 0 { return true }
        }
    }
    guard result else { throw .tooLarge(bytes: out.count, limit: limit) }
    return out.isEmpty ? nil : out
}
