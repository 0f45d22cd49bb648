// SPDX-License-Identifier: GPL-3.0-or-later

package import ArticleFormats
package import Articles
package import CivilCalendar
import Glibc
package import Logging
import NIOConcurrencyHelpers
import ReaderProtocol

/// Reads files of foreign formats in processes that are locked up, so that a file can cost no more than itself.
///
/// Any thread may read; each has a process to itself meanwhile. A process reads one file after the other, and is replaced
/// when it failed or has grown.
package final class ReaderPool: Sendable {
    /// What became of files so far.
    package struct Counts: Hashable, Sendable {
        package var files = 0
        /// Files at which a process crashed, gave nonsense, or had to be ended for what it took.
        package var failures = 0
        /// Processes that were started.
        package var starts = 0
    }

    private struct State {
        var idle: [ReaderProcess] = []
        /// Those that are reading.
        var busy: Set<pid_t> = []
        var isClosed = false
        var counts = Counts()
    }

    private let program: Result<String, ReaderFailure>
    private let arguments: [String]
    private let limits: ReaderLimits
    private let remark: String
    private let log: Logger
    // Not the standard library's Mutex, whose lock the thread sanitizer does not see on Linux.
    private let state = NIOLockedValueBox(State())

    /// Processes that wait for work; more are ended.
    ///
    /// As many threads may read in bulk.
    private static let idleProcesses = 8

    /// - Parameters:
    ///   - program: the path of the reader; nil: where ``ReaderProgram`` finds it.
    ///   - arguments: for the program, for tests.
    ///   - remark: what else reading depends on, for ``version``.
    package init(
        program: String? = nil, arguments: [String] = [], limits: ReaderLimits, remark: String = "", log: Logger
    ) {
        self.program =
            program.map { .success($0) } ?? Result { () throws(ReaderFailure) in try ReaderProgram.find() }
        self.arguments = arguments
        self.limits = limits
        self.remark = remark
        self.log = log
    }

    deinit { close() }

    /// Reads a file, and hands its articles over one by one, in the thread that asks.
    ///
    /// - Parameters:
    ///   - input: the file's bytes; read from the start again if a process failed that had read other files before.
    ///   - name: the last component of its path.
    ///   - reading: bounds on what is read of it.
    ///   - take: takes each article, whose parts count from 0; returns false if no more are wanted.
    /// - Throws: why there is no outcome; articles that were taken are all that could be had.
    package func read(
        _ input: any RewindableInput, name: String, today: CivilDay?, limits reading: ReadingLimits,
        take takeArticle: (Article) -> Bool
    ) throws(ReaderFailure) -> ReadingOutcome {
        let request = FileRequest(
            name: name, today: today, limits: reading, expectedSize: input.expectedSize,
            processorTime: limits.time * limits.factor(size: input.expectedSize ?? 0))
        var taken = 0
        while true {
            var process = try take()
            do throws(ReaderFailure) {
                var exchange = FileExchange(with: process)
                let (outcome, isLast) = try exchange.read(request, from: input, isCancelled: { isClosed }) { article in
                    // Those of the first attempt come again.
                    guard article.part == taken else { return true }
                    taken += 1
                    return takeArticle(article)
                }
                process.filesRead += 1
                state.withLockedValue { $0.counts.files += 1 }
                if isLast { end(process) } else { giveBack(process) }
                return outcome
            } catch {
                let failure = discard(process, after: error, name: name)
                // Only a process that has read nothing before proves something about this file.
                guard failure.mayBeInherited, process.filesRead > 0 else { throw failure }
                discardIdle()
                input.rewind()
            }
        }
    }

    /// Has a filter of the configuration make text or HTML of a file.
    package func filter(_ input: any ByteInput, by filter: DocumentFilter) throws(ReaderFailure) -> [UInt8] {
        try filter.output(of: input, launcher: try program.get(), isCancelled: { isClosed })
    }

    /// Which reader reads: versions of the program and of its libraries, and its limits; `none` if it does not start.
    package var version: String {
        do throws(ReaderFailure) {
            let process = try take()
            giveBack(process)
            return "\(process.version), \(limits.time) s, \(limits.memory) MiB"
                + (remark.isEmpty ? "" : ", filters: \(remark)")
        } catch {
            log.error("files of foreign formats cannot be read", metadata: ["reason": "\(error)"])
            return "none"
        }
    }

    /// Why nothing can be read; nil if the program is where it should be.
    package var problem: ReaderFailure? {
        switch program {
        case .success: nil
        case .failure(let failure): failure
        }
    }

    package var counts: Counts { state.withLockedValue { $0.counts } }

    /// Ends all processes, those that read too; from now on nothing is read.
    package func close() {
        let idle = state.withLockedValue { state in
            state.isClosed = true
            // Under the lock: a process is taken out of the set before its number can mean another one.
            for pid in state.busy { kill(pid, SIGKILL) }
            defer { state.idle = [] }
            return state.idle
        }
        for process in idle { process.end() }
    }

    /// Has a process try what the sandbox forbids; for tests.
    package func attempt(_ trial: String) throws(ReaderFailure) -> String {
        let process = try take()
        do throws(ReaderFailure) {
            var exchange = FileExchange(with: process)
            let answer = try exchange.attempt(trial)
            giveBack(process)
            return answer
        } catch {
            throw discard(process, after: error, name: trial)
        }
    }

    // MARK: Processes

    private var isClosed: Bool { state.withLockedValue { $0.isClosed } }

    private func take() throws(ReaderFailure) -> ReaderProcess {
        let idle: ReaderProcess? = state.withLockedValue { state in
            guard !state.isClosed, let process = state.idle.popLast() else { return nil }
            state.busy.insert(process.pid)
            return process
        }
        if let idle { return idle }
        guard !isClosed else { throw .stopped }
        return try start()
    }

    private func start() throws(ReaderFailure) -> ReaderProcess {
        let process = try ReaderProcess.start(try program.get(), arguments, limits: limits)
        let isWanted = state.withLockedValue { state in
            state.counts.starts += 1
            if !state.isClosed { state.busy.insert(process.pid) }
            return !state.isClosed
        }
        guard isWanted else {
            process.end()
            throw .stopped
        }
        log.debug("a reader was started", metadata: ["pid": "\(process.pid)", "version": "\(process.version)"])
        return process
    }

    /// Ends those that wait, so that the next one is new.
    private func discardIdle() {
        let idle = state.withLockedValue { state in
            defer { state.idle = [] }
            return state.idle
        }
        for process in idle { process.end() }
    }

    private func giveBack(_ process: ReaderProcess) {
        let isKept = state.withLockedValue { state in
            state.busy.remove(process.pid)
            guard !state.isClosed, state.idle.count < Self.idleProcesses else { return false }
            state.idle.append(process)
            return true
        }
        if !isKept { process.end() }
    }

    private func end(_ process: ReaderProcess) {
        _ = state.withLockedValue { $0.busy.remove(process.pid) }
        process.end()
    }

    /// Ends a process that is of no more use.
    ///
    /// - Returns: what was the matter: what became of the process, if it ended by itself.
    private func discard(_ process: ReaderProcess, after failure: ReaderFailure, name: String) -> ReaderFailure {
        _ = state.withLockedValue { $0.busy.remove(process.pid) }
        var cause = failure
        let end: ReaderProcess.End
        if case .crashed = failure {
            end = process.endAfterHangup()
            cause = end.failure ?? .crashed(ReaderFailure.name(ofSignal: SIGKILL))
        } else {
            end = process.end()
        }
        if isClosed { return .stopped }
        if case .stopped = cause { return cause }
        if case .input = cause { return cause }
        state.withLockedValue { $0.counts.failures += 1 }
        var metadata: Logger.Metadata = [
            "file": "\(name)", "reason": "\(cause)", "pid": "\(process.pid)", "files_before": "\(process.filesRead)",
        ]
        if !end.words.isEmpty { metadata["words"] = "\(end.words)" }
        log.warning("a reader failed at a file", metadata: metadata)
        return cause
    }
}
