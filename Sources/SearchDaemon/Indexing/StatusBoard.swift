// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation
package import SearchAPI
import NIOConcurrencyHelpers

/// What the daemon is doing, for whoever asks.
///
/// Any thread may write to it and read it.
package final class StatusBoard: Sendable {
    package struct Snapshot: Sendable {
        package var state = DaemonState.starting
        /// Files still to be looked at in the current run.
        package var pending = 0
        /// Files looked at in the current run, and how many there are; nil outside of a long run.
        package var progress: (done: Int, total: Int)?
        /// Whether all of them were looked at, and what was read in bulk is being merged.
        package var isMerging = false
        /// How changes are noticed.
        package var watching = "starting"
        /// By what they concern, so that each is said once and can be taken back.
        package var problems: [String: String] = [:]
        package var lastCommit: Date?
        /// What went wrong last, and when.
        package var lastFailure: (at: Date, message: String)?
        /// When the last comparison of all folders that came to its end was begun.
        package var lastComparison: Date?
        package var started = Date()
        /// How often it was written to: whoever works for long writes now and then.
        package fileprivate(set) var changes = 0
    }

    // Not the standard library's Mutex, whose lock the thread sanitizer does not see on Linux.
    private let snapshot = NIOLockedValueBox(Snapshot())
    /// Held from a change until it was told, so that changes are told in the order they were made.
    ///
    /// Who only reads does not wait for it.
    private let telling = NIOLock()
    private let onChange: @Sendable (Snapshot) -> Void
    /// What is counted on the way.
    package let instruments: Instruments

    /// - Parameter onChange: called after each change, in their order, on the thread that made it; it must not make one.
    package init(instruments: Instruments = Instruments(), onChange: @escaping @Sendable (Snapshot) -> Void = { _ in })
    {
        self.instruments = instruments
        self.onChange = onChange
    }

    package func current() -> Snapshot { snapshot.withLockedValue { $0 } }

    package func update(_ change: (inout Snapshot) -> Void) {
        telling.withLock {
            let changed = snapshot.withLockedValue { snapshot in
                change(&snapshot)
                snapshot.changes += 1
                return snapshot
            }
            onChange(changed)
        }
    }

    /// Says, or takes back, what keeps the daemon from a part of its work.
    package func problem(_ subject: String, _ message: String?) {
        update { $0.problems[subject] = message }
    }

    /// Notes what went wrong, for ``Snapshot/lastFailure``.
    package func noteFailure(_ message: String) {
        update { $0.lastFailure = (Date(), message) }
    }
}
