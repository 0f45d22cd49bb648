// SPDX-License-Identifier: GPL-3.0-or-later

import CThreadPriority

/// How soon a thread gets its turn.
enum ThreadPriority {
    /// Lets everything else go first, on processor and disk: for the calling thread, as long as it lives.
    ///
    /// What the system does not allow is left out: the work is done either way.
    static func lower() {
        ctp_lower()
    }
}
