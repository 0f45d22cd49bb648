// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import ReaderProtocol

/// A running reader: started, spoken to by ``FileExchange``, and ended here.
///
/// Whoever has it is the only one to use it, and has to end it or to give it back to the pool.
struct ReaderProcess: Sendable {
    let pid: pid_t
    /// The daemon's end of the socket; it does not block.
    let socket: Int32
    /// What it writes to its standard error can be read here, until it is full.
    private let lastWords: Int32
    let limits: ReaderLimits
    private(set) var version = ""
    /// Files that it has read before.
    var filesRead = 0

    /// Seconds in which a process must be ready: it loads its libraries.
    private static let startTime = 20

    /// Starts a process and waits until it is locked up and ready.
    ///
    /// - Parameter arguments: besides those that the limits make.
    static func start(
        _ program: String, _ arguments: [String] = [], limits: ReaderLimits
    ) throws(ReaderFailure) -> ReaderProcess {
        var process = try spawn(program, arguments, limits)
        do throws(ReaderFailure) {
            process.version = try process.hello()
        } catch {
            let words = process.end().words
            guard case .crashed(let how) = error else { throw error }
            throw .notStarted(words.isEmpty ? how : words)
        }
        return process
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ limits: ReaderLimits
    ) throws(ReaderFailure) -> ReaderProcess {
        guard let talk = socketPair() else { throw .busy(String(cString: strerror(errno))) }
        guard let words = socketPair() else {
            close(talk.own)
            close(talk.other)
            throw .busy(String(cString: strerror(errno)))
        }
        // Neither the daemon nor, with words that nobody reads, the process is to wait.
        for descriptor in [talk.own, words.other] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        let started = Result { () throws(ReaderFailure) in
            try startProgram(
                [program, "--memory=\(limits.memory)"] + arguments, environment: environment, input: talk.other,
                output: nil, errors: words.other)
        }
        close(talk.other)
        close(words.other)
        do throws(ReaderFailure) {
            return ReaderProcess(pid: try started.get(), socket: talk.own, lastWords: words.own, limits: limits)
        } catch {
            close(talk.own)
            close(words.own)
            throw error
        }
    }

    /// Nothing of the daemon's environment: what a file's reading depends on is here.
    ///
    /// Times are read in UTC, and a crash is not followed by a second process that looks into the first.
    private static let environment = ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "TZ=UTC0", "SWIFT_BACKTRACE=enable=no"]

    private init(pid: pid_t, socket: Int32, lastWords: Int32, limits: ReaderLimits) {
        self.pid = pid
        self.socket = socket
        self.lastWords = lastWords
        self.limits = limits
    }

    /// Waits for its first word, which tells its version.
    private func hello() throws(ReaderFailure) -> String {
        var exchange = FileExchange(with: self)
        let payload = try exchange.awaitHello(seconds: Self.startTime)
        do throws(WireError) {
            let hello = try ReaderHello(decoding: payload)
            guard hello.protocolVersion == ReaderProtocol.version else {
                throw WireError("it is of another version than this program: install both anew")
            }
            return hello.version
        } catch {
            throw .notStarted(error.description)
        }
    }

    /// How a process ended.
    struct End {
        /// What was the matter with it; nil if it had to be killed.
        var failure: ReaderFailure?
        /// The line in which it says why, if it said anything.
        var words: String
    }

    /// Ends it, whatever it does, and waits until it is gone.
    @discardableResult
    func end() -> End {
        close(socket)
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let words = readLastWords()
        close(lastWords)
        return End(failure: failure(status), words: words)
    }

    /// Waits, for a moment, until a process is gone that has closed its socket; then ends it in any case.
    func endAfterHangup() -> End {
        // It closes the socket by dying: what is left to wait for is the kernel.
        var info = siginfo_t()
        for _ in 0..<200 {
            info.si_signo = 0
            guard waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0, info.si_signo == 0 else { break }
            usleep(1000)
        }
        return end()
    }

    private func failure(_ status: Int32) -> ReaderFailure? {
        let signal = status & 0x7F
        guard signal != 0 else {
            let code = (status >> 8) & 0xFF
            return code == Self.exitForMemory ? .outOfMemory(limit: limits.memory) : .crashed("status \(code)")
        }
        return switch signal {
        case SIGKILL: nil
        case SIGXCPU: .tooSlow(seconds: limits.time)
        default: .crashed(ReaderFailure.name(ofSignal: signal))
        }
    }

    /// `RS_EXIT_MEMORY` of CReaderSandbox, which is linked into the reader alone.
    private static let exitForMemory: Int32 = 86

    /// The line that says why it ended: that of a trap, if there is one, else the last.
    private func readLastWords() -> String {
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = max(0, read(lastWords, buffer.baseAddress, buffer.count))
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.contains("Fatal error") } ?? lines.last ?? ""
        return String(line.prefix(300))
    }
}
