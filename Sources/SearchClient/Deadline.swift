// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A moment on the monotonic clock by which something must have happened, or no limit at all.
struct Deadline {
    /// Nanoseconds of the monotonic clock; nil never comes.
    private let end: UInt64?

    static let never = Deadline(end: nil)

    /// - Parameter seconds: from now; nil for no limit.
    init(seconds: Double?) {
        end = seconds.map { Self.now() + UInt64($0 * 1_000_000_000) }
    }

    private init(end: UInt64?) {
        self.end = end
    }

    /// What `poll(2)` takes: milliseconds left, rounded up so that a wait never ends early; 0 when over, -1 for no limit.
    var pollTimeout: Int32 {
        guard let end else { return -1 }
        let now = Self.now()
        guard end > now else { return 0 }
        return Int32(clamping: (end - now + 999_999) / 1_000_000)
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
