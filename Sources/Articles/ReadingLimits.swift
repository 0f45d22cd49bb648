// SPDX-License-Identifier: GPL-3.0-or-later

/// Bounds on what one file may cost.
package struct ReadingLimits: Hashable, Sendable {
    /// The largest file that is read, in bytes.
    package var maximumBytes: Int

    package init(maximumBytes: Int = 16 << 20) {
        self.maximumBytes = maximumBytes
    }
}
