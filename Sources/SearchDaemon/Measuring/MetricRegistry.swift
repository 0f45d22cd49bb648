// SPDX-License-Identifier: GPL-3.0-or-later

import CoreMetrics
import NIOConcurrencyHelpers

/// The daemon's metrics, kept in the process until somebody asks for them: a backend of swift-metrics.
///
/// A metric is a family of series, one for each combination of labels that occurred. Labels must come from a small set,
/// never from what people ask or from an article: each combination is kept for good.
final class MetricRegistry: MetricsFactory {
    private let series = NIOLockedValueBox<[String: [[MetricLabel]: MetricSeries]]>([:])
    private let families: [String: MetricFamily]

    /// - Parameter families: what is said about each metric; one that is not among them has its name alone.
    init(_ families: [MetricFamily]) {
        self.families = Dictionary(families.map { ($0.name, $0) }) { first, _ in first }
    }

    // MARK: Making handlers

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let made = find(label, dimensions) { .counter(CountingHandler()) }
        // A name that was given to another kind of metric gets a handler that leads nowhere: a mistake in a name must
        // not end the process.
        if case .counter(let handler) = made { return handler }
        return CountingHandler()
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        let made = find(label, dimensions) { .gauge(GaugeHandler()) }
        if case .gauge(let handler) = made { return handler }
        return GaugeHandler()
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else {
            let made = find(label, dimensions) { .gauge(GaugeHandler()) }
            if case .gauge(let handler) = made { return handler }
            return GaugeHandler()
        }
        return histogram(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    private func histogram(_ name: String, _ dimensions: [(String, String)]) -> HistogramHandler {
        let bounds = families[name]?.bounds ?? MetricFamily.secondsBounds
        let made = find(name, dimensions) { .histogram(HistogramHandler(bounds: bounds)) }
        if case .histogram(let handler) = made { return handler }
        return HistogramHandler(bounds: bounds)
    }

    private func find(
        _ name: String,
        _ dimensions: [(String, String)],
        _ make: () -> MetricSeries
    ) -> MetricSeries {
        let labels = dimensions.map { MetricLabel(name: $0.0, value: $0.1) }
        return series.withLockedValue { series in
            if let known = series[name]?[labels] { return known }
            let made = make()
            series[name, default: [:]][labels] = made
            return made
        }
    }

    // A series outlives the handle by which it was counted: what was counted must not go back to nothing.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    // MARK: Reading

    /// All metrics in Prometheus' text format.
    ///
    /// - Parameter observed: those that are looked up when they are asked for, and not counted along the way.
    func text(with observed: [MetricSample]) -> String {
        var text = ExpositionText()
        let all = series.withLockedValue { $0 }
        let byName = Dictionary(grouping: observed, by: \.name)
        for name in Set(all.keys).union(byName.keys).sorted() {
            text.begin(families[name] ?? MetricFamily(name, kind(of: all[name]), ""))
            for sample in byName[name] ?? [] { text.add(name, sample.labels, sample.value) }
            for (labels, series) in (all[name] ?? [:]).sorted(by: { $0.key < $1.key }) {
                switch series {
                case .counter(let handler): text.add(name, labels, Double(handler.value))
                case .gauge(let handler): text.add(name, labels, handler.value)
                case .histogram(let handler): text.add(name, labels, handler.current)
                }
            }
        }
        return text.text
    }

    private func kind(of series: [[MetricLabel]: MetricSeries]?) -> MetricFamily.Kind {
        switch series?.first?.value {
        case .counter: .counter
        case .histogram: .histogram
        case .gauge, nil: .gauge
        }
    }
}

/// One name of a series, and its value.
struct MetricLabel: Hashable, Comparable, Sendable {
    var name: String
    var value: String

    static func < (first: MetricLabel, second: MetricLabel) -> Bool {
        (first.name, first.value) < (second.name, second.value)
    }
}

extension [MetricLabel] {
    fileprivate static func < (first: [MetricLabel], second: [MetricLabel]) -> Bool {
        first.lexicographicallyPrecedes(second)
    }
}

/// A value that is looked up when it is asked for.
struct MetricSample: Sendable {
    var name: String
    var labels: [MetricLabel] = []
    var value: Double
}

/// What all series of a metric have in common.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    var name: String
    var kind: Kind
    /// A sentence about it, for whoever reads the answer.
    var help: String
    /// Upper bounds of a histogram's buckets, ascending.
    var bounds: [Double]

    /// From half a millisecond, which a rare word takes, to the seconds of a stalled disk.
    static let secondsBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    init(_ name: String, _ kind: Kind, _ help: String, bounds: [Double] = secondsBounds) {
        self.name = name
        self.kind = kind
        self.help = help
        self.bounds = bounds
    }
}

/// What is kept of one series.
enum MetricSeries {
    case counter(CountingHandler)
    case gauge(GaugeHandler)
    case histogram(HistogramHandler)
}
