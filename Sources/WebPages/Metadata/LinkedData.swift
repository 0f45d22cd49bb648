// SPDX-License-Identifier: GPL-3.0-or-later

import LenientJSON

/// What the linked data of a page (JSON-LD with the vocabulary of schema.org) says about its article.
struct LinkedData {
    var headline: String?
    var published: String?
    var modified: String?
    var authors: [String] = []
    var publisher: String?
    var siteName: String?
    var language: String?
    var address: String?
    var body: String?

    /// Hostile pages could hold any number of objects; real ones have a few dozen.
    private static let maximumObjects = 4000

    init(_ scripts: [ArraySlice<UInt8>]) {
        var objects: [JSONValue] = []
        for script in scripts {
            guard let value = JSONReader.value(inScript: script) else { continue }
            Self.collect(value, into: &objects)
        }
        // The article first; then the page that it is the entity of.
        let articles = objects.filter { Self.isArticle($0) }
        let pages = objects.filter { Self.types($0).contains { $0.hasSuffix("WebPage") } }
        for object in articles.prefix(1) + pages.prefix(1) { read(object, in: objects) }
        // Recipes, instructions, products: whatever it is, its pictures and comments aside.
        published =
            published
            ?? objects.lazy.filter { !Self.types($0).contains { Self.accessories.contains($0) } }
            .compactMap { Self.text($0["datePublished"]) }.first
        for object in objects where Self.types(object).contains("WebSite") {
            siteName = siteName ?? Self.text(object["name"])
        }
    }

    private mutating func read(_ object: JSONValue, in objects: [JSONValue]) {
        headline = headline ?? Self.text(object["headline"])
        if Self.isArticle(object) { headline = headline ?? Self.text(object["name"]) }
        published =
            published ?? Self.text(object["datePublished"]) ?? Self.text(object["dateCreated"])
            ?? Self.text(object["uploadDate"])
        modified = modified ?? Self.text(object["dateModified"])
        if authors.isEmpty { authors = Self.names(object["author"] ?? object["creator"], in: objects) }
        publisher = publisher ?? Self.names(object["publisher"], in: objects).first
        language = language ?? Self.text(object["inLanguage"])
        address =
            address ?? Self.text(object["url"]) ?? Self.text(object["mainEntityOfPage"])
            ?? Self.text(object["mainEntityOfPage"]?["@id"])
        body = body ?? Self.text(object["articleBody"])
    }

    private static func collect(_ root: JSONValue, into objects: inout [JSONValue]) {
        var pending = [root]
        while let value = pending.popLast(), objects.count < maximumObjects {
            switch value {
            case .object(let members):
                objects.append(value)
                for member in members.reversed() where nested.contains(member.name) { pending.append(member.value) }
            case .array(let elements):
                pending += elements.reversed()
            case .string, .literal: break
            }
        }
    }

    private static let accessories: Set<String> = [
        "ImageObject", "VideoObject", "AudioObject", "Comment", "Review", "UserReview", "Person", "WebSite",
    ]

    private static let nested: Set<String> = [
        "@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate", "publisher", "isPartOf", "author",
    ]

    private static func types(_ object: JSONValue) -> [String] {
        switch object["@type"] {
        case .string(let type)?: [type]
        case .array(let types)?: types.compactMap { text($0) }
        default: []
        }
    }

    private static func isArticle(_ object: JSONValue) -> Bool {
        types(object).contains { type in
            type.hasSuffix("Article") || type.hasSuffix("Posting") || type == "Report" || type == "Recipe"
                || type == "CreativeWork" || type == "Review" || type.hasSuffix("NewsArticle")
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        let text: String
        switch value {
        case .string(let string)?, .literal(let string)?: text = string
        case .array(let elements)?: return elements.lazy.compactMap { Self.text($0) }.first
        default: return nil
        }
        // References are often escaped twice.
        let decoded = CharacterReferences.decoded(text)
        let isBlank = decoded.utf8.allSatisfy(\.isSpace)
        return isBlank || decoded == "null" ? nil : decoded
    }

    /// The names of people or organisations, given as strings, objects, or references to objects.
    private static func names(_ value: JSONValue?, in objects: [JSONValue]) -> [String] {
        switch value {
        case .array(let elements)?:
            return elements.prefix(50).flatMap { names($0, in: objects) }
        case .object?:
            if let name = text(value?["name"]) { return [name] }
            guard let id = text(value?["@id"]) else { return [] }
            let target = objects.first { text($0["@id"]) == id && $0["name"] != nil }
            return text(target?["name"]).map { [$0] } ?? []
        case let value?:
            return text(value).map { [$0] } ?? []
        case nil:
            return []
        }
    }
}
