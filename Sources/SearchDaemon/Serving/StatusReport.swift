// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
import ReaderClient
import SearchAPI
import SearchIndex

/// Puts together what `GET /v1/status` says.
struct StatusReport: Sendable {
    let corpus: Corpus
    let folder: IndexFolder
    let board: StatusBoard
    let inbox: HintInbox
    let readers: ReaderPool

    /// Failed files that are listed at most.
    static let failureLimit = 10_000

    /// A sentence for whoever asks while the first comparison after a start goes on: what is looked for may be missing.
    var incompleteness: String? {
        let now = board.current()
        guard now.state == .starting, let progress = now.progress, progress.done < progress.total else { return nil }
        return "the index is being brought up to date, \(progress.done) of \(progress.total) files are done: "
            + "there may be more to find"
    }

    /// How many files and places are known to differ from the index, or may.
    func pending(_ now: StatusBoard.Snapshot) -> Int { max(now.pending, inbox.count) }

    /// Up to when every change is in the index; nil before the first comparison of a start.
    func indexedThrough(_ now: StatusBoard.Snapshot) -> Date? {
        guard let hinted = inbox.indexedThrough else { return nil }
        // Where nobody tells of changes, only a comparison sees them.
        return now.watching == "inotify" ? hinted : now.lastComparison.map { min($0, hinted) }
    }

    /// - Parameter slowQueries: how many questions were slow so far.
    func make(_ reader: IndexReader, slowQueries: Int) throws(IndexError) -> StatusResponse {
        let counts = try reader.counts()
        let unreadable = try reader.unreadableFiles(limit: Self.failureLimit)
        let now = board.current()
        var problems = now.problems.sorted { $0.key < $1.key }.map(\.value)
        if let cut = Self.remark(unreadable: counts.unreadable, listed: unreadable.count) { problems.append(cut) }
        return StatusResponse(
            state: now.state,
            articles: counts.articles,
            failed: unreadable.sorted { $0.path < $1.path }.map {
                FailedFile(path: $0.path.description, reason: $0.reason)
            },
            pending: pending(now),
            indexBytes: folder.size(),
            corpus: corpus.roots.map(\.description),
            version: Version.current,
            index: folder.path,
            watching: now.watching,
            problems: problems,
            lastCommit: now.lastCommit.map { $0.formatted(.iso8601) },
            indexedThrough: indexedThrough(now).map { $0.formatted(.iso8601) },
            lastError: now.lastFailure.map { LastError(at: $0.at.formatted(.iso8601), message: $0.message) },
            uptimeSeconds: Int(Date().timeIntervalSince(now.started)),
            pid: Int(ProcessInfo.processInfo.processIdentifier),
            slowQueries: slowQueries,
            readerFailures: readers.counts.failures
        )
    }

    /// What to say where not every unreadable file is listed.
    static func remark(unreadable: Int, listed: Int) -> String? {
        // Between the two questions a file may have come or gone: only a full list is a cut one.
        guard listed >= failureLimit, unreadable > listed else { return nil }
        let style = IntegerFormatStyle<Int>(locale: Locale(identifier: "en_US"))
        return "\(unreadable.formatted(style)) files could not be read; the first \(listed.formatted(style)) are listed"
    }
}
