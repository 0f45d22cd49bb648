// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes metrics in Prometheus' text-based exposition format, version 0.0.4.
struct ExpositionText {
    private(set) var text = ""

    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Begins a family; its series follow.
    mutating func begin(_ family: MetricFamily) {
        if !family.help.isEmpty {
            let help = family.help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
            text += "# HELP \(family.name) \(help)\n"
        }
        text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
    }

    mutating func add(_ name: String, _ labels: [MetricLabel], _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",") + "}"
        }
        text += " \(Self.number(value))\n"
    }

    mutating func add(_ name: String, _ labels: [MetricLabel], _ histogram: HistogramHandler.Snapshot) {
        var total = 0
        for (bound, count) in zip(histogram.bounds + [.infinity], histogram.counts) {
            total += count
            add(name + "_bucket", labels + [MetricLabel(name: "le", value: Self.number(bound))], Double(total))
        }
        add(name + "_sum", labels, histogram.sum)
        add(name + "_count", labels, Double(total))
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int(exactly: value).map(String.init) ?? String(value)
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
