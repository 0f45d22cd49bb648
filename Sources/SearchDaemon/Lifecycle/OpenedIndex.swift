// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Logging
import SearchIndex

/// The index as it is found at a start: locked for this process, and open for writing.
struct OpenedIndex {
    let folder: IndexFolder
    let generation: String
    let writer: IndexWriter
    /// Files changed at or after this instant are read again whatever their fingerprint says, nanoseconds.
    let distrustSince: Int64

    /// What two time stamps may be apart and yet mean the same moment: a tick of the coarsest clock in use, and some.
    ///
    /// Longer than a file that was read waits for its commit in a long run.
    static let tick: Int64 = 10_000_000_000

    /// - Throws: ``IndexError/Kind/locked`` if another process has the index, and what keeps it from being opened.
    init(path: String, log: Logger) throws(IndexError) {
        let folder = try IndexFolder(path: path)
        self.folder = folder
        if let current = folder.current(), let opened = try Self.open(folder.folder(of: current), log) {
            generation = current
            writer = opened
            distrustSince = (try opened.lastCommit() ?? .min + Self.tick) - Self.tick
        } else {
            let name = folder.nextName()
            writer = try IndexWriter(folder: folder.folder(of: name))
            try writer.commit()
            try folder.publish(name)
            generation = name
            distrustSince = .max
        }
        // What a crash in the middle of a rebuild left, or what can't be used.
        folder.removeGenerations(except: generation)
    }

    /// Opens a generation; nil if it is of no use, which costs no more than time: the corpus holds all that it held.
    private static func open(_ folder: String, _ log: Logger) throws(IndexError) -> IndexWriter? {
        do throws(IndexError) {
            return try IndexWriter(folder: folder, mustExist: true)
        } catch {
            guard [.corrupt, .incompatible, .notFound].contains(error.kind) else { throw error }
            log.warning("the index cannot be used and is built anew", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}
