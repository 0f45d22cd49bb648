// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells web pages and feeds by the first element of a text.
enum MarkupOpening {
    /// The format of a text that begins with `<`; nil if it is none that is known.
    static func format(of text: [UInt8]) -> FileFormat? {
        var rest = text.prefix(1 << 14)
        while let tag = rest.first, tag == UInt8(ascii: "<") {
            let name = elementName(rest.dropFirst())
            switch name {
            case "rss", "feed", "rdf:rdf", "channel": return isFeed(text) ? .feed : nil
            case _ where pageElements.contains(name): return .html
            // OpenDocument in one file, which is no archive.
            case "office:document": return .odt
            case "!doctype":
                let kind = String(decoding: rest.prefix(80), as: UTF8.self).lowercased()
                if kind.dropFirst(9).drop(while: \.isWhitespace).hasPrefix("html") { return .html }
            case _ where name.hasPrefix("!") || name.hasPrefix("?"): break
            default: return nil
            }
            // A comment may hold tags; what opens with `!` or `?` else ends with the next `>`.
            let end = rest.starts(with: "<!--".utf8) ? rest.firstRange(ofText: "-->")?.upperBound : nil
            guard let next = end ?? rest.firstIndex(of: UInt8(ascii: ">")).map({ $0 + 1 }) else { return nil }
            rest = rest[next...].drop(while: \.isASCIISpace)
        }
        return nil
    }

    /// Whether a text that does not begin with a tag is a page all the same.
    ///
    /// - Parameter isNamedPage: Whether the file's name says so.
    static func isPage(_ text: [UInt8], isNamedPage: Bool) -> Bool {
        let top = text.prefix(isNamedPage ? 1 << 14 : 1024)
        guard top.contains(UInt8(ascii: "<")) else { return false }
        let head = top.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if head.holds("<!doctype html") || head.holds("<html>") || head.holds("<html ") { return true }
        return isNamedPage && ["<body", "<head", "<p>", "<div", "<br", "</p>", "</a>"].contains { head.holds($0) }
    }

    /// RDF holds much besides the items of RSS 1.0.
    private static func isFeed(_ text: [UInt8]) -> Bool {
        let head = text.prefix(1 << 12)
        return ["<rss", "<feed", "<channel", "purl.org/rss", "my.netscape.com/rdf"].contains { head.holds($0) }
    }

    private static func elementName(_ text: ArraySlice<UInt8>) -> String {
        if text.starts(with: "!--".utf8) { return "!--" }
        let name = text.prefix(24).prefix { !$0.isASCIISpace && !"></[".utf8.contains($0) }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    private static let pageElements: Set<String> = [
        "html", "head", "body", "title", "meta", "link", "base", "style", "script", "noscript", "div", "p", "h1", "h2",
        "h3", "article", "main", "section", "header", "nav", "table", "center", "font", "span", "a", "img", "br", "ul",
        "ol", "b", "i", "em", "strong", "blockquote", "pre", "iframe", "form",
    ]
}
