// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch

/// Runs an actor's work on a serial dispatch queue of its own, so that it may block there: on the disk, in Xapian.
///
/// The cooperative pool has as many threads as the machine has cores, and must never wait.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String, qos: DispatchQoS = .userInitiated) {
        queue = DispatchQueue(label: label, qos: qos)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
