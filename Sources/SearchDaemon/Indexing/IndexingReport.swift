// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import SearchAPI

/// What a run of the indexer changed.
struct IndexingReport: Hashable, Sendable {
    var added = 0
    var updated = 0
    var removed = 0
    var unchanged = 0
    /// Files that could not be read, with the reason.
    var failed: [CorpusPath: String] = [:]

    /// Adds what another run did, of other files.
    mutating func add(_ other: IndexingReport) {
        added += other.added
        updated += other.updated
        removed += other.removed
        unchanged += other.unchanged
        failed.merge(other.failed) { $1 }
    }
}

extension ReindexResponse {
    /// - Parameter start: when the run was asked for.
    init(_ report: IndexingReport, since start: ContinuousClock.Instant) {
        let failed = report.failed.sorted { $0.key < $1.key }
        self.init(
            done: true,
            added: report.added,
            updated: report.updated,
            removed: report.removed,
            unchanged: report.unchanged,
            failed: failed.map { FailedFile(path: $0.key.description, reason: $0.value) },
            tookMicroseconds: (ContinuousClock.now - start).wholeMicroseconds
        )
    }
}

extension Duration {
    /// Rounded down.
    var wholeMicroseconds: Int {
        Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
    }
}
