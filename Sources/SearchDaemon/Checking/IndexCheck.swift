// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
package import Logging
import ReaderClient
import SearchIndex

/// `crisis-searchd check`: verifies the index against itself, and against the folders.
///
/// It changes nothing and takes no lock, so that it works beside a running daemon. What the daemon is about to bring in
/// is no fault: a difference counts if it is still there after some seconds.
package struct IndexCheck: Sendable {
    private let configuration: Configuration
    private let isThorough: Bool
    private let log: Logger

    /// How often an index that a daemon changes meanwhile is looked through from the beginning.
    private static let attempts = 5
    /// How long a running daemon has to bring in what differs.
    private static let grace = Duration.seconds(20)
    private static let pause = Duration.milliseconds(200)

    /// - Parameter isThorough: read every file again, and compare what is in it with what the index has.
    package init(configuration: Configuration, isThorough: Bool, log: Logger) {
        self.configuration = configuration
        self.isThorough = isThorough
        self.log = log
    }

    /// - Throws: ``ConfigurationError``; what is wrong with the index is in the report.
    package func run() async throws -> CheckReport {
        let corpus = try configuration.resolvedCorpus()
        let outlets = LiveOutlets(try configuration.readOutlets { log.warning("\($0)") })
        let inspection = IndexInspection(folder: configuration.index)
        var report = CheckReport(index: configuration.index, corpus: corpus.roots.map(\.description))
        report.daemon = inspection.isInUse
        do throws(IndexError) {
            guard let findings = try await look(inspection, &report) else { return report }
            report.take(findings)
            guard report.faults.isEmpty else { return report }
            try await compare(findings, with: corpus, outlets, inspection, &report)
        } catch {
            // Not even opened: that is a fault like others.
            report.verdict = .damaged
            report.faults.append(.init(kind: error.kind == .incompatible ? "schema" : "structure", message: "\(error)"))
        }
        return report
    }

    // MARK: The index against itself

    /// - Returns: nil if there is no index, or none that stands still for long enough; the report says so.
    private func look(
        _ inspection: IndexInspection,
        _ report: inout CheckReport
    ) async throws(IndexError) -> IndexInspection.Findings? {
        for _ in 0..<Self.attempts {
            guard let before = try settled(inspection) else {
                report.verdict = .absent
                return nil
            }
            report.databases = before.databases
            do throws(IndexError) {
                let findings = try inspection.findings(in: before)
                // What was overwritten while it was looked at looks like damage.
                if findings.faults.isEmpty { return findings }
                if try settled(inspection) == before { return findings }
            } catch {
                guard error.kind == .modified else { throw error }
            }
            log.info("the index changed while it was looked at; beginning anew")
        }
        report.verdict = .unsettled
        return nil
    }

    /// The state of the index; of one that cannot be opened because it is just being changed, the next.
    private func settled(_ inspection: IndexInspection) throws(IndexError) -> IndexInspection.State? {
        var attempt = 1
        while true {
            do throws(IndexError) {
                return try inspection.state()
            } catch {
                guard attempt < Self.attempts, inspection.isInUse else { throw error }
                attempt += 1
            }
        }
    }

    // MARK: The index against the disk

    private func compare(
        _ findings: IndexInspection.Findings,
        with corpus: Corpus,
        _ outlets: LiveOutlets,
        _ inspection: IndexInspection,
        _ report: inout CheckReport
    ) async throws(IndexError) {
        let comparison = DiskComparison(corpus: corpus, inspection: inspection)
        let readers = configuration.readerPool(log: log)
        defer { readers.close() }
        let files = isThorough ? configuration.fileIndexing(of: corpus, readers: readers, outlets: outlets) : nil
        var differences = try comparison.differences(from: findings.files, reading: files)
        report.problems = comparison.problems(in: differences)
        let deadline = ContinuousClock.now + Self.grace
        while !differences.isEmpty, inspection.isInUse, ContinuousClock.now < deadline {
            try? await Task.sleep(for: Self.pause)
            differences = try comparison.remaining(of: differences, reading: files)
        }
        report.take(differences)
    }
}
