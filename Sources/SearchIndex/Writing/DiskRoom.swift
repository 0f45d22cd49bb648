// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Bytes that the disk of a folder has free for this process; nil if that cannot be told.
func freeBytes(at folder: String) -> Int? {
    var disk = statvfs()
    guard statvfs(folder, &disk) == 0 else { return nil }
    let (bytes, overflow) = Int(clamping: disk.f_bavail).multipliedReportingOverflow(by: Int(clamping: disk.f_frsize))
    return overflow ? .max : bytes
}

/// What a commit may need of the disk.
///
/// Where the disk turns out to be full or not to take writes in the middle of a commit, the library, up to 1.4.22 at least,
/// may end the process: an exception leaves one of its destructors, `ValueUpdater`. So room is looked for before, with as
/// much to spare as several writers may take meanwhile, and something is written by way of trial.
struct DiskRoom {
    /// The name of a file that is there for a moment before a commit.
    static let trial = "trial"

    private let folder: String
    /// Bytes of text that were written since the last commit.
    private var uncommitted = 0

    /// An index has up to three and a half bytes for one of text; two writers may look at the same room at once.
    private static let bytesPerByte = 8
    /// What is left to others, and to the blocks that a commit changes however little was written.
    private static let reserve = 1 << 20

    init(folder: String) { self.folder = folder }

    /// Has to be called for each document that is written.
    mutating func note(bytes: Int) { uncommitted += bytes }

    /// Has to be called before each commit.
    ///
    /// - Throws: ``IndexError/Kind/diskFull``; ``IndexError/Kind/other`` if nothing can be written.
    mutating func requireForCommit() throws(IndexError) {
        let needed = uncommitted * Self.bytesPerByte + Self.reserve
        // An index that cannot grow can still lose articles: what is removed may be what makes room.
        if uncommitted > 0, let free = freeBytes(at: folder), free < needed {
            throw IndexError(
                .diskFull,
                "\(needed >> 10) KiB are needed in \(folder) to write what was read, and \(free >> 10) KiB are free")
        }
        try tryWriting()
        uncommitted = 0
    }

    /// Writes a file, and removes it.
    private func tryWriting() throws(IndexError) {
        let path = folder + "/" + Self.trial
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        var written = -1
        if file >= 0 {
            var byte: UInt8 = 0
            repeat { written = write(file, &byte, 1) } while written < 0 && errno == EINTR
        }
        let code = written < 0 ? errno : 0
        if file >= 0 {
            close(file)
            unlink(path)
        }
        // Whether a full disk is too full is not told by this: an article may be what is removed from it.
        guard code == 0 || code == ENOSPC else {
            throw IndexError(.other, "\(path) cannot be written: \(String(cString: strerror(code)))")
        }
    }
}
