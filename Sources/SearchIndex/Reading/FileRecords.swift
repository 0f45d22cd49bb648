// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles

/// What the index knows of a file.
package struct FileRecord: Hashable, Sendable {
    /// The file's state from before it was read.
    package var fingerprint: FileFingerprint
    /// How many documents it has.
    package var parts: Int
}

extension Database {
    private static let columns = Columns(
        slots: [Schema.Slot.fingerprint, Schema.Slot.path, Schema.Slot.parts], data: false)

    func record(of path: CorpusPath) throws(IndexError) -> FileRecord? {
        let page = try documents(with: Schema.key(of: path, part: 0), limit: 1, columns: Self.columns)
        guard page.count > 0 else { return nil }
        return try Self.record(page, 0)
    }

    /// Goes through all files.
    func records(_ body: (CorpusPath, FileRecord) throws(IndexError) -> Void) throws(IndexError) {
        var after: UInt32 = 0
        while true {
            let page = try scanValues(after: after, limit: 4096, columns: Self.columns)
            guard page.count > 0 else { return }
            for index in 0..<page.count { try body(try Self.path(page, index), try Self.record(page, index)) }
            after = page.id(page.count - 1)
        }
    }

    /// Goes through the files at or below a path.
    func records(
        under folder: CorpusPath,
        _ body: (CorpusPath, FileRecord) throws(IndexError) -> Void
    ) throws(IndexError) {
        if let record = try record(of: folder) { try body(folder, record) }
        var after: [UInt8] = []
        while true {
            let keys = try terms(
                prefix: Schema.keyPrefix(below: folder), after: after, limit: 4096, scanLimit: Int(UInt32.max))
            for key in keys.terms {
                let page = try documents(with: key.bytes, limit: 1, columns: Self.columns)
                // Only a file's first document has a fingerprint.
                guard page.count > 0, !page.value(0, 0).isEmpty else { continue }
                let path = try Self.path(page, 0)
                if path.isInside(folder) { try body(path, try Self.record(page, 0)) }
            }
            guard keys.isTruncated, let last = keys.terms.last else { return }
            after = last.bytes
        }
    }

    /// Files that could not be read, with the reason.
    func unreadableFiles(limit: Int) throws(IndexError) -> [(path: CorpusPath, reason: String)] {
        let columns = Columns(slots: [Schema.Slot.fingerprint, Schema.Slot.path], data: true)
        let page = try documents(with: Schema.Kind.unreadable.term, limit: limit, columns: columns)
        var files: [(path: CorpusPath, reason: String)] = []
        for index in 0..<page.count {
            let article = try StoredArticle(decoding: page.data(index))
            files.append((try Self.path(page, index), article.failure ?? ""))
        }
        return files
    }

    private static func path(_ page: borrowing Page, _ index: Int) throws(IndexError) -> CorpusPath {
        guard let path = CorpusPath(bytes: page.value(index, 1)) else {
            throw IndexError(.corrupt, "document \(page.id(index)) has no path")
        }
        return path
    }

    private static func record(_ page: borrowing Page, _ index: Int) throws(IndexError) -> FileRecord {
        guard let fingerprint = FileFingerprint(encoded: page.value(index, 0)),
            let parts = Int(String(decoding: page.value(index, 2), as: UTF8.self))
        else {
            throw IndexError(.corrupt, "document \(page.id(index)) has no fingerprint")
        }
        return FileRecord(fingerprint: fingerprint, parts: parts)
    }
}
