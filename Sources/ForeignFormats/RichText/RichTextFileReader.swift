// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Reads documents in Rich Text Format.
struct RichTextFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .rtf }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        var parser = RichTextParser(bytes)
        let lines = parser.parse()
        output.put(try documentArticle(lines, heading: nil, parser.properties, as: format, context))
        if !parser.isWhole { output.note("the RTF document breaks off", at: "its end") }
    }
}
