// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Reads any bytes as a query: the lowest bit of the first says whether any word is enough, the others are the query.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzQuery(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: count)
    guard let first = input.first else { return 0 }
    let query = String(decoding: input.dropFirst(), as: UTF8.self)
    guard let violation = QueryInvariants.violation(by: query, anyWord: first & 1 == 1) else { return 0 }
    let message = Array("\(query.debugDescription) \(violation)\n".utf8)
    _ = write(STDERR_FILENO, message, message.count)
    abort()
}

/// The fuzzer's loop, as libFuzzer offers it to programs that have a `main` of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ argumentCount: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var argumentCount = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(runFuzzer(&argumentCount, &arguments) { fuzzQuery($0, $1) })
