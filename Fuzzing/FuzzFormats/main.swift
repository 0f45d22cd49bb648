// SPDX-License-Identifier: GPL-3.0-or-later

import FuzzDriver
import FuzzReading

private let names = ["a.json", "a.xml", "a.rss", "a.ndjson", "a.warc", "a.mhtml", "a.md", "a.html.gz", "a.csv", "a"]

/// Reads any bytes as a file of some format: the first says which name it has.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzFormats(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: count)
    guard let first = input.first else { return 0 }
    if let violation = ReadingInvariants.violation(
        by: [UInt8](input.dropFirst()), name: names[Int(first) % names.count])
    {
        found(violation)
    }
    return 0
}

fuzz { fuzzFormats($0, $1) }
