// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
package import CorpusFiles
import Glibc
import LanguageText

/// Changes one generation of the index.
///
/// For one thread at a time; there is one writer to an index.
///
/// Nothing is visible or durable before ``commit()``, and then all of it is.
package final class IndexWriter: FileDestination {
    private let handle: OpaquePointer
    /// What commits go through; nil for a database that is not searched yet.
    private let gate: CommitGate?
    private var view: Database
    private let folder: String
    private var builder = DocumentBuilder()
    private var sketcher = TextSketcher()
    /// Nil if copies are not looked for.
    private let stories: StoryKeeper?
    private var isPendingNoted = false
    private var room: DiskRoom
    private var isOpen = true

    package enum Durability {
        /// A commit waits for the disk.
        case durable
        /// A crash may lose the whole generation: for one that is built from nothing and not yet in use.
        case none
        /// As `none`, and no other reader may look at it before it is closed: for one that is to become part of another.
        case disposable

        fileprivate var flags: Int {
            switch self {
            case .durable: 0
            case .none: CX_WRITER_NO_SYNC
            case .disposable: CX_WRITER_NO_SYNC | CX_WRITER_DANGEROUS
            }
        }
    }

    /// Opens a generation, or makes one.
    ///
    /// - Parameters:
    ///   - folder: where the database lies.
    ///   - mustExist: fail with ``IndexError/Kind/notFound`` instead of making one.
    ///   - findsCopies: whether each change puts the stories right. Without, articles are written faster, and into as
    ///     many generations at once as there are threads; what they are merged into is ``storiesArePending`` until
    ///     ``sweepStories(_:)`` has been through.
    /// - Throws: ``IndexError/Kind/incompatible`` if it has another schema, and what Xapian reports.
    package init(
        folder: String,
        mustExist: Bool = false,
        durability: Durability = .durable,
        findsCopies: Bool = true
    ) throws(IndexError) {
        self.folder = folder
        room = DiskRoom(folder: folder)
        gate = durability == .disposable ? nil : try CommitGate(besideDatabase: folder)
        var opened: OpaquePointer?
        let flags = UInt32(durability.flags | (mustExist ? CX_WRITER_MUST_EXIST : 0))
        try shim { cx_writer_open(folder, flags, &opened, $0) }
        guard let opened else { throw IndexError(.other, "the library gave no writer") }
        handle = opened
        do throws(IndexError) {
            view = try Database(viewing: opened)
            stories = findsCopies ? try StoryKeeper(writer: opened, folder: folder) : nil
        } catch {
            _ = cx_writer_close(opened, true, nil)
            throw error
        }
        try checkSchema()
    }

    deinit { discard() }

    package func replacement(
        of path: CorpusPath,
        fingerprint: FileFingerprint,
        rootLength: Int
    ) throws(IndexError) -> any FileContent {
        let source = DocumentBuilder.Source(path: path, fingerprint: fingerprint, parts: 1, rootLength: rootLength)
        return try FileReplacement(self, source)
    }

    /// Whether the index has exactly this record of a file.
    func holds(_ path: CorpusPath, _ record: StoredArticle) throws(IndexError) -> Bool {
        let key = record.isRemark ? Schema.remarkKey(of: path) : Schema.key(of: path, part: record.part)
        let page = try view.documents(with: key, limit: 1, columns: Columns(slots: [], data: true))
        return page.count == 1 && page.data(0) == record.encoded()
    }

    @discardableResult
    package func remove(_ path: CorpusPath) throws(IndexError) -> Bool {
        guard try record(of: path) != nil else { return false }
        return try delete(path) { _ in true }
    }

    /// What the index has of a file, uncommitted changes included; nil if nothing.
    package func record(of path: CorpusPath) throws(IndexError) -> FileRecord? {
        try view.record(of: path)
    }

    /// What the index has of everything at or below a path, uncommitted changes included.
    package func records(
        under folder: CorpusPath,
        _ body: (CorpusPath, FileRecord) throws(IndexError) -> Void
    ) throws(IndexError) {
        try view.records(under: folder, body)
    }

    /// What the index has, uncommitted changes included.
    package func records(_ body: (CorpusPath, FileRecord) throws(IndexError) -> Void) throws(IndexError) {
        try view.records(body)
    }

    /// Files that could not be read, with the reason, uncommitted changes included.
    ///
    /// - Parameter places: keep files at or below these; nil: all.
    package func unreadableFiles(under places: [CorpusPath]?) throws(IndexError) -> [CorpusPath: String] {
        let files = try view.unreadableFiles(limit: Int(UInt32.max))
        var kept: [CorpusPath: String] = [:]
        for file in files where places?.contains(where: { file.path.isInside($0) }) ?? true {
            kept[file.path] = file.reason
        }
        return kept
    }

    /// When the last commit was begun, nanoseconds of the real-time clock; nil in a new index.
    ///
    /// A file that was changed about then or later may have been changed again within the same tick of its time
    /// stamps, after it was read: its fingerprint proves nothing.
    package func lastCommit() throws(IndexError) -> Int64? {
        Int64(String(decoding: try view.metadata(Schema.Metadata.committed), as: UTF8.self))
    }

    /// How many documents there are, uncommitted changes included.
    package func documents() throws(IndexError) -> Int { Int(try view.statistics().documents) }

    /// Which reader found those files unreadable that are; empty in a new index.
    package func readerVersion() throws(IndexError) -> String {
        String(decoding: try view.metadata(Schema.Metadata.reader), as: UTF8.self)
    }

    /// Notes that every unreadable file is so by this reader.
    package func setReaderVersion(_ version: String) throws(IndexError) {
        try setMetadata(Schema.Metadata.reader, version)
    }

    /// Makes all changes durable and visible at once.
    ///
    /// - Parameter begun: when reading the files was begun that are committed with this, nanoseconds of the real-time
    ///   clock; nil: just now. See ``lastCommit()``.
    /// - Throws: ``IndexError/Kind/diskFull`` and others; the writer is of no more use then.
    package func commit(begun: Int64? = nil) throws(IndexError) {
        try room.requireForCommit()
        try setMetadata(Schema.Metadata.committed, String(begun ?? Self.now()))
        let handle = try openHandle()
        if let gate {
            try gate.pass { () throws(IndexError) in try shim { cx_writer_commit(handle, $0) } }
        } else {
            try shim { cx_writer_commit(handle, $0) }
        }
        try stories?.noteCommit()
    }

    /// Commits what is pending and closes the index.
    ///
    /// - Parameter begun: see ``commit(begun:)``.
    package func close(begun: Int64? = nil) throws(IndexError) {
        guard isOpen else { return }
        try commit(begun: begun)
        isOpen = false
        try shim { cx_writer_close(handle, false, $0) }
    }

    /// Closes the index, if it is open, without what is pending.
    ///
    /// To be called after an error: another writer can be opened then, whoever still holds this one.
    package func discard() {
        guard isOpen else { return }
        isOpen = false
        _ = cx_writer_close(handle, true, nil)
    }

    private static func now() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    private func checkSchema() throws(IndexError) {
        let version = String(decoding: try view.metadata(Schema.Metadata.version), as: UTF8.self)
        if version.isEmpty, try view.statistics().last_id == 0 {
            try setMetadata(Schema.Metadata.version, String(Schema.version))
        } else if version != String(Schema.version) {
            throw IndexError(.incompatible, "its schema is “\(version)”, this program's is \(Schema.version)")
        }
    }

    /// The handle; it is freed when the index is closed, and must not reach the shim after that.
    private func openHandle() throws(IndexError) -> OpaquePointer {
        guard isOpen else { throw IndexError(.badArgument, "the index is closed") }
        return handle
    }

    private func setMetadata(_ key: String, _ value: String) throws(IndexError) {
        let handle = try openHandle()
        try Array(key.utf8).lend { (key) throws(IndexError) in
            try Array(value.utf8).lend { (value) throws(IndexError) in
                try shim { cx_writer_set_metadata(handle, key, value, $0) }
            }
        }
    }

    /// Puts an article in the place of what the index has under its key, and its story right.
    func put(_ record: StoredArticle, from source: DocumentBuilder.Source, isNew: Bool) throws(IndexError) {
        _ = try openHandle()
        let key =
            record.isRemark ? Schema.remarkKey(of: source.path) : Schema.key(of: source.path, part: record.part)
        let sketch = record.failure == nil ? sketcher.sketch(of: record.ownText) : nil
        room.note(bytes: record.text.count)
        let entry = try stories?.entry(of: sketch, key: key, isNew: isNew)
        let mark = entry.map(\.mark) ?? sketch.map { StoryMark($0) }
        let id = try builder.withDocument(of: record, from: source, story: mark) {
            (key, document) throws(IndexError) in try put(key, document, isNew: isNew)
        }
        if let entry {
            try stories?.settle(entry, id: id)
        } else {
            try notePendingStories()
        }
    }

    private func put(_ key: [UInt8], _ document: UnsafePointer<cx_document>, isNew: Bool) throws(IndexError) -> UInt32 {
        let handle = try openHandle()
        var id: UInt32 = 0
        if isNew {
            try shim { cx_writer_add(handle, document, &id, $0) }
        } else {
            try key.lend { (key) throws(IndexError) in
                try shim { cx_writer_replace(handle, key, document, &id, $0) }
            }
        }
        return id
    }

    /// Changes what a file's first document says of the file.
    ///
    /// - Parameter parts: how many articles it has.
    func amendFirst(of path: CorpusPath, fingerprint: FileFingerprint, parts: Int) throws(IndexError) {
        let handle = try openHandle()
        let key = Schema.key(of: path, part: 0)
        let page = try view.documents(with: key, limit: 1, columns: Columns(slots: [], data: false))
        guard page.count == 1 else { throw IndexError(.corrupt, "\(path) has lost its first document") }
        let values: [(UInt32, [UInt8])] = [
            (Schema.Slot.fingerprint, fingerprint.encoded), (Schema.Slot.parts, Array(String(parts).utf8)),
        ]
        for (slot, bytes) in values {
            try bytes.lend { (value) throws(IndexError) in
                var amendment = cx_amendment(
                    slot: slot, value: value, removed: nil, removed_count: 0, added: nil, added_count: 0)
                try shim { cx_writer_amend(handle, page.id(0), &amendment, $0) }
            }
        }
    }

    /// Takes documents of a file out of the index.
    ///
    /// - Parameter isGone: decides by the article's place in the file; nil is the remark on what could not be read.
    /// - Returns: whether there were any.
    func delete(_ path: CorpusPath, where isGone: (Int?) -> Bool) throws(IndexError) -> Bool {
        let handle = try openHandle()
        var after: [UInt8] = []
        var found = false
        while true {
            let keys = try view.terms(
                prefix: Schema.keyPrefix(of: path), after: after, limit: 4096, scanLimit: Int(UInt32.max))
            for key in keys.terms.map(\.bytes) where isGone(Schema.part(of: key, in: path)) {
                found = true
                let entry = try stories?.entry(of: nil, key: key, isNew: false)
                try key.lend { (key) throws(IndexError) in
                    try shim { cx_writer_delete(handle, key, $0) }
                }
                if let entry {
                    try stories?.settle(entry, id: nil)
                } else {
                    try notePendingStories()
                }
            }
            guard keys.isTruncated, let last = keys.terms.last else { return found }
            after = last.bytes
        }
    }

    // MARK: Stories

    /// Whether articles were written or removed without looking for copies, and not swept since.
    ///
    /// It outlives the writer, a crash, and the merging of generations.
    package func storiesArePending() throws(IndexError) -> Bool {
        try !view.metadata(Schema.Metadata.storiesPending).isEmpty
    }

    private func notePendingStories() throws(IndexError) {
        guard !isPendingNoted else { return }
        try setMetadata(Schema.Metadata.storiesPending, "1")
        isPendingNoted = true
    }

    /// Finds the stories of all articles anew, whatever is written of them so far, and commits.
    ///
    /// What it comes to is what looking for copies with each change comes to. The sketches are read in the order in
    /// which they lie, so that it takes seconds where looking for each article's copies takes minutes; only articles
    /// whose story changes are written to. Memory is bounded but for some 50 bytes an article that has copies.
    ///
    /// It may be stopped anywhere, also by a crash: then part of the articles has got its story, and another sweep does
    /// the rest.
    ///
    /// - Parameter proceed: asked again and again whether to go on, and told how much of the work is done, 0 to 1.
    /// - Returns: how many articles were written to; nil if it was stopped.
    @discardableResult
    package func sweepStories(_ proceed: (Double) -> Bool = { _ in true }) throws(IndexError) -> Int? {
        try sweepStories(in: StorySweep.Portions(), proceed)
    }

    func sweepStories(in portions: StorySweep.Portions, _ proceed: (Double) -> Bool) throws(IndexError) -> Int? {
        try commit()
        var sweep = StorySweep(
            writer: try openHandle(), database: try Database(paths: [folder]), portions: portions)
        guard try sweep.compare(proceed) else { return nil }
        var changed = 0
        while let step = try sweep.assignNext() {
            changed += step.changed
            guard step.isLast || proceed(step.done) else { return nil }
            if step.isLast {
                try setMetadata(Schema.Metadata.storiesPending, "")
                isPendingNoted = false
            }
            try commit()
            try sweep.noteCommit()
        }
        return changed
    }
}
