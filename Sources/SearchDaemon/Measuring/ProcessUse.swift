// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What this process takes of the machine; nil where the kernel does not say, as where `/proc` is not mounted.
struct ProcessUse: Sendable {
    var processorSeconds: Double?
    var openDescriptors: Int?
    var maximumDescriptors: Int?
    var residentBytes: Int?

    static func current() -> ProcessUse {
        ProcessUse(
            processorSeconds: processorTime(),
            openDescriptors: descriptors(),
            maximumDescriptors: descriptorLimit(),
            residentBytes: resident()
        )
    }

    private static func processorTime() -> Double? {
        // Microseconds, by POSIX; -1 if it is not known.
        let time = clock()
        return time == -1 ? nil : Double(time) / 1e6
    }

    private static func descriptors() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        // Less the two names of folders, and the descriptor by which this one is read.
        var count = -3
        while readdir(folder) != nil { count += 1 }
        return count
    }

    private static func descriptorLimit() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Int(clamping: limit.rlim_cur)
    }

    private static func resident() -> Int? {
        guard let file = fopen("/proc/self/statm", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        guard words.count > 1, let pages = Int(words[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
