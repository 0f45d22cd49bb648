// SPDX-License-Identifier: GPL-3.0-or-later

package import Logging
import NIOConcurrencyHelpers
package import SearchIndex

/// The threads that answer queries, and the queue before them.
///
/// Searches never run on an event loop, nor on the cooperative pool, and never wait for indexing.
package final class SearchPool: Sendable {
    /// Every thread is busy and the queue is full: try again later.
    package struct Busy: Error {}

    private struct State {
        var idle: [SearchWorker]
        /// First come, first served.
        var waiting: [CheckedContinuation<SearchWorker, Never>] = []
        var ended = 0
    }

    private let state: NIOLockedValueBox<State>
    /// Requests that may wait for a thread.
    private let queueLimit: Int
    private let watch: SlowWorkWatch
    private let endless: EndlessWorkWatch
    private let threads: Int
    private let onDamage: @Sendable (IndexError) -> Void

    /// - Parameters:
    ///   - threads: 1 or more.
    ///   - queueLimit: requests that may wait; the next one is turned away.
    ///   - slowWork: work that holds a thread for longer is told of in `log`; nil for none.
    ///   - onDamage: called when the index seems to be damaged.
    ///   - onEndless: called with the name of work that goes round in circles: its thread is lost.
    package init(
        threads: Int,
        queueLimit: Int = 128,
        live: LiveGeneration,
        languages: [String],
        synonyms: LiveSynonyms = LiveSynonyms(),
        slowWork: Duration?,
        log: Logger,
        onDamage: @escaping @Sendable (IndexError) -> Void = { _ in },
        onEndless: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(IndexError) {
        var workers: [SearchWorker] = []
        for number in 0..<threads {
            workers.append(
                try SearchWorker(name: "search-\(number)", live: live, languages: languages, synonyms: synonyms))
        }
        state = NIOLockedValueBox(State(idle: workers))
        self.queueLimit = queueLimit
        self.threads = threads
        self.onDamage = onDamage
        endless = EndlessWorkWatch(onEndless: onEndless)
        watch = SlowWorkWatch(limit: slowWork, log: log)
    }

    /// Does a piece of work on a search thread.
    ///
    /// - Throws: ``Busy``, or what `body` throws.
    package func run<Result: Sendable>(
        _ work: SearchWork,
        _ body: @Sendable (IndexReader) throws -> Result
    ) async throws -> Result {
        let worker = try await acquire()
        defer { release(worker) }
        let ticket = watch.began(work)
        defer { watch.ended(ticket) }
        do {
            return try await worker.run { reader in try endless.watching(work.name) { try body(reader) } }
        } catch let error as IndexError where error.meansUseless {
            onDamage(error)
            throw error
        }
    }

    /// Does a piece of work as ``run(_:_:)`` does, but waits where the queue is full: for what was begun and would
    /// otherwise break off.
    package func runWhenFree<Result: Sendable>(
        _ work: SearchWork,
        _ body: @Sendable (IndexReader) throws -> Result
    ) async throws -> Result {
        while true {
            do {
                return try await run(work, body)
            } catch is Busy {
                try await Task.sleep(for: Self.busyPause)
            }
        }
    }

    private static let busyPause = Duration.milliseconds(50)

    /// Pieces of work so far that held a thread for longer than they should.
    package var slowWork: Int { watch.count }

    /// Search threads at work.
    package var busy: Int { threads - state.withLockedValue { $0.idle.count } }

    /// Pieces of work that wait for a thread.
    package var waiting: Int { state.withLockedValue { $0.waiting.count } }

    /// Pieces of work that have ended so far, well or not.
    package var ended: Int { state.withLockedValue { $0.ended } }

    private func acquire() async throws(Busy) -> SearchWorker {
        enum Place {
            case worker(SearchWorker)
            case queue, full
        }
        let place: Place = state.withLockedValue { state in
            if let worker = state.idle.popLast() { return .worker(worker) }
            return state.waiting.count < queueLimit ? .queue : .full
        }
        switch place {
        case .worker(let worker): return worker
        case .full: throw Busy()
        case .queue: break
        }
        return await withCheckedContinuation { continuation in
            let worker = state.withLockedValue { state -> SearchWorker? in
                // One may have become idle since the first look.
                if let worker = state.idle.popLast() { return worker }
                state.waiting.append(continuation)
                return nil
            }
            if let worker { continuation.resume(returning: worker) }
        }
    }

    private func release(_ worker: SearchWorker) {
        let next = state.withLockedValue { state -> CheckedContinuation<SearchWorker, Never>? in
            state.ended += 1
            if state.waiting.isEmpty {
                state.idle.append(worker)
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume(returning: worker)
    }
}
