// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import CorpusFiles
import Foundation
import SearchIndex

/// Brings single files into an index: reads a file, and writes what it holds, or why it holds nothing.
struct FileIndexing {
    let corpus: Corpus
    let reader: ArticleReader
    let maximumSize: Int

    enum Outcome: Hashable {
        case added, updated, removed
        /// The index has it as unreadable, for this reason.
        case failed(String)
        /// There was nothing to do.
        case unchanged
        /// The system could not open it just now; the index is as it was.
        case postponed(String)
    }

    struct Result {
        var outcome: Outcome
        /// Whether the file changed while it was read: it has to be read again.
        var isStale = false
    }

    /// Reads a file and puts it into the index, or takes it out if it is gone.
    func bringIn(_ path: CorpusPath, into writer: IndexWriter) throws(IndexError) -> Result {
        guard !corpus.ignores(path, isFolder: false) else { return try remove(path, from: writer) }
        let contents: FileContents
        do throws(FileProblem) {
            contents = try corpus.open(path).read(atMost: maximumSize)
        } catch {
            return try refuse(path, error, writer)
        }
        let articles: [Article]
        do throws(UnreadableReason) {
            articles = try parse(contents.bytes, path)
        } catch {
            return try write(.unreadable(error.description), path, contents, writer)
        }
        return try write(.articles(articles), path, contents, writer)
    }

    /// The articles of a file as they would be indexed.
    ///
    /// - Throws: `FileProblem` or `UnreadableReason`.
    func articles(at path: CorpusPath) throws -> [Article] {
        try parse(try corpus.open(path).read(atMost: maximumSize).bytes, path)
    }

    private func parse(_ bytes: [UInt8], _ path: CorpusPath) throws(UnreadableReason) -> [Article] {
        let name = String(decoding: path.lastComponent, as: UTF8.self)
        // `withUnsafeBytes` has no typed throws: the result comes out as a value.
        let result = bytes.withUnsafeBytes { buffer in
            Swift.Result { () throws(UnreadableReason) in
                try reader.articles(in: buffer, name: name, today: .todayInUTC)
            }
        }
        return try result.get()
    }

    private func write(
        _ content: IndexWriter.Content,
        _ path: CorpusPath,
        _ contents: FileContents,
        _ writer: IndexWriter
    ) throws(IndexError) -> Result {
        let change: IndexWriter.Change
        do throws(IndexError) {
            change = try put(content, path, contents.fingerprint, writer)
        } catch {
            // A document that the library refuses must not hold up all others.
            guard error.kind == .badArgument, case .articles = content else { throw error }
            return try write(.unreadable("the index cannot hold it: \(error)"), path, contents, writer)
        }
        let outcome: Outcome =
            switch (change, content) {
            case (.unchanged, _): .unchanged
            case (_, .unreadable(let reason)): .failed(reason)
            case (.added, .articles): .added
            case (.updated, .articles): .updated
            }
        return Result(outcome: outcome, isStale: contents.changedMeanwhile)
    }

    private func put(
        _ content: IndexWriter.Content,
        _ path: CorpusPath,
        _ fingerprint: FileFingerprint,
        _ writer: IndexWriter
    ) throws(IndexError) -> IndexWriter.Change {
        let rootLength = corpus.root(of: path)?.bytes.count ?? 0
        return try writer.replace(path, fingerprint: fingerprint, rootLength: rootLength, with: content)
    }

    /// The file cannot be opened, or not be read.
    private func refuse(
        _ path: CorpusPath,
        _ problem: FileProblem,
        _ writer: IndexWriter
    ) throws(IndexError) -> Result {
        switch problem {
        case .missing, .notAFile: return try remove(path, from: writer)
        case .tooLarge, .system: break
        }
        if problem.isTemporary { return Result(outcome: .postponed(problem.description)) }
        let fingerprint: FileFingerprint
        switch corpus.state(of: path) {
        case .regular(let current): fingerprint = current
        case .missing, .folder, .symbolicLink, .other: return try remove(path, from: writer)
        // It may be there all the same: what the index has of it stays.
        case .failure(let error): return Result(outcome: .postponed(error.description))
        }
        let change = try put(.unreadable(problem.description), path, fingerprint, writer)
        return Result(outcome: change == .unchanged ? .unchanged : .failed(problem.description))
    }

    private func remove(_ path: CorpusPath, from writer: IndexWriter) throws(IndexError) -> Result {
        Result(outcome: try writer.remove(path) ? .removed : .unchanged)
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
}
