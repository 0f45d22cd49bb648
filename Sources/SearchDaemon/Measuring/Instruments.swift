// SPDX-License-Identifier: GPL-3.0-or-later

import CoreMetrics

/// What the daemon counts and times along its way, for `/metrics`.
///
/// Labels are names of ours only: routes, statuses, outcomes. Never a path, a query or a word of an article.
package struct Instruments: Sendable {
    let registry = MetricRegistry(Self.families)

    package init() {}

    /// Notes that an answer began.
    ///
    /// - Parameters:
    ///   - route: as the OpenAPI description has it, `/v1/articles/{id}`; nil for a path that is not served.
    ///   - time: since the request had come.
    func answered(_ route: String?, status: Int, after time: Duration) {
        let route = ("route", route ?? "none")
        Counter(label: Name.requests, dimensions: [route, ("status", "\(status)")], factory: registry).increment()
        CoreMetrics.Timer(label: Name.requestSeconds, dimensions: [route], factory: registry)
            .recordNanoseconds(time.wholeNanoseconds)
    }

    /// Notes a request that could not be read as HTTP.
    func noteMalformedRequest() {
        Counter(label: Name.malformedRequests, factory: registry).increment()
    }

    /// Notes what became of a file that was looked at.
    func brought(in outcome: FileIndexing.Outcome) {
        Counter(label: Name.files, dimensions: [("outcome", outcome.name)], factory: registry).increment()
    }

    func committed(after time: Duration) {
        CoreMetrics.Timer(label: Name.commitSeconds, factory: registry).recordNanoseconds(time.wholeNanoseconds)
    }

    /// Notes that the index could not be written to.
    func noteIndexingFailure() {
        Counter(label: Name.indexingFailures, factory: registry).increment()
    }

    /// Notes that the system could not give a connection, for want of descriptors or memory.
    func noteAcceptFailure() {
        Counter(label: Name.acceptFailures, factory: registry).increment()
    }

    /// Notes that an idle connection was closed to make room.
    func noteEviction() {
        Counter(label: Name.evictions, factory: registry).increment()
    }

    func connectionOpened() {
        Counter(label: Name.acceptedConnections, factory: registry).increment()
        Meter(label: Name.connections, factory: registry).increment()
    }

    func connectionClosed() {
        Meter(label: Name.connections, factory: registry).decrement()
    }
}

extension FileIndexing.Outcome {
    /// Without what differs from file to file.
    fileprivate var name: String {
        switch self {
        case .added: "added"
        case .updated: "updated"
        case .removed: "removed"
        case .failed: "failed"
        case .unchanged: "unchanged"
        case .postponed: "postponed"
        case .interrupted: "interrupted"
        }
    }
}

extension Duration {
    fileprivate var wholeNanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
