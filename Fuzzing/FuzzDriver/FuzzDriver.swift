// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The fuzzer's loop, as libFuzzer offers it to programs that have a `main` of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ argumentCount: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Runs the fuzzer with the program's arguments, and ends the program.
package func fuzz(_ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) -> Never {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runFuzzer(&count, &arguments, body))
}

/// Ends the program, so that the fuzzer keeps the input.
package func found(_ what: String) -> Never {
    let message = Array("\(what)\n".utf8)
    _ = write(STDERR_FILENO, message, message.count)
    abort()
}
