// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Why a file could not be read.
package enum FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing is there any more.
    case missing
    /// There is something else: what it is, such as "a folder".
    case notAFile(String)
    /// The file is larger than what may be read, both in bytes. While a file grows, `size` is what was seen of it.
    case tooLarge(size: Int64, limit: Int)
    /// The kernel refused.
    case system(SystemError)

    /// Sorts a refusal of the kernel.
    package init(_ error: SystemError) {
        self = error.meansMissing ? .missing : .system(error)
    }

    /// One line: the cause, and what to do where something can be done.
    package var description: String {
        switch self {
        case .missing:
            "the file is not there any more"
        case .notAFile(let kind):
            "it is \(kind), not a file"
        case .tooLarge(let size, let limit):
            "the file is too large (\(size) bytes, the limit is \(limit)); split it or raise the limit"
        case .system(let error):
            "\(error)\(Self.advice(error.code))"
        }
    }

    private static func advice(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "; give the daemon's user the right to read it"
        case EMFILE, ENFILE: "; raise the limit of open files (ulimit -n, LimitNOFILE=)"
        case EIO: "; check the disk"
        default: ""
        }
    }
}
