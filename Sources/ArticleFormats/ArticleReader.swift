// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
package import CivilCalendar

/// Reads the articles that a file holds, whatever its format: bytes in, articles out; no disk and no clock.
package struct ArticleReader: Sendable {
    package let limits: ReadingLimits
    private let readers: [any FormatReader]

    /// - Parameter others: Readers of formats that this module does not read itself.
    package init(limits: ReadingLimits = ReadingLimits(), others: [any FormatReader] = []) {
        self.limits = limits
        readers =
            others + [
                TextFileReader(), WebPageFileReader(), FeedFileReader(), JSONFileReader(), WebArchiveReader(),
            ]
    }

    /// Reads a file, and hands its articles over one by one, so that however many there are, few are in memory.
    ///
    /// - Parameters:
    ///   - input: The file's bytes.
    ///   - format: What the file is, if that has been told already by `FormatDetector` from the same head and name.
    ///   - name: The last component of the file's path, which counts only where the content leaves a choice.
    ///   - today: The current day, if known: a day of publication after tomorrow is then not believed.
    ///   - modified: The day on which the file was last changed: the last resort for the day of publication.
    ///   - outlets: Names for the hosts of outlets.
    ///   - take: Takes each article, whose parts count from 0; returns false if no more are wanted.
    package func read(
        _ input: any ByteInput, as format: FileFormat? = nil, name: String, today: CivilDay? = nil,
        modified: CivilDay? = nil, outlets: OutletNames = OutletNames(), take: @escaping (Article) -> Bool
    ) -> ReadingOutcome {
        let completion = ArticleCompletion(outlets: outlets, today: today, modified: modified)
        let output = ArticleOutput(format: .text, completion: completion, take: take)
        do throws(UnreadableReason) {
            let context = ReadingContext(self, name: name, today: today)
            try read(
                BufferedInput(input, limit: limits.maximumContainerBytes), as: format, context, into: output
            ) { output.unpacked(as: $0) }
        } catch {
            output.end(error)
        }
        var outcome = output.outcome
        if outcome.articles == 0, outcome.problemCount == 0, outcome.reason == nil, !output.isStopped {
            outcome.reason = UnreadableReason.noArticle(outcome.format.kind).description
        }
        return outcome
    }

    /// Reads the articles in the whole contents of a file, all at once.
    ///
    /// - Throws: Why there is no article to be had.
    package func articles(
        in bytes: [UInt8], name: String, today: CivilDay? = nil
    ) throws(UnreadableReason) -> [Article] {
        var articles: [Article] = []
        let output = ArticleOutput(format: .text, completion: ArticleCompletion(today: today)) { article in
            articles.append(article)
            return true
        }
        let context = ReadingContext(self, name: name, today: today)
        try read(
            BufferedInput(MemoryInput(bytes), limit: limits.maximumContainerBytes), context, into: output
        ) { _ in }
        return articles
    }

    /// Tells the format, unless it is known, and reads.
    func read(
        _ input: BufferedInput, as known: FileFormat? = nil, _ context: ReadingContext, into output: ArticleOutput,
        tell: (FileFormat) -> Void
    ) throws(UnreadableReason) {
        let format: FileFormat
        if let known {
            format = known
        } else {
            format = try input.peek(FormatDetector.headLength) { FormatDetector.format(of: $0, name: context.name) }
        }
        tell(format)
        let limit = format.isContainer ? limits.maximumContainerBytes : limits.maximumBytes
        if let size = input.expectedSize, size > limit { throw .tooLarge(bytes: size, limit: limit) }
        guard let reader = reader(of: format) else { throw .binary(format.kind) }
        try reader.read(input, as: format, context, into: output)
    }

    /// The reader of a format; a mail that nobody reads as such is text with a header.
    private func reader(of format: FileFormat) -> (any FormatReader)? {
        if let reader = readers.first(where: { $0.reads(format) }) { return reader }
        return format == .mail ? TextFileReader() : nil
    }
}
