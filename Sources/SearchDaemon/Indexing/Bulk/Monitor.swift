// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A value that threads share, and whose changes they wait for.
///
/// Unchecked, because the compiler cannot see that the value is reached with the lock held only.
final class Monitor<Value>: @unchecked Sendable {
    private let condition = NSCondition()
    private var value: Value

    init(_ value: sending Value) {
        self.value = value
    }

    /// Looks at the value, or changes it in a way that nobody waits for.
    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        condition.lock()
        defer { condition.unlock() }
        return body(&value)
    }

    /// Changes the value, and wakes those that wait.
    func change<Result>(_ body: (inout Value) -> Result) -> Result {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return body(&value)
    }

    /// Calls `body` now and after each change until it gives something.
    ///
    /// - Parameter timeout: the longest wait; nil: no end.
    /// - Returns: nil if the time is over.
    func wait<Result>(_ timeout: Duration? = nil, for body: (inout Value) -> Result?) -> Result? {
        let deadline = timeout.map { Date(timeIntervalSinceNow: Double($0.wholeMicroseconds) / 1e6) }
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = body(&value) { return result }
            if let deadline {
                guard condition.wait(until: deadline) else { return body(&value) }
            } else {
                condition.wait()
            }
        }
    }
}
