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
    /// Whether the last owner did not close it.
    let wasLeftOpen: Bool

    /// What two time stamps may be apart and yet mean the same moment: a tick of the coarsest clock in use, and some.
    ///
    /// Longer than a file that was read waits for its commit in a long run.
    static let tick: Int64 = 10_000_000_000

    /// How long an index is looked through before it is opened: less than the time in which systemd expects a start.
    private static let patience = Duration.seconds(240)

    /// - Throws: ``IndexError/Kind/locked`` if another process has the index, and what keeps it from being opened.
    init(path: String, log: Logger) throws(IndexError) {
        let folder = try IndexFolder(path: path)
        self.folder = folder
        folder.removeOldAside()
        let leaving = folder.takeLeaving()
        let names = folder.current()
        wasLeftOpen = leaving == .unclosed || leaving == .unclosedAgain
        Self.setAsideDamaged(names, of: folder, left: leaving, log)
        if let current = names.first, let opened = try Self.open(current, of: folder, log) {
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

    /// Looks through databases that may be damaged, and puts aside those that are.
    ///
    /// Before anything is answered: what was overwritten may look like an answer, or end whoever reads it.
    private static func setAsideDamaged(
        _ names: [String],
        of folder: IndexFolder,
        left leaving: IndexFolder.Leaving,
        _ log: Logger
    ) {
        switch leaving {
        case .closed, .unclosed: return
        case .changed(let file):
            log.warning("the index was changed by somebody else and is looked through", metadata: ["file": "\(file)"])
        case .unclosedAgain: log.warning("the index was not closed twice, and is looked through")
        }
        let deadline = ContinuousClock.now + patience
        var isVerified = true
        for name in names {
            let verdict = IndexInspector().verdict(onDatabase: folder.folder(of: name)) {
                ContinuousClock.now < deadline
            }
            switch verdict {
            case .sound: break
            case .unsettled(let reason):
                isVerified = false
                log.warning("a part of the index could not be looked through", metadata: ["reason": "\(reason)"])
            case .damaged(let fault):
                let place = folder.setAside(name, because: fault)
                log.error(
                    "a part of the index is damaged",
                    metadata: ["reason": "\(fault)", "moved_to": "\(place ?? "nowhere")"])
            }
        }
        if isVerified { folder.noteVerified() }
    }

    /// Whether damage is behind a failure that the library tells nothing of, as when a file is missing.
    private static func isDamaged(_ name: String, of folder: IndexFolder, _ error: IndexError) -> Bool {
        guard error.kind == .other else { return false }
        let deadline = ContinuousClock.now + patience
        let verdict = IndexInspector().verdict(onDatabase: folder.folder(of: name)) { ContinuousClock.now < deadline }
        if case .damaged = verdict { return true }
        return false
    }

    /// Opens a generation; nil if it is of no use, which costs no more than time: the corpus holds all that it held.
    private static func open(
        _ name: String,
        of folder: IndexFolder,
        _ log: Logger
    ) throws(IndexError) -> IndexWriter? {
        do throws(IndexError) {
            return try IndexWriter(folder: folder.folder(of: name), mustExist: true)
        } catch {
            guard error.meansUseless || isDamaged(name, of: folder, error) else { throw error }
            let place = folder.setAside(name, because: error.description)
            log.warning(
                "the index cannot be used and is built anew",
                metadata: ["reason": "\(error)", "moved_to": "\(place ?? "nowhere, it was not there")"])
            return nil
        }
    }
}

extension IndexError {
    /// Whether a database that cannot be opened for this reason never can be.
    var meansUseless: Bool { [.corrupt, .incompatible, .notFound].contains(kind) }
}
