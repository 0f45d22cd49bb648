// SPDX-License-Identifier: GPL-3.0-or-later

import CReaderSandbox
import Glibc

/// Confines this process and becomes a filter that the configuration names.
///
/// Done here and not by the daemon, because between starting a process and running a program in it hardly anything may be done
/// that such a confinement needs.
///
/// - Parameters:
///   - command: The program, looked for in the usual folders, and its arguments.
///   - memory: Mebibytes.
///   - time: Seconds of processor time.
func becomeFilter(_ command: [String], memory: Int, time: Int) -> Never {
    guard let program = command.first else { fail("there is no filter to become") }
    var outcome = rs_outcome()
    let limits = rs_limits(memory: UInt64(memory) << 20, lifetime_cpu: UInt64(time))
    guard rs_confine_filter(limits, &outcome) else {
        fail("\(String(cString: outcome.failed_step)) failed: \(String(cString: strerror(outcome.error)))")
    }
    for number in [SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGQUIT] { signal(number, SIG_DFL) }
    let words = command.map { strdup($0) } + [nil]
    execvp(program, words)
    fail("\(program) cannot be run: \(String(cString: strerror(errno)))")
}
