// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import CorpusWatch
import SearchIndex

/// Compares what an index has of the files with the files, without changing either.
struct DiskComparison {
    let corpus: Corpus
    let inspection: IndexInspection

    /// How a file, or a folder, and the index do not agree.
    enum Difference: Hashable {
        /// The index does not have it.
        case missing
        /// The index has it, and the disk has not.
        case gone
        /// It has changed since it was read.
        case changed
        /// It has not changed, and yet the index has something else.
        case content
        /// The folder cannot be looked into, for this reason: what the index has of it cannot be verified.
        case unseen(String)
    }

    /// - Parameters:
    ///   - known: what the index has of each file.
    ///   - files: reads the files whose fingerprints are right as well, and compares what is in them; nil: does not.
    func differences(
        from known: [CorpusPath: FileRecord],
        reading files: FileIndexing?
    ) throws(IndexError) -> [CorpusPath: Difference] {
        var differences: [CorpusPath: Difference] = [:]
        var rest = known
        _ = try CorpusScanner(corpus).scanEverything(
            visit: { (path, fingerprint) throws(IndexError) in
                let record = rest.removeValue(forKey: path)
                differences[path] = try difference(path, fingerprint, record, files)
            },
            problem: { path, error in differences[path] = .unseen("\(error)") }
        )
        let blocked = differences.keys.filter { if case .unseen = differences[$0] { true } else { false } }
        for path in rest.keys where !blocked.contains(where: { path.isInside($0) }) { differences[path] = .gone }
        return differences
    }

    /// What is still different.
    func remaining(
        of differences: [CorpusPath: Difference],
        reading files: FileIndexing?
    ) throws(IndexError) -> [CorpusPath: Difference] {
        var remaining: [CorpusPath: Difference] = [:]
        for (path, difference) in differences {
            if case .unseen = difference {
                remaining[path] = difference
                continue
            }
            let record = try inspection.record(of: path)
            if case .regular(let fingerprint) = corpus.state(of: path), !corpus.ignores(path, isFolder: false) {
                remaining[path] = try self.difference(path, fingerprint, record, files)
            } else if record != nil {
                remaining[path] = .gone
            }
        }
        return remaining
    }

    /// The reasons why folders could not be looked into.
    func problems(in differences: [CorpusPath: Difference]) -> [String] {
        differences.compactMap { if case .unseen(let reason) = $0.value { reason } else { nil } }.sorted()
    }

    private func difference(
        _ path: CorpusPath,
        _ fingerprint: FileFingerprint,
        _ record: FileRecord?,
        _ files: FileIndexing?
    ) throws(IndexError) -> Difference? {
        guard let record else { return .missing }
        guard record.fingerprint == fingerprint else { return .changed }
        guard let files else { return nil }
        // Why it cannot be read may be said otherwise tomorrow; that it cannot has to be in the index.
        var read = IndexInspection.Content()
        do throws(FileProblem) {
            read.hasFailure = try files.articles(at: path) { read.add($0) } != nil
        } catch {
            read = IndexInspection.Content()
            read.hasFailure = true
        }
        return try inspection.content(of: path, parts: record.parts) == read ? nil : .content
    }
}
