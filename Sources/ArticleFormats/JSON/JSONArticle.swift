// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import LenientJSON
import WebPages

/// An article as an object of JSON has it, by the names that news APIs, exports and scrapers use.
///
/// The names are those of the documentation of NewsAPI, GDELT DOC, The Guardian, The New York Times, mediastack,
/// Event Registry, Webz.io, Bing News, JSON Feed, WordPress, schema.org, and of what news-please and trafilatura write.
struct JSONArticle {
    private var members: [String: JSONValue] = [:]

    /// Nil unless it is an object that has at least a text, or a title and something else that articles have.
    init?(_ value: JSONValue) {
        guard case .object(let found) = value else { return nil }
        take(found)
        // Elasticsearch and Solr wrap a document, The Guardian has the text in an object of its own.
        for wrapper in ["source", "fields", "thread", "attributes"] {
            if case .object(let inner)? = members[wrapper] {
                if wrapper == "source", Self.isNamed(members[wrapper]) { continue }
                take(inner)
            }
        }
        guard text != nil || title != nil && (url != nil || published != nil || summary != nil) else { return nil }
    }

    /// Names without case and signs: `published_at` is `publishedAt`.
    ///
    /// The first member of a name counts.
    private mutating func take(_ found: [JSONMember]) {
        for member in found {
            let name = String(member.name.unicodeScalars.filter { $0.properties.isAlphabetic }).lowercased()
            if members[name] == nil { members[name] = member.value }
        }
    }

    /// Whether an object says who published something, and is not the article itself.
    private static func isNamed(_ value: JSONValue?) -> Bool {
        guard case .object(let members)? = value else { return false }
        return members.contains { ["name", "uri", "domain", "title"].contains($0.name) }
            && !members.contains { ["body", "text", "content", "headline"].contains($0.name) }
    }

    // MARK: Fields

    /// The headline.
    private var title: String? {
        let named = string("title", "headline", "webtitle", "hed", "titlepage", "heading")
        // Anything may have a name: Bing News and schema.org's objects have their headline there.
        return (named ?? (members["url"] != nil || members["datepublished"] != nil ? string("name") : nil))
            .map { plainText(ofHTML: $0).replacing("\n", with: " ") }
    }

    private var text: String? {
        let names = [
            "articlebody", "maintext", "bodytext", "fulltext", "plaintext", "contenttext", "text", "body", "content",
            "contenthtml", "bodyhtml", "texthtml", "html", "rawtext", "articletext", "story",
        ]
        return string(of: names).map { plainText(ofHTML: $0) }
    }

    /// What stands for the text, or before it.
    private var summary: String? {
        let names = [
            "description", "standfirst", "trailtext", "summary", "abstract", "deck", "subtitle", "leadparagraph",
            "excerpt",
            "snippet", "lead",
        ]
        var parts: [String] = []
        for part in names.compactMap({ Self.text(members[$0]) }).map({ plainText(ofHTML: $0) }) {
            // They often repeat one another, the shorter one cut.
            let start = part.prefix(60)
            if let same = parts.firstIndex(where: { $0.hasPrefix(start) || part.hasPrefix($0.prefix(60)) }) {
                if part.utf8.count > parts[same].utf8.count { parts[same] = part }
            } else if !part.isEmpty {
                parts.append(part)
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }

    private var url: WebAddress? {
        let names = [
            "url", "weburl", "link", "canonicalurl", "articleurl", "permalink", "mainentityofpage", "sourceurl", "guid",
            "id", "source", "uri",
        ]
        return first(of: names) { WebAddress($0[...]) }
    }

    private var published: PublicationTime? {
        let names = [
            "publishedat", "datepublished", "published", "pubdate", "publicationdate", "publishdate", "datepublish",
            "webpublicationdate", "firstpublicationdate", "datetimepub", "publishedon", "publishedtime", "publishtime",
            "datetime", "dategmt", "date", "createdat", "datecreated", "created", "timestamp", "time", "updated",
        ]
        return first(of: names, publicationTime)
    }

    private var byline: String? {
        let names = ["byline", "author", "authors", "creator", "dccreator", "writer", "writers", "by"]
        for name in names {
            let found = Self.names(members[name])
            if !found.isEmpty { return Self.joined(found) }
        }
        return nil
    }

    private static func joined(_ names: [String]) -> String {
        var seen: Set<String> = []
        let unique = names.map { plainText(ofHTML: $0) }.map { bylineNames($0[...]) ?? $0 }
            .filter { !$0.isEmpty && $0.utf8.count <= 200 && seen.insert($0.lowercased()).inserted }
        return unique.prefix(20).joined(separator: ", ")
    }

    /// Who published it: a name, or the host that stands in the place of one.
    private var outlet: String? {
        let names = [
            "source", "publisher", "outlet", "sourcename", "sitename", "site", "publication", "newspaper", "provider",
            "hostname", "sourcehostname", "domain", "sourcedomain",
        ]
        for name in names {
            guard let found = Self.names(members[name]).first, !found.isEmpty, found.utf8.count <= 100 else { continue }
            if let address = WebAddress(found[...]) { return address.outlet }
            return isHostName(found[...]) ? outletHost(found[...]) : found
        }
        return nil
    }

    private var language: String? {
        guard let stated = string("language", "lang", "inlanguage", "locale", "sourcelanguage") else { return nil }
        return languageTag(stated[...])
    }

    // MARK: Values

    /// The first of these members that says something.
    private func string(_ names: String...) -> String? {
        string(of: names)
    }

    private func string(of names: [String]) -> String? {
        first(of: names) { $0 }
    }

    /// What the first of these members that says something of that kind says.
    private func first<Value>(of names: [String], _ read: (String) -> Value?) -> Value? {
        for name in names {
            if let text = Self.text(members[name]), let value = read(text) { return value }
        }
        return nil
    }

    /// The text of a value; of an object the one that stands for it, of a list the first.
    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text)?:
            return text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text
        case .literal(let text)?:
            return ["null", "true", "false", ""].contains(text) ? nil : text
        case .array(let elements)?:
            let texts = elements.prefix(10_000).compactMap { element in
                if case .string(let text) = element { return text }
                return nil
            }
            // Some have a text as a list of its paragraphs.
            return texts.isEmpty
                ? elements.lazy.prefix(10).compactMap { text($0) }.first : texts.joined(separator: "\n")
        case .object?:
            let inner = ["rendered", "main", "$date", "value", "#text", "content", "@id", "id", "text", "date"]
            return inner.lazy.compactMap { name in
                if case .object? = value?[name] { return nil }
                return text(value?[name])
            }.first
        case nil: return nil
        }
    }

    /// The names of people or organisations.
    private static func names(_ value: JSONValue?) -> [String] {
        switch value {
        case .array(let elements)?: return elements.prefix(50).flatMap { names($0) }
        case .object?:
            let inner = ["name", "original", "title", "label", "uri", "domain", "id"]
            return inner.lazy.compactMap { text(value?[$0]) }.first.map { [$0] } ?? []
        case let value?: return text(value).map { [$0] } ?? []
        case nil: return []
        }
    }

    // MARK: The article

    /// The article.
    ///
    /// - Parameter outlet: Who published it, where the object does not say.
    func article(outlet fallback: String?, _ context: ReadingContext) -> Article {
        let (body, isCut) = Self.withoutCutMark(text ?? "")
        var article = Article(text: ArticleFormats.text(body, withSummary: summary))
        if isCut { article.warnings.append("the text was cut by whoever made the file") }
        let address = url
        article.set(\.title, \.title, to: title.map { Stated($0, .meta) })
        article.set(\.byline, \.byline, to: byline.map { Stated($0, .meta) })
        article.set(\.url, \.url, to: address.map { Stated($0.text, .meta) })
        let named = (outlet ?? fallback).map { Stated($0, FieldOrigin.meta) }
        article.set(\.outlet, \.outlet, to: named ?? address.map { Stated($0.outlet, .url) })
        article.outletHost = address?.outlet ?? named.flatMap { isHostName($0.value[...]) ? $0.value : nil }
        article.set(\.language, \.language, to: language.map { Stated($0, .meta) })
        article.setPublished(settled(published, address), in: context)
        return article
    }

    /// The day that is stated, else that of the address, else that on which somebody came across it.
    private func settled(_ stated: PublicationTime?, _ address: WebAddress?) -> Stated<PublicationTime>? {
        if let stated { return Stated(stated, .meta) }
        if let day = address.flatMap(addressDate) { return Stated(PublicationTime(day: day), .url) }
        return string("seendate", "datedownload", "crawled").flatMap { publicationTime($0) }.map { Stated($0, .given) }
    }

    /// NewsAPI cuts texts and says by how much: `… [+2104 chars]`.
    private static func withoutCutMark(_ text: String) -> (text: String, isCut: Bool) {
        guard text.hasSuffix(" chars]"), let mark = text.lastIndex(of: "["), text[mark...].hasPrefix("[+") else {
            return (text, false)
        }
        return (String(text[..<mark].trimmed), true)
    }
}
