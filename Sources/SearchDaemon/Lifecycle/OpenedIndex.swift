// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Logging
import SearchIndex

/// The index as it is found at a start: locked for this process, and open for writing.
struct OpenedIndex {
    let folder: IndexFolder
    let generation: String
    let writer: IndexWriter
    /// What a bulk build has left that was cut off; each is complete.
    let parts: IndexParts
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
        let names = folder.current()
        if let current = names.first, let opened = try Self.open(folder.folder(of: current), log) {
            generation = current
            writer = opened
            parts = try Self.parts(names.dropFirst(), in: folder, log)
            if parts.names.count < names.count - 1 { try folder.publish([generation] + parts.names) }
            let committed = try opened.lastCommit() ?? .min + Self.tick
            distrustSince = min(committed, parts.begun ?? .max) - Self.tick
        } else {
            let name = folder.nextName()
            writer = try IndexWriter(folder: folder.folder(of: name))
            try writer.commit()
            try folder.publish([name])
            generation = name
            parts = try IndexParts(folder: folder)
            distrustSince = .max
        }
        // What a crash in the middle of a build left, or what can't be used.
        folder.removeDatabases(except: [generation] + parts.names)
    }

    /// The folders of all databases.
    var folders: [String] { ([generation] + parts.names).map(folder.folder(of:)) }

    /// Opens the parts that are of any use; the files of the others are read again.
    private static func parts(
        _ names: some Sequence<String>,
        in folder: IndexFolder,
        _ log: Logger
    ) throws(IndexError) -> IndexParts {
        let parts = try IndexParts(folder: folder)
        for name in names {
            do throws(IndexError) {
                try parts.add(name)
            } catch {
                guard error.meansUseless else { throw error }
                log.warning(
                    "a part of the index cannot be used, its files are read again", metadata: ["reason": "\(error)"])
            }
        }
        return parts
    }

    /// Opens a generation; nil if it is of no use, which costs no more than time: the corpus holds all that it held.
    private static func open(_ folder: String, _ log: Logger) throws(IndexError) -> IndexWriter? {
        do throws(IndexError) {
            return try IndexWriter(folder: folder, mustExist: true)
        } catch {
            guard error.meansUseless else { throw error }
            log.warning("the index cannot be used and is built anew", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}

extension IndexError {
    /// Whether a database that cannot be opened for this reason never can be.
    var meansUseless: Bool { [.corrupt, .incompatible, .notFound].contains(kind) }
}
