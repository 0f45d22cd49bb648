// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import SearchIndex

/// What a bulk build has to do and has done: the meeting place of the indexer's thread and the workers.
///
/// Workers take files, the latest first, and make segments of them, which become parts; the indexer's thread has the
/// parts searched, and asks for merges of parts. Meanwhile single files change, and the indexer's thread brings them in
/// by itself: they are *superseded* here, which means that no part may show them. A worker that has not read such a file
/// yet passes it over; a part that is made of what was read before comes with the list of files to be taken out of it.
///
/// Any thread may use it.
final class BulkBuild: Sendable {
    /// What to make a segment of.
    struct Segment {
        /// Files to take at most.
        var size: Int
        /// How many files had been superseded when it was begun: those are not in it.
        var supersededBefore: Int
    }

    /// What is to be merged.
    struct Merge {
        var databases: [String]
        /// The parts among them; empty if none of them is searched.
        var sources: [IndexParts.Source] = []
        var supersededBefore: Int
        /// Whether it becomes the generation that comes after all of them.
        var isLast = false
    }

    /// A database that is complete.
    struct Part {
        var name: String
        /// In the place of which parts it is to be searched.
        var sources: [IndexParts.Source] = []
        /// Files that it is made of, where it is a segment.
        var files: [CorpusPath] = []
        /// How many files had been superseded when what it is made of was begun.
        var supersededBefore: Int
        var isLast = false
        /// Files that are in it, and have been superseded since.
        var superseded: [CorpusPath] = []
    }

    enum Task {
        case segment(Segment)
        case merge(Merge)
    }

    /// How far it is.
    struct Progress {
        var done: Int
        var total: Int
        /// Whether nothing is left to be read or merged.
        var isRead: Bool
        /// Whether all that was read is in parts.
        var isSaved: Bool
    }

    private struct Entry {
        var fingerprint: FileFingerprint
        /// Whether a worker has it, or has had it.
        var isTaken = false
    }

    private struct State {
        /// What was not taken yet, the next one last.
        var queue: [Reconciliation.StaleFile]
        /// Files that are in the queue, or in what is not searched yet.
        var entries: [CorpusPath: Entry]
        /// In the order in which they were superseded.
        var superseded: [CorpusPath] = []
        var merges: [Merge] = []
        /// Those that nobody has taken over yet.
        var parts: [Part] = []
        /// Segments begun so far.
        var segments = 0
        var segmentsInWork = 0
        var mergesInWork = 0
        var hasLargeFile = false
        var isPaused = false
        var isEnding = false
        var failure: IndexError?
        var workers = 0
        var done = 0
        let total: Int
        var report = IndexingReport()

        var isAllRead: Bool { queue.isEmpty && segmentsInWork == 0 }
    }

    private let state: Monitor<State>
    private let folder: IndexFolder
    private let settings: BulkSettings

    /// - Parameter files: what to read; none of them is in the index.
    init(_ files: [Reconciliation.StaleFile], in folder: IndexFolder, _ settings: BulkSettings) {
        self.folder = folder
        self.settings = settings
        // Publication days are not known before files are read.
        let queue = files.sorted { $0.fingerprint.modified < $1.fingerprint.modified }
        let entries = Dictionary(
            files.map { ($0.path, Entry(fingerprint: $0.fingerprint)) }, uniquingKeysWith: { first, _ in first })
        state = Monitor(State(queue: queue, entries: entries, workers: settings.threads, total: files.count))
    }

    // MARK: For workers

    /// What to do next; waits until there is something.
    ///
    /// - Returns: nil when there will be nothing more: the worker has to ``leave()``.
    func nextTask() -> Task? {
        let task = state.wait { state -> Task?? in
            if state.isEnding || state.failure != nil { return .some(nil) }
            guard !state.isPaused, let task = self.task(&state) else { return nil }
            return task
        }
        return task ?? nil
    }

    /// Has to be called when a worker is through.
    func leave() {
        state.change { $0.workers -= 1 }
    }

    private func task(_ state: inout State) -> Task? {
        if let merge = state.merges.popLast() {
            state.mergesInWork += 1
            return .merge(merge)
        }
        guard !state.queue.isEmpty else { return nil }
        let size = settings.merging.segmentSize(
            left: state.queue.count, segments: state.segments, threads: settings.threads)
        state.segments += 1
        state.segmentsInWork += 1
        return .segment(Segment(size: size, supersededBefore: state.superseded.count))
    }

    /// The next file for a segment; waits while a large file is being read, if it is large too, and during a pause.
    ///
    /// - Returns: nil if there is none, or the build ends.
    func nextFile() -> (path: CorpusPath, size: Int, isLarge: Bool)? {
        let file = state.wait { state -> (path: CorpusPath, size: Int, isLarge: Bool)?? in
            if state.isEnding || state.failure != nil { return .some(nil) }
            if state.isPaused { return nil }
            while let file = state.queue.last {
                // Superseded.
                guard state.entries[file.path] != nil else {
                    state.queue.removeLast()
                    state.done += 1
                    continue
                }
                let size = Int(clamping: file.fingerprint.size)
                let isLarge = size > settings.largeFile
                if isLarge, state.hasLargeFile { return nil }
                state.queue.removeLast()
                state.entries[file.path]?.isTaken = true
                if isLarge { state.hasLargeFile = true }
                return (file.path, size, isLarge)
            }
            return .some(nil)
        }
        return file ?? nil
    }

    /// Notes what became of a file.
    func note(_ outcome: FileIndexing.Outcome, of path: CorpusPath, isLarge: Bool) {
        func note(_ state: inout State) {
            state.done += 1
            switch outcome {
            case .added, .updated: state.report.added += 1
            case .failed(let reason), .postponed(let reason): state.report.failed[path] = reason
            // It has gone since it was listed.
            case .removed, .unchanged, .interrupted: break
            }
        }
        guard isLarge else { return state.withLock(note) }
        state.change { state in
            note(&state)
            state.hasLargeFile = false
        }
    }

    /// Takes over what came of a task; nil if nothing did.
    func add(_ part: Part?, of task: Task) {
        state.change { state in
            Self.noteEnd(of: task, &state)
            if let part { state.parts.append(part) }
        }
    }

    private static func noteEnd(of task: Task, _ state: inout State) {
        switch task {
        case .segment: state.segmentsInWork -= 1
        case .merge: state.mergesInWork -= 1
        }
    }

    /// Ends the build: a worker cannot go on.
    func fail(_ error: IndexError, in task: Task) {
        state.change { state in
            state.failure = state.failure ?? error
            Self.noteEnd(of: task, &state)
            state.hasLargeFile = false
        }
    }

    var isEnding: Bool { state.withLock { $0.isEnding || $0.failure != nil } }

    // MARK: For the indexer's thread

    /// From now on no part may show this file: it is brought in by itself.
    func supersede(_ path: CorpusPath) {
        state.withLock { state in
            state.entries[path] = nil
            state.superseded.append(path)
        }
    }

    /// How many files have been superseded.
    var supersededCount: Int { state.withLock { $0.superseded.count } }

    /// Whether a file has to be brought in by itself, for it is in nobody's queue, and what was read of it is outdated.
    func needs(_ file: Reconciliation.StaleFile) -> Bool {
        state.withLock { state in
            guard let entry = state.entries[file.path] else { return true }
            return entry.isTaken && entry.fingerprint != file.fingerprint
        }
    }

    /// Files at or below some places that were read and are not searched yet.
    func unpublished(under places: some Collection<CorpusPath>) -> [CorpusPath] {
        state.withLock { state in
            state.entries.filter { path, entry in entry.isTaken && places.contains { path.isInside($0) } }.map(\.key)
        }
    }

    /// Waits until a database is complete, and takes it over.
    ///
    /// - Returns: nil if none is in this time.
    /// - Throws: what kept a worker from going on.
    func takePart(within timeout: Duration) throws(IndexError) -> Part? {
        let result = state.wait(timeout) { state -> Result<Part, IndexError>? in
            if let failure = state.failure { return .failure(failure) }
            guard !state.parts.isEmpty else { return nil }
            var part = state.parts.removeFirst()
            part.superseded = Array(Set(state.superseded[part.supersededBefore...]))
            for path in part.files { state.entries[path] = nil }
            return .success(part)
        }
        return try result?.get()
    }

    /// Asks for a merge.
    func merge(_ merge: Merge) {
        state.change { $0.merges.append(merge) }
    }

    func progress() -> Progress {
        state.withLock { state in
            let isSaved = state.isAllRead && state.parts.isEmpty
            return Progress(
                done: state.done, total: state.total,
                isRead: isSaved && state.merges.isEmpty && state.mergesInWork == 0, isSaved: isSaved)
        }
    }

    /// What was read so far.
    var report: IndexingReport { state.withLock { $0.report } }

    /// Lets the workers wait, or go on.
    func pause(_ isPaused: Bool) {
        state.change { $0.isPaused = isPaused }
    }

    /// Reads no more files; what has been read still becomes a part.
    func stopReading() {
        state.change { $0.queue.removeAll() }
    }

    /// Ends the build: workers stop at their next file, and what is not in a part is lost.
    func end() {
        state.change { $0.isEnding = true }
    }

    /// Waits until no worker is left, and removes what they have left behind.
    ///
    /// - Returns: false if the time is over before; then somebody else has to remove it.
    func waitForWorkers(within timeout: Duration?) -> Bool {
        let leftovers = state.wait(timeout) { state -> [String]? in
            guard state.workers == 0 else { return nil }
            return state.parts.map(\.name)
        }
        for name in leftovers ?? [] { folder.remove(name) }
        return leftovers != nil
    }
}
