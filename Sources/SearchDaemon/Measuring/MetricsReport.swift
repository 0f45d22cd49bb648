// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import SearchIndex

/// Puts together what `GET /metrics` says.
struct MetricsReport: Sendable {
    let instruments: Instruments
    let status: StatusReport
    let pool: SearchPool
    let live: LiveGeneration
    /// A reader of its own: that all search threads are busy is the very thing that is looked for here.
    let worker: SearchWorker

    func text() async throws -> String {
        // On the worker's thread, for the index's folder and /proc are looked at.
        try await worker.run { reader in instruments.registry.text(with: samples(reader)) }
    }

    private func samples(_ reader: IndexReader) -> [MetricSample] {
        let now = status.board.current()
        var samples = [
            sample(Instruments.Name.build, 1, ("version", Version.current)),
            sample(Instruments.Name.indexBytes, Double(status.folder.size())),
            sample(Instruments.Name.pending, Double(status.pending(now))),
            sample(Instruments.Name.problems, Double(now.problems.count)),
            sample(Instruments.Name.readerExpiries, Double(live.expiries)),
            sample(Instruments.Name.searchThreadsBusy, Double(pool.busy)),
            sample(Instruments.Name.slowQuestions, Double(pool.slowWork)),
            sample(Instruments.Name.waiting, Double(pool.waiting)),
            sample(Instruments.Name.started, now.started.timeIntervalSince1970),
        ]
        for state in DaemonState.allCases {
            samples.append(sample(Instruments.Name.state, state == now.state ? 1 : 0, ("state", state.rawValue)))
        }
        for mode in ["inotify", "polling"] {
            samples.append(sample(Instruments.Name.watching, mode == now.watching ? 1 : 0, ("mode", mode)))
        }
        if let through = status.indexedThrough(now) {
            samples.append(sample(Instruments.Name.indexedThrough, through.timeIntervalSince1970))
        }
        if let commit = now.lastCommit {
            samples.append(sample(Instruments.Name.lastCommit, commit.timeIntervalSince1970))
        }
        // An index that cannot be read is told of by /v1/health; the rest is worth having all the same.
        if let counts = try? reader.counts() {
            samples.append(sample(Instruments.Name.articles, Double(counts.articles)))
            samples.append(sample(Instruments.Name.unreadable, Double(counts.unreadable)))
        }
        return samples + processSamples()
    }

    private func processSamples() -> [MetricSample] {
        let process = ProcessUse.current()
        return [
            (Instruments.Name.processorSeconds, process.processorSeconds),
            (Instruments.Name.openDescriptors, process.openDescriptors.map(Double.init)),
            (Instruments.Name.maximumDescriptors, process.maximumDescriptors.map(Double.init)),
            (Instruments.Name.residentBytes, process.residentBytes.map(Double.init)),
        ].compactMap { name, value in value.map { sample(name, $0) } }
    }

    private func sample(_ name: String, _ value: Double, _ label: (String, String)? = nil) -> MetricSample {
        MetricSample(
            name: name, labels: label.map { [MetricLabel(name: $0.0, value: $0.1)] } ?? [], value: value)
    }
}
