// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
package import CivilCalendar

/// Reads files of one or more formats.
///
/// A reader has no state, no disk and no clock: it may run in a process that is locked up.
package protocol FormatReader: Sendable {
    /// Whether it reads files of this format.
    func reads(_ format: FileFormat) -> Bool

    /// Reads the articles of a file.
    ///
    /// What is wrong with one article of many is noted in `output`, and the next one is read. Readers of containers ask
    /// `output.isStopped` between two articles.
    ///
    /// - Throws: Why there is no article in the file, or no more.
    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason)
}

/// What a format's reader knows besides the bytes.
package struct ReadingContext: Sendable {
    package let limits: ReadingLimits

    /// The last component of the file's path, or the name within an archive: a hint at most.
    package let name: String

    /// The current day, if known: a day of publication after tomorrow is not believed.
    package let today: CivilDay?

    /// How many formats this is packed in; 0 for a file.
    let depth: Int
    private let reader: ArticleReader

    init(_ reader: ArticleReader, name: String, today: CivilDay?, depth: Int = 0) {
        limits = reader.limits
        self.reader = reader
        self.name = name
        self.today = today
        self.depth = depth
    }

    /// Reads what is packed in the file, whatever its format, with the limits that hold for files of that format.
    ///
    /// - Parameters:
    ///   - input: The unpacked bytes.
    ///   - name: The name without the packing's ending: `news.jsonl` of `news.jsonl.gz`.
    package func readPacked(
        _ input: any ByteInput, name: String, into output: ArticleOutput
    ) throws(UnreadableReason) {
        try readInner(input, name: name, into: output) { output.unpacked(as: $0) }
    }

    /// Reads one of the documents in a file of several, whatever its format.
    ///
    /// - Parameters:
    ///   - input: Its bytes.
    ///   - name: Its name within the file, a hint at most.
    package func readMember(
        _ input: any ByteInput, name: String, into output: ArticleOutput
    ) throws(UnreadableReason) {
        try readInner(input, name: name, into: output) { _ in }
    }

    private func readInner(
        _ input: any ByteInput, name: String, into output: ArticleOutput, tell: (FileFormat) -> Void
    ) throws(UnreadableReason) {
        guard depth < Self.deepest else { throw .damaged("it is packed more than \(Self.deepest) times over") }
        let inner = ReadingContext(reader, name: name, today: today, depth: depth + 1)
        let bounded = BufferedInput(input, limit: limits.maximumContainerBytes)
        try reader.read(bounded, inner, into: output, tell: tell)
    }

    /// Whether a day can be one of publication.
    package func believes(_ day: CivilDay) -> Bool {
        BelievableDays(today: today).contains(day)
    }

    private static let deepest = 3
}
