// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// The address of a page, by what it says of itself and where it was fetched from.
struct PageAddress {
    var address: WebAddress?
    var stated: Stated<String>?

    init(head: PageHead, given: String?) {
        let candidates: [(String?, FieldOrigin)] = [
            (head.canonical, .meta), (head.values["og:url"], .meta), (head.linkedData.address, .jsonLD),
            (head.values["twitter:url"], .meta), (given, .given),
        ]
        let fetched = given.flatMap { WebAddress($0[...]) }
        for (text, origin) in candidates {
            guard let text, let found = WebAddress(Self.absolute(text, on: fetched)[...]) else { continue }
            // The front page is no article's address, unless nothing else is known.
            if origin != .given, found.path.count <= 1, let fetched, fetched.path.count > 1 { continue }
            address = found
            stated = Stated(found.text, origin)
            return
        }
    }

    private static func absolute(_ text: String, on base: WebAddress?) -> String {
        guard let base else { return text.hasPrefix("//") ? "https:" + text : text }
        let scheme = base.text.hasPrefix("https:") ? "https:" : "http:"
        if text.hasPrefix("//") { return scheme + text }
        return text.hasPrefix("/") ? "\(scheme)//\(base.host)\(text)" : text
    }
}

/// Who wrote the article.
func bylineOf(_ tree: PageTree, _ head: PageHead) -> Stated<String>? {
    let authors = head.linkedData.authors.compactMap(authorName)
    if !authors.isEmpty { return Stated(unique(authors).joined(separator: ", "), .jsonLD) }
    let names = [
        "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc:creator",
        "citation_author", "parsely-author", "sailthru.author", "byl", "article:author_name",
    ]
    for name in names {
        if let author = head.values[name].flatMap(authorName) { return Stated(author, .meta) }
    }
    for property in head.properties.lazy.filter({ $0.name == "author" }).prefix(20) {
        let nested = head.properties.first {
            $0.name == "name" && $0.node > property.node && $0.node < tree.nodes[property.node].end
        }
        let node = nested?.node ?? property.node
        if let author = authorName(tree.value(.content, of: node) ?? tree.line(of: node, limit: 200)) {
            return Stated(author, .microdata)
        }
    }
    for (index, node) in tree.nodes.enumerated() where node.name != .text && node.end - Int32(index) < 20 {
        guard ClassWords(tree, index).contains(.byline) else { continue }
        if let author = authorName(tree.line(of: index, limit: 200)) { return Stated(author, .text) }
    }
    return nil
}

/// A name without the `By` before it; nil for addresses and for what is too long to be a name.
private func authorName(_ text: String) -> String? {
    var name = squeezed(Array(text.utf8)[...])
    for lead in ["by ", "von ", "par ", "por ", "door ", "written by ", "posted by ", "author: ", "autor: "]
    where name.lowercased().hasPrefix(lead) {
        name = String(name.dropFirst(lead.count))
    }
    let words = name.split(separator: " ")
    guard (1...12).contains(words.count), name.count <= 100, !name.contains("://"), !name.contains("@"),
        name.contains(where: \.isUppercase) || !name.contains(where: \.isCased), !name.contains(where: \.isNumber)
    else { return nil }
    return name
}

private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }
}

/// The name of the site that published the page.
func outletOf(_ tree: PageTree, _ head: PageHead) -> Stated<String>? {
    if let name = head.values["og:site_name"] { return Stated(name, .meta) }
    if let name = head.linkedData.publisher ?? head.linkedData.siteName { return Stated(name, .jsonLD) }
    let name = head.first(of: ["application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"])
    guard let name, !name.contains("://") else { return nil }
    return Stated(name, .meta)
}

/// The language that the page is stated to be in.
func languageOf(_ head: PageHead) -> Stated<String>? {
    let candidates: [(String?, FieldOrigin)] = [
        (head.language, .markup), (head.linkedData.language, .jsonLD), (head.values["og:locale"], .meta),
        (head.first(of: ["content-language", "language", "dc.language", "dcterms.language"]), .meta),
    ]
    for (text, origin) in candidates {
        if let text, let tag = languageTag(text[...]) { return Stated(tag, origin) }
    }
    return nil
}
