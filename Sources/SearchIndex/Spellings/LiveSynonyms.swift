// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// The synonyms that queries go by, shared by all readers.
///
/// New ones count from each reader's next question on; a question that is being answered keeps those it began with.
package final class LiveSynonyms: Sendable {
    private struct State {
        var synonyms: Synonyms
        var serial = 0
    }

    private let state: Mutex<State>

    package init(_ synonyms: Synonyms = Synonyms()) {
        state = Mutex(State(synonyms: synonyms))
    }

    /// Puts others in their place.
    package func replace(with synonyms: Synonyms) {
        state.withLock { state in
            state.synonyms = synonyms
            state.serial += 1
        }
    }

    /// What there is now, with a number that changes whenever it does; nil if that number is still `known`.
    func current(unless known: Int) -> (synonyms: Synonyms, serial: Int)? {
        state.withLock { $0.serial == known ? nil : ($0.synonyms, $0.serial) }
    }
}
