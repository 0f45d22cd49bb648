// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// How many descriptors the process may have open.
enum DescriptorLimit {
    /// More than the daemon ever needs: its connections, the index's files for each thread, the corpus's folders.
    private static let wanted: rlim_t = 16_384

    /// Makes use of what the process may have anyway: the usual soft limit of 1,024 is there for programs that use
    /// select(2).
    ///
    /// Where that is forbidden, as by a filter of system calls, all stays as it is.
    static func raise() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        setrlimit(resource, &limit)
    }
}
