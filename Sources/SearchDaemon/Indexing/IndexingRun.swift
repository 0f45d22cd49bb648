// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Dispatch
import Logging
import ReaderClient
import SearchAPI
import SearchIndex

/// Brings what differs between the disk and the index into it: file by file, or in bulk where there is much.
struct IndexingRun {
    let files: FileIndexing
    let inbox: HintInbox
    let board: StatusBoard
    let bulk: BulkSettings
    let log: Logger

    /// What is hinted at in the middle of a long run.
    typealias Hints = (written: Set<CorpusPath>, compare: Set<CorpusPath>)

    /// How often a long run looks whether something else is waiting, and says how far it is.
    private static let lookInterval = Duration.milliseconds(50)
    /// Folders that cannot be looked into, named in the status at most.
    private static let problemLimit = 100

    /// Single files and places, in the order of their names.
    func bringIn(_ hints: Hints, into index: OpenIndex) throws(IndexError) {
        try bringIn(hints.written, into: index)
        if !hints.compare.isEmpty { _ = try compare(Array(hints.compare), distrustSince: .max, in: index) }
    }

    /// Single files, in the order of their names.
    ///
    /// - Parameter limit: the time there is; nil: as long as it takes.
    /// - Returns: the files for which there was no time.
    @discardableResult
    func bringIn(
        _ paths: Set<CorpusPath>,
        into index: OpenIndex,
        within limit: Duration? = nil
    ) throws(IndexError) -> Set<CorpusPath> {
        var report = IndexingReport()
        let end = limit.map { ContinuousClock.now + $0 }
        let sorted = paths.sorted()
        for (place, path) in sorted.enumerated() {
            if inbox.isClosing { break }
            if let end, ContinuousClock.now >= end { return Set(sorted[place...]) }
            try bringIn(path, into: index, &report)
            try index.commitIfDue()
        }
        return []
    }

    /// Compares with the disk, and brings in what differs.
    ///
    /// - Parameters:
    ///   - places: files and folders; nil: the whole corpus.
    ///   - isOrder: whether this is a piece of work of its own, which others may pass; if not, it is one of those that
    ///     pass.
    func compare(
        _ places: [CorpusPath]?,
        distrustSince: Int64,
        in index: OpenIndex,
        isOrder: Bool = false
    ) throws(IndexError) -> IndexingReport {
        let suspects = places == nil ? try filesOfAnotherReader(index) : nil
        let difference = try Reconciliation(
            of: places,
            in: files.corpus,
            with: index,
            distrustSince: distrustSince,
            suspects: suspects?.files ?? [],
            isCancelled: { inbox.isClosing }
        )
        report(difference.problems, of: places)
        var report = IndexingReport(unchanged: difference.unchanged, failed: difference.problems)
        for path in difference.doubled { try index.removeFromParts(path) }
        for path in difference.gone where try index.remove(path) { report.removed += 1 }
        let new = difference.stale.filter(\.isNew)
        let inBulk = bulk.isWorthwhile(files: new.count, beside: try index.documents()) ? new : []
        let paths = inBulk.isEmpty ? difference.stale : difference.stale.filter { !$0.isNew }
        try bringIn(all: paths.map(\.path), into: index, &report, isOrder: isOrder)
        if !inBulk.isEmpty || (places == nil && !index.parts.isEmpty), !inbox.isClosing {
            log.info("building in bulk", metadata: ["files": "\(inBulk.count)", "parts": "\(index.parts.names.count)"])
            report.add(try BulkRun(inBulk, self, in: index.folder, bulk).add(to: index))
        }
        if let suspects, !inbox.isClosing { try index.setReaderVersion(suspects.reader) }
        return report
    }

    /// The files that could not be read, if another reader than the one that reads now said so; and that one's version.
    private func filesOfAnotherReader(
        _ index: OpenIndex
    ) throws(IndexError) -> (reader: String, files: Set<CorpusPath>)? {
        let now = files.reading.readers.version
        let before = try index.writer.readerVersion()
        guard before != now else { return nil }
        let unreadable = try index.unreadableFiles(under: nil)
        if !unreadable.isEmpty {
            log.info(
                "unreadable files are tried again, for the reader changed", metadata: ["files": "\(unreadable.count)"])
        }
        return (now, Set(unreadable.keys))
    }

    /// A run that may be long: it says how far it is, and lets single files pass.
    private func bringIn(
        all paths: [CorpusPath],
        into index: OpenIndex,
        _ report: inout IndexingReport,
        isOrder: Bool
    ) throws(IndexError) {
        var nextLook = ContinuousClock.now
        for (place, path) in paths.enumerated() {
            if inbox.isClosing { return }
            if ContinuousClock.now >= nextLook {
                let waiting = inbox.count
                if waiting > 0, isOrder { try letPass(index) }
                board.update {
                    $0.pending = paths.count - place + waiting
                    $0.progress = (place, paths.count)
                    if $0.state == .ready { $0.state = .indexing }
                }
                nextLook = ContinuousClock.now + Self.lookInterval
            }
            try bringIn(path, into: index, &report)
            try index.commitIfDue()
        }
    }

    /// Hints that could not be followed go back to where they came from.
    private func letPass(_ index: OpenIndex) throws(IndexError) {
        let hints = inbox.takeHints()
        guard !hints.written.isEmpty || !hints.compare.isEmpty else { return }
        do throws(IndexError) {
            try bringIn(hints, into: index)
            try index.commit()
        } catch {
            inbox.putBack(hints)
            throw error
        }
    }

    private func bringIn(
        _ path: CorpusPath,
        into index: OpenIndex,
        _ report: inout IndexingReport
    ) throws(IndexError) {
        let result = try index.bringIn(path, with: files, isStopping: { inbox.isClosing })
        board.instruments.brought(in: result.outcome)
        switch result.outcome {
        case .added: report.added += 1
        case .updated: report.updated += 1
        case .removed: report.removed += 1
        case .unchanged: report.unchanged += 1
        case .interrupted: break
        case .failed(let reason):
            report.failed[path] = reason
            log.notice("cannot read a file", metadata: ["path": "\(path)", "reason": "\(reason)"])
        case .postponed(let reason):
            report.failed[path] = reason
            log.warning("a file has to wait", metadata: ["path": "\(path)", "reason": "\(reason)"])
            inbox.add(written: path, after: .seconds(1))
        }
        if result.isStale { inbox.add(written: path, after: .zero) }
    }

    private func report(_ problems: [CorpusPath: String], of places: [CorpusPath]?) {
        board.update { snapshot in
            // What was looked at again, and is well now, is a problem no more.
            for subject in snapshot.problems.keys {
                guard let path = CorpusPath(subject) else { continue }
                if places?.contains(where: { path.isInside($0) }) ?? true { snapshot.problems[subject] = nil }
            }
            for (path, problem) in problems.prefix(Self.problemLimit) { snapshot.problems["\(path)"] = problem }
        }
        for (path, problem) in problems.prefix(Self.problemLimit) {
            log.warning("a folder cannot be looked into", metadata: ["path": "\(path)", "reason": "\(problem)"])
        }
    }
}
