// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What lets a process copy an index while another one writes to it: writers pass through it to commit, and whoever
/// closes it holds them up.
///
/// Between two commits, nothing that the last commit left is overwritten: the library writes to free blocks only. So the
/// files of a database can be copied for as long as nobody commits, whatever else its writer does. The gate is a file
/// beside the databases and flock(2) on it: shared by those who commit, held alone by who copies. The kernel opens it
/// again when the process that closed it dies, in whatever way.
package final class CommitGate: Sendable {
    private let descriptor: Int32

    /// How long a commit waits before it fails: a copy takes seconds, and one that hangs must not end all indexing
    /// without a word.
    private static let patience = Duration.seconds(600)
    private static let pause: UInt32 = 5_000

    static let name = "gate"

    /// - Parameter folder: the folder of the index.
    /// - Throws: ``IndexError/Kind/other`` if there is no gate, and none can be made.
    package init(of folder: String) throws(IndexError) {
        let path = folder + "/" + Self.name
        descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw IndexError(.other, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
    }

    /// The gate of the index that a database belongs to; nil for a database that stands alone.
    convenience init?(besideDatabase folder: String) throws(IndexError) {
        guard let slash = folder.lastIndex(of: "/") else { return nil }
        let parent = String(folder[..<slash])
        guard access(parent + "/" + Self.name, F_OK) == 0 else { return nil }
        try self.init(of: parent)
    }

    deinit { close(descriptor) }

    /// Commits, once nobody copies.
    ///
    /// - Throws: ``IndexError/Kind/other`` if a copy goes on for very long, and what `body` throws.
    func pass(_ body: () throws(IndexError) -> Void) throws(IndexError) {
        let deadline = ContinuousClock.now + Self.patience
        while flock(descriptor, LOCK_SH | LOCK_NB) != 0 {
            guard ContinuousClock.now < deadline else {
                throw IndexError(.other, "a backup has held up the index for \(Self.patience); end it if it hangs")
            }
            usleep(Self.pause)
        }
        defer { flock(descriptor, LOCK_UN) }
        try body()
    }

    /// Runs `body` while nobody commits.
    package func closed<Failure, Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        // Shared locks last for milliseconds, and a writer that is held up asks only now and then.
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }
}
