// SPDX-License-Identifier: GPL-3.0-or-later

import FuzzDriver

/// Reads any bytes as a query: the lowest bit of the first says whether any word is enough, the others are the query.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzQuery(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: count)
    guard let first = input.first else { return 0 }
    let query = String(decoding: input.dropFirst(), as: UTF8.self)
    guard let violation = QueryInvariants.violation(by: query, anyWord: first & 1 == 1) else { return 0 }
    found("\(query.debugDescription) \(violation)")
}

fuzz { fuzzQuery($0, $1) }
