// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

extension Array where Element == UInt8 {
    /// Lends the bytes to a call of the shim.
    func lend<Result, Failure: Error>(_ body: (cx_bytes) throws(Failure) -> Result) throws(Failure) -> Result {
        try withUnsafeBufferPointer { (buffer) throws(Failure) in try body(cx_bytes(buffer)) }
    }

    /// Copies what the shim lends.
    init(_ bytes: cx_bytes) {
        self.init(UnsafeBufferPointer(start: bytes.data, count: bytes.length))
    }
}

extension Array where Element == [UInt8] {
    /// Lends all of them to a call of the shim.
    func lend<Result>(
        _ body: (UnsafeBufferPointer<cx_bytes>) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        let joined = flatMap(\.self)
        return try joined.withUnsafeBufferPointer { (buffer) throws(IndexError) in
            var start = 0
            let lent = map { bytes in
                defer { start += bytes.count }
                return cx_bytes(data: buffer.baseAddress.map { $0 + start }, length: bytes.count)
            }
            return try lent.withUnsafeBufferPointer { (lent) throws(IndexError) in try body(lent) }
        }
    }
}

extension cx_bytes {
    init(_ buffer: UnsafeBufferPointer<UInt8>) {
        self.init(data: buffer.baseAddress, length: buffer.count)
    }
}

/// Copies and frees a buffer that the shim gave.
func take(_ buffer: consuming OpaquePointer?) -> [UInt8] {
    guard let buffer else { return [] }
    defer { cx_buffer_free(buffer) }
    return [UInt8](cx_buffer_bytes(buffer))
}
