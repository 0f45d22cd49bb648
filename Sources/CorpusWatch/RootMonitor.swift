// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles

/// Looks at the corpus folders themselves from time to time.
///
/// The kernel tells when a watched folder is moved or removed, but not when a folder above it is moved, nor when a file
/// system is mounted over it; nor can a folder be watched that is not there.
struct RootMonitor: Sendable {
    /// What became of a corpus folder since the last look.
    enum Change: Hashable, Sendable {
        /// It is gone, or may not be read any more.
        case lost(CorpusPath)
        /// It is there again, or another folder is in its place.
        case returned(CorpusPath)
    }

    private static let interval: Int64 = 5_000_000_000
    private static let intervalWhileMissing: Int64 = 1_000_000_000

    private let corpus: Corpus
    private var identities: [CorpusPath: FolderIdentity] = [:]
    /// When to look next, on the monotonic clock.
    private(set) var nextLook: Int64 = 0

    init(_ corpus: Corpus) {
        self.corpus = corpus
    }

    /// The corpus folders that are not there.
    var unavailable: [CorpusPath] {
        corpus.roots.filter { identities[$0] == nil }
    }

    /// Remembers what was found where `root` should be.
    mutating func note(_ root: CorpusPath, _ state: FileState) {
        if case .folder(let identity) = state {
            identities[root] = identity
        } else {
            identities[root] = nil
        }
    }

    /// Takes `root` for gone until the next look: a new folder can bear the number of one that was removed.
    mutating func forget(_ root: CorpusPath) {
        identities[root] = nil
    }

    /// Sets the time of the next look.
    mutating func lookedEverywhere(at time: Int64) {
        nextLook = time + (unavailable.isEmpty ? Self.interval : Self.intervalWhileMissing)
    }

    /// Looks at every corpus folder now.
    mutating func look(at time: Int64) -> [Change] {
        var changes: [Change] = []
        for root in corpus.roots {
            let before = identities[root]
            note(root, corpus.state(of: root))
            let now = identities[root]
            if now == before { continue }
            changes.append(now == nil ? .lost(root) : .returned(root))
        }
        lookedEverywhere(at: time)
        return changes
    }
}
