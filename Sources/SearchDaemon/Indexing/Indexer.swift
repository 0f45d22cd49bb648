// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import CorpusWatch
import Dispatch
import Foundation
import Logging
import SearchAPI
import SearchIndex

/// Keeps the index equal to the disk. The only one who writes to it.
///
/// It has a thread of its own and does one thing after the other: it takes what the inbox has gathered, brings that in,
/// and commits. A single file is committed at once; while it is, the next ones gather, so that a burst takes few commits
/// and no timer is needed. In a long run the inbox is looked into between two files.
actor Indexer {
    private let executor: QueueExecutor
    private let inbox: HintInbox
    private let board: StatusBoard
    private let folder: IndexFolder
    private let live: LiveGeneration
    private let files: FileIndexing
    private let log: Logger

    private var generation: String
    private var writer: IndexWriter?
    private var uncommitted = 0
    private var lastCommit = ContinuousClock.now
    /// How long to wait before the index is opened again after a failure.
    private var retryDelay = Duration.seconds(1)

    /// Files brought in before a long run commits: often enough to be seen growing, seldom enough to cost little.
    private static let longRunBatch = 2000
    /// Files of a burst that are committed together.
    private static let burstBatch = 250
    /// Between two commits at least.
    ///
    /// A reader has to start anew when there are two during one question, and most questions take a few milliseconds.
    private static let commitInterval = Duration.milliseconds(10)
    private static let longestRetryDelay = Duration.seconds(60)

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter opened: the live generation's name and its writer.
    init(
        folder: IndexFolder,
        live: LiveGeneration,
        opened: sending (generation: String, writer: IndexWriter),
        files: FileIndexing,
        inbox: HintInbox,
        board: StatusBoard,
        log: Logger
    ) {
        executor = QueueExecutor(label: "crisis-search.indexer", qos: .utility)
        self.folder = folder
        self.live = live
        self.files = files
        self.inbox = inbox
        self.board = board
        self.log = log
        generation = opened.generation
        writer = opened.writer
    }

    /// Works until ``HintInbox/close()``, then commits and closes the index.
    func run() async {
        for await _ in inbox.signals {
            work()
        }
        do throws(IndexError) {
            try writer?.close()
        } catch {
            log.error("the last commit failed: \(error)")
        }
        writer = nil
        for order in inbox.take().orders { order.completion(.failure(.stopped)) }
    }

    // MARK: Work

    private func work() {
        let batch = inbox.take()
        guard !batch.isEmpty else { return }
        do throws(IndexError) {
            let writer = try openWriter()
            try bringIn(batch.written, batch.compare, writer)
            if let everything = batch.everything {
                let report = try compare(nil, distrustSince: everything.distrustSince, writer)
                logRun("compared the corpus with the index", report)
            }
            try commit(writer)
            retryDelay = .seconds(1)
            board.problem("index", nil)
        } catch {
            for order in batch.orders { order.completion(.failure(IndexingFailure(error))) }
            recover(from: error)
            return
        }
        for order in batch.orders { fulfil(order) }
        settle()
    }

    private func settle() {
        board.update {
            $0.pending = inbox.count
            $0.progress = nil
            $0.state = inbox.isClosing ? .stopping : $0.pending > 0 ? .indexing : .ready
        }
    }

    private func fulfil(_ order: IndexingOrder) {
        do throws(IndexError) {
            let report: IndexingReport
            switch order.kind {
            case .compareAll(let instant):
                let writer = try openWriter()
                report = try compare(nil, distrustSince: instant, writer)
                try commit(writer)
            case .compare(let places):
                let writer = try openWriter()
                report = try compare(places.isEmpty ? nil : places, distrustSince: .max, writer)
                try commit(writer)
            case .reread(let places):
                let writer = try openWriter()
                report = try compare(places, distrustSince: .min, writer)
                try commit(writer)
            case .rebuild:
                report = try rebuild()
            }
            logRun("did a reindex that was asked for", report)
            if inbox.isClosing {
                order.completion(.failure(.stopped))
            } else {
                order.completion(.success(report))
            }
        } catch {
            order.completion(.failure(IndexingFailure(error)))
            recover(from: error)
        }
    }

    /// Single files and places, in the order of their names.
    private func bringIn(
        _ written: Set<CorpusPath>,
        _ compared: Set<CorpusPath>,
        _ writer: IndexWriter
    ) throws(IndexError) {
        for path in written.sorted() {
            var report = IndexingReport()
            try bringIn(path, writer, &report)
            if uncommitted >= Self.burstBatch { try commit(writer) }
        }
        guard !compared.isEmpty else { return }
        // What lies in a folder that is compared anyway need not be compared for itself.
        var places: [CorpusPath] = []
        for path in compared.sorted() {
            if let last = places.last, path.isInside(last) { continue }
            places.append(path)
        }
        _ = try compare(places, distrustSince: .max, writer)
    }

    private func bringIn(
        _ path: CorpusPath,
        _ writer: IndexWriter,
        _ report: inout IndexingReport
    ) throws(IndexError) {
        let result = try files.bringIn(path, into: writer)
        switch result.outcome {
        case .added: report.added += 1
        case .updated: report.updated += 1
        case .removed: report.removed += 1
        case .unchanged: report.unchanged += 1
        case .failed(let reason):
            report.failed[path] = reason
            log.notice("cannot read a file", metadata: ["path": "\(path)", "reason": "\(reason)"])
        case .postponed(let reason):
            report.failed[path] = reason
            log.warning("a file has to wait", metadata: ["path": "\(path)", "reason": "\(reason)"])
            hintLater(path)
        }
        if result.outcome != .unchanged { uncommitted += 1 }
        if result.isStale { inbox.add { $0.written.insert(path) } }
    }

    /// Compares with the disk, and brings in what differs.
    private func compare(
        _ places: [CorpusPath]?,
        distrustSince: Int64,
        _ writer: IndexWriter
    ) throws(IndexError) -> IndexingReport {
        let difference = try Reconciliation(
            of: places, in: files.corpus, with: writer, distrustSince: distrustSince)
        report(difference.problems, of: places)
        var report = IndexingReport(unchanged: difference.unchanged)
        for path in difference.gone where try writer.remove(path) {
            report.removed += 1
            uncommitted += 1
        }
        try bringIn(all: difference.stale, writer, &report) { (written, compared) throws(IndexError) in
            try self.bringIn(written, compared, writer)
            try self.commit(writer)
        }
        return report
    }

    /// A run that may be long: it says how far it is, and lets single files pass.
    private func bringIn(
        all paths: [CorpusPath],
        _ writer: IndexWriter,
        _ report: inout IndexingReport,
        meanwhile: (Set<CorpusPath>, Set<CorpusPath>) throws(IndexError) -> Void
    ) throws(IndexError) {
        for (index, path) in paths.enumerated() {
            if inbox.isClosing { return }
            if index % 64 == 0 {
                let others = inbox.count
                if others > 0 {
                    let hints = inbox.takeHints()
                    if !hints.written.isEmpty || !hints.compare.isEmpty { try meanwhile(hints.written, hints.compare) }
                }
                board.update {
                    $0.pending = paths.count - index + others
                    $0.progress = (index, paths.count)
                    if $0.state == .ready { $0.state = .indexing }
                }
            }
            try bringIn(path, writer, &report)
            if uncommitted >= Self.longRunBatch { try commit(writer) }
        }
    }

    private func commit(_ writer: IndexWriter) throws(IndexError) {
        guard uncommitted > 0 else { return }
        let pause = lastCommit + Self.commitInterval - ContinuousClock.now
        if pause > .zero { usleep(UInt32(pause.wholeMicroseconds)) }
        try writer.commit()
        lastCommit = ContinuousClock.now
        log.debug("committed", metadata: ["files": "\(uncommitted)"])
        uncommitted = 0
        board.update { $0.lastCommit = Date() }
    }

    // MARK: Rebuilding

    /// Builds a new generation beside the live one, which goes on being kept fresh, and puts it in its place.
    private func rebuild() throws(IndexError) -> IndexingReport {
        let old = try openWriter()
        try commit(old)
        let name = folder.nextName()
        board.update { $0.state = .rebuilding }
        log.info("building a new index", metadata: ["generation": "\(name)"])
        var report = IndexingReport()
        /// What changed while the new generation was built; the live one has it already.
        var missed: (written: Set<CorpusPath>, compare: Set<CorpusPath>) = ([], [])
        do throws(IndexError) {
            let new = try IndexWriter(folder: folder.folder(of: name), durability: .none)
            let difference = try Reconciliation(of: nil, in: files.corpus, with: new)
            self.report(difference.problems, of: nil)
            try bringIn(all: difference.stale, new, &report) { (written, compared) throws(IndexError) in
                missed.written.formUnion(written)
                missed.compare.formUnion(compared)
                let pending = self.uncommitted
                self.uncommitted = 0
                try self.bringIn(written, compared, old)
                try self.commit(old)
                self.uncommitted = pending
            }
            guard !inbox.isClosing else {
                throw IndexError(.other, "the daemon is stopping")
            }
            try bringIn(missed.written, missed.compare, new)
            try new.close()
            uncommitted = 0
            try folder.synchronize(name)
            try folder.publish(name)
        } catch {
            uncommitted = 0
            folder.removeGenerations(except: generation)
            throw error
        }
        live.replace(with: [folder.folder(of: name)])
        try old.close()
        writer = nil
        generation = name
        folder.removeGenerations(except: name)
        return report
    }

    // MARK: Failures

    private func openWriter() throws(IndexError) -> IndexWriter {
        if let writer { return writer }
        let opened = try IndexWriter(folder: folder.folder(of: generation))
        writer = opened
        return opened
    }

    /// After a failed write the batch is lost: the writer is dropped with it, and everything is compared again when the
    /// index can be opened.
    ///
    /// Queries go on being answered from the last commit.
    private func recover(from error: IndexError) {
        writer = nil
        uncommitted = 0
        guard !inbox.isClosing else { return }
        log.error("indexing failed, trying again in \(retryDelay)", metadata: ["reason": "\(error)"])
        board.problem("index", "Indexing is interrupted: \(error). It is tried again in \(retryDelay).")
        board.update { $0.state = .indexing }
        let inbox = inbox
        after(retryDelay) { inbox.rescan(distrustSince: .max) }
        retryDelay = min(retryDelay * 2, Self.longestRetryDelay)
    }

    private func hintLater(_ path: CorpusPath) {
        let inbox = inbox
        after(.seconds(1)) { inbox.add { $0.written.insert(path) } }
    }

    private func after(_ delay: Duration, _ body: @escaping @Sendable () -> Void) {
        let seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + seconds, execute: body)
    }

    private func report(_ problems: [CorpusPath: String], of places: [CorpusPath]?) {
        board.update { snapshot in
            // What was looked at again, and is well now, is a problem no more.
            for subject in snapshot.problems.keys {
                guard let path = CorpusPath(subject) else { continue }
                if places?.contains(where: { path.isInside($0) }) ?? true { snapshot.problems[subject] = nil }
            }
            for (path, problem) in problems { snapshot.problems["\(path)"] = problem }
        }
        for (path, problem) in problems {
            log.warning("a folder cannot be looked into", metadata: ["path": "\(path)", "reason": "\(problem)"])
        }
    }

    private func logRun(_ what: String, _ report: IndexingReport) {
        log.info(
            "\(what)",
            metadata: [
                "added": "\(report.added)", "updated": "\(report.updated)", "removed": "\(report.removed)",
                "unchanged": "\(report.unchanged)", "failed": "\(report.failed.count)",
            ])
    }
}

extension IndexingFailure {
    static let stopped = IndexingFailure(
        description: "it was stopped before it was done; what is done is kept, and the next run goes on from there",
        isTemporary: true
    )

    init(_ error: IndexError) {
        self.init(description: error.description, isTemporary: error.kind == .diskFull || error.kind == .other)
    }
}
