// SPDX-License-Identifier: GPL-3.0-or-later

/// What reading one file of a foreign format may cost.
package struct ReaderLimits: Hashable, Sendable {
    /// Seconds that may pass, and of processor time that may be used, for each 16 MiB of the file that are begun; and
    /// seconds in which neither anything of the file is taken nor an article given.
    package var time: Int

    /// Mebibytes of memory that a process may have besides its libraries.
    package var memory: Int

    /// Bytes of articles that come out of one file, the quotations counted too, for each 16 MiB of the file.
    package var output: Int

    package init(time: Int = 20, memory: Int = 512, output: Int = 256 << 20) {
        self.time = time
        self.memory = memory
        self.output = output
    }

    /// How often the limits count for a file of a size in bytes.
    func factor(size: Int) -> Int { max(0, size) / (16 << 20) + 1 }
}
