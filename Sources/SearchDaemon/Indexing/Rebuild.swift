// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Logging
import SearchIndex

/// Builds a new generation beside the index there is.
struct Rebuild {
    let run: IndexingRun
    let folder: IndexFolder

    /// Makes a complete generation, which is still to be put in the place of the index.
    ///
    /// - Parameter index: goes on being kept fresh meanwhile; nil if it cannot be written to.
    /// - Throws: what kept it from being completed; nothing of it is left then, and the index is as it was.
    func generation(beside index: OpenIndex?) throws(IndexError) -> BulkRun.Rebuilt {
        run.log.info("building a new index")
        let difference = try Reconciliation(
            of: nil, in: run.files.corpus, with: nil, isCancelled: { run.inbox.isClosing })
        if let (path, problem) = difference.problems.first {
            throw IndexError(
                .other,
                "\(path) cannot be looked into, and a new index would lose what the old one has of it: \(problem)")
        }
        let build = BulkRun(difference.stale, run, in: folder, run.bulk)
        guard !run.inbox.isClosing, let rebuilt = try build.rebuild(beside: index) else {
            throw IndexError(.other, "it was stopped before it was done")
        }
        return rebuilt
    }
}
