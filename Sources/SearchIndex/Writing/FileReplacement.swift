// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles

/// Puts the articles of a file in the place of all that the index has of it, one by one, as they are read.
///
/// An article that the index has exactly so is left alone: a line added to a file of a hundred thousand costs one
/// document. The writer may commit in between, for memory's sake. Until ``finish(failure:)`` the file then has a
/// fingerprint that no file has, so that whoever finds it after a crash reads it anew.
///
/// For one thread; nothing else may change the same file in the index meanwhile.
final class FileReplacement: FileContent {
    private let writer: IndexWriter
    private let source: DocumentBuilder.Source
    private let older: FileRecord?
    /// The first article, held back until it is known whether it is the only one: most files have one, and then it is
    /// written once, with all that is to be said of the file.
    private var first: StoredArticle?
    private var count = 0
    private var hasChanged = false
    /// Whether the first document in the index says that the file is still being read.
    private var isMarked = false
    /// What the index could not hold.
    private var refusals: [String] = []
    /// Whether the first document is no article but the reason why there is none.
    private var saysReason = false

    /// - Parameter source: the file, with the fingerprint from before it was read.
    init(_ writer: IndexWriter, _ source: DocumentBuilder.Source) throws(IndexError) {
        self.writer = writer
        self.source = source
        older = try writer.record(of: source.path)
    }

    /// Takes the file's next article.
    ///
    /// - Returns: whether the index was changed.
    @discardableResult
    func put(_ article: Article) throws(IndexError) -> Bool {
        var record = StoredArticle(article)
        record.part = count
        count += 1
        guard count > 1 else {
            first = record
            return false
        }
        let before = hasChanged
        hasChanged = false
        defer { hasChanged = hasChanged || before }
        if let first {
            self.first = nil
            try write(first)
        }
        try write(record)
        return hasChanged
    }

    /// Ends the replacement: what the index has of the file besides its articles is taken out.
    ///
    /// - Parameter failure: why the file, or a part of it, could not be read; nil if all of it was.
    func finish(failure: String?) throws(IndexError) -> FileChange {
        if count == 0 {
            first = StoredArticle(unreadable: failure ?? UnreadableReason.noArticle("a file").description)
            saysReason = true
            count = 1
        }
        if let first {
            let isHeld =
                older == FileRecord(fingerprint: source.fingerprint, parts: 1)
                ? try writer.holds(source.path, first) : false
            if !isHeld {
                hasChanged = true
                try put(first, fingerprint: source.fingerprint, parts: 1)
            }
        } else {
            try settleFirst()
        }
        let remark = saysReason ? nil : remark(failure)
        if let remark { try write(remark: remark) }
        guard older != nil else { return .added }
        let kept = 0..<count
        let isOther: (Int?) -> Bool = { part in part.map { !kept.contains($0) } ?? (remark == nil) }
        if try writer.delete(source.path, where: isOther) { hasChanged = true }
        return hasChanged ? .updated : .unchanged
    }

    /// There is nothing to say: what the index has of the file tells that it is a part.
    func abandon() {}

    // MARK: Documents

    private func write(_ record: StoredArticle) throws(IndexError) {
        if older != nil, try writer.holds(source.path, record) { return }
        hasChanged = true
        if record.part > 0 { try mark() }
        try put(record, fingerprint: .none, parts: 0)
        isMarked = true
    }

    private func put(_ record: StoredArticle, fingerprint: FileFingerprint, parts: Int) throws(IndexError) {
        var source = source
        source.fingerprint = fingerprint
        source.parts = parts
        do throws(IndexError) {
            try writer.put(record, from: source, isNew: older == nil)
        } catch {
            // An article that the library refuses must not hold up all others.
            guard error.kind == .badArgument, record.failure == nil else { throw error }
            refusals.append("the index cannot hold article \(record.part): \(error)")
            // A file has to have a first document.
            guard record.part == 0 else { return }
            saysReason = true
            try writer.put(StoredArticle(unreadable: refusals[0]), from: source, isNew: older == nil)
        }
    }

    /// Says in the first document that the file is still being read.
    private func mark() throws(IndexError) {
        guard !isMarked else { return }
        isMarked = true
        try writer.amendFirst(of: source.path, fingerprint: .none, parts: 0)
    }

    private func settleFirst() throws(IndexError) {
        guard isMarked || older?.fingerprint != source.fingerprint || older?.parts != count else { return }
        hasChanged = true
        try writer.amendFirst(of: source.path, fingerprint: source.fingerprint, parts: count)
    }

    private func remark(_ failure: String?) -> String? {
        let all = [failure].compactMap(\.self) + refusals.prefix(3)
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    private func write(remark: String) throws(IndexError) {
        let record = StoredArticle(unreadable: remark, isRemark: true)
        if older != nil, try writer.holds(source.path, record) { return }
        hasChanged = true
        try writer.put(record, from: source, isNew: older == nil)
    }
}
