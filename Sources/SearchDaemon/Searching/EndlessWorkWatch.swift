// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Glibc
import Synchronization

/// Notices that a thread goes round in circles.
///
/// The library believes what its files say, and noise where it expects a tree can send it round for ever. What counts is the
/// thread's processor time, not the clock: a machine that was asleep or is very busy is no reason. One timer for all threads, set
/// only while one of them works.
final class EndlessWorkWatch: Sendable {
    private struct Running {
        var name: String
        var thread: pthread_t
        /// The processor time that the thread had used when it was first looked at.
        var used: Duration?
    }

    private struct State {
        var running: [Int: Running] = [:]
        var nextTicket = 0
        var isTimerSet = false
    }

    private let limit: Duration
    private let interval: Duration
    private let onEndless: @Sendable (String) -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "crisis-search.endless-work", qos: .userInitiated)

    /// - Parameters:
    ///   - limit: processor time of one piece of work that no piece of work needs.
    ///   - interval: between two looks.
    ///   - onEndless: called with the name of a piece of work that has taken more.
    init(
        limit: Duration = .seconds(20),
        interval: Duration = .seconds(5),
        onEndless: @escaping @Sendable (String) -> Void
    ) {
        self.limit = limit
        self.interval = interval
        self.onEndless = onEndless
    }

    /// Does a piece of work on this thread under the watch.
    func watching<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        let (ticket, mustSet) = state.withLock { state in
            defer { state.isTimerSet = true }
            state.nextTicket += 1
            state.running[state.nextTicket] = Running(name: name, thread: pthread_self())
            return (state.nextTicket, !state.isTimerSet)
        }
        if mustSet { setTimer() }
        defer { state.withLock { $0.running[ticket] = nil } }
        return try body()
    }

    private func setTimer() {
        queue.asyncAfter(deadline: .now() + .microseconds(interval.wholeMicroseconds)) { self.look() }
    }

    private func look() {
        // Under the lock, so that no thread ends while its time is asked for.
        let (endless, isAnyRunning) = state.withLock { state in
            var endless: [String] = []
            for (ticket, running) in state.running {
                guard let used = Self.processorTime(of: running.thread) else { continue }
                if let before = running.used {
                    if used - before >= limit { endless.append(running.name) }
                } else {
                    state.running[ticket]?.used = used
                }
            }
            state.isTimerSet = !state.running.isEmpty
            return (endless, state.isTimerSet)
        }
        if isAnyRunning { setTimer() }
        for name in endless { onEndless(name) }
    }

    private static func processorTime(of thread: pthread_t) -> Duration? {
        var clock = clockid_t()
        var time = timespec()
        guard pthread_getcpuclockid(thread, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
