// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import Glibc

/// A program that the configuration names for files that are read by nothing else: the file on its standard input, text or HTML
/// on its standard output.
///
/// It runs with the reader's limits on time and memory; it can write no file and open no socket, and no shell is in between.
package struct DocumentFilter: Sendable {
    /// The program and its arguments.
    private let command: [String]
    private let limits: ReaderLimits

    package init(_ command: [String], limits: ReaderLimits) {
        self.command = command
        self.limits = limits
    }

    /// Runs it on a file.
    ///
    /// - Parameters:
    ///   - launcher: the reader's program, which confines itself and becomes the filter.
    ///   - isCancelled: asked all the time.
    /// - Returns: what it wrote.
    func output(
        of input: any ByteInput, launcher: String, isCancelled: () -> Bool
    ) throws(ReaderFailure) -> [UInt8] {
        let factor = limits.factor(size: input.expectedSize ?? 0)
        guard let content = socketPair() else { throw .busy(String(cString: strerror(errno))) }
        guard let errors = socketPair() else {
            close(content.own)
            close(content.other)
            throw .busy(String(cString: strerror(errno)))
        }
        let options = ["--filter", "--memory=\(limits.memory)", "--time=\(limits.time * factor)", "--"]
        let started = Result { () throws(ReaderFailure) in
            try startProgram(
                [launcher] + options + command, environment: Self.environment, input: content.other,
                output: content.other, errors: errors.other)
        }
        close(content.other)
        close(errors.other)
        for descriptor in [content.own, errors.own] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        defer {
            close(content.own)
            close(errors.own)
        }
        let process = try started.get()
        var run = FilterRun(
            socket: content.own, deadline: .now + .seconds(limits.patience * factor), limit: limits.output * factor)
        do throws(ReaderFailure) {
            try run.finish(input, seconds: limits.patience * factor, isCancelled: isCancelled)
        } catch {
            _ = Self.end(process, kill: true)
            throw error
        }
        let status = Self.end(process, kill: false)
        guard status == 0 else { throw failure(status, words: Self.words(errors.own)) }
        return run.output
    }

    private static let environment = ["LC_ALL=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/nonexistent"]

    private func failure(_ status: Int32, words: String) -> ReaderFailure {
        let signal = status & 0x7F
        let said = words.isEmpty ? "" : ": \(words)"
        switch signal {
        case 0: return .filter("`\(command.joined(separator: " "))` ended with status \((status >> 8) & 0xFF)\(said)")
        case SIGXCPU: return .tooSlow(seconds: limits.time)
        default:
            return .filter(
                "`\(command.joined(separator: " "))` crashed (\(ReaderFailure.name(ofSignal: signal)))\(said)")
        }
    }

    /// Waits for the process, and ends whatever it started.
    ///
    /// One that closed its output and goes on all the same is given a second.
    private static func end(_ process: pid_t, kill isKilled: Bool) -> Int32 {
        var info = siginfo_t()
        for _ in 0..<(isKilled ? 0 : 1000) {
            info.si_signo = 0
            guard waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0, info.si_signo == 0 else {
                break
            }
            usleep(1000)
        }
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func words(_ descriptor: Int32) -> String {
        let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").last ?? ""
        return String(line.prefix(200))
    }
}

/// A filter that is being fed and listened to.
private struct FilterRun {
    let socket: Int32
    let deadline: ContinuousClock.Instant
    /// Bytes of output, at most.
    let limit: Int
    private(set) var output: [UInt8] = []
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var hasSentAll = false

    init(socket: Int32, deadline: ContinuousClock.Instant, limit: Int) {
        self.socket = socket
        self.deadline = deadline
        self.limit = limit
    }

    /// Goes on until the filter closes its output.
    mutating func finish(
        _ input: any ByteInput, seconds: Int, isCancelled: () -> Bool
    ) throws(ReaderFailure) {
        while true {
            if !hasSentAll, sent == outgoing.count { try refill(input) }
            var wait = pollfd(fd: socket, events: Int16(hasSentAll ? POLLIN : POLLIN | POLLOUT), revents: 0)
            if poll(&wait, 1, 100) > 0 {
                if wait.revents & Int16(POLLOUT) != 0, !hasSentAll { send() }
                if wait.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, try receive() { return }
            }
            if isCancelled() { throw .stopped }
            if ContinuousClock.now > deadline { throw .tooSlow(seconds: seconds) }
        }
    }

    private mutating func refill(_ input: any ByteInput) throws(ReaderFailure) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count: Int
        do throws(UnreadableReason) {
            count = try chunk.withUnsafeMutableBytes { chunk in
                Result { () throws(UnreadableReason) in try input.read(into: chunk) }
            }.get()
        } catch {
            throw .input(error.description)
        }
        outgoing = Array(chunk[..<count])
        sent = 0
        guard count == 0 else { return }
        hasSentAll = true
        shutdown(socket, Int32(SHUT_WR))
    }

    private mutating func send() {
        let count = outgoing.withUnsafeBytes { bytes in
            Glibc.send(socket, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        if count > 0 {
            sent += count
        } else if errno != EAGAIN, errno != EINTR {
            // It has read enough: what matters is what it says.
            hasSentAll = true
        }
    }

    /// - Returns: whether the filter has said all.
    private mutating func receive() throws(ReaderFailure) -> Bool {
        var count = 0
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            count = Glibc.read(socket, buffer.baseAddress, buffer.count)
            if count > 0 { output.append(contentsOf: buffer[..<count]) }
        }
        guard output.count <= limit else { throw .tooMuch(limit: limit) }
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    }
}
