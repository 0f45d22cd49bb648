// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What the kernel says of a name in the file system, for files that are not the corpus's: sockets, backups.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file, folder, socket, other
    }

    package var kind: Kind
    /// The permission bits.
    package var mode: UInt32
    package var owner: UInt32
    package var group: UInt32
    /// Bytes.
    package var size: Int

    /// - Parameter followsLinks: whether a symbolic link at the end of the path is followed; else it is `other`.
    /// - Returns: nil if nothing is there, or if it may not be looked at.
    package init?(of path: String, followsLinks: Bool = false) {
        var status = stat()
        guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFSOCK: .socket
            default: .other
            }
        mode = UInt32(status.st_mode & 0o7777)
        owner = status.st_uid
        group = status.st_gid
        size = Int(status.st_size)
    }
}
