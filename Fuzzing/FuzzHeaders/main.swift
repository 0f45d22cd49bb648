// SPDX-License-Identifier: GPL-3.0-or-later

import FuzzDriver
import FuzzReading

/// Reads any bytes as a text file: character set, header lines, quotations, dates.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzHeaders(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    if let violation = ReadingInvariants.violation(by: input, name: "a.txt") { found(violation) }
    return 0
}

fuzz { fuzzHeaders($0, $1) }
