// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import CorpusWatch
import SearchIndex

/// The difference between the disk and the index.
struct Reconciliation {
    /// Files to read: new ones, and ones that differ.
    var stale: [CorpusPath] = []
    /// Files that the index has and the disk has not.
    var gone: [CorpusPath] = []
    var unchanged = 0
    /// Folders that could not be looked into, with the reason; what the index has of them stays.
    var problems: [CorpusPath: String] = [:]

    /// Compares folders, or single files, with the index.
    ///
    /// - Parameters:
    ///   - places: what to compare; nil: the whole corpus.
    ///   - distrustSince: a file that was changed at or after this instant differs whatever its fingerprint says, for it
    ///     may have been changed again within the same tick of its time stamps.
    ///   - isCancelled: asked at every file; the comparison then ends early, and takes nothing for gone.
    init(
        of places: [CorpusPath]?,
        in corpus: Corpus,
        with writer: IndexWriter,
        distrustSince: Int64 = .max,
        isCancelled: () -> Bool = { false }
    ) throws(IndexError) {
        var known: [CorpusPath: FileRecord] = [:]
        let places = places.map(Self.outermost)
        if let places {
            for place in places {
                try writer.records(under: place) { (path, record) throws(IndexError) in known[path] = record }
            }
        } else {
            try writer.records { (path, record) throws(IndexError) in known[path] = record }
        }
        let scanner = CorpusScanner(corpus)
        for place in places ?? corpus.roots {
            let isComplete = scanner.scan(place, isCancelled: isCancelled) { path, fingerprint in
                if let record = known.removeValue(forKey: path), record.fingerprint == fingerprint,
                    fingerprint.changed < distrustSince
                {
                    unchanged += 1
                } else {
                    stale.append(path)
                }
            } problem: { path, problem in
                problems[path] = "\(problem)"
            }
            // What was not looked for is not gone.
            guard isComplete else { return }
        }
        gone = known.keys.filter { !isBlocked($0) }
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
