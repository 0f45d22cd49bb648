// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Dispatch
import Foundation
import Logging
import SearchAPI
import SearchIndex

/// Keeps the index equal to the disk: the only one who writes to it.
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
    private let run: IndexingRun
    private let log: Logger
    /// Told what suggests that the index may be damaged.
    private let suspect: @Sendable (String) -> Void

    /// The index; nil after a failure, until it is opened anew.
    private var open: OpenIndex?
    /// Files changed at or after this instant are read again whatever their fingerprint says: what was read about the
    /// time of the last commit may have been written again within the same tick of its time stamps.
    private let distrust: DistrustInstant
    /// How long to wait before the index is opened again after a failure.
    private var retryDelay = Duration.seconds(1)
    /// Whether the whole corpus was compared since the start.
    private var hasCompared = false

    private static let longestRetryDelay = Duration.seconds(60)

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - opened: the index as it was found.
    ///   - suspect: told what suggests that the index may be damaged.
    init(
        opened: sending OpenedIndex,
        live: LiveGeneration,
        files: FileIndexing,
        bulk: BulkSettings,
        inbox: HintInbox,
        board: StatusBoard,
        suspect: @escaping @Sendable (String) -> Void = { _ in },
        log: Logger
    ) {
        executor = QueueExecutor(label: "crisis-search.indexer", qos: .utility)
        folder = opened.folder
        self.live = live
        self.inbox = inbox
        self.board = board
        self.suspect = suspect
        self.log = log
        distrust = DistrustInstant(opened.distrustSince)
        run = IndexingRun(files: files, inbox: inbox, board: board, bulk: bulk, log: log)
        open = OpenIndex(
            folder: opened.folder, name: opened.generation, writer: opened.writer, parts: opened.parts, live: live,
            onCommit: Self.observer(board, distrust), log: log)
    }

    /// Works until ``HintInbox/close()``, then commits and closes the index.
    func work() async {
        for await _ in inbox.signals { takeBatch() }
        do throws(IndexError) {
            // What somebody else has done to its files must not be noted as the state in which they were left.
            if let open, try open.close() { folder.noteClosed() }
        } catch {
            board.noteFailure("The last commit failed: \(error).")
            log.error("the last commit failed", metadata: ["reason": "\(error)"])
        }
        open = nil
        for order in inbox.take().orders { order.completion(.failure(.stopped)) }
    }

    // MARK: Work

    private func takeBatch() {
        if let file = open?.fileChangedByOthers() { suspect("\(file) was changed by somebody else") }
        let batch = inbox.take()
        guard !batch.isEmpty else { return }
        var orders = batch.orders
        do throws(IndexError) {
            // Nothing more is written to what is damaged.
            if let damage = orders.compactMap(\.kind.damage).first { throw IndexError(.corrupt, damage) }
            try follow(batch)
        } catch {
            inbox.putBack((batch.written, batch.compare))
            // An index that cannot be opened any more is what a rebuild is for, which reads everything in any case.
            guard orders.contains(where: \.kind.isRebuild) else { return fail(orders, with: error) }
            log.warning("what has changed is left to the rebuild", metadata: ["reason": "\(error)"])
            discardIndex()
            orders = orders.filter(\.kind.isRebuild) + orders.filter { !$0.kind.isRebuild }
        }
        for (index, order) in orders.enumerated() {
            do throws(IndexError) {
                try fulfil(order)
            } catch {
                return fail(orders[index...], with: error)
            }
        }
        settle()
    }

    /// Brings in what the hints of a batch tell of.
    private func follow(_ batch: HintInbox.Batch) throws(IndexError) {
        let index = try openIndex()
        try run.bringIn((batch.written, batch.compare), into: index)
        if let everything = batch.everything {
            let report = try compare(nil, distrustSince: min(everything.distrustSince, distrust.instant))
            logRun("compared the corpus with the index", report)
        }
        try index.commit()
        retryDelay = .seconds(1)
        board.problem("index", nil)
    }

    private func fail(_ orders: some Sequence<IndexingOrder>, with error: IndexError) {
        for order in orders { order.completion(.failure(IndexingFailure(error))) }
        recover(from: error)
    }

    private func settle() {
        // What was put back for a rebuild.
        if inbox.count > 0 { inbox.nudge() }
        if hasCompared { inbox.settle() }
        board.update {
            $0.pending = inbox.count
            $0.progress = nil
            $0.state =
                inbox.isClosing ? .stopping : !hasCompared ? .starting : $0.pending > 0 ? .indexing : .ready
        }
    }

    private func fulfil(_ order: IndexingOrder) throws(IndexError) {
        var report: IndexingReport
        var places: [CorpusPath]?
        switch order.kind {
        case .compareAll(let instant):
            report = try compare(nil, distrustSince: instant)
        case .compare(let named):
            places = named.isEmpty ? nil : named
            report = try compare(places, distrustSince: .max)
        case .reread(let named):
            places = named
            report = try compare(places, distrustSince: .min)
        case .rebuild(let damage):
            report = try rebuild(because: damage)
        }
        try open?.commit()
        if let open {
            // A file that could not be read before, and has not changed, could not be read in this run either.
            let unreadable = try open.unreadableFiles(under: places)
            report.unchanged -= unreadable.keys.count { report.failed[$0] == nil }
            report.failed.merge(unreadable) { $1 }
        }
        logRun("did a reindex that was asked for", report)
        order.completion(inbox.isClosing ? .failure(.stopped) : .success(report))
    }

    private func compare(_ places: [CorpusPath]?, distrustSince: Int64) throws(IndexError) -> IndexingReport {
        let began = Date()
        let index = try openIndex()
        let looksAgain = places == nil && distrustSince <= distrust.instant
        let work = distrust.begin()
        let report = try run.compare(places, distrustSince: distrustSince, in: index, isOrder: true)
        if !inbox.isClosing {
            if places == nil {
                hasCompared = true
                board.update { $0.lastComparison = began }
            }
            distrust.end(work, looksAgain: looksAgain)
        }
        return report
    }

    /// - Parameter damage: what is wrong with the index that is replaced, which is kept aside then.
    private func rebuild(because damage: String?) throws(IndexError) -> IndexingReport {
        let began = Date()
        board.update { $0.state = .rebuilding }
        do throws(IndexError) {
            // A damaged one goes on answering what it can, and is not written to.
            if let damage { throw IndexError(.corrupt, damage) }
            try openIndex().commit()
        } catch {
            // One that cannot be written to any more is no hindrance: it is what a rebuild is for.
            log.warning("the old index is not kept fresh meanwhile", metadata: ["reason": "\(error)"])
            discardIndex()
        }
        let work = distrust.begin()
        let rebuilt = try Rebuild(run: run, folder: folder).generation(beside: open)
        let index: OpenIndex
        if let open { index = open } else { index = try opened(rebuilt.name, rebuilt.writer, parts: []) }
        try index.replaceAll(with: rebuilt.name, rebuilt.writer, because: damage)
        open = index
        hasCompared = true
        distrust.end(work, looksAgain: true)
        board.update { $0.lastComparison = began }
        board.problem("index", nil)
        return rebuilt.report
    }

    private func openIndex() throws(IndexError) -> OpenIndex {
        if let open { return open }
        let names = folder.current()
        guard let name = names.first else { throw IndexError(.notFound, "\(folder.path)/current names no index") }
        // What a failure left half done.
        folder.removeDatabases(except: names)
        let writer = try IndexWriter(folder: folder.folder(of: name), mustExist: true)
        let index = try opened(name, writer, parts: names.dropFirst())
        live.replace(with: names.map(folder.folder(of:)))
        open = index
        return index
    }

    private func opened(
        _ name: String,
        _ writer: IndexWriter,
        parts: some Sequence<String>
    ) throws(IndexError) -> OpenIndex {
        OpenIndex(
            folder: folder, name: name, writer: writer, parts: try IndexParts(folder: folder, names: parts), live: live,
            onCommit: Self.observer(board, distrust), log: log)
    }

    /// What follows a commit.
    private static func observer(_ board: StatusBoard, _ distrust: DistrustInstant) -> (Duration) -> Void {
        { time in
            distrust.noteCommit()
            board.instruments.committed(after: time)
            board.update { $0.lastCommit = Date() }
        }
    }

    // MARK: Failures

    /// Lets go of the index, and of its lock, whoever still knows the writer: the one that the daemon started with is known
    /// to what started it.
    private func discardIndex() {
        open?.discard()
        open = nil
    }

    /// Drops the writer with what it has not committed, and compares everything when the index can be opened again.
    ///
    /// Queries go on being answered from the last commit. A damaged index is built anew.
    private func recover(from error: IndexError) {
        discardIndex()
        guard !inbox.isClosing else { return }
        log.error("indexing failed, trying again in \(retryDelay)", metadata: ["reason": "\(error)"])
        if ![.diskFull, .shortage].contains(error.kind) { suspect("indexing failed: \(error)") }
        board.instruments.noteIndexingFailure()
        board.noteFailure("Indexing failed: \(error).")
        board.problem("index", "Indexing is interrupted: \(error). It is tried again in \(retryDelay).")
        board.update { $0.state = .indexing }
        let inbox = inbox
        let seconds = Double(retryDelay.wholeMicroseconds) / 1e6
        let isUseless = error.meansUseless
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + seconds) {
            if isUseless {
                inbox.order(IndexingOrder(kind: .rebuild(damage: error.message)) { _ in })
            } else {
                inbox.rescan(distrustSince: .max)
            }
        }
        retryDelay = min(retryDelay * 2, Self.longestRetryDelay)
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
        self.init(description: error.description, isTemporary: [.diskFull, .shortage, .other].contains(error.kind))
    }
}

/// The instant at or after which a change of a file proves nothing.
///
/// Moves on with each commit, but not past the beginning of a long piece of work: what that has read first may have been
/// written again at once, and nobody has looked since.
///
/// For one thread.
private final class DistrustInstant {
    /// Nanoseconds of the real-time clock.
    private(set) var instant: Int64
    /// The beginning of what nobody has looked at since.
    private var bound = Int64.max

    /// A piece of work that reads files.
    struct Work {
        fileprivate var begun: Int64
        fileprivate var boundBefore: Int64
    }

    init(_ instant: Int64) {
        self.instant = instant
    }

    func noteCommit() {
        instant = min(FileClock.now(), bound) - OpenedIndex.tick
    }

    func begin() -> Work {
        let work = Work(begun: FileClock.now(), boundBefore: bound)
        bound = min(bound, work.begun)
        return work
    }

    /// - Parameter looksAgain: whether the work was to read again all that there was to distrust.
    func end(_ work: Work, looksAgain: Bool) {
        let isLong = FileClock.now() - work.begun > OpenedIndex.tick / 2
        bound = min(looksAgain ? .max : work.boundBefore, isLong ? work.begun : .max)
    }
}
