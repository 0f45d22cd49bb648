// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Logging
import SearchIndex

/// Builds a new generation beside the live one.
struct Rebuild {
    let run: IndexingRun
    let folder: IndexFolder
    let log: Logger

    /// Makes a complete generation and publishes it.
    ///
    /// - Parameters:
    ///   - live: the generation that goes on being kept fresh meanwhile; nil if it cannot be written to.
    /// - Returns: the new generation's name, and what is in it.
    /// - Throws: what kept it from being completed; nothing of it is left then, and the live one is as it was.
    func generation(beside live: OpenGeneration?, named current: String) throws(IndexError) -> (String, IndexingReport)
    {
        let name = folder.nextName()
        log.info("building a new index", metadata: ["generation": "\(name)"])
        do throws(IndexError) {
            return (name, try build(name, beside: live))
        } catch {
            folder.removeGenerations(except: current)
            throw error
        }
    }

    private func build(_ name: String, beside live: OpenGeneration?) throws(IndexError) -> IndexingReport {
        let writer = try IndexWriter(folder: folder.folder(of: name), durability: .none)
        let new = OpenGeneration(name: name, writer: writer, log: log)
        /// What changed while the new generation was built; the live one has it already.
        var missed: IndexingRun.Hints = ([], [])
        let difference = try Reconciliation(
            of: nil, in: run.files.corpus, with: writer, isCancelled: { run.inbox.isClosing })
        if let (path, problem) = difference.problems.first {
            throw IndexError(
                .other,
                "\(path) cannot be looked into, and a new index would lose what the old one has of it: \(problem)")
        }
        var report = IndexingReport()
        try run.bringIn(all: difference.stale, into: new, &report) { (hints) throws(IndexError) in
            missed.written.formUnion(hints.written)
            missed.compare.formUnion(hints.compare)
            guard let live else { return }
            try run.bringIn(hints, into: live)
            try live.commit()
        }
        try run.bringIn(missed, into: new)
        guard !run.inbox.isClosing else { throw IndexError(.other, "it was stopped before it was done") }
        try new.commit()
        try writer.close()
        try folder.synchronize(name)
        try folder.publish(name)
        return report
    }
}
