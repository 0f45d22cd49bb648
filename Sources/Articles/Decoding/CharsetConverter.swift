// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A conversion from one character encoding to UTF-8, by `iconv(3)`.
package struct CharsetConverter: ~Copyable {
    private let handle: iconv_t

    /// Makes a converter, or nil if `charset` is not known to the system.
    package init?(from charset: String) {
        // iconv_open reports failure as (iconv_t)-1.
        guard let handle = iconv_open("UTF-8", charset), Int(bitPattern: handle) != -1 else { return nil }
        self.handle = handle
    }

    deinit {
        iconv_close(handle)
    }

    /// Converts the whole of `bytes`; nil if some byte is not valid in the encoding.
    ///
    /// A character cut off at the very end is dropped: downloads end so.
    package borrowing func convert(_ bytes: UnsafeRawBufferPointer) -> String? {
        var converted: [UInt8] = []
        converted.reserveCapacity(bytes.count + bytes.count / 2)
        var chunk = [CChar](repeating: 0, count: 1 << 14)
        // iconv's signature is not const, yet it only reads its input.
        var input = UnsafeMutablePointer(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
        var inputLeft = bytes.count
        while true {
            let (result, cause, produced) = chunk.withUnsafeMutableBufferPointer { chunk in
                var output = chunk.baseAddress
                var outputLeft = chunk.count
                let result = iconv(handle, &input, &inputLeft, &output, &outputLeft)
                return (result, errno, chunk.count - outputLeft)
            }
            converted += chunk[..<produced].lazy.map(UInt8.init(bitPattern:))
            let failed = result == Int(bitPattern: UInt.max)
            if failed, cause == E2BIG { continue }
            if failed, cause != EINVAL { return nil }
            return String(decoding: converted, as: UTF8.self)
        }
    }
}
