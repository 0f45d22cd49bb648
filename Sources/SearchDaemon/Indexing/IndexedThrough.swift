// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation

/// The moment up to which everything that changed is in the index: the age of the oldest change that somebody hinted at
/// and that is not committed yet.
///
/// A value, kept under the lock of ``HintInbox``.
struct IndexedThrough {
    /// When the oldest hint came in that nobody has taken.
    private var waiting: Date?
    /// When the oldest hint came in that was taken and is not settled.
    ///
    /// At a start nothing is known of what changed before.
    private var inWork: Date? = .distantPast
    /// Files that could not be opened just now, and since when they wait.
    private var postponed: [CorpusPath: Date] = [:]

    /// Notes that a hint came in.
    mutating func noteHint(at now: Date) {
        waiting = min(waiting ?? now, now)
    }

    /// Notes that all hints were taken, to be followed.
    mutating func take() {
        guard let waiting else { return }
        inWork = min(inWork ?? waiting, waiting)
        self.waiting = nil
    }

    /// Notes that all hints that were taken are followed, and what came of them is committed.
    mutating func settle() {
        inWork = nil
    }

    /// Notes that a file cannot be opened for now, and will be hinted at again.
    mutating func postpone(_ path: CorpusPath, at now: Date) {
        postponed[path] = min(postponed[path] ?? now, inWork ?? now)
    }

    /// Notes that a file which was postponed is hinted at again.
    mutating func resume(_ path: CorpusPath, at now: Date) {
        noteHint(at: postponed.removeValue(forKey: path) ?? now)
    }

    /// - Returns: nil as long as the folders have not been compared with the index since the start.
    func moment(at now: Date) -> Date? {
        let moment = ([waiting, inWork].compactMap(\.self) + postponed.values).reduce(now, min)
        return moment == .distantPast ? nil : moment
    }
}
