// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The files of the databases that are searched, open: what a copy of an index is made of.
///
/// Once open, they can be read to their end even if the databases are replaced and removed meanwhile. What is read is
/// one commit's state only as long as the ``CommitGate`` is closed.
package struct LiveFiles: ~Copyable {
    package struct File: Sendable {
        /// `generation-000007/postlist.glass`.
        package var name: String
        package var descriptor: Int32
    }

    /// Names of the databases, the one that is written to first.
    package let databases: [String]
    package private(set) var files: [File] = []

    /// The lock, which is a file without content that the library makes anew; and what comes and goes before a commit.
    private static let transient: Set = ["flintlock", DiskRoom.trial]

    /// A database is replaced in the moment in which it is opened no more often than this.
    private static let attempts = 100

    /// - Parameter folder: the folder of the index.
    /// - Throws: ``IndexError/Kind/notFound`` if there is no index, ``IndexError/Kind/other`` if it cannot be read.
    package init(of folder: String) throws(IndexError) {
        var attempt = 1
        while true {
            let names = IndexFolder.liveNames(in: folder)
            guard !names.isEmpty else { throw IndexError(.notFound, "there is no index in \(folder)") }
            do throws(IndexError) {
                files = try Self.open(names, in: folder)
                databases = names
                return
            } catch {
                guard attempt < Self.attempts, IndexFolder.liveNames(in: folder) != names else { throw error }
                attempt += 1
            }
        }
    }

    deinit { for file in files { close(file.descriptor) } }

    private static func open(_ databases: [String], in folder: String) throws(IndexError) -> [File] {
        var files: [File] = []
        do throws(IndexError) {
            for database in databases {
                for name in IndexFolder.names(in: folder + "/" + database) where !Self.transient.contains(name) {
                    let path = "\(folder)/\(database)/\(name)"
                    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
                    guard descriptor >= 0 else {
                        throw IndexError(.other, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
                    }
                    files.append(File(name: database + "/" + name, descriptor: descriptor))
                }
            }
            return files
        } catch {
            for file in files { close(file.descriptor) }
            throw error
        }
    }
}
