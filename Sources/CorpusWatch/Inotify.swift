// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// The kernel's queue of events on watched folders, see inotify(7); closed when the last reference goes.
final class Inotify: Sendable {
    /// Becomes readable when events wait.
    let descriptor: Int32

    /// Throws `EMFILE` when the user has too many such queues (`fs.inotify.max_user_instances`) or open files.
    init() throws(SystemError) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw SystemError(code: errno, operation: "watch for changes") }
    }

    deinit {
        close(descriptor)
    }

    /// Watches a folder that is open, and gives the number that its events carry: the same if it is watched already.
    ///
    /// Throws `ENOSPC` when the user watches too many folders (`fs.inotify.max_user_watches`).
    func watch(_ folder: borrowing OpenFolder) throws(SystemError) -> Int32 {
        // The folder that is open, and not whatever bears its name by now; nor would a path above 4096 bytes do.
        var watch = inotify_add_watch(descriptor, "/proc/self/fd/\(folder.descriptor)", WatchEvent.wanted)
        if watch < 0, errno == ENOENT {
            // No /proc here. IN_DONT_FOLLOW keeps to the folder, IN_ONLYDIR is part of what is wanted.
            watch = folder.path.withCString {
                inotify_add_watch(descriptor, $0, WatchEvent.wanted | UInt32(IN_DONT_FOLLOW))
            }
        }
        guard watch >= 0 else { throw SystemError(code: errno, operation: "watch \(folder.path)") }
        return watch
    }

    /// Ends a watch; its events that are still queued come all the same.
    func unwatch(_ watch: Int32) {
        // Fails only if the kernel has ended it already.
        inotify_rm_watch(descriptor, watch)
    }

    /// Moves waiting events into `buffer` and gives their size in bytes: 0 if none wait.
    ///
    /// `buffer` must hold the longest event, 16 + 256 bytes.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            // Of the errors of read(2), only EAGAIN can meet a queue that is open and a buffer that is large enough.
            if errno != EINTR { return 0 }
        }
    }
}
