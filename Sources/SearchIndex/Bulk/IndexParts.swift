// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles

/// The databases that are searched beside the generation: what a bulk build has completed so far.
///
/// No two of them have the same file, nor one that the generation has. Files are never added to one, only taken out, when
/// they change and become the generation's, or are deleted. What a merge is reading is left alone: a file is then taken
/// out of a copy, which is searched in place of the original, and whoever asked for the merge takes it out of what comes
/// of it.
///
/// For one thread at a time. Nothing that is done here is seen before ``commit()`` and the publishing of ``names``.
package final class IndexParts {
    private struct Part {
        /// Does not change when the part gives way to a copy.
        let id: Int
        var name: String
        var writer: IndexWriter
        /// When reading the part's files was begun, see ``IndexWriter/lastCommit()``.
        let begun: Int64
        var isBeingMerged = false
        var isChanged = false
    }

    /// A part that a merge reads.
    package struct Source: Sendable {
        package let id: Int
        package let name: String
        package let documents: Int
    }

    private let folder: IndexFolder
    private var parts: [Part] = []
    private var lastID = 0

    /// Opens parts that are complete.
    package init(folder: IndexFolder, names: some Sequence<String> = []) throws(IndexError) {
        self.folder = folder
        for name in names { try add(name) }
    }

    /// The databases, in the order in which they came.
    package var names: [String] { parts.map(\.name) }

    package var isEmpty: Bool { parts.isEmpty }

    /// When reading the files of the oldest part was begun, nanoseconds of the real-time clock; nil if there is none.
    package var begun: Int64? { parts.map(\.begun).min() }

    /// Documents of all parts.
    package func documents() throws(IndexError) -> Int {
        var count = 0
        for part in parts { count += try part.writer.documents() }
        return count
    }

    // MARK: Files

    /// What the parts have of all files.
    package func records(_ body: (CorpusPath, FileRecord) throws(IndexError) -> Void) throws(IndexError) {
        for part in parts { try part.writer.records(body) }
    }

    /// What the parts have of the files at or below a path.
    package func records(
        under folder: CorpusPath,
        _ body: (CorpusPath, FileRecord) throws(IndexError) -> Void
    ) throws(IndexError) {
        for part in parts { try part.writer.records(under: folder, body) }
    }

    /// Files that could not be read, with the reason; see ``IndexWriter/unreadableFiles(under:)``.
    package func unreadableFiles(under places: [CorpusPath]?) throws(IndexError) -> [CorpusPath: String] {
        var files: [CorpusPath: String] = [:]
        for part in parts { files.merge(try part.writer.unreadableFiles(under: places)) { $1 } }
        return files
    }

    /// Takes a file out of the part that has it.
    ///
    /// - Returns: false if none has it.
    @discardableResult
    package func remove(_ path: CorpusPath) throws(IndexError) -> Bool {
        var isFound = false
        for index in parts.indices where try parts[index].writer.record(of: path) != nil {
            if parts[index].isBeingMerged { try replaceWithCopy(index) }
            try parts[index].writer.remove(path)
            parts[index].isChanged = true
            isFound = true
        }
        return isFound
    }

    private func replaceWithCopy(_ index: Int) throws(IndexError) {
        let name = try folder.copy(parts[index].name)
        do throws(IndexError) {
            parts[index].writer = try Self.writer(folder.folder(of: name))
        } catch {
            folder.remove(name)
            throw error
        }
        // The original goes away with the merge that reads it.
        parts[index].name = name
        parts[index].isBeingMerged = false
    }

    /// Makes what was done durable.
    package func commit() throws(IndexError) {
        for index in parts.indices where parts[index].isChanged {
            // What its files were read at has not changed by that.
            try parts[index].writer.commit(begun: parts[index].begun)
            parts[index].isChanged = false
        }
    }

    /// Closes all parts without what is pending; see ``IndexWriter/discard()``.
    package func discard() {
        for part in parts { part.writer.discard() }
    }

    // MARK: Parts

    /// Adds a database that is complete.
    package func add(_ name: String) throws(IndexError) {
        let writer = try Self.writer(folder.folder(of: name))
        lastID += 1
        parts.append(Part(id: lastID, name: name, writer: writer, begun: try writer.lastCommit() ?? .min))
    }

    /// The parts, for a choice of those to merge; without those that are being merged.
    package func sources() throws(IndexError) -> [Source] {
        var sources: [Source] = []
        for part in parts where !part.isBeingMerged {
            sources.append(Source(id: part.id, name: part.name, documents: try part.writer.documents()))
        }
        return sources
    }

    /// Leaves some parts alone from now on, until they are replaced.
    package func beginMerge(_ sources: [Source]) {
        for index in parts.indices where sources.contains(where: { $0.id == parts[index].id }) {
            parts[index].isBeingMerged = true
        }
    }

    /// Forgets the parts that were merged.
    ///
    /// - Returns: the databases that are of no more use once the list is published.
    package func endMerge(_ sources: [Source]) -> [String] {
        let merged = parts.filter { part in sources.contains { $0.id == part.id } }
        parts.removeAll { part in sources.contains { $0.id == part.id } }
        return Array(Set(merged.map(\.name) + sources.map(\.name)))
    }

    /// Copies are not looked for: of what is merged, the stories are found anew.
    private static func writer(_ folder: String) throws(IndexError) -> IndexWriter {
        try IndexWriter(folder: folder, mustExist: true, findsCopies: false)
    }
}
