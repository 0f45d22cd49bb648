// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization
import Testing

@testable import SearchDaemon

/// Work that goes round in circles is told from work that waits.
@Suite struct EndlessWorkTests {
    /// Names of what was found to be endless.
    private final class Found: Sendable {
        let names = Mutex(Set<String>())
    }

    @Test("a thread that takes more processor time than any work needs is noticed; one that waits as long is not")
    func endless() async throws {
        let found = Found()
        let watch = EndlessWorkWatch(limit: .milliseconds(200), interval: .milliseconds(20)) { name in
            found.names.withLock { _ = $0.insert(name) }
        }
        @Sendable func isFound() -> Bool { found.names.withLock { $0.contains("circles") } }
        Thread.detachNewThread { watch.watching("waiting") { while !isFound() { usleep(10_000) } } }
        Thread.detachNewThread { watch.watching("circles") { while !isFound() {} } }
        try await eventually("the one in circles") { isFound() }
        #expect(found.names.withLock { $0 } == ["circles"])
    }

    @Test("pieces of work that are short are not added up")
    func short() async throws {
        let found = Found()
        let watch = EndlessWorkWatch(limit: .milliseconds(100), interval: .milliseconds(10)) { name in
            found.names.withLock { _ = $0.insert(name) }
        }
        let end = ContinuousClock.now + .milliseconds(400)
        let thread = Thread {
            while ContinuousClock.now < end {
                watch.watching("short") {
                    let end = ContinuousClock.now + .milliseconds(15)
                    while ContinuousClock.now < end {}
                }
            }
        }
        thread.start()
        try await eventually("its end") { thread.isFinished }
        #expect(found.names.withLock { $0.isEmpty })
    }
}
