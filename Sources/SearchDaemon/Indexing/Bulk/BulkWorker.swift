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
                    case .segment(let name, let supersededBefore):
                        build.add(try segment(name, supersededBefore, files))
                    case .merge(let merge):
                        build.add(try database(of: merge), of: merge)
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
    private func segment(
        _ name: String,
        _ supersededBefore: Int,
        _ files: FileIndexing
    ) throws(IndexError) -> BulkBuild.Segment? {
        do throws(IndexError) {
            let writer = try IndexWriter(
                folder: folder.folder(of: name), durability: .disposable, findsCopies: false)
            var segment = BulkBuild.Segment(name: name, documents: 0, files: [], supersededBefore: supersededBefore)
            var bytes = 0
            while segment.files.count < build.segmentSize, bytes < settings.segmentBytes,
                let file = build.nextFile()
            {
                try bringIn(file.path, isLarge: file.isLarge, into: writer, files)
                segment.files.append(file.path)
                bytes += file.size
            }
            segment.documents = try writer.documents()
            try writer.close(begun: begun)
            if segment.documents > 0, !build.isEnding { return segment }
            folder.remove(name)
            return nil
        } catch {
            folder.remove(name)
            throw error
        }
    }

    private func bringIn(
        _ path: CorpusPath,
        isLarge: Bool,
        into writer: IndexWriter,
        _ files: FileIndexing
    ) throws(IndexError) {
        var uncommitted = 0
        let result = try files.bringIn(path, into: writer) { (length) throws(IndexError) in
            uncommitted += length
            if uncommitted > settings.segmentBytes {
                try writer.commit(begun: begun)
                uncommitted = 0
            }
            return !build.isEnding
        }
        switch result.outcome {
        case .failed(let reason):
            log.notice("cannot read a file", metadata: ["path": "\(path)", "reason": "\(reason)"])
        case .postponed(let reason):
            log.warning("a file has to wait", metadata: ["path": "\(path)", "reason": "\(reason)"])
            readAgain(path, .seconds(1))
        // A file is in a segment with all its articles, or not at all.
        case .interrupted: try writer.remove(path)
        case .added, .updated, .removed, .unchanged: break
        }
        if result.isStale { readAgain(path, .zero) }
        instruments.brought(in: result.outcome)
        build.note(result.outcome, of: path, isLarge: isLarge)
    }

    // MARK: Merges

    private func database(of merge: BulkBuild.Merge) throws(IndexError) -> String {
        let name = try folder.merge(merge.databases)
        do throws(IndexError) {
            if merge.kind == .everything { try findStories(in: name) }
            try folder.synchronize(name)
        } catch {
            folder.remove(name)
            throw error
        }
        // Parts are searched until what they were merged into is; segments never are.
        if merge.kind == .segments { for segment in merge.databases { folder.remove(segment) } }
        return name
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
