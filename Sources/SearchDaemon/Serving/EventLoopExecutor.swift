// SPDX-License-Identifier: GPL-3.0-or-later

import NIOCore

/// Runs tasks on an event loop's thread.
///
/// A request that goes from the loop to the cooperative pool and back wakes two threads more. What the tasks do there is
/// short; work is done on the search threads.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
