// SPDX-License-Identifier: GPL-3.0-or-later

import CoreMetrics
import NIOConcurrencyHelpers

/// A number that only grows.
final class CountingHandler: CounterHandler {
    private let count = NIOLockedValueBox<Int64>(0)

    var value: Int64 { count.withLockedValue { $0 } }

    func increment(by amount: Int64) {
        // Prometheus takes a smaller value for a restart.
        guard amount > 0 else { return }
        count.withLockedValue { $0 &+= amount }
    }

    func reset() { count.withLockedValue { $0 = 0 } }
}

/// A number that goes up and down.
final class GaugeHandler: MeterHandler, RecorderHandler {
    private let current = NIOLockedValueBox(0.0)

    var value: Double { current.withLockedValue { $0 } }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { current.withLockedValue { $0 = value } }
    func increment(by amount: Double) { current.withLockedValue { $0 += amount } }
    func decrement(by amount: Double) { current.withLockedValue { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
}

/// How values are spread.
final class HistogramHandler: RecorderHandler, TimerHandler {
    struct Snapshot: Sendable {
        /// Upper bounds of the buckets, ascending.
        let bounds: [Double]
        /// Values in each bucket; one more than there are bounds.
        fileprivate(set) var counts: [Int]
        fileprivate(set) var sum = 0.0
    }

    private let snapshot: NIOLockedValueBox<Snapshot>

    init(bounds: [Double]) {
        snapshot = NIOLockedValueBox(Snapshot(bounds: bounds, counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var current: Snapshot { snapshot.withLockedValue { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        snapshot.withLockedValue { snapshot in
            // A bound belongs to the bucket below it.
            let bucket = snapshot.bounds.firstIndex { value <= $0 } ?? snapshot.bounds.count
            snapshot.counts[bucket] += 1
            snapshot.sum += value
        }
    }

    /// Prometheus counts time in seconds.
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
