// SPDX-License-Identifier: GPL-3.0-or-later

/// Bounds on what one file may cost.
package struct ReadingLimits: Hashable, Sendable {
    /// The largest file that is read, and of a file that holds many articles the largest of them, in bytes.
    package var maximumBytes: Int

    /// The largest file of many articles (`FileFormat.isContainer`), in bytes, once it is unpacked.
    package var maximumContainerBytes: Int

    package init(maximumBytes: Int = 16 << 20, maximumContainerBytes: Int = 4 << 30) {
        self.maximumBytes = maximumBytes
        self.maximumContainerBytes = maximumContainerBytes
    }
}
