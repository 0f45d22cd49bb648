// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
package import CorpusFiles
import LanguageText

/// Makes databases of files of which there is nothing yet, for a bulk build.
///
/// What it makes is what ``IndexWriter`` would, without looking for copies: the stories of what it is merged into are
/// ``IndexWriter/storiesArePending()``. It is faster, for nothing that is there has to be looked at.
///
/// For one thread. Nothing may be searched before ``finish()``.
package final class SegmentWriter: FileDestination {
    private let folder: IndexFolder
    private let begun: Int64
    private let memory: Int
    private var builder = DocumentBuilder()
    private var sketcher = TextSketcher()
    private var handle: OpaquePointer?
    private var names: [String] = []

    /// Documents that were added.
    package private(set) var documents = 0

    /// - Parameters:
    ///   - begun: when reading the files was begun, see ``IndexWriter/lastCommit()``.
    ///   - memory: bytes that it may take, more or less. What is larger becomes several databases.
    package init(in folder: IndexFolder, begun: Int64, memory: Int) {
        self.folder = folder
        self.begun = begun
        self.memory = memory
    }

    deinit { discard() }

    /// Whether another file would go into another database.
    package var isFull: Bool { names.count > 1 || (handle == nil && !names.isEmpty) }

    package func replacement(
        of path: CorpusPath,
        fingerprint: FileFingerprint,
        rootLength: Int
    ) throws(IndexError) -> any FileContent {
        SegmentFile(
            self,
            DocumentBuilder.Source(path: path, fingerprint: fingerprint, parts: 1, rootLength: rootLength))
    }

    /// There is nothing of any file.
    package func remove(_ path: CorpusPath) -> Bool { false }

    /// Adds a document.
    ///
    /// - Throws: ``IndexError/Kind/badArgument`` if no database can hold it; it is left out.
    func add(_ record: StoredArticle, from source: DocumentBuilder.Source) throws(IndexError) {
        let segment = try open()
        let sketch = record.failure == nil ? sketcher.sketch(of: record.ownText) : nil
        try builder.withDocument(of: record, from: source, story: sketch.map { StoryMark($0) }) {
            (_, document) throws(IndexError) in try shim { cx_segment_add(segment, document, $0) }
        }
        documents += 1
        if cx_segment_memory(segment) > memory { try close() }
    }

    /// Completes what was begun.
    ///
    /// - Returns: the databases, none if there are no documents. They are not synchronised with the disk, and the
    ///   caller's to remove.
    package func finish() throws(IndexError) -> [String] {
        try close()
        defer { names = [] }
        return names
    }

    /// Removes what was made.
    package func discard() {
        cx_segment_free(handle)
        handle = nil
        for name in names { folder.remove(name) }
        names = []
    }

    private func open() throws(IndexError) -> OpaquePointer {
        if let handle { return handle }
        let name = folder.nextSegmentName()
        names.append(name)
        var made: OpaquePointer?
        try shim { cx_segment_make(folder.folder(of: name), &made, $0) }
        guard let made else { throw IndexError(.other, "the library gave no segment") }
        handle = made
        let metadata = [
            (Schema.Metadata.version, String(Schema.version)), (Schema.Metadata.committed, String(begun)),
            (Schema.Metadata.storiesPending, "1"),
        ]
        for (key, value) in metadata {
            try Array(key.utf8).lend { (key) throws(IndexError) in
                try Array(value.utf8).lend { (value) throws(IndexError) in
                    try shim { cx_segment_set_metadata(made, key, value, $0) }
                }
            }
        }
        return made
    }

    private func close() throws(IndexError) {
        guard let handle else { return }
        try shim { cx_segment_finish(handle, $0) }
        cx_segment_free(handle)
        self.handle = nil
    }
}

/// Puts the articles of a file into a segment.
///
/// The first of them says all that is to be said of the file, and is held back until that is known. Should the process
/// end before, the segment is lost with it.
private final class SegmentFile: FileContent {
    private let writer: SegmentWriter
    private let source: DocumentBuilder.Source
    private var first: StoredArticle?
    private var count = 0
    /// What the database could not hold.
    private var refusals: [String] = []

    init(_ writer: SegmentWriter, _ source: DocumentBuilder.Source) {
        self.writer = writer
        self.source = source
    }

    func put(_ article: Article) throws(IndexError) -> Bool {
        var record = StoredArticle(article)
        record.part = count
        count += 1
        if count == 1 {
            first = record
            return false
        }
        try add(record, partOf: .none, parts: 0)
        return true
    }

    func finish(failure: String?) throws(IndexError) -> FileChange {
        let reason = count == 0 ? failure ?? UnreadableReason.noArticle("a file").description : nil
        let saysReason = try addFirst(reason, source.fingerprint, parts: max(count, 1))
        let remarks = [failure].compactMap(\.self) + refusals.prefix(3)
        if !saysReason, !remarks.isEmpty {
            let remark = StoredArticle(unreadable: remarks.joined(separator: "; "), isRemark: true)
            try add(remark, partOf: source.fingerprint, parts: count)
        }
        return .added
    }

    /// The first article says that it is of no file that a disk has, so that whoever compares reads the file again.
    func abandon() throws(IndexError) {
        guard count > 0 else { return }
        try addFirst(nil, .none, parts: 0)
    }

    /// Adds the first document: the first article, or the reason why there is none.
    ///
    /// - Returns: whether it is such a reason.
    @discardableResult
    private func addFirst(
        _ reason: String?,
        _ fingerprint: FileFingerprint,
        parts: Int
    ) throws(IndexError) -> Bool {
        if let first, try add(first, partOf: fingerprint, parts: parts) { return false }
        let reason = reason ?? refusals.last ?? ""
        try add(StoredArticle(unreadable: reason), partOf: fingerprint, parts: parts)
        return true
    }

    /// - Returns: false if the database cannot hold the article; that must not hold up all others.
    @discardableResult
    private func add(
        _ record: StoredArticle,
        partOf fingerprint: FileFingerprint,
        parts: Int
    ) throws(IndexError) -> Bool {
        var source = source
        source.fingerprint = fingerprint
        source.parts = parts
        do throws(IndexError) {
            try writer.add(record, from: source)
            return true
        } catch {
            guard error.kind == .badArgument, record.failure == nil else { throw error }
            refusals.append("the index cannot hold article \(record.part): \(error)")
            return false
        }
    }
}
