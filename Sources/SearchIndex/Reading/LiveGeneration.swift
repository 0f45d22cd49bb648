// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Which databases readers shall read: changed by whoever publishes a generation, looked at before each search.
package final class LiveGeneration: Sendable {
    private struct State {
        var folders: [String]
        var serial: Int
        var expiries = 0
    }

    private let state: Mutex<State>

    /// - Parameter folders: the databases, searched as one.
    package init(folders: [String]) {
        state = Mutex(State(folders: folders, serial: 0))
    }

    /// From now on, searches begin on these databases.
    package func replace(with folders: [String]) {
        state.withLock {
            $0.folders = folders
            $0.serial += 1
        }
    }

    /// Questions so far that were begun anew because the writer had overtaken them, by all readers.
    package var expiries: Int { state.withLock { $0.expiries } }

    func noteExpiry() { state.withLock { $0.expiries += 1 } }

    /// The databases, and a number that changes whenever they do.
    func current() -> (folders: [String], serial: Int) {
        state.withLock { ($0.folders, $0.serial) }
    }
}
