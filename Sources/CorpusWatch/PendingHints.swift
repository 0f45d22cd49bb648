// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles

/// Hints at files whose writer has not closed them yet, kept back so that one write is not read over and over.
struct PendingHints: Sendable {
    private struct Pending {
        var deadline: Int64
        var hint: CorpusHint
    }

    private var pending: [CorpusPath: Pending] = [:]
    /// No deadline is earlier; nil if there is none at all.
    private(set) var earliest: Int64?

    /// Sees to it that `hint` is given by `deadline`, unless it is withdrawn; what was asked before for `path` stays.
    mutating func schedule(_ hint: CorpusHint, for path: CorpusPath, by deadline: Int64) {
        if let known = pending[path] {
            // A content to be read is more than a path to be checked; the earlier deadline holds.
            if case .written = hint { pending[path] = Pending(deadline: known.deadline, hint: hint) }
            return
        }
        pending[path] = Pending(deadline: deadline, hint: hint)
        earliest = min(earliest ?? deadline, deadline)
    }

    /// Forgets what was kept back for `path`: another hint is given for it now.
    mutating func withdraw(_ path: CorpusPath) {
        pending[path] = nil
        if pending.isEmpty { earliest = nil }
    }

    /// Takes out the hints that are due at `time`.
    mutating func due(at time: Int64) -> [CorpusHint] {
        guard let first = earliest, first <= time else { return [] }
        let due = pending.filter { $0.value.deadline <= time }
        for path in due.keys { pending[path] = nil }
        earliest = pending.values.map(\.deadline).min()
        return due.values.map(\.hint)
    }
}
