// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Logging
import Synchronization

/// Tells of work that holds a search thread for long: while it still does, and again when it ends.
///
/// One timer for all threads, set only while one of them works: an idle daemon is not woken.
final class SlowWorkWatch: Sendable {
    private struct Running {
        var work: SearchWork
        var started: ContinuousClock.Instant
        /// Whether the log has it.
        var isTold = false
    }

    private struct State {
        var running: [Int: Running] = [:]
        var nextTicket = 0
        var isTimerSet = false
        var count = 0
    }

    /// Nil: nothing is too slow.
    private let limit: Duration?
    private let log: Logger
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "crisis-search.slow-work", qos: .userInitiated)

    /// - Parameter limit: work that takes longer is slow; nil for no limit.
    init(limit: Duration?, log: Logger) {
        self.limit = limit
        self.log = log
    }

    /// Pieces of work that were slow so far, those that still go on included.
    var count: Int { state.withLock { $0.count } }

    /// Notes that a piece of work has its thread.
    ///
    /// - Returns: a ticket for ``ended(_:)``.
    func began(_ work: SearchWork) -> Int {
        guard let limit else { return 0 }
        let (ticket, mustSet) = state.withLock { state in
            let mustSet = !state.isTimerSet
            state.isTimerSet = true
            state.nextTicket += 1
            state.running[state.nextTicket] = Running(work: work, started: .now)
            return (state.nextTicket, mustSet)
        }
        if mustSet { setTimer(limit) }
        return ticket
    }

    /// Notes that it has left its thread.
    func ended(_ ticket: Int) {
        guard let limit else { return }
        let now = ContinuousClock.now
        let slow = state.withLock { state -> Running? in
            guard let ended = state.running.removeValue(forKey: ticket), now - ended.started >= limit else {
                return nil
            }
            if !ended.isTold { state.count += 1 }
            return ended
        }
        guard let slow else { return }
        tell("a slow question is done", slow, after: now - slow.started)
    }

    private func setTimer(_ delay: Duration) {
        queue.asyncAfter(deadline: .now() + .microseconds(max(delay.wholeMicroseconds, 0))) { self.look() }
    }

    /// Tells of what has become slow, and sets the timer for what may be next.
    private func look() {
        guard let limit else { return }
        let now = ContinuousClock.now
        let (slow, next) = state.withLock { state in
            var slow: [Running] = []
            var next: ContinuousClock.Instant?
            for (ticket, running) in state.running where !running.isTold {
                if now - running.started >= limit {
                    state.running[ticket]?.isTold = true
                    state.count += 1
                    slow.append(running)
                } else {
                    next = min(next ?? running.started, running.started)
                }
            }
            state.isTimerSet = next != nil
            return (slow, next)
        }
        if let next { setTimer(next + limit - now) }
        for running in slow {
            tell("a question has held a search thread for long, and still does", running, after: now - running.started)
        }
    }

    private func tell(_ message: Logger.Message, _ running: Running, after time: Duration) {
        var metadata: Logger.Metadata = [
            "what": "\(running.work.name)", "held_ms": "\(time.wholeMicroseconds / 1000)",
        ]
        for (key, value) in running.work.shape { metadata[key] = "\(value)" }
        log.warning(message, metadata: metadata)
        if let query = running.work.query { log.debug("the slow question", metadata: ["query": "\(query)"]) }
    }
}
