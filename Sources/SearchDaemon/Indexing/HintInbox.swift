// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import CorpusWatch
import Dispatch
import Foundation
import NIOConcurrencyHelpers
import Synchronization

/// Work for the indexer, gathered from the watcher, from requests and from timers.
///
/// Any thread may add to it.
///
/// What is hinted at several times before it is looked at is done once.
final class HintInbox: Sendable {
    /// What was gathered since the last look.
    struct Batch {
        /// Files whose content may have changed: to be read again whatever their fingerprint says.
        var written: Set<CorpusPath> = []
        /// Places to compare with the index, with everything below them.
        var compare: Set<CorpusPath> = []
        /// Compare everything; files changed at or after the instant are read again whatever their fingerprint says.
        var everything: Rescan?
        var orders: [IndexingOrder] = []

        var isEmpty: Bool { written.isEmpty && compare.isEmpty && everything == nil && orders.isEmpty }
        var count: Int { written.count + compare.count + (everything == nil ? 0 : 1) }
    }

    struct Rescan: Hashable {
        /// Nanoseconds of the real-time clock.
        var distrustSince: Int64
    }

    private struct State {
        var batch = Batch()
        var through = IndexedThrough()
    }

    private let state = NIOLockedValueBox(State())
    private let closing = Atomic(false)
    private let wake: AsyncStream<Void>.Continuation
    /// Yields when there is something to take.
    let signals: AsyncStream<Void>

    init() {
        (signals, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func add(_ change: (inout Batch) -> Void) {
        state.withLockedValue {
            change(&$0.batch)
            $0.through.noteHint(at: Date())
        }
        wake.yield()
    }

    /// Has the indexer look around, though there is nothing to do.
    func nudge() { wake.yield() }

    /// Adds a file that is to be read in a while.
    func add(written path: CorpusPath, after delay: Duration) {
        guard delay > .zero else { return add { $0.written.insert(path) } }
        state.withLockedValue { $0.through.postpone(path, at: Date()) }
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .microseconds(delay.wholeMicroseconds)) {
            self.resume(path)
        }
    }

    /// Adds an order; after ``close()`` it is told at once that nothing will come of it.
    func order(_ order: IndexingOrder) {
        let isTaken = state.withLockedValue { state in
            guard !isClosing else { return false }
            state.batch.orders.append(order)
            return true
        }
        guard isTaken else { return order.completion(.failure(.stopped)) }
        wake.yield()
    }

    /// Puts hints back that could not be followed; it takes another one, or a rescan, for them to be looked at.
    func putBack(_ hints: (written: Set<CorpusPath>, compare: Set<CorpusPath>)) {
        // How old they are is known: they count as being worked on until all is settled.
        state.withLockedValue {
            $0.batch.written.formUnion(hints.written)
            $0.batch.compare.formUnion(hints.compare)
        }
    }

    /// Compares everything with the index.
    func rescan(distrustSince instant: Int64) {
        add {
            let earlier = min(instant, $0.everything?.distrustSince ?? .max)
            $0.everything = Rescan(distrustSince: earlier)
        }
    }

    /// Takes what was gathered.
    func take() -> Batch {
        state.withLockedValue { state in
            defer {
                state.batch = Batch()
                state.through.take()
            }
            return state.batch
        }
    }

    /// Takes single files and places only: what must not wait for the end of a long piece of work.
    func takeHints() -> (written: Set<CorpusPath>, compare: Set<CorpusPath>) {
        state.withLockedValue { state in
            defer {
                state.batch.written = []
                state.batch.compare = []
                state.through.take()
            }
            return (state.batch.written, state.batch.compare)
        }
    }

    /// Notes that all that was taken is in the index, durably.
    func settle() { state.withLockedValue { $0.through.settle() } }

    /// Adds a file again that was postponed.
    private func resume(_ path: CorpusPath) {
        state.withLockedValue {
            $0.batch.written.insert(path)
            $0.through.resume(path, at: Date())
        }
        wake.yield()
    }

    /// Up to when all changes that the watcher told of are in the index; nil before the first comparison of a start.
    var indexedThrough: Date? { state.withLockedValue { $0.through.moment(at: Date()) } }

    /// How much there is to do.
    var count: Int { state.withLockedValue { $0.batch.count } }

    /// Whether ``close()`` was called: a long piece of work is to end at its next step.
    var isClosing: Bool { closing.load(ordering: .relaxed) }

    /// Ends ``signals``.
    func close() {
        // Under the lock, so that an order is either taken before or refused after.
        state.withLockedValue { _ in closing.store(true, ordering: .relaxed) }
        wake.finish()
    }
}

/// Something that a request asks the indexer to do.
struct IndexingOrder: Sendable {
    enum Kind: Sendable {
        /// Compare everything; files changed at or after the instant (nanoseconds) are read again in any case.
        case compareAll(distrustSince: Int64)
        /// Compare these places, everything if there are none.
        case compare([CorpusPath])
        /// Read these files and everything in these folders again.
        case reread([CorpusPath])
        /// Build a new index beside the live one and put it in its place; what is damaged about that one is the reason, if
        /// there is one.
        case rebuild(damage: String?)

        /// What is wrong with the index that is to be replaced, if that is why.
        var damage: String? { if case .rebuild(let damage) = self { damage } else { nil } }

        var isRebuild: Bool { if case .rebuild = self { true } else { false } }
    }

    var kind: Kind
    /// Called once, on the indexer's thread.
    var completion: @Sendable (Result<IndexingReport, IndexingFailure>) -> Void
}

/// Why a run of the indexer did not come to its end.
package struct IndexingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String
    /// Whether trying again later may help.
    package var isTemporary: Bool
}
