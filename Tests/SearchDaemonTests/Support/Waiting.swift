// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Synchronization

/// How long a test waits for what should happen at once.
///
/// A machine under load, or a sanitizer, may need minutes: tests that run beside it hold the threads that the waiting
/// needs.
let patience = Duration.seconds(240)

/// What did not come about in time.
struct Overdue: Error, CustomStringConvertible {
    let description: String
}

/// Asks again and again until the answer is yes.
///
/// - Throws: ``Overdue`` when the time is over.
func eventually(
    _ what: @autoclosure () -> String,
    within limit: Duration = patience,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    // At first soon again, for most things take milliseconds; then not so often that asking is what keeps the machine busy.
    var pause = Duration.milliseconds(2)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw Overdue(description: "not within \(limit): \(what())") }
        try await Task.sleep(for: pause)
        pause = min(pause * 1.2, .milliseconds(100))
    }
}

/// Runs what blocks on a thread that may block: the cooperative pool's may not.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
}

/// Lets few daemons run at once, so that each has a core soon enough for the deadlines to mean something.
final class Gate: Sendable {
    static let daemons = Gate(places: 4)

    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) {
        state = Mutex(State(free: places))
    }

    func enter() async {
        await withCheckedContinuation { continuation in
            let mayEnter = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if mayEnter { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}

/// Something that happens once, seen from several tasks.
final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }

    func set() { value.store(true, ordering: .releasing) }
}
