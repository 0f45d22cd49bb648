// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
package import Logging
import ReaderClient
package import SearchAPI
import SearchIndex

/// `crisis-searchd index --once`: makes the index equal to the folders, and ends.
package struct IndexOnce: Sendable {
    private let configuration: Configuration
    private let isFull: Bool
    private let log: Logger

    /// - Parameter isFull: build a new index from nothing instead of comparing.
    package init(configuration: Configuration, isFull: Bool, log: Logger) {
        self.configuration = configuration
        self.isFull = isFull
        self.log = log
    }

    /// - Returns: what changed.
    /// - Throws: ``ConfigurationError``, ``IndexError``, ``IndexingFailure``.
    package func run() async throws -> ReindexResponse {
        let started = ContinuousClock.now
        let corpus = try configuration.resolvedCorpus()
        let log = log
        let outlets = LiveOutlets(try configuration.readOutlets { log.warning("\($0)") })
        let opened = try configuration.openIndex(log: log)
        let live = LiveGeneration(folders: opened.folders)
        let distrustSince = opened.distrustSince
        let progress = ProgressLine()
        let board = StatusBoard { progress.show($0) }
        let inbox = HintInbox()
        let readers = configuration.readerPool(log: log)
        defer { readers.close() }
        let indexer = Indexer(
            opened: opened, live: live,
            files: configuration.fileIndexing(of: corpus, readers: readers, outlets: outlets),
            bulk: configuration.bulkSettings, inbox: inbox, board: board, log: log)
        let indexing = Task { await indexer.work() }
        let signals = Signals()
        let received = signals.stream
        Task {
            // What is done so far is kept; the next run goes on from there.
            for await signal in received where signal != SIGHUP {
                inbox.close()
                readers.close()
            }
        }
        let kind: IndexingOrder.Kind = isFull ? .rebuild(damage: nil) : .compareAll(distrustSince: distrustSince)
        let result = await withCheckedContinuation { continuation in
            inbox.order(IndexingOrder(kind: kind) { continuation.resume(returning: $0) })
        }
        inbox.close()
        await indexing.value
        signals.stop()
        progress.finish()
        return ReindexResponse(try result.get(), since: started)
    }
}
