// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Logging

/// Ends a process one of whose threads cannot be called back.
enum UnstoppableWork {
    /// sysexits(3): EX_SOFTWARE.
    static let status: Int32 = 70

    /// Ends the process without closing the index: what is committed is kept, and whoever starts next looks for damage.
    static func endProcess(_ reason: String, _ log: Logger) -> Never {
        log.critical("ending, to be started anew", metadata: ["reason": "\(reason)"])
        _exit(status)
    }
}
