// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Why the reader's process gave no answer about a file; the description is one line that says what to do about it.
package enum ReaderFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such program where it should be; the value says where that is.
    case missing(String)
    /// It cannot be started, or ended before it was asked; why.
    case notStarted(String)
    /// The system was short of something just now: trying again may help.
    case busy(String)
    /// It was ended after so many seconds.
    case tooSlow(seconds: Int)
    /// It needed more mebibytes of memory than that.
    case outOfMemory(limit: Int)
    /// It gave more bytes of articles than that.
    case tooMuch(limit: Int)
    /// It was ended by a signal, or by itself: `SIGSEGV`, `status 3`.
    case crashed(String)
    /// What it answered makes no sense.
    case nonsense(String)
    /// A filter that the configuration names ended badly; which, and how.
    case filter(String)
    /// The file cannot be read any further; why.
    case input(String)
    /// This process is stopping.
    case stopped

    package var description: String {
        switch self {
        case .missing(let place):
            "the program that reads this format, crisis-search-reader, is not installed (\(place)): install it anew"
        case .notStarted(let cause):
            "the program that reads this format, crisis-search-reader, does not start: \(cause)"
        case .busy(let cause): "crisis-search-reader cannot be started just now: \(cause)"
        case .tooSlow(let seconds):
            "the reader was stopped after \(seconds) s: raise `reader_time`, or keep the file out of the corpus"
        case .outOfMemory(let limit):
            "reading it needed more than \(limit) MiB: raise `reader_memory`, or keep the file out of the corpus"
        case .tooMuch(let limit):
            "more than \(limit >> 20) MiB of text came out of it: split it, or keep it out of the corpus"
        case .crashed(let how):
            "the reader crashed (\(how)) on it: the file may be damaged; it is tried again when it or the reader changes"
        case .nonsense(let what):
            "the reader gave a wrong answer (\(what)): it is tried again when the file or the reader changes"
        case .filter(let how): "the filter \(how)"
        case .input(let cause): cause
        case .stopped: "it was stopped"
        }
    }

    /// Whether trying again soon may help, so that nothing is to be noted about the file.
    package var isTemporary: Bool {
        switch self {
        case .busy, .stopped: true
        case .missing, .notStarted, .tooSlow, .outOfMemory, .tooMuch, .crashed, .nonsense, .filter, .input: false
        }
    }

    /// Whether it may come from what the process read before.
    var mayBeInherited: Bool {
        switch self {
        case .outOfMemory, .crashed, .nonsense: true
        case .missing, .notStarted, .busy, .tooSlow, .tooMuch, .filter, .input, .stopped: false
        }
    }

    /// The name of a signal.
    package static func name(ofSignal number: Int32) -> String {
        let names: [Int32: String] = [
            SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGILL: "SIGILL", SIGKILL: "SIGKILL",
            SIGSEGV: "SIGSEGV", SIGSYS: "SIGSYS", SIGTRAP: "SIGTRAP", SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ",
        ]
        return names[number] ?? "signal \(number)"
    }
}
