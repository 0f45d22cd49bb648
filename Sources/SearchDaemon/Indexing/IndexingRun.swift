// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Dispatch
import Logging
import SearchAPI
import SearchIndex

/// Brings what differs between the disk and a generation into it, file by file.
struct IndexingRun {
    let files: FileIndexing
    let inbox: HintInbox
    let board: StatusBoard
    let log: Logger

    /// What is hinted at in the middle of a long run.
    typealias Hints = (written: Set<CorpusPath>, compare: Set<CorpusPath>)

    /// How often a long run looks whether something else is waiting, and says how far it is.
    private static let lookInterval = Duration.milliseconds(50)
    /// Folders that cannot be looked into, named in the status at most.
    private static let problemLimit = 100

    /// Single files and places, in the order of their names.
    func bringIn(_ hints: Hints, into generation: OpenGeneration) throws(IndexError) {
        var report = IndexingReport()
        for path in hints.written.sorted() {
            if inbox.isClosing { break }
            try bringIn(path, into: generation, &report)
            try generation.commitIfDue()
        }
        if !hints.compare.isEmpty {
            _ = try compare(Array(hints.compare), distrustSince: .max, in: generation, meanwhile: nil)
        }
    }

    /// Compares with the disk, and brings in what differs.
    ///
    /// - Parameters:
    ///   - places: files and folders; nil: the whole corpus.
    ///   - meanwhile: what to do with hints that come in the meantime; nil leaves them where they are.
    func compare(
        _ places: [CorpusPath]?,
        distrustSince: Int64,
        in generation: OpenGeneration,
        meanwhile: ((Hints) throws(IndexError) -> Void)?
    ) throws(IndexError) -> IndexingReport {
        let difference = try Reconciliation(
            of: places,
            in: files.corpus,
            with: generation.writer,
            distrustSince: distrustSince,
            isCancelled: { inbox.isClosing }
        )
        report(difference.problems, of: places)
        var report = IndexingReport(unchanged: difference.unchanged, failed: difference.problems)
        for path in difference.gone where try generation.writer.remove(path) {
            report.removed += 1
            generation.noteChange()
        }
        try bringIn(all: difference.stale, into: generation, &report, meanwhile: meanwhile)
        return report
    }

    /// A run that may be long: it says how far it is, and lets single files pass.
    func bringIn(
        all paths: [CorpusPath],
        into generation: OpenGeneration,
        _ report: inout IndexingReport,
        meanwhile: ((Hints) throws(IndexError) -> Void)?
    ) throws(IndexError) {
        var nextLook = ContinuousClock.now
        for (index, path) in paths.enumerated() {
            if inbox.isClosing { return }
            if ContinuousClock.now >= nextLook {
                let waiting = inbox.count
                if waiting > 0, let meanwhile { try letPass(meanwhile) }
                board.update {
                    $0.pending = paths.count - index + waiting
                    $0.progress = (index, paths.count)
                    if $0.state == .ready { $0.state = .indexing }
                }
                nextLook = ContinuousClock.now + Self.lookInterval
            }
            try bringIn(path, into: generation, &report)
            try generation.commitIfDue()
        }
    }

    /// Hints that could not be followed go back to where they came from.
    private func letPass(_ meanwhile: (Hints) throws(IndexError) -> Void) throws(IndexError) {
        let hints = inbox.takeHints()
        guard !hints.written.isEmpty || !hints.compare.isEmpty else { return }
        do throws(IndexError) {
            try meanwhile(hints)
        } catch {
            inbox.putBack(hints)
            throw error
        }
    }

    private func bringIn(
        _ path: CorpusPath,
        into generation: OpenGeneration,
        _ report: inout IndexingReport
    ) throws(IndexError) {
        let result = try files.bringIn(path, into: generation.writer) { (length) throws(IndexError) in
            generation.noteChange(of: length)
            try generation.commitIfDue()
            return !inbox.isClosing
        }
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
            let inbox = inbox
            DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + 1) {
                inbox.add { $0.written.insert(path) }
            }
        }
        switch result.outcome {
        case .unchanged, .postponed: break
        case .added, .updated, .removed, .failed, .interrupted: generation.noteChange()
        }
        if result.isStale { inbox.add { $0.written.insert(path) } }
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
