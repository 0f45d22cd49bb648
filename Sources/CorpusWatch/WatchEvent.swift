// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// One event of inotify(7).
struct WatchEvent: Hashable, Sendable {
    /// The number of the watch, -1 for events about the queue itself.
    var watch: Int32
    /// What happened, and `isFolder` if it happened to a folder.
    var kind: Kind
    /// The name in the watched folder; empty if it is about the folder itself.
    var name: [UInt8]

    /// The bits of `inotify_event.mask`.
    struct Kind: OptionSet, Hashable, Sendable {
        let rawValue: UInt32

        static let modified = Kind(IN_MODIFY)
        static let attributes = Kind(IN_ATTRIB)
        static let closedAfterWriting = Kind(IN_CLOSE_WRITE)
        static let movedAway = Kind(IN_MOVED_FROM)
        static let movedHere = Kind(IN_MOVED_TO)
        static let created = Kind(IN_CREATE)
        static let deleted = Kind(IN_DELETE)
        static let selfDeleted = Kind(IN_DELETE_SELF)
        static let selfMoved = Kind(IN_MOVE_SELF)
        static let unmounted = Kind(IN_UNMOUNT)
        static let overflow = Kind(IN_Q_OVERFLOW)
        static let watchEnded = Kind(IN_IGNORED)
        static let isFolder = Kind(IN_ISDIR)

        init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        private init(_ bit: Int32) {
            rawValue = UInt32(bitPattern: bit)
        }
    }

    /// What to ask of inotify_add_watch(2).
    ///
    /// Writes to a file that was deleted meanwhile are of no interest (`IN_EXCL_UNLINK`).
    static let wanted: UInt32 = {
        let kinds: Kind = [
            .modified, .attributes, .closedAfterWriting, .movedAway, .movedHere, .created, .deleted, .selfDeleted,
            .selfMoved,
        ]
        return kinds.rawValue | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    }()

    /// Takes apart what a read gave.
    ///
    /// What is cut off at the end, which the kernel never does, is left out.
    static func parse(_ bytes: UnsafeRawBufferPointer, _ body: (WatchEvent) -> Void) {
        // Four 32-bit fields: watch, mask, cookie, length of the name and the NULs that pad it.
        let headerSize = MemoryLayout<inotify_event>.size
        var rest = bytes[...]
        while rest.count >= headerSize {
            let header = UnsafeRawBufferPointer(rebasing: rest.prefix(headerSize))
            let nameSize = Int(header.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
            guard rest.count >= headerSize + nameSize else { return }
            body(
                WatchEvent(
                    watch: header.loadUnaligned(as: Int32.self),
                    kind: Kind(rawValue: header.loadUnaligned(fromByteOffset: 4, as: UInt32.self)),
                    name: Array(rest.dropFirst(headerSize).prefix(nameSize).prefix { $0 != 0 })
                )
            )
            rest = rest.dropFirst(headerSize + nameSize)
        }
    }
}
