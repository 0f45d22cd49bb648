// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// What a document of a word processor or a printer's file says about itself, besides its text.
struct DocumentProperties {
    var title: String?
    var author: String?
    var created: PublicationTime?
    var publisher: String?
    var language: String?
}

/// The article of a document: its text is read as a saved text is, header lines and all, and what that leaves open comes from
/// its properties.
///
/// - Parameters:
///   - lines: The document's paragraphs, headings and rows of tables, in their order.
///   - heading: What is set as the document's title, if anything.
/// - Throws: If there is no text.
func documentArticle(
    _ lines: [String], heading: String?, _ properties: DocumentProperties, as format: FileFormat,
    _ context: ReadingContext
) throws(UnreadableReason) -> Article {
    let text = lines.joined(separator: "\n")
    // It cleans the text as it does that of every other file.
    let decoded = try Array(text.utf8).withUnsafeBytes { bytes in
        Result { () throws(UnreadableReason) in try decodeText(bytes) }
    }.get()
    var article = textArticle(decoded, today: context.today)
    article.format = format.name
    if article.title == nil, let heading = heading.flatMap(cleanTitle) {
        article.set(\.title, \.title, to: Stated(heading, .heading))
    }
    if article.title == nil, let title = properties.title.flatMap(cleanTitle) {
        article.set(\.title, \.title, to: Stated(title, .meta))
    }
    if article.byline == nil, let author = properties.author.flatMap(cleanAuthor) {
        article.set(\.byline, \.byline, to: Stated(author, .meta))
    }
    if article.published == nil, let created = properties.created {
        article.setPublished(Stated(created, .meta), in: context)
    }
    if article.outlet == nil, let publisher = properties.publisher.flatMap(cleanLine) {
        article.set(\.outlet, \.outlet, to: Stated(publisher, .meta))
    }
    if article.language == nil, let language = properties.language.flatMap(cleanLanguage) {
        article.set(\.language, \.language, to: Stated(language, .meta))
    }
    return article
}

/// A text on one line without the space around it; nil if nothing is left.
func cleanLine(_ text: String) -> String? {
    let words = text.split { $0.isWhitespace || $0.isNewline || $0 == "\0" }
    return words.isEmpty ? nil : words.joined(separator: " ")
}

/// A title from a document's properties, unless it is a program's own: a file's name, or what stands there before anyone typed
/// something.
func cleanTitle(_ text: String) -> String? {
    guard var title = cleanLine(text) else { return nil }
    for prefix in ["Microsoft Word - ", "Microsoft PowerPoint - "] where title.hasPrefix(prefix) {
        title.removeFirst(prefix.count)
    }
    let lower = title.lowercased()
    let endings = [".doc", ".docx", ".docm", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".qxp", ".txt", ".htm", ".html"]
    guard !endings.contains(where: lower.hasSuffix), !["untitled", "unknown", "title", "document"].contains(lower),
        !["untitled-", "untitled ", "document1", "layout 1"].contains(where: lower.hasPrefix),
        title.contains(where: \.isLetter)
    else { return nil }
    return title
}

/// An author from a document's properties, unless that is the name of an account or a program.
private func cleanAuthor(_ text: String) -> String? {
    guard let author = cleanLine(text) else { return nil }
    let accounts: Set<String> = ["user", "admin", "administrator", "owner", "unknown", "author", "root", "guest"]
    guard author.contains(where: \.isLetter), !accounts.contains(author.lowercased()) else { return nil }
    return author
}

private func cleanLanguage(_ text: String) -> String? {
    guard let tag = cleanLine(text)?.lowercased().replacing("_", with: "-"), (2...12).contains(tag.utf8.count),
        tag.utf8.allSatisfy({ $0 == 0x2D || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
    else { return nil }
    return tag
}
