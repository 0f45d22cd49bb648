// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Whether threads still work on what nobody waits for any more.
///
/// A worker looks whether it is to stop between articles and entries, but not while it reads or synchronises a file. A
/// process that does not wait for that ends by `_exit(2)`: what runs at an ordinary exit would pull the ground from under
/// the thread.
package enum AbandonedWork {
    private static let isNoted = Atomic(false)

    static func note() { isNoted.store(true, ordering: .releasing) }

    package static var exists: Bool { isNoted.load(ordering: .acquiring) }
}
