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
    init(
        of places: [CorpusPath]?,
        in corpus: Corpus,
        with writer: IndexWriter,
        distrustSince: Int64 = .max
    ) throws(IndexError) {
        var known: [CorpusPath: FileRecord] = [:]
        if let places {
            for place in places {
                try writer.records(under: place) { (path, record) throws(IndexError) in known[path] = record }
            }
        } else {
            try writer.records { (path, record) throws(IndexError) in known[path] = record }
        }
        let scanner = CorpusScanner(corpus)
        for place in places ?? corpus.roots {
            _ = scanner.scan(place) { path, fingerprint in
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
        }
        let blocked = Array(problems.keys)
        gone = known.keys.filter { path in !blocked.contains { path.isInside($0) } }
    }
}
