// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// Reads plain text, Markdown included: one article a file.
struct TextFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format.isPlainText }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        // `withUnsafeBytes` has no typed throws: the result comes out as a value.
        let decoded = try bytes.withUnsafeBytes { bytes in
            Result { () throws(UnreadableReason) in try decodeText(bytes) }
        }.get()
        var article = textArticle(decoded, today: context.today)
        article.format = format.name
        if format == .markdown {
            article.text = plainText(ofMarkdown: article.text)
            article.title = article.title.map(plainLine(ofMarkdown:))
        }
        output.put(article)
    }
}
