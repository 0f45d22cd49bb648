// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// An open file or folder, closed at the end of its life.
struct FileDescriptor: ~Copyable {
    let number: Int32

    /// Takes over `number`, which must be open.
    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // A descriptor that was only read has nothing to lose in close(2).
        close(number)
    }

    /// Gives the descriptor away unclosed.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }
}

/// Flags of `open(2)` that glibc hides unless `_GNU_SOURCE` is set; the same on every architecture Swift runs on.
enum OpenFlag {
    /// Only name the thing, neither read it nor need the right to.
    static let path: Int32 = 0o10_000_000
    /// Leave the access time alone: reading the corpus should not write to the disk.
    static let keepAccessTime: Int32 = 0o1_000_000
}

/// `openat(2)` on a name in an open folder, again after a signal; a negated `errno` on failure.
func open(_ name: ArraySlice<UInt8>, in folder: Int32, flags: Int32) -> Int32 {
    withNullTerminated(name) { name in
        while true {
            let number = openat(folder, name, flags | O_CLOEXEC)
            if number >= 0 { return number }
            if errno != EINTR { return -errno }
        }
    }
}

/// What `fstatat(2)` says of a name in an open folder.
func state(of name: ArraySlice<UInt8>, in folder: Int32, followingLinks: Bool) -> FileState {
    var status = stat()
    let code: Int32 = withNullTerminated(name) { name in
        if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 { return errno }
        guard followingLinks, status.st_mode & S_IFMT == S_IFLNK else { return 0 }
        var target = stat()
        if fstatat(folder, name, &target, 0) == 0 {
            status = target
        } else if errno != ENOENT && errno != ENOTDIR && errno != ELOOP {
            return errno
        }
        // A link that leads nowhere, or in a circle, stays a link.
        return 0
    }
    switch code {
    case 0: return FileState(status)
    case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG: return .missing
    default: return .failure(SystemError(code: code, operation: "examine \(String(decoding: name, as: UTF8.self))"))
    }
}

/// How many names the regular file at a name in an open folder has; nil if there is none.
func linkCount(of name: ArraySlice<UInt8>, in folder: Int32) -> Int? {
    var status = stat()
    let isThere = withNullTerminated(name) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0
    return isThere && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_nlink) : nil
}

/// What `fstat(2)` says of an open descriptor.
func state(of descriptor: Int32) -> FileState {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
        return .failure(SystemError(code: errno, operation: "examine an open file"))
    }
    return FileState(status)
}
