// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles
@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Tells where the corpus changes, as it changes.
///
/// The disk is the truth and events only hint: no event, lost or late or misread, can make the index wrong as long as
/// every hint is followed by a look at the disk.
///
/// What the kernel does not tell is noticed only by the next comparison of everything: writes to a file by a name outside
/// the corpus (a hard link, or the target of a followed link), the target of a dangling link being made, and file systems
/// mounted below a corpus folder. With files that have several names in the corpus, that comparison comes within
/// `pollInterval` of a write.
package final class CorpusWatcher: Sendable {
    /// The engine and what wakes it; all of it is used under the lock, for short times.
    private struct Running {
        var engine: WatchEngine
        var source: (any DispatchSourceRead)?
        var timer: any DispatchSourceTimer
        var armedFor: Int64
        var state: WatchState
        /// Where events are read into.
        var buffer: [UInt8]
    }

    /// As many events as one read may give; the longest has 16 + 256 bytes.
    private static let bufferSize = 64 * 1024

    private let corpus: Corpus
    private let pollInterval: Int64
    private let maximumWatches: Int
    private let onHint: @Sendable (CorpusHint) -> Void
    private let onStateChange: @Sendable (WatchState) -> Void
    /// Events are handled and callbacks made here, so all of them come in one order.
    private let queue = DispatchQueue(label: "corpus watch")
    private let isOnQueue = DispatchSpecificKey<Bool>()
    private let running = Mutex<Running?>(nil)
    private let drainedAt = Atomic<Int64>(0)

    /// A watcher of `corpus` that does nothing before `start`.
    ///
    /// `onHint` and `onStateChange` are called one at a time and in order, on a queue of the watcher's; while they run,
    /// events pile up in the kernel. `pollInterval` is how often everything is compared when not all can be watched.
    package convenience init(
        _ corpus: Corpus,
        pollInterval: Duration = .seconds(30),
        onHint: @escaping @Sendable (CorpusHint) -> Void,
        onStateChange: @escaping @Sendable (WatchState) -> Void
    ) {
        self.init(
            corpus,
            pollInterval: pollInterval,
            maximumWatches: .max,
            onHint: onHint,
            onStateChange: onStateChange
        )
    }

    init(
        _ corpus: Corpus,
        pollInterval: Duration,
        maximumWatches: Int,
        onHint: @escaping @Sendable (CorpusHint) -> Void,
        onStateChange: @escaping @Sendable (WatchState) -> Void
    ) {
        self.corpus = corpus
        self.pollInterval = max(pollInterval.nanoseconds, 1_000_000)
        self.maximumWatches = maximumWatches
        self.onHint = onHint
        self.onStateChange = onStateChange
        queue.setSpecific(key: isOnQueue, value: true)
    }

    deinit {
        Self.end(running.withLock { $0.take() })
    }

    /// Every change before this instant (nanoseconds since 1970) has been hinted at; 0 before the first.
    ///
    /// Apart from writes to files that are still open: those are hinted at within a second.
    package var lastDrained: Int64 {
        drainedAt.load(ordering: .acquiring)
    }

    /// How well the corpus is being watched at the moment.
    package var state: WatchState {
        running.withLock { running in
            guard let running else { return WatchState() }
            return running.engine.state
        }
    }

    /// Watches every folder of the corpus, which takes some microseconds each, and returns when that is done.
    ///
    /// A change after it returns makes a hint; the first hint is `everything(.started)`. Limits of the system and missing
    /// folders are no errors but part of the state. Does nothing if it runs already.
    package func start() {
        running.withLock { running in
            guard running == nil else { return }
            let now = MonotonicClock.now()
            let realNow = FileClock.now()
            var engine = WatchEngine(corpus: corpus, pollInterval: pollInterval, maximumWatches: maximumWatches)
            engine.start(at: now)
            drainedAt.store(realNow, ordering: .releasing)
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.setEventHandler { [weak self] in self?.act() }
            timer.schedule(deadline: .now())
            timer.resume()
            running = Running(
                engine: engine,
                source: nil,
                timer: timer,
                armedFor: now,
                state: WatchState(),
                buffer: [UInt8](repeating: 0, count: Self.bufferSize)
            )
        }
    }

    /// Ends the watch; no callback is made after it returns, unless it is called from one.
    package func stop() {
        Self.end(running.withLock { $0.take() })
        if DispatchQueue.getSpecific(key: isOnQueue) != true { queue.sync {} }
    }

    /// Lets events pile up in the kernel while `body` runs, for tests.
    func withEventsHeld<Failure>(_ body: () throws(Failure) -> Void) throws(Failure) {
        queue.suspend()
        defer { queue.resume() }
        try body()
    }

    private static func end(_ running: sending Running?) {
        guard let running else { return }
        running.timer.cancel()
        running.source?.cancel()
    }
}

// MARK: - On the queue

extension CorpusWatcher {
    /// What one step gave, to be told outside the lock.
    private struct Report: Sendable {
        var hints: [CorpusHint] = []
        var newState: WatchState?
        /// Set when no more events wait: all that happened before has been handled.
        var drainedAt: Int64?
    }

    /// The timer went off.
    private func act() {
        let report = step { running in
            // Whatever is still to come, the timer must be set again, even if it went off a little early.
            running.armedFor = .min
            running.engine.act(at: MonotonicClock.now())
            return nil
        }
        if let report { tell(report) }
    }

    /// Events wait.
    private func readEvents() {
        // A flood of events must not keep the timer off the queue for ever.
        for _ in 0..<64 {
            let report = step { running in
                guard let inotify = running.engine.inotify else { return nil }
                let realNow = FileClock.now()
                let count = running.buffer.withUnsafeMutableBytes { inotify.read(into: $0) }
                guard count > 0 else { return realNow }
                let events = running.buffer
                events.withUnsafeBytes {
                    running.engine.handle(
                        UnsafeRawBufferPointer(rebasing: $0[..<count]),
                        at: MonotonicClock.now(),
                        drained: drainedAt.load(ordering: .relaxed)
                    )
                }
                return nil
            }
            guard let report else { return }
            tell(report)
            if report.drainedAt != nil { return }
        }
    }

    /// Lets the engine do something and arms what wakes it next; nil once the watcher is stopped.
    ///
    /// `body` returns the time before which everything has been handled, if it knows.
    private func step(_ body: (inout Running) -> Int64?) -> Report? {
        running.withLock { slot in
            guard var running = slot.take() else { return nil }
            var report = Report(drainedAt: body(&running))
            report.hints = running.engine.takeHints()
            let state = running.engine.state
            if state.mode != running.state.mode || state.unavailableRoots != running.state.unavailableRoots {
                running.state = state
                report.newState = state
            }
            arm(&running)
            slot = running
            return report
        }
    }

    private func arm(_ running: inout Running) {
        if running.source == nil, let inotify = running.engine.inotify {
            let source = DispatchSource.makeReadSource(fileDescriptor: inotify.descriptor, queue: queue)
            source.setEventHandler { [weak self] in self?.readEvents() }
            // Dispatch must be done with the descriptor before it is closed.
            source.setCancelHandler { withExtendedLifetime(inotify) {} }
            source.resume()
            running.source = source
        }
        let deadline = running.engine.nextDeadline
        if deadline != running.armedFor {
            running.armedFor = deadline
            let delay = max(0, deadline - MonotonicClock.now())
            running.timer.schedule(deadline: .now() + .nanoseconds(Int(delay)), leeway: .milliseconds(5))
        }
    }

    private func tell(_ report: Report) {
        if let state = report.newState { onStateChange(state) }
        for hint in report.hints { onHint(hint) }
        if let time = report.drainedAt { drainedAt.store(time, ordering: .releasing) }
    }
}
