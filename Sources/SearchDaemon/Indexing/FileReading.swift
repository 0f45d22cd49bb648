// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar
import ReaderClient

/// Reads files: plain text in this process, all else in one that is locked up, so that no file costs more than itself.
///
/// Text stays here because it comes most often and is parsed by nothing; a page of ours is parsed there like the documents
/// of others, for a mistake of ours must not end the daemon either.
struct FileReading: Sendable {
    private let reader: ArticleReader
    private let outlets: LiveOutlets
    let readers: ReaderPool
    /// By the ending of the name, in lower case: what makes text of files that are read by nothing else.
    private let filters: [String: DocumentFilter]

    init(limits: ReadingLimits, outlets: LiveOutlets, readers: ReaderPool, filters: [String: DocumentFilter] = [:]) {
        reader = ArticleReader(limits: limits)
        self.outlets = outlets
        self.readers = readers
        self.filters = filters
    }

    /// Reads a file, and hands its articles over one by one.
    ///
    /// - Parameters:
    ///   - name: the last component of its path.
    ///   - take: takes each article; returns false if no more are wanted.
    /// - Throws: why nothing is known about the file; only what is temporary (``ReaderFailure/isTemporary``).
    func read(
        _ input: CorpusFileInput, name: String, take: (Article) -> Bool
    ) throws(ReaderFailure) -> ReadingOutcome {
        let file = HeadedInput(input)
        let modified = CivilDay.ofModification(input.fingerprint)
        let told = format(of: file, name: name)
        let format = told ?? .text
        if let filter = filter(for: name, format), !file.head.isEmpty {
            do throws(ReaderFailure) {
                let output = try readers.filter(file, by: filter)
                let format = output.withUnsafeBytes { FormatDetector.format(of: $0, name: "") }
                return try read(MemoryInput(output), as: format, name: "", modified: modified, take: take)
            } catch {
                guard !error.isTemporary else { throw error }
                var outcome = ReadingOutcome(format: format)
                outcome.reason = error.description
                return outcome
            }
        }
        return try read(file, as: told, name: name, modified: modified, take: take)
    }

    private func read(
        _ input: any RewindableInput, as format: FileFormat?, name: String, modified: CivilDay, take: (Article) -> Bool
    ) throws(ReaderFailure) -> ReadingOutcome {
        guard let format, format.isParsed else {
            return withoutActuallyEscaping(take) { take in
                reader.read(
                    input, as: format, name: name, today: .todayInUTC, modified: modified, outlets: outlets.current,
                    take: take)
            }
        }
        let completion = ArticleCompletion(outlets: outlets.current, modified: modified)
        var count = 0
        do throws(ReaderFailure) {
            return try readers.read(input, name: name, today: .todayInUTC, limits: reader.limits) { article in
                count += 1
                var article = article
                completion.completeFromFile(&article)
                return take(article)
            }
        } catch {
            guard !error.isTemporary else { throw error }
            var outcome = ReadingOutcome(format: format)
            outcome.articles = count
            outcome.reason = error.description
            return outcome
        }
    }

    /// The filter for a file: the one of its name, unless the file is of a format that is read without.
    private func filter(for name: String, _ format: FileFormat) -> DocumentFilter? {
        guard !filters.isEmpty, !format.isParsed || format == .zip || format == .gzip else { return nil }
        let name = name.lowercased()
        return filters.filter { name.hasSuffix($0.key) && name.utf8.count > $0.key.utf8.count }
            .max { $0.key.utf8.count < $1.key.utf8.count }?.value
    }

    /// What a file is; nil if the disk refuses to tell, as it will again.
    private func format(of file: HeadedInput, name: String) -> FileFormat? {
        do throws(UnreadableReason) {
            try file.readHead(FormatDetector.headLength)
        } catch {
            file.rewind()
            return nil
        }
        return file.head.withUnsafeBytes { FormatDetector.format(of: $0, name: name) }
    }
}

extension FileFormat {
    /// Whether a file of this format is parsed, and not just decoded or refused.
    fileprivate var isParsed: Bool {
        if case .binary = self { return false }
        return !isPlainText
    }
}
