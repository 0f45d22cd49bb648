// SPDX-License-Identifier: GPL-3.0-or-later

package import Glibc

/// What tells one state of a file from another without reading it.
///
/// The change time is part of it because a program may set the modification time back (`touch -r`, `rsync -t`,
/// unpacking an archive) but not this one. The inode tells a file from another renamed over it.
package struct FileFingerprint: Hashable, Sendable {
    /// Size in bytes.
    package let size: Int64
    /// Modification time, nanoseconds since 1970.
    package let modified: Int64
    /// Change time, nanoseconds since 1970: the kernel sets it at every write, rename and change of attributes.
    package let changed: Int64
    /// The inode number, unique within a file system.
    package let inode: UInt64

    /// The state of no file: of one that is still being read.
    package static let none = FileFingerprint(size: -1, modified: 0, changed: 0, inode: 0)

    package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
    }

    /// Takes the four fields from what `stat(2)` filled in.
    package init(_ status: stat) {
        self.init(
            size: Int64(status.st_size),
            modified: Self.nanoseconds(status.st_mtim),
            changed: Self.nanoseconds(status.st_ctim),
            inode: UInt64(status.st_ino)
        )
    }

    /// Wraps around in the year 2262 and before 1677, which only makes one absurd time stand for another.
    static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// Whether every write after `instant` is sure to leave another fingerprint.
    ///
    /// File times move in ticks (4 ms on common kernels), so two writes within one tick can look alike.
    /// `instant` is `FileClock.now()`, the clock that stamps files, read before the fingerprint was taken: once it is
    /// past the change time, a later write is stamped later. A whole second may come from a file system that keeps no
    /// fractions, and is trusted only after two more.
    package func isSettled(at instant: Int64) -> Bool {
        let isCoarse = changed % 1_000_000_000 == 0
        return instant > (isCoarse ? changed &+ 2_000_000_000 : changed)
    }
}

// MARK: - As bytes

extension FileFingerprint {
    /// How many bytes `encoded` has.
    package static let encodedSize = 32

    /// Size, modification time, change time and inode, big endian: fixed for ever, since indexes on disk hold it.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.encodedSize)
        for field in [UInt64(bitPattern: size), UInt64(bitPattern: modified), UInt64(bitPattern: changed), inode] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: field >> UInt64(shift)))
            }
        }
        return bytes
    }

    /// Reads what `encoded` wrote; nil unless there are exactly 32 bytes.
    package init?(encoded bytes: [UInt8]) {
        guard bytes.count == Self.encodedSize else { return nil }
        func field(_ number: Int) -> UInt64 { bytes[number * 8..<number * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(
            size: Int64(bitPattern: field(0)),
            modified: Int64(bitPattern: field(1)),
            changed: Int64(bitPattern: field(2)),
            inode: field(3)
        )
    }
}
