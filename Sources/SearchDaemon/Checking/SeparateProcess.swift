// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Foundation
package import ReaderClient

/// Runs this program once more, for work that may end the process that does it.
///
/// The library believes what its files say: one that somebody has overwritten can send it anywhere in memory. Whoever looks
/// whether an index is damaged must not die of that.
package struct SeparateProcess: Sendable {
    /// How it ended.
    package enum End: Sendable {
        case exited(status: Int32, output: String)
        /// A signal ended it; its name.
        case died(String)
        /// It was ended, because it was not wanted any more or took too long.
        case cancelled
    }

    private let arguments: [String]
    private let inheritsOutput: Bool

    /// How long it takes to notice that the work is not wanted any more, milliseconds.
    private static let pause: Int32 = 100
    /// The longest output that is kept.
    private static let longestOutput = 1 << 16

    /// - Parameters:
    ///   - arguments: of the program.
    ///   - inheritsOutput: whether its standard output is that of this process; else it is in ``End``.
    package init(_ arguments: [String], inheritsOutput: Bool = false) {
        self.arguments = arguments
        self.inheritsOutput = inheritsOutput
    }

    /// Runs it and waits for its end.
    ///
    /// - Parameter isWanted: asked now and then; the process is ended if the answer is no.
    /// - Throws: ``ReaderFailure`` if it cannot be started.
    package func run(while isWanted: () -> Bool = { true }) throws(ReaderFailure) -> End {
        guard let talk = socketPair() else { throw .busy(String(cString: strerror(errno))) }
        defer { close(talk.own) }
        let started = Result { () throws(ReaderFailure) in
            // Through the kernel's own link, so that it is this program even if another version has been installed since.
            try startProgram(
                ["/proc/self/exe"] + arguments, environment: Self.environment, input: talk.other,
                output: inheritsOutput ? STDOUT_FILENO : talk.other, errors: STDERR_FILENO)
        }
        close(talk.other)
        let process = try started.get()
        var output: [UInt8] = []
        let isComplete = receive(from: talk.own, into: &output, isWanted)
        if !isComplete { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard isComplete else { return .cancelled }
        let signal = status & 0x7F
        guard signal == 0 else { return .died(ReaderFailure.name(ofSignal: signal)) }
        return .exited(status: (status >> 8) & 0xFF, output: String(decoding: output, as: UTF8.self))
    }

    /// To be called by the process that was started: ends it when the one that started it has gone.
    package static func endWithParent() {
        DispatchQueue.global().async {
            var byte: UInt8 = 0
            while read(STDIN_FILENO, &byte, 1) != 0 {}
            _exit(1)
        }
    }

    /// To be called by the process that was started: ends it, by SIGXCPU, when it has used so many seconds of processor time.
    package static func limitTime(to seconds: UInt64) {
        var limit = rlimit(rlim_cur: rlim_t(seconds), rlim_max: rlim_t(seconds + 1))
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    }

    /// - Returns: false if it is not wanted any more.
    private func receive(from socket: Int32, into output: inout [UInt8], _ isWanted: () -> Bool) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while isWanted() {
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Self.pause) > 0 else { continue }
            let count = read(socket, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            // Its end, or the other side's.
            guard count > 0 else { return true }
            output += buffer[..<min(count, max(Self.longestOutput - output.count, 0))]
        }
        return false
    }

    /// A crash is not followed by another process that looks into the first: what happened is known.
    private static var environment: [String] {
        var variables = ProcessInfo.processInfo.environment
        variables["SWIFT_BACKTRACE"] = "enable=no"
        return variables.map { "\($0.key)=\($0.value)" }
    }
}
