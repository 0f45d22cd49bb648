// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
import CXapian
package import CorpusFiles
import Glibc

/// Looks whether an index is in order, without its lock and without changing it: a daemon may be writing to it.
///
/// What it finds is one commit's state. If the writer overtakes it, it says so, and has to be asked again.
package struct IndexInspection {
    /// Something that is not as it must be.
    package struct Fault: Hashable, Sendable {
        package enum Kind: String, Sendable {
            /// The library finds its own files damaged.
            case structure
            /// Another version wrote the index.
            case schema
            /// A document cannot be read, or says one thing here and another there.
            case document
            /// A file lacks documents, or has too many.
            case file
            /// A story's members and its terms do not agree.
            case story
            /// A number that is kept is not that which is counted.
            case count
        }

        package var kind: Kind
        package var message: String
    }

    /// What was found.
    package struct Findings: Sendable {
        package var faults: [Fault] = []
        /// Faults that are not listed, for there are too many.
        package var unlisted = 0
        package var articles = 0
        package var unreadable = 0
        package var stories = 0
        /// What the index has of each file.
        package var files: [CorpusPath: FileRecord] = [:]

        /// Faults that are listed at most.
        private static let limit = 100

        mutating func add(_ kind: Fault.Kind, _ message: String) {
            if faults.count < Self.limit { faults.append(Fault(kind: kind, message: message)) } else { unlisted += 1 }
        }
    }

    /// What tells one commit from the next.
    package struct State: Hashable, Sendable {
        /// The databases that are searched, the one that is written to first.
        package var databases: [String]
        fileprivate var commits: [[UInt8]]
    }

    private let folder: String

    /// - Parameter folder: the folder of the index.
    package init(folder: String) {
        self.folder = folder
    }

    /// The state that the index is in; nil if there is none.
    ///
    /// - Throws: ``IndexError``: a database cannot be opened.
    package func state() throws(IndexError) -> State? {
        let names = IndexFolder.liveNames(in: folder)
        guard !names.isEmpty else { return nil }
        var commits: [[UInt8]] = []
        for path in paths(names) {
            commits.append(try Database(paths: [path]).metadata(Schema.Metadata.committed))
        }
        return State(databases: names, commits: commits)
    }

    /// Whether somebody has the index open for writing.
    package var isInUse: Bool {
        let lock = open(folder + "/lock", O_RDONLY | O_CLOEXEC)
        guard lock >= 0 else { return false }
        defer { close(lock) }
        guard flock(lock, LOCK_SH | LOCK_NB) != 0 else { return false }
        return errno == EWOULDBLOCK
    }

    /// Looks through the databases of a state.
    ///
    /// - Throws: ``IndexError/Kind/modified`` if the writer was faster; any other failure is a fault.
    package func findings(in state: State) throws(IndexError) -> Findings {
        var findings = Findings()
        do throws(IndexError) {
            for path in paths(state.databases) {
                for fault in try Self.faults(inDatabase: path) { findings.add(.structure, fault) }
            }
            let database = try Database(paths: paths(state.databases))
            let version = String(decoding: try database.metadata(Schema.Metadata.version), as: UTF8.self)
            guard version == String(Schema.version) else {
                findings.add(.schema, "the index has the schema “\(version)”, this program's is \(Schema.version)")
                return findings
            }
            var documents = DocumentInspection(
                database, isSplit: state.databases.count > 1, comparesDocuments: true)
            try documents.run(&findings)
        } catch {
            if error.kind == .modified { throw error }
            findings.add(error.kind == .incompatible ? .schema : .structure, "\(error)")
        }
        return findings
    }

    /// The first thing that is wrong with a database, or with its documents; nobody may be writing to it.
    ///
    /// - Parameter comparesDocuments: whether each document is compared with the one that its article would be indexed as, for which
    ///   a start cannot wait: it takes four times as long.
    /// - Returns: nil if it is in order, or of another schema: whoever opens it finds that out.
    package static func firstFault(inDatabase path: String, comparesDocuments: Bool) -> String? {
        do throws(IndexError) {
            if let fault = try faults(inDatabase: path).first { return fault }
            let database = try Database(paths: [path])
            let version = String(decoding: try database.metadata(Schema.Metadata.version), as: UTF8.self)
            guard version == String(Schema.version) else { return nil }
            var findings = Findings()
            // One of several, perhaps, whose stories are not all here.
            var documents = DocumentInspection(database, isSplit: true, comparesDocuments: comparesDocuments)
            try documents.run(&findings)
            return findings.faults.first { $0.kind != .story }?.message
        } catch {
            return error.description
        }
    }

    /// What the index has of a file by now.
    ///
    /// - Throws: ``IndexError``.
    package func record(of path: CorpusPath) throws(IndexError) -> FileRecord? {
        try retrying { (database) throws(IndexError) in try database.record(of: path) }
    }

    /// What the index has of a file.
    package struct Content: Hashable, Sendable {
        package var articles: [StoredArticle] = []
        /// Whether it says that the file, or a part of it, could not be read.
        package var hasFailure = false

        package init() {}

        /// Takes the file's next article.
        package mutating func add(_ article: Article) {
            var record = StoredArticle(article)
            record.part = articles.count
            articles.append(record)
        }
    }

    /// What the index has of a file with so many articles.
    ///
    /// - Throws: ``IndexError``.
    package func content(of path: CorpusPath, parts: Int) throws(IndexError) -> Content {
        try retrying { (database) throws(IndexError) in
            var content = Content()
            for key in (0..<parts).map({ Schema.key(of: path, part: $0) }) + [Schema.remarkKey(of: path)] {
                let page = try database.documents(with: key, limit: 1, columns: Columns(slots: [], data: true))
                guard page.count == 1 else { continue }
                let record = try StoredArticle(decoding: page.data(0))
                if record.failure == nil { content.articles.append(record) } else { content.hasFailure = true }
            }
            return content
        }
    }

    private func retrying<Result>(
        _ body: (borrowing Database) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        var attempt = 1
        while true {
            do throws(IndexError) {
                return try body(try Database(paths: paths(IndexFolder.liveNames(in: folder))))
            } catch {
                // As readers do: a writer that is faster makes the library see damage where there is none.
                guard attempt < 20 else { throw error }
                attempt += 1
            }
        }
    }

    /// What the library finds damaged in a database; nobody may be writing to it.
    ///
    /// - Throws: ``IndexError`` if it cannot even be opened.
    package static func faults(inDatabase path: String) throws(IndexError) -> [String] {
        var faults = 0
        var report: OpaquePointer?
        try shim { cx_check(path, &faults, &report, $0) }
        let words = String(decoding: take(report), as: UTF8.self)
        guard faults > 0 else { return missingTables(ofDatabase: path) }
        // The report tells of every table; what is wrong stands in a line of its own.
        let lines = words.split(separator: "\n").filter { line in
            !line.hasSuffix(":") && !line.contains("no errors found") && !line.contains("blocksize=")
        }
        return lines.isEmpty ? ["\(path): \(faults) faults"] : lines.suffix(10).map { "\(path): \($0)" }
    }

    /// The tables that must be there and are not: the library takes a missing one for an empty one.
    private static func missingTables(ofDatabase path: String) -> [String] {
        let files = ExpectedTables(ofDatabase: path).names.map { name in path + "/" + name + ".glass" }
        return files.filter { file in access(file, F_OK) != 0 }.map { file in "\(file) is missing" }
    }

    private func paths(_ names: [String]) -> [String] { names.map { folder + "/" + $0 } }
}
