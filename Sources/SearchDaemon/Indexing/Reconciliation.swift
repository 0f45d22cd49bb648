// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import CorpusWatch
import SearchIndex

/// What an index, or a database of it, has of files.
protocol KnownFiles {
    /// Goes through all files; of two records of one file the first counts.
    func records(_ body: (CorpusPath, FileRecord) throws(IndexError) -> Void) throws(IndexError)

    /// Goes through the files at or below a path.
    func records(
        under place: CorpusPath,
        _ body: (CorpusPath, FileRecord) throws(IndexError) -> Void
    ) throws(IndexError)
}

extension IndexWriter: KnownFiles {}

/// The difference between the disk and the index.
struct Reconciliation {
    /// A file to read.
    struct StaleFile {
        var path: CorpusPath
        /// Its state when it was looked at.
        var fingerprint: FileFingerprint
        /// Whether the index does not have it yet.
        var isNew: Bool
    }

    /// Files to read: new ones, and ones that differ.
    var stale: [StaleFile] = []
    /// Files that the index has and the disk has not.
    var gone: [CorpusPath] = []
    var unchanged = 0
    /// Files that are in the generation and in a part, as a crash may leave them.
    var doubled: [CorpusPath] = []
    /// Folders that could not be looked into, with the reason; what the index has of them stays.
    var problems: [CorpusPath: String] = [:]

    /// Compares folders, or single files, with the index.
    ///
    /// - Parameters:
    ///   - places: what to compare; nil: the whole corpus.
    ///   - index: what to compare with; nil: with nothing, so that all files are new.
    ///   - distrustSince: a file that was changed at or after this instant differs whatever its fingerprint says, for it
    ///     may have been changed again within the same tick of its time stamps.
    ///   - suspects: files that differ whatever their fingerprint says.
    ///   - isCancelled: asked at every file; the comparison then ends early, and takes nothing for gone.
    init(
        of places: [CorpusPath]?,
        in corpus: Corpus,
        with index: (any KnownFiles)?,
        distrustSince: Int64 = .max,
        suspects: Set<CorpusPath> = [],
        isCancelled: () -> Bool = { false }
    ) throws(IndexError) {
        var known: [CorpusPath: FileRecord] = [:]
        let places = places.map(Self.outermost)
        if let places {
            for place in places {
                try index?.records(under: place) { (path, record) throws(IndexError) in note(path, record, &known) }
            }
        } else {
            try index?.records { (path, record) throws(IndexError) in note(path, record, &known) }
        }
        let scanner = CorpusScanner(corpus)
        for place in places ?? corpus.roots {
            let isComplete = scanner.scan(place, isCancelled: isCancelled) { path, fingerprint in
                let record = known.removeValue(forKey: path)
                if record?.fingerprint == fingerprint, fingerprint.changed < distrustSince, !suspects.contains(path) {
                    unchanged += 1
                } else {
                    stale.append(StaleFile(path: path, fingerprint: fingerprint, isNew: record == nil))
                }
            } problem: { path, problem in
                problems[path] = "\(problem)"
            }
            // What was not looked for is not gone.
            guard isComplete else { return }
        }
        gone = known.keys.filter { !isBlocked($0) }
    }

    private mutating func note(_ path: CorpusPath, _ record: FileRecord, _ known: inout [CorpusPath: FileRecord]) {
        guard known[path] == nil else { return doubled.append(path) }
        known[path] = record
    }

    /// Whether a path, or a folder above it, could not be looked into.
    private func isBlocked(_ path: CorpusPath) -> Bool {
        guard !problems.isEmpty else { return false }
        var next: CorpusPath? = path
        while let place = next {
            if problems[place] != nil { return true }
            next = place.parent
        }
        return false
    }

    /// Places without those that lie in another one.
    private static func outermost(_ places: [CorpusPath]) -> [CorpusPath] {
        let all = Set(places)
        return all.filter { place in
            var next = place.parent
            while let folder = next {
                if all.contains(folder) { return false }
                next = folder.parent
            }
            return true
        }
    }
}
