// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import SearchIndex

/// What `crisis-searchd check` found.
///
/// Encoded, it is the object that `--json` prints.
package struct CheckReport: Codable, Hashable, Sendable {
    package enum Verdict: String, Codable, Hashable, Sendable {
        /// The index is sound and equals the folders.
        case sound
        /// It is sound, and the folders have something else.
        case different
        case damaged
        /// There is no index.
        case absent
        /// It was changed so often meanwhile that nothing can be said.
        case unsettled
    }

    package struct Fault: Codable, Hashable, Sendable {
        /// `structure`, `schema`, `document`, `file`, `story` or `count`.
        package var kind: String
        package var message: String
    }

    package struct Difference: Codable, Hashable, Sendable {
        package var path: String
        /// `missing` from the index, `gone` from the disk, `changed` since it was read, other `content` though it has not
        /// changed, or `unseen`: a folder that cannot be looked into.
        package var kind: String
    }

    package var format = 1
    package var verdict = Verdict.sound
    package var index: String
    package var corpus: [String]
    /// The databases that are searched, the one that is written to first.
    package var databases: [String] = []
    /// Whether a daemon has the index.
    package var daemon = false
    package var articles = 0
    package var files = 0
    package var unreadable = 0
    package var stories = 0
    package var faults: [Fault] = []
    /// How many faults there are besides those that are listed.
    package var unlistedFaults = 0
    package var differences: [Difference] = []
    /// How many differences there are besides those that are listed.
    package var unlistedDifferences = 0
    /// Why folders could not be looked into.
    package var problems: [String] = []
    /// What to do about it, a sentence each.
    package var advice: [String] { Self.advice(for: verdict, daemon: daemon, problems: problems) }

    /// Differences that are listed at most.
    private static let limit = 1000

    package init(index: String, corpus: [String]) {
        self.index = index
        self.corpus = corpus
    }

    enum CodingKeys: String, CodingKey {
        case format, verdict, index, corpus, databases, daemon, articles, files, unreadable, stories, faults
        case unlistedFaults = "unlisted_faults"
        case differences
        case unlistedDifferences = "unlisted_differences"
        case problems
    }

    /// The status that the process ends with, after sysexits(3) where it has one.
    package var exitStatus: Int32 {
        switch verdict {
        case .sound: 0
        case .different: 1
        // EX_DATAERR, EX_NOINPUT, EX_TEMPFAIL.
        case .damaged: 65
        case .absent: 66
        case .unsettled: 75
        }
    }

    /// Notes that reading the index has ended the process that did.
    package mutating func noteDeath(_ signal: String) {
        verdict = .damaged
        faults = [Fault(kind: "structure", message: "whoever reads it ends with \(signal)")]
    }

    mutating func take(_ findings: IndexInspection.Findings) {
        articles = findings.articles
        files = findings.files.count
        unreadable = findings.unreadable
        stories = findings.stories
        faults = findings.faults.map { Fault(kind: $0.kind.rawValue, message: $0.message) }
        unlistedFaults = findings.unlisted
        if !faults.isEmpty { verdict = .damaged }
    }

    mutating func take(_ found: [CorpusPath: DiskComparison.Difference]) {
        let sorted = found.sorted { $0.key < $1.key }
        differences = sorted.prefix(Self.limit).map { Difference(path: "\($0.key)", kind: $0.value.name) }
        unlistedDifferences = sorted.count - differences.count
        if !found.isEmpty { verdict = .different }
    }

    private static func advice(for verdict: Verdict, daemon: Bool, problems: [String]) -> [String] {
        switch verdict {
        case .sound: return []
        case .different:
            let compare = daemon ? "crisis-search reindex --wait" : "crisis-searchd index --once"
            return ["To bring the index up to date: \(compare)."]
                + (problems.isEmpty ? [] : ["Make the folders readable that could not be looked into."])
        case .damaged:
            // Nothing is lost: the articles are all there.
            return [
                "To build it anew from the articles: "
                    + (daemon ? "crisis-search reindex --full --wait." : "crisis-searchd index --once --full."),
                "Or take it from a backup: crisis-searchd restore DIR, while no daemon runs.",
            ]
        case .absent: return ["To build it: crisis-searchd index --once, or start the daemon."]
        case .unsettled:
            return ["Try again when crisis-search status says that the daemon is ready."]
        }
    }
}

extension DiskComparison.Difference {
    fileprivate var name: String {
        switch self {
        case .missing: "missing"
        case .gone: "gone"
        case .changed: "changed"
        case .content: "content"
        case .unseen: "unseen"
        }
    }
}
