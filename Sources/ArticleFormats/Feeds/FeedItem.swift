// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import WebPages

/// What a feed says of one of its items, or of itself.
struct FeedItem {
    /// The fields that are read, whatever the feed's language calls them.
    enum Field {
        case title, link, permanentLink, originalLink, identifier, summary, content, author, published, updated, source,
            language
    }

    /// The texts of each field, in their order; HTML where the feed has that.
    private var texts: [Field: [String]] = [:]

    mutating func add(_ text: String, to field: Field) {
        guard text.utf8.contains(where: { $0 > 0x20 }) else { return }
        texts[field, default: []].append(text)
    }

    func first(_ field: Field) -> String? { texts[field]?.first }

    /// The field by the name that RSS, RDF and Atom have for it; nil if it is not read.
    static func field(_ name: XMLName) -> Field? {
        switch (name.vocabulary, name.local) {
        case (.feed, "title"): .title
        case (.feed, "link"): .link
        case (.feed, "guid"), (.feed, "id"): .identifier
        case (.feed, "description"), (.feed, "summary"), (.feed, "tagline"): .summary
        case (.feed, "content"), (.content, "encoded"), (.feed, "fulltext"): .content
        case (.feed, "author"), (.dublinCore, "creator"): .author
        case (.feed, "pubdate"), (.feed, "published"), (.feed, "issued"), (.dublinCore, "date"),
            (.dublinCore, "issued"), (.dublinCore, "created"), (.feed, "created"):
            .published
        case (.feed, "updated"), (.feed, "modified"), (.feed, "lastbuilddate"), (.dublinCore, "modified"): .updated
        case (.feed, "source"), (.dublinCore, "publisher"): .source
        case (.feed, "language"), (.dublinCore, "language"): .language
        case (.feedburner, "origlink"): .originalLink
        default: nil
        }
    }

    // MARK: The article

    /// The article of an item; nil if it has neither title nor text.
    ///
    /// - Parameter channel: What the feed says of itself.
    func article(in channel: FeedItem, _ context: ReadingContext) -> Article? {
        let title = first(.title).map { plainText(ofHTML: $0).replacing("\n", with: " ") }
        let text = text()
        guard title != nil || !text.isEmpty else { return nil }
        var article = Article(format: FileFormat.feed.name, text: text)
        let address = address()
        article.set(\.title, \.title, to: title.map { Stated($0, .meta) })
        // Atom: an entry without an author has the feed's (RFC 4287, 4.1.1).
        article.set(\.byline, \.byline, to: (byline() ?? channel.byline()).map { Stated($0, .meta) })
        article.set(\.url, \.url, to: address.map { Stated($0.text, .meta) })
        let outlet = first(.source) ?? channel.first(.title)
        let name = outlet.map { plainText(ofHTML: $0).replacing("\n", with: " ") }
        article.set(
            \.outlet, \.outlet,
            to: name.map { Stated($0, .meta) } ?? address.map { Stated($0.outlet, .url) })
        article.outletHost = address?.outlet
        let language = (first(.language) ?? channel.first(.language)).flatMap { languageTag($0[...].trimmed) }
        article.set(\.language, \.language, to: language.map { Stated($0, .meta) })
        let times = (texts[.published] ?? []) + (texts[.updated] ?? [])
        let published = times.lazy.compactMap { publicationTime(String($0[...].trimmed)) }.first
        let dated = address.flatMap(addressDate).map { Stated(PublicationTime(day: $0), .url) }
        article.setPublished(published.map { Stated($0, .meta) } ?? dated, in: context)
        return article
    }

    /// The full text, the summary before it where that is not its beginning.
    private func text() -> String {
        let content = (texts[.content] ?? []).map { plainText(ofHTML: $0) }.max { $0.utf8.count < $1.utf8.count } ?? ""
        return ArticleFormats.text(content, withSummary: first(.summary).map { plainText(ofHTML: $0) })
    }

    private func address() -> WebAddress? {
        for field in [Field.originalLink, .permanentLink, .link, .identifier] {
            for text in texts[field] ?? [] {
                if let address = WebAddress(text[...].trimmed) { return address }
            }
        }
        return nil
    }

    /// RSS has `desk@courier.example (Jorun Vale)`, Atom and Dublin Core have names.
    private func byline() -> String? {
        var names: [String] = []
        for text in texts[.author] ?? [] {
            var name = plainText(ofHTML: text)[...].trimmed
            if let open = name.firstIndex(of: "("), name.last == ")", name[..<open].contains("@") {
                name = name[name.index(after: open)...].dropLast()
            }
            let plain = bylineNames(name) ?? String(name)
            if !plain.isEmpty, plain.utf8.count <= 200, !plain.contains("@"), !names.contains(plain) {
                names.append(plain)
            }
        }
        return names.isEmpty ? nil : names.prefix(20).joined(separator: ", ")
    }
}
