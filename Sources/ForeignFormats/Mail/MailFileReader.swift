// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CMail

/// Reads a file that is one mail.
struct MailFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .mail }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let mail = try Mail(try input.takeAll(atMost: context.limits.maximumBytes))
        try MailArticles(mail, as: format, context, into: output).putAll()
    }
}

/// Reads a web page that was saved with its pictures as one MIME message (MHTML): of its parts, the page.
struct SavedPageFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .mhtml }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let mail = try Mail(try input.takeAll(atMost: context.limits.maximumBytes))
        guard let root = Self.root(of: mail) else { throw .noArticle(format.kind) }
        let bytes = mail.content(of: root)
        let address = root.location ?? mail.field("Snapshot-Content-Location", of: 0)
        var article = try webArticle(
            in: bytes, url: address, charset: pageCharset(of: bytes, stated: root.charset), context)
        article.format = format.name
        if article.title == nil, let title = mail.field("Subject", of: 0) {
            article.set(\.title, \.title, to: Stated(title, .header))
        }
        output.put(article)
    }

    /// The page: the part that the message names as its root, else the first page in it.
    private static func root(of mail: Mail) -> Mail.Part? {
        let pages = mail.parts.filter {
            $0.kind == CM_LEAF && ["text/html", "application/xhtml+xml"].contains($0.type)
        }
        let start = mail.parts.lazy.compactMap(\.start).first.map { $0.filter { $0 != "<" && $0 != ">" } }
        return pages.first { $0.contentID != nil && $0.contentID == start } ?? pages.first
    }
}
