// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A refusal of the kernel: its `errno` and what was being done.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The `errno` value, such as `EACCES`.
    package let code: Int32
    /// What was tried, in words that follow "cannot": `open /srv/news/a.txt`.
    package let operation: String

    package init(code: Int32, operation: String) {
        self.code = code
        self.operation = operation
    }

    /// One line: what could not be done and why.
    package var description: String {
        "cannot \(operation): \(Self.message(code))"
    }

    /// The kernel's own words for an `errno` value, such as "Permission denied".
    package static func message(_ code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else {
                return "error \(code)"
            }
            return String(cString: start)
        }
    }

    /// Whether it says that nothing is there: the thing or a folder above it is gone, or never could exist.
    package var meansMissing: Bool {
        // ENOTDIR and ELOOP: where a folder should be there is a file, or a link that is not to be followed.
        [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(code)
    }
}
