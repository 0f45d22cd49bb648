// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
import Logging
import SearchIndex

/// A thread of a bulk build.
struct BulkWorker: Sendable {
    let build: BulkBuild
    let folder: IndexFolder
    /// Makes what reads files: for one thread.
    let makeFiles: @Sendable () -> FileIndexing
    let settings: BulkSettings
    /// When the build was begun, nanoseconds of the real-time clock.
    let begun: Int64
    /// Told of files that have to be read again: they could not be opened, or changed while they were read.
    let readAgain: @Sendable (CorpusPath, _ delay: Duration) -> Void
    let instruments: Instruments
    let log: Logger

    /// Runs on a thread of its own until there is nothing more to do.
    func start() {
        let thread = Thread {
            if settings.isPolite { ThreadPriority.lower() }
            let files = makeFiles()
            while let task = build.nextTask() {
                do throws(IndexError) {
                    switch task {
                    case .segment(let segment): build.add(try part(of: segment, files), of: task)
                    case .merge(let merge): build.add(try part(of: merge), of: task)
                    }
                } catch {
                    build.fail(error, in: task)
                }
            }
            build.leave()
        }
        thread.name = "bulk"
        // Articles nest, and so do those who read them.
        thread.stackSize = 8 << 20
        thread.start()
    }

    // MARK: Segments

    /// Reads files into a segment until it is full; nil if nothing came of it.
    private func part(
        of segment: BulkBuild.Segment,
        _ files: FileIndexing
    ) throws(IndexError) -> BulkBuild.Part? {
        let writer = SegmentWriter(in: folder, begun: begun, memory: settings.segmentMemory)
        defer { writer.discard() }
        var paths: [CorpusPath] = []
        while paths.count < segment.size, !writer.isFull, let file = build.nextFile() {
            try bringIn(file.path, isLarge: file.isLarge, into: writer, files)
            paths.append(file.path)
        }
        guard !build.isEnding, let name = try part(of: try writer.finish()) else { return nil }
        return BulkBuild.Part(name: name, files: paths, supersededBefore: segment.supersededBefore)
    }

    /// A database that may be searched, of those that a segment came to; nil if there are none.
    private func part(of databases: [String]) throws(IndexError) -> String? {
        defer { if databases.count > 1 { for name in databases { folder.remove(name) } } }
        do throws(IndexError) {
            guard let first = databases.first else { return nil }
            let name =
                databases.count == 1
                ? try folder.promote(first) : try folder.merge(databases) { [build] in !build.isEnding }
            return try name.map { (name) throws(IndexError) in try synchronized(name) }
        } catch {
            for name in databases { folder.remove(name) }
            throw error
        }
    }

    private func synchronized(_ name: String) throws(IndexError) -> String {
        do throws(IndexError) {
            try folder.synchronize(name)
        } catch {
            folder.remove(name)
            throw error
        }
        return name
    }

    private func bringIn(
        _ path: CorpusPath,
        isLarge: Bool,
        into writer: SegmentWriter,
        _ files: FileIndexing
    ) throws(IndexError) {
        let result = try files.bringIn(path, into: writer) { _ in !build.isEnding }
        switch result.outcome {
        case .failed(let reason):
            log.notice("cannot read a file", metadata: ["path": "\(path)", "reason": "\(reason)"])
        case .postponed(let reason):
            log.warning("a file has to wait", metadata: ["path": "\(path)", "reason": "\(reason)"])
            readAgain(path, .seconds(1))
        case .added, .updated, .removed, .unchanged, .interrupted: break
        }
        if result.isStale { readAgain(path, .zero) }
        instruments.brought(in: result.outcome)
        build.note(result.outcome, of: path, isLarge: isLarge)
    }

    // MARK: Merges

    private func part(of merge: BulkBuild.Merge) throws(IndexError) -> BulkBuild.Part? {
        // While parts are merged other workers read; while all are, none has anything else to do.
        let merged = try folder.merge(merge.databases, threads: merge.isLast ? settings.threads : 1) { [build] in
            !build.isEnding
        }
        guard let name = merged else { return nil }
        if merge.isLast {
            do throws(IndexError) {
                try findStories(in: name)
            } catch {
                folder.remove(name)
                throw error
            }
        }
        return BulkBuild.Part(
            name: try synchronized(name), sources: merge.sources, supersededBefore: merge.supersededBefore,
            isLast: merge.isLast)
    }

    /// Finds the articles that are copies of one another, which nobody has looked for yet.
    private func findStories(in name: String) throws(IndexError) {
        // Nobody reads the database yet. Blocks that are not overwritten in place are written once more, and stay: the few
        // articles that have copies would make it larger by a third.
        let writer = try IndexWriter(
            folder: folder.folder(of: name), mustExist: true, durability: .disposable, findsCopies: false)
        try writer.sweepStories { _ in !build.isEnding }
        try writer.close(begun: begun)
    }
}
