// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar
import CorpusFiles
import Foundation
import ReaderClient
import SearchIndex

/// Brings single files into an index or a segment: reads a file, and writes what it holds, or why it holds nothing.
struct FileIndexing {
    let corpus: Corpus
    let reading: FileReading

    enum Outcome: Hashable {
        case added, updated, removed
        /// The index has what could be read of it, if anything, and this reason why that is not all.
        case failed(String)
        /// There was nothing to do.
        case unchanged
        /// The system could not open it just now; the index is as it was.
        case postponed(String)
        /// Reading was broken off from here; the index may have a part of it, and knows that it is one.
        case interrupted
    }

    struct Result {
        var outcome: Outcome
        /// Whether the file changed while it was read: it has to be read again.
        var isStale = false
    }

    /// Reads a file and puts it where it belongs, or takes it out if it is gone.
    ///
    /// - Parameter afterArticle: called after each article that was written of a file with several, with the length of
    ///   its text in bytes; may commit. Returns false to break off.
    func bringIn(
        _ path: CorpusPath,
        into destination: some FileDestination,
        afterArticle: (Int) throws(IndexError) -> Bool = { _ in true }
    ) throws(IndexError) -> Result {
        guard !corpus.ignores(path, isFolder: false) else { return try remove(path, from: destination) }
        let input: CorpusFileInput
        do throws(FileProblem) {
            input = CorpusFileInput(try corpus.open(path))
        } catch {
            return try refuse(path, error, destination)
        }
        let content = try destination.replacement(
            of: path, fingerprint: input.fingerprint, rootLength: corpus.root(of: path)?.bytes.count ?? 0)
        var failure: IndexError?
        var isBrokenOff = false
        let outcome: ReadingOutcome
        do throws(ReaderFailure) {
            outcome = try read(input, path) { article in
                do throws(IndexError) {
                    if try content.put(article) { isBrokenOff = !(try afterArticle(article.text.utf8.count)) }
                } catch {
                    failure = error
                }
                return failure == nil && !isBrokenOff
            }
        } catch {
            if let failure { throw failure }
            try content.abandon()
            // The daemon is stopping, or the index wants no more.
            if case .stopped = error { return Result(outcome: .interrupted) }
            return Result(outcome: .postponed(error.description))
        }
        if let failure { throw failure }
        if isBrokenOff {
            try content.abandon()
            return Result(outcome: .interrupted)
        }
        // What the disk refuses is a matter of the file if nothing of it was read, as where it cannot be opened.
        if let problem = input.problem, outcome.articles == 0 { return try refuse(path, problem, destination) }
        let change = try content.finish(failure: outcome.failure)
        return Result(outcome: Self.outcome(of: change, outcome.failure), isStale: input.changedMeanwhile)
    }

    private static func outcome(of change: FileChange, _ failure: String?) -> Outcome {
        switch change {
        case .unchanged: .unchanged
        case .added: failure.map(Outcome.failed) ?? .added
        case .updated: failure.map(Outcome.failed) ?? .updated
        }
    }

    /// Reads the articles of a file as they would be indexed.
    ///
    /// - Parameter take: takes them one by one.
    /// - Returns: why the file, or a part of it, could not be read; nil if all of it was.
    func articles(at path: CorpusPath, take: (Article) -> Void) throws(FileProblem) -> String? {
        let input = CorpusFileInput(try corpus.open(path))
        let outcome: ReadingOutcome
        do throws(ReaderFailure) {
            outcome = try read(input, path) { article in
                take(article)
                return true
            }
        } catch {
            return error.description
        }
        if let problem = input.problem, outcome.articles == 0 { throw problem }
        return outcome.failure
    }

    private func read(
        _ input: CorpusFileInput, _ path: CorpusPath, take: (Article) -> Bool
    ) throws(ReaderFailure) -> ReadingOutcome {
        try reading.read(input, name: String(decoding: path.lastComponent, as: UTF8.self), take: take)
    }

    /// The file cannot be opened, or not be read.
    private func refuse(
        _ path: CorpusPath,
        _ problem: FileProblem,
        _ destination: some FileDestination
    ) throws(IndexError) -> Result {
        switch problem {
        case .missing, .notAFile: return try remove(path, from: destination)
        case .tooLarge, .system: break
        }
        if problem.isTemporary { return Result(outcome: .postponed(problem.description)) }
        let fingerprint: FileFingerprint
        switch corpus.state(of: path) {
        case .regular(let current): fingerprint = current
        case .missing, .folder, .symbolicLink, .other: return try remove(path, from: destination)
        // It may be there all the same: what the index has of it stays.
        case .failure(let error): return Result(outcome: .postponed(error.description))
        }
        let change = try destination.refuse(
            path, fingerprint: fingerprint, rootLength: corpus.root(of: path)?.bytes.count ?? 0,
            because: problem.description)
        return Result(outcome: change == .unchanged ? .unchanged : .failed(problem.description))
    }

    private func remove(_ path: CorpusPath, from destination: some FileDestination) throws(IndexError) -> Result {
        Result(outcome: try destination.remove(path) ? .removed : .unchanged)
    }
}

extension FileProblem {
    /// Whether the system was only short of something: descriptors, memory.
    var isTemporary: Bool {
        if case .system(let error) = self { return [EMFILE, ENFILE, ENOMEM, EAGAIN, ENOBUFS].contains(error.code) }
        return false
    }
}

extension CivilDay {
    /// The current day in UTC.
    static var todayInUTC: CivilDay {
        CivilDay(daysSinceEpoch: Int32(clamping: Int((Date().timeIntervalSince1970 / 86400).rounded(.down))))
    }

    /// The day in UTC on which a file was last changed.
    static func ofModification(_ fingerprint: FileFingerprint) -> CivilDay {
        let days = (Double(fingerprint.modified) / 86_400_000_000_000).rounded(.down)
        return CivilDay(daysSinceEpoch: Int32(clamping: Int(days)))
    }
}
