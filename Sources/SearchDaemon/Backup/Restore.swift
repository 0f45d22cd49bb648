// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
package import Logging
import SearchIndex

/// `crisis-searchd restore`: puts a backup in the place of the index.
///
/// The index that is there stays the live one until the other is complete, verified and on the disk; a rename then
/// decides. Killed on the way, it leaves a database without a name in `current`, which the next start removes.
package struct Restore {
    private let configuration: Configuration
    private let log: Logger

    package init(configuration: Configuration, log: Logger) {
        self.configuration = configuration
        self.log = log
    }

    /// Verifies a backup.
    ///
    /// - Throws: ``BackupFailure``.
    package func verify(_ folder: BackupFolder) throws(BackupFailure) -> BackupDescription {
        let sums = try folder.readSums()
        let description = try folder.readDescription()
        guard description.format == 1, description.schema == IndexSummary.currentSchema else {
            throw BackupFailure(
                kind: .damaged,
                "\(folder.path) is of another version (\(description.version), schema \(description.schema)); restore it with "
                    + "that version, or build the index from the articles: crisis-searchd index --once --full")
        }
        guard sums[BackupFolder.description] != nil, !description.databases.isEmpty,
            description.databases.allSatisfy({ database in
                IndexFolder.isGeneration(database) && sums.keys.contains { $0.hasPrefix(database + "/") }
            })
        else {
            throw BackupFailure(kind: .damaged, "\(folder.path) does not have what it says it has")
        }
        for (name, sum) in sums.sorted(by: { $0.key < $1.key }) {
            guard try sha256(ofFile: folder.path + "/" + name) == sum else {
                throw BackupFailure(kind: .damaged, "\(folder.path)/\(name) is not what it was; take another backup")
            }
        }
        return description
    }

    /// - Throws: ``BackupFailure``, ``IndexError/Kind/locked`` if a daemon has the index; it is as it was then.
    package func run(from folder: BackupFolder) throws -> BackupDescription {
        let description = try verify(folder)
        let index = try IndexFolder(path: configuration.index)
        var names: [String] = []
        do {
            for database in description.databases {
                let name = index.nextName()
                names.append(name)
                try copy(folder.path + "/" + database, to: index.folder(of: name))
                let faults = try IndexInspection.faults(inDatabase: index.folder(of: name))
                guard faults.isEmpty else {
                    throw BackupFailure(kind: .damaged, "\(folder.path) cannot be used: \(faults[0])")
                }
                try index.synchronize(name)
            }
            try index.publish(names)
        } catch {
            for name in names { try? FileManager.default.removeItem(atPath: index.folder(of: name)) }
            throw error
        }
        index.removeDatabases(except: names)
        index.noteClosed()
        log.info(
            "restored the index from a backup",
            metadata: ["backup": "\(folder.path)", "articles": "\(description.articles)"])
        return description
    }

    private func copy(_ source: String, to target: String) throws {
        let building = try UnfinishedFolder(target)
        for name in try FileManager.default.contentsOfDirectory(atPath: source) {
            let file = open(source + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard file >= 0 else { throw BackupFailure("open \(source)/\(name)") }
            defer { close(file) }
            try building.copy(file, to: name)
        }
    }
}
