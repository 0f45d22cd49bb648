// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
package import Logging
import SearchAPI
import SearchIndex

/// `crisis-searchd backup`: copies an index of which a daemon may be the owner.
///
/// The daemon is not asked: it may be hardened so that it can write nowhere else, and the copy belongs to whoever makes
/// it. It is held up at its next commit for as long as the copying takes; see ``CommitGate``.
package struct Backup {
    private let configuration: Configuration
    private let log: Logger

    package init(configuration: Configuration, log: Logger) {
        self.configuration = configuration
        self.log = log
    }

    /// - Throws: ``BackupFailure``, ``IndexError``; nothing with the folder's name is left then.
    package func run(to folder: BackupFolder) throws -> BackupDescription {
        guard !Self.isOccupied(folder.path) else {
            throw BackupFailure(kind: .other, "\(folder.path) is there already; choose a name that is not taken")
        }
        let building = try UnfinishedFolder(folder.unfinished)
        do {
            let databases = try copy(to: building)
            try verify(databases, in: folder)
            let description = try describe(databases, in: folder, building)
            try finish(folder, building)
            return description
        } catch {
            building.remove()
            throw error
        }
    }

    /// Whether something that must not be replaced has the name.
    private static func isOccupied(_ path: String) -> Bool {
        guard let status = FileStatus(of: path) else { return false }
        // An empty folder is replaced by the rename.
        return status.kind != .folder || (try? FileManager.default.contentsOfDirectory(atPath: path)) != []
    }

    private func copy(to building: UnfinishedFolder) throws -> [String] {
        // Looked for first: a gate would be made where there is no index.
        _ = try LiveFiles(of: configuration.index)
        let gate = try CommitGate(of: configuration.index)
        return try gate.closed { () throws -> [String] in
            let live = try LiveFiles(of: configuration.index)
            for database in live.databases { try building.makeFolder(database) }
            for file in live.files { try building.copy(file.descriptor, to: file.name) }
            return live.databases
        }
    }

    /// A backup that cannot be opened is found out now, and not when it is needed.
    private func verify(_ databases: [String], in folder: BackupFolder) throws {
        for database in databases {
            let faults = try IndexInspection.faults(inDatabase: folder.unfinished + "/" + database)
            guard faults.isEmpty else {
                throw BackupFailure(
                    kind: .damaged,
                    "the index is damaged (\(faults[0])); crisis-searchd check tells more, and no backup was made")
            }
        }
    }

    private func describe(
        _ databases: [String],
        in folder: BackupFolder,
        _ building: UnfinishedFolder
    ) throws -> BackupDescription {
        let summary = try IndexSummary(databases: databases.map { folder.unfinished + "/" + $0 })
        let files = try building.files()
        var description = BackupDescription(
            made: Date().formatted(.iso8601), version: Version.current, schema: summary.schema,
            committed: summary.committed.map { Date(timeIntervalSince1970: Double($0) / 1e9).formatted(.iso8601) },
            databases: databases, articles: summary.articles, bytes: 0)
        description.bytes = files.reduce(0) { $0 + $1.size }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys, .prettyPrinted]
        try building.write(try encoder.encode(description) + Data("\n".utf8), to: BackupFolder.description)
        var sums = ""
        for name in files.map(\.name) + [BackupFolder.description] {
            sums += "\(try sha256(ofFile: folder.unfinished + "/" + name))  \(name)\n"
        }
        try building.write(Data(sums.utf8), to: BackupFolder.sums)
        return description
    }

    private func finish(_ folder: BackupFolder, _ building: UnfinishedFolder) throws {
        try building.synchronize()
        guard rename(folder.unfinished, folder.path) == 0 else { throw BackupFailure("make \(folder.path)") }
        try synchronizeFolder(URL(filePath: folder.path).deletingLastPathComponent().path(percentEncoded: false))
    }
}
