// SPDX-License-Identifier: GPL-3.0-or-later

/// What reading one file of a foreign format may cost.
package struct ReaderLimits: Hashable, Sendable {
    /// Seconds of processor time for each 16 MiB of the file that are begun.
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

    /// Seconds that may pass for each 16 MiB, and in which neither anything of the file is taken nor an article given.
    ///
    /// More than the processor's, of which a busy machine gives a reader, whose priority is low, a part only: that is no
    /// fault of the file's.
    var patience: Int { time * 5 }

    /// How often the limits count for a file of a size in bytes.
    func factor(size: Int) -> Int { max(0, size) / (16 << 20) + 1 }
}
