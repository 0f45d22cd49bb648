// SPDX-License-Identifier: GPL-3.0-or-later

package import ArticleFormats
import Articles

extension ReadingOutcome {
    /// The payload of ``ReaderAnswer/outcome``.
    package var wireEncoded: [UInt8] {
        var wire = WireWriter(capacity: 256)
        wire.append(format.name)
        wire.append(format.kind)
        wire.append(articles)
        wire.append(problemCount)
        wire.append(problems.count)
        for problem in problems {
            wire.append(problem.place)
            wire.append(problem.reason)
        }
        wire.append(reason)
        return wire.bytes
    }

    package init(wireDecoding payload: ArraySlice<UInt8>) throws(WireError) {
        var wire = WireReader(payload)
        let name = try wire.string()
        let kind = try wire.string()
        self.init(format: FileFormat.all.first { $0.name == name } ?? .binary(kind))
        articles = try wire.number()
        problemCount = try wire.number()
        for _ in 0..<(try wire.count()) {
            problems.append(ReadingProblem(place: try wire.string(), reason: try wire.string()))
        }
        reason = try wire.optionalString()
        try wire.finish()
    }
}

extension FileFormat {
    /// All that need no kind to be told.
    fileprivate static let all: [FileFormat] = [
        .text, .markdown, .html, .mhtml, .mail, .mbox, .feed, .json, .jsonLines, .warc, .pdf, .docx, .odt, .epub, .rtf,
        .gzip, .zip,
    ]
}
