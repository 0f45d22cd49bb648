// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// A limit that keeps folders from being watched.
enum WatchShortage: Hashable, Sendable, CustomStringConvertible {
    /// Too many watches for this user.
    case watches
    /// Too many watching programs of this user, or too many open files.
    case files
    /// Too little memory, or a kernel without inotify.
    case other(SystemError)

    /// Nil if `error` is about one folder only.
    init?(_ error: SystemError) {
        switch error.code {
        case ENOSPC: self = .watches
        case EMFILE, ENFILE: self = .files
        case ENOMEM, ENOSYS: self = .other(error)
        default: return nil
        }
    }

    /// A sentence with what to do.
    var description: String {
        switch self {
        case .watches:
            """
            not every folder can be watched, so changes may be noticed late: the limit fs.inotify.max_user_watches is \
            reached; raise it, say with: sysctl fs.inotify.max_user_watches=1048576
            """
        case .files:
            """
            not every folder can be watched, so changes may be noticed late: the limit of open files (ulimit -n, \
            LimitNOFILE=) or fs.inotify.max_user_instances is reached; raise it
            """
        case .other(let error):
            "not every folder can be watched, so changes may be noticed late: \(error)"
        }
    }
}
