// SPDX-License-Identifier: GPL-3.0-or-later
//
// crisis-search-reader: reads files of foreign formats for crisis-searchd, which starts it and speaks to it over standard
// input, a socket. It is nothing to be run by hand. See ReaderProtocol for what is said, CReaderSandbox for what it may do.

import CReaderSandbox
import ForeignFormats
import Glibc
import ReaderProtocol

/// Seconds of processor time in a life, and megabytes of memory, where the daemon names none.
private let lifetime = 4 * 3600
private let defaultMemory = 512

func fail(_ message: String) -> Never {
    let line = Array("crisis-search-reader: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(EXIT_FAILURE)
}

rs_close_inherited()
// The daemon ends it by closing the socket; what a terminal or systemd sends to the whole group is not for it.
for number in [SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGQUIT] { signal(number, SIG_IGN) }

var memory = defaultMemory
var mayTry = false
var filter: ArraySlice<String>?
var filterTime = lifetime
options: for (index, argument) in CommandLine.arguments.enumerated().dropFirst() {
    switch argument {
    case "--":
        filter = CommandLine.arguments[(index + 1)...]
        break options
    case "--filter": continue
    case _ where argument.hasPrefix("--time="):
        guard let seconds = Int(argument.dropFirst("--time=".count)), seconds > 0 else {
            fail("\(argument) is no number of seconds")
        }
        filterTime = seconds
    case "--self-test": mayTry = true
    case _ where argument.hasPrefix("--memory="):
        guard let megabytes = Int(argument.dropFirst("--memory=".count)), (1...1 << 20).contains(megabytes) else {
            fail("\(argument) is no number of MiB")
        }
        memory = megabytes
    case "--version":
        print(ReaderVersion.text)
        exit(0)
    default: fail("it is started by crisis-searchd, and takes nothing else from the command line: \(argument)")
    }
}
if let filter { becomeFilter(Array(filter), memory: memory, time: filterTime) }
var kind = Int32()
var kindLength = socklen_t(MemoryLayout<Int32>.size)
guard getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &kind, &kindLength) == 0 else {
    fail("it is started by crisis-searchd: standard input is no socket")
}

guard ForeignLibraries.load() else {
    fail("the data of its libraries cannot be opened: \(String(cString: strerror(errno)))")
}
var outcome = rs_outcome()
let limits = rs_limits(memory: UInt64(memory) << 20, lifetime_cpu: UInt64(lifetime))
guard rs_close(limits, &outcome) else {
    let step = outcome.failed_step.map { String(cString: $0) } ?? "the sandbox"
    fail("\(step) failed, and nothing is read without: \(String(cString: strerror(outcome.error)))")
}
let channel = FrameChannel(STDIN_FILENO)
guard channel.send(.hello, ReaderHello(version: ReaderVersion.text).encoded) else { exit(0) }
ReaderService(channel: channel, formats: ForeignFormats.readers, mayTry: mayTry).run()
