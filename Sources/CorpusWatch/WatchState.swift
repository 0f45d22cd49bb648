// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles

/// How well the corpus is being watched.
package struct WatchState: Hashable, Sendable {
    /// How changes are noticed.
    package enum Mode: Hashable, Sendable {
        /// Not at all: not started yet, or stopped.
        case stopped
        /// The kernel tells of every change at once.
        case inotify
        /// The kernel tells of some changes; for the others the whole corpus is compared from time to time.
        ///
        /// The reason is for people, with what to do.
        case polling(reason: String)
    }

    package var mode: Mode
    /// How many folders the kernel watches.
    package var watches: Int
    /// Corpus folders that are not there or may not be read, sorted; they are looked for every second.
    package var unavailableRoots: [CorpusPath]

    package init(mode: Mode = .stopped, watches: Int = 0, unavailableRoots: [CorpusPath] = []) {
        self.mode = mode
        self.watches = watches
        self.unavailableRoots = unavailableRoots
    }
}
