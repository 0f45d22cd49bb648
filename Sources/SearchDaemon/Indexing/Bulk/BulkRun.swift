// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Logging
import SearchAPI
import SearchIndex

/// Drives a bulk build from the indexer's thread: has its parts searched as they are completed, lets single files pass,
/// says how far it is, and at the end puts one generation in the place of all parts.
///
/// For one thread, and one build.
final class BulkRun {
    private let run: IndexingRun
    private let folder: IndexFolder
    private let settings: BulkSettings
    private let build: BulkBuild
    /// When the build was begun, nanoseconds of the real-time clock: what it reads was read then or later.
    private let begun: Int64
    private let power: PowerSupply
    private var nextLookAtPower = ContinuousClock.now
    private var isOnBattery = false
    private var isRebuild = false
    private var isMergingAll = false

    /// How often to look whether something else is waiting, and to say how far it is.
    private static let lookInterval = Duration.milliseconds(20)
    private static let powerInterval = Duration.seconds(5)
    /// How long single files may hold up the rest.
    private static let slice = Duration.milliseconds(500)
    /// How long a stop waits for workers.
    private static let patience = Duration.seconds(1)

    /// Why it did not come to its end.
    private enum Interruption: Error {
        case stopped
        case failed(IndexError)
    }

    /// - Parameter files: what to read; none of them is in the index.
    init(_ files: [Reconciliation.StaleFile], _ run: IndexingRun, in folder: IndexFolder, _ settings: BulkSettings) {
        self.run = run
        self.folder = folder
        self.settings = settings
        build = BulkBuild(files, in: folder, settings)
        begun = FileClock.now()
        power = PowerSupply(path: settings.powerSupplies)
    }

    // MARK: Adding to an index

    /// Brings files into the index, and merges all parts that there are into one generation.
    ///
    /// - Returns: what was read; less than all if the indexer is to stop, what is in a part is kept then.
    /// - Throws: what kept it from being completed; the parts that are complete are searched, and kept.
    func add(to index: OpenIndex) throws(IndexError) -> IndexingReport {
        index.onSingleFile = { [build] in build.supersede($0) }
        defer { index.onSingleFile = { _ in } }
        try work { () throws(Interruption) in
            do throws(Interruption) {
                try self.publishParts(of: index)
                try self.mergeAll(of: index)
            } catch {
                if case .stopped = error { try self.save(to: index) }
                throw error
            }
        }
        return build.report
    }

    /// Runs workers beside `body`, which this thread does.
    private func work(_ body: () throws(Interruption) -> Void) throws(IndexError) {
        defer { run.board.update { $0.isMerging = false } }
        startWorkers()
        do throws(Interruption) {
            try body()
            build.end()
            _ = build.waitForWorkers(within: nil)
        } catch {
            build.end()
            switch error {
            case .failed(let failure):
                _ = build.waitForWorkers(within: nil)
                throw failure
            case .stopped:
                // Who reads a file may take longer: the process ends without it, and the next start removes what is left.
                if !build.waitForWorkers(within: Self.patience) { AbandonedWork.note() }
            }
        }
    }

    private func startWorkers() {
        let inbox = run.inbox
        let files = run.files
        let worker = BulkWorker(
            build: build, folder: folder, makeFiles: { files }, settings: settings, begun: begun,
            readAgain: { path, delay in inbox.add(written: path, after: delay) }, instruments: run.board.instruments,
            log: run.log)
        for _ in 0..<settings.threads { worker.start() }
    }

    private func publishParts(of index: OpenIndex) throws(Interruption) {
        while !build.progress().isRead {
            if let part = try nextPart({ () throws(IndexError) in try self.letPass(index) }) {
                try failing { () throws(IndexError) in
                    try index.add(part.name, replacing: part.sources, without: part.superseded)
                    try self.mergeSomeParts(of: index)
                }
            }
        }
    }

    /// Makes a last part of what was read so far, if that can be done soon.
    private func save(to index: OpenIndex) throws(Interruption) {
        build.stopReading()
        let end = ContinuousClock.now + Self.patience
        try failing { () throws(IndexError) in
            while !self.build.progress().isSaved, ContinuousClock.now < end {
                guard let part = try self.build.takePart(within: Self.lookInterval) else { continue }
                // The last merge of all is not waited for.
                if part.isLast { return self.folder.remove(part.name) }
                try index.add(part.name, replacing: part.sources, without: part.superseded)
            }
        }
    }

    /// Asks for a merge of parts if there are many.
    private func mergeSomeParts(of index: OpenIndex) throws(IndexError) {
        let parts = try index.parts.sources()
        let due = settings.merging.partsDue(parts.map(\.documents)).map { parts[$0] }
        guard !due.isEmpty else { return }
        index.parts.beginMerge(due)
        build.merge(
            BulkBuild.Merge(
                databases: due.map(\.name), sources: due, supersededBefore: build.supersededCount))
    }

    private func mergeAll(of index: OpenIndex) throws(Interruption) {
        guard !index.parts.isEmpty else { return }
        try failing { () throws(IndexError) in
            try self.folder.requireRoom(toMerge: [index.name] + index.parts.names)
            try index.rotate()
            let parts = try index.parts.sources()
            index.parts.beginMerge(parts)
            self.build.merge(
                BulkBuild.Merge(
                    databases: parts.map(\.name), sources: parts,
                    supersededBefore: self.build.supersededCount, isLast: true))
        }
        isMergingAll = true
        let merged = try awaitPart { () throws(IndexError) in try self.letPass(index) }
        try failing { () throws(IndexError) in
            // The generation may hold files of before, read when they were.
            let begun = try min(self.begun, index.writer.lastCommit() ?? self.begun, index.parts.begun ?? self.begun)
            let writer = try self.complete(merged, begun: begun)
            try index.replaceAll(with: merged.name, writer, because: nil)
        }
    }

    /// Brings what has changed while a generation was made into it.
    ///
    /// - Returns: its writer, committed.
    private func complete(_ merged: BulkBuild.Part, begun: Int64) throws(IndexError) -> IndexWriter {
        do throws(IndexError) {
            let writer = try IndexWriter(folder: folder.folder(of: merged.name), mustExist: true)
            for path in merged.superseded { _ = try run.files.bringIn(path, into: writer) }
            try writer.commit(begun: begun)
            return writer
        } catch {
            folder.remove(merged.name)
            throw error
        }
    }

    // MARK: A new index beside the old one

    /// A generation that was made of the corpus alone.
    struct Rebuilt {
        var name: String
        /// Committed.
        var writer: IndexWriter
        var report: IndexingReport
    }

    /// Makes a generation of the files alone; what the index has is not looked at.
    ///
    /// - Parameter index: is kept fresh meanwhile; nil if it cannot be written to.
    /// - Returns: nil if the indexer is to stop; nothing of it is left then.
    /// - Throws: what kept it from being completed; nothing of it is left then.
    func rebuild(beside index: OpenIndex?) throws(IndexError) -> Rebuilt? {
        isRebuild = true
        index?.onSingleFile = { [build] in build.supersede($0) }
        defer { index?.onSingleFile = { _ in } }
        var rebuilt: Rebuilt?
        var parts: [BulkBuild.Part] = []
        defer { for part in parts { folder.remove(part.name) } }
        /// Places in which something changed meanwhile.
        var places: Set<CorpusPath> = []
        let letPass = { () throws(IndexError) in
            if let index { return try self.letPass(index) { places.formUnion($0) } }
            let hints = self.run.inbox.takeHints()
            for path in hints.written { self.build.supersede(path) }
            places.formUnion(hints.compare)
        }
        try work { () throws(Interruption) in
            while !self.build.progress().isRead {
                if let part = try self.nextPart(letPass) { parts.append(part) }
            }
            // All that were superseded since the beginning: workers have passed them over, and no other database has them.
            self.build.merge(
                BulkBuild.Merge(databases: parts.map(\.name), supersededBefore: 0, isLast: true))
            self.isMergingAll = true
            var merged = try self.awaitPart(letPass)
            try self.failing { () throws(IndexError) in
                merged.superseded += try self.differences(in: merged.name, at: places)
                let writer = try self.complete(merged, begun: self.begun)
                rebuilt = Rebuilt(name: merged.name, writer: writer, report: self.build.report)
            }
        }
        return rebuilt
    }

    /// Files in some places that a generation has otherwise than the disk.
    private func differences(in name: String, at places: Set<CorpusPath>) throws(IndexError) -> [CorpusPath] {
        guard !places.isEmpty else { return [] }
        let writer = try IndexWriter(folder: folder.folder(of: name), mustExist: true, findsCopies: false)
        let difference = try Reconciliation(of: Array(places), in: run.files.corpus, with: writer)
        return difference.gone + difference.stale.map(\.path)
    }

    // MARK: Meanwhile

    private func awaitPart(_ letPass: () throws(IndexError) -> Void) throws(Interruption) -> BulkBuild.Part {
        while true {
            if let part = try nextPart(letPass) { return part }
        }
    }

    /// Waits a little for a database to be complete, and sees to all else.
    private func nextPart(_ letPass: () throws(IndexError) -> Void) throws(Interruption) -> BulkBuild.Part? {
        guard !run.inbox.isClosing else { throw .stopped }
        return try failing { () throws(IndexError) in
            try letPass()
            self.lookAtPower()
            self.showProgress()
            return try self.build.takePart(within: Self.lookInterval)
        }
    }

    private func failing<Result>(_ body: () throws(IndexError) -> Result) throws(Interruption) -> Result {
        do throws(IndexError) { return try body() } catch { throw .failed(error) }
    }

    /// Brings single files in, for a while; those that have to wait stay in the inbox.
    ///
    /// - Parameter onPlaces: told of places that were compared.
    private func letPass(
        _ index: OpenIndex,
        onPlaces: (Set<CorpusPath>) -> Void = { _ in }
    ) throws(IndexError) {
        let hints = run.inbox.takeHints()
        guard !hints.written.isEmpty || !hints.compare.isEmpty else { return }
        onPlaces(hints.compare)
        do throws(IndexError) {
            let paths = try changed(hints, in: index)
            let late = try run.bringIn(paths, into: index, within: Self.slice)
            try index.commit()
            run.inbox.putBack((written: late, compare: []))
        } catch {
            run.inbox.putBack(hints)
            throw error
        }
    }

    /// Files that have to be brought in by themselves; those that are gone are taken out.
    private func changed(_ hints: IndexingRun.Hints, in index: OpenIndex) throws(IndexError) -> Set<CorpusPath> {
        guard !hints.compare.isEmpty else { return hints.written }
        let corpus = run.files.corpus
        let difference = try Reconciliation(of: Array(hints.compare), in: corpus, with: index)
        for path in difference.gone { _ = try index.remove(path) }
        // What the workers are about to read, the index is about to have; but one that will be replaced is kept fresh.
        let stale = difference.stale.filter { isRebuild || build.needs($0) }.map(\.path)
        // What has been read and is not searched yet is not compared with anything: is it still there?
        let missing = build.unpublished(under: hints.compare).filter { corpus.state(of: $0).fingerprint == nil }
        return hints.written.union(stale).union(missing)
    }

    private func lookAtPower() {
        guard settings.pausesOnBattery, ContinuousClock.now >= nextLookAtPower else { return }
        nextLookAtPower = ContinuousClock.now + Self.powerInterval
        guard power.isBattery != isOnBattery else { return }
        isOnBattery.toggle()
        build.pause(isOnBattery)
        run.log.info(isOnBattery ? "indexing waits, the machine runs on its battery" : "indexing goes on")
        run.board.problem(
            "power", isOnBattery ? "Indexing waits while the machine runs on its battery." : nil)
    }

    private func showProgress() {
        let progress = build.progress()
        let waiting = run.inbox.count
        run.board.update {
            $0.pending = progress.total - progress.done + waiting
            $0.progress = (progress.done, progress.total)
            $0.isMerging = isMergingAll
            if $0.state == .ready { $0.state = .indexing }
        }
    }
}
