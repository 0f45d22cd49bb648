// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The clock for deadlines: it only goes forward, whatever is done to the time of day.
package enum MonotonicClock {
    /// Nanoseconds since some moment in the past.
    package static func now() -> Int64 {
        var time = timespec()
        // Cannot fail: the clock exists on every Linux and the pointer is good.
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Int64 {
    /// The sum, or the largest value if that is less.
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension Duration {
    /// In whole nanoseconds, up to the 292 years that fit.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? (seconds < 0 ? .min : .max) : product.addingReportingOverflow(attoseconds / 1_000_000_000).0
    }
}
