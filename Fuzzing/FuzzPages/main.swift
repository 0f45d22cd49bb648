// SPDX-License-Identifier: GPL-3.0-or-later

import FuzzDriver
import FuzzReading

/// Reads any bytes as a web page.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzPages(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    if let violation = ReadingInvariants.violation(by: input, name: "a.html") { found(violation) }
    return 0
}

fuzz { fuzzPages($0, $1) }
