// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The clock by which the kernel stamps files.
package enum FileClock {
    /// Nanoseconds since 1970 at the last tick: a local file written now gets this change time or a later one.
    package static func now() -> Int64 {
        var time = timespec()
        // Cannot fail: the clock exists on every Linux and the pointer is good.
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return FileFingerprint.nanoseconds(time)
    }
}
