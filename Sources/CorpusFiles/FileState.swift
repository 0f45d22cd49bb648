// SPDX-License-Identifier: GPL-3.0-or-later

package import Glibc

/// What is found at a path, as a value.
package enum FileState: Hashable, Sendable {
    /// A regular file, reached directly or through a link that is followed.
    case regular(FileFingerprint)
    /// A folder, reached likewise.
    case folder(FolderIdentity)
    /// A symbolic link that is not followed, or leads nowhere.
    case symbolicLink
    /// A pipe, socket or device.
    case other
    /// Nothing, or a folder on the way is none.
    case missing
    /// The kernel would not say.
    case failure(SystemError)

    /// Sorts what `lstat(2)` or `stat(2)` filled in.
    package init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .regular(FileFingerprint(status))
        case S_IFDIR: self = .folder(FolderIdentity(status))
        case S_IFLNK: self = .symbolicLink
        default: self = .other
        }
    }

    /// The fingerprint if this is a regular file.
    package var fingerprint: FileFingerprint? {
        if case .regular(let fingerprint) = self { fingerprint } else { nil }
    }
}

/// Tells one folder from every other that is mounted at the same time.
package struct FolderIdentity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64

    package init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }
}
