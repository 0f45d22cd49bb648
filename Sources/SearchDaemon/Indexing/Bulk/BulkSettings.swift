// SPDX-License-Identifier: GPL-3.0-or-later

/// How a bulk build goes about it.
struct BulkSettings: Hashable, Sendable {
    /// From so many files on, that the index does not have, it is worth while.
    ///
    /// Below, it takes longer to merge what was built with what there is.
    var threshold = 1000
    /// Threads that read and merge, 1 or more.
    var threads = 1
    /// What all of them may have in memory, in bytes, more or less.
    var memory = 400 << 20
    /// Whether other programs go first.
    var isPolite = true
    /// Whether to wait while the machine runs on its battery.
    var pausesOnBattery = true
    /// Where the kernel tells of batteries.
    var powerSupplies = "/sys/class/power_supply"
    var merging = MergePolicy()

    /// What a segment may take.
    ///
    /// The rest is for the file that is read, for merging, and for what the allocator does not give back.
    var segmentMemory: Int { max(1 << 20, memory / threads / 4) }

    /// A file of more bytes is read by one thread at a time only.
    var largeFile: Int { max(1 << 20, memory / threads / 12) }

    /// Whether to build in bulk what is not in the index yet.
    ///
    /// - Parameters:
    ///   - files: how many files that is.
    ///   - documents: how many documents the index has.
    func isWorthwhile(files: Int, beside documents: Int) -> Bool {
        // To merge takes a twentieth of the time that it takes to bring in files one by one, or less.
        files >= threshold && files >= documents / 20
    }
}
