// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
package import CivilCalendar

/// What a document's data holds: everything about an article that is shown, its text included.
///
/// The record is a run of fields, each a tag, a length (LEB128) and UTF-8. A reader skips tags that it does not know.
package struct StoredArticle: Hashable, Sendable {
    package var part = 0
    package var format = "text"
    package var title: String?
    package var byline: String?
    package var published: CivilDay?
    package var publishedFrom: String?
    package var url: String?
    package var outlet: String?
    package var language: String?
    package var warnings: [String] = []
    /// Why the file could not be read; nil for an article.
    package var failure: String?
    /// The body as UTF-8.
    package var text: [UInt8] = []

    package init() {}

    init(_ article: Article) {
        part = article.part
        format = article.format
        title = article.title
        byline = article.byline
        published = article.published
        publishedFrom = article.publishedFrom?.rawValue
        url = article.url
        outlet = article.outlet
        language = article.language
        warnings = article.warnings
        text = Array(article.text.utf8)
    }

    init(unreadable reason: String) {
        failure = reason
    }

    private enum Tag: UInt8 {
        case part = 1, format, title, byline, published, publishedFrom, url, outlet, language, warning, failure, text
    }

    /// The record.
    func encoded() -> [UInt8] {
        var record: [UInt8] = []
        record.reserveCapacity(text.count + 256)
        func append(_ tag: Tag, _ bytes: some Collection<UInt8>) {
            record.append(tag.rawValue)
            var length = bytes.count
            while length >= 0x80 {
                record.append(UInt8(length & 0x7f) | 0x80)
                length >>= 7
            }
            record.append(UInt8(length))
            record.append(contentsOf: bytes)
        }
        func append(_ tag: Tag, _ string: String?) {
            if let string { append(tag, string.utf8) }
        }
        if part != 0 { append(.part, String(part)) }
        append(.format, format)
        append(.title, title)
        append(.byline, byline)
        append(.published, published?.description)
        append(.publishedFrom, publishedFrom)
        append(.url, url)
        append(.outlet, outlet)
        append(.language, language)
        for warning in warnings { append(.warning, warning) }
        append(.failure, failure)
        append(.text, text)
        return record
    }

    /// - Throws: ``IndexError/Kind/corrupt`` if the record breaks off.
    init(decoding record: [UInt8]) throws(IndexError) {
        var at = 0
        var isComplete = false
        while at < record.count {
            let tag = Tag(rawValue: record[at])
            at += 1
            let length = try Self.length(in: record, &at)
            guard length <= record.count - at else { throw Self.broken }
            let field = record[at..<(at + length)]
            at += length
            guard let tag else { continue }
            set(tag, field)
            isComplete = isComplete || tag == .text
        }
        // The text comes last and is never left out, so that a record cut between two fields is known for it.
        guard isComplete else { throw Self.broken }
    }

    private mutating func set(_ tag: Tag, _ field: ArraySlice<UInt8>) {
        if tag == .text {
            text = Array(field)
            return
        }
        let string = String(decoding: field, as: UTF8.self)
        switch tag {
        case .part: part = Int(string) ?? 0
        case .format: format = string
        case .title: title = string
        case .byline: byline = string
        case .published: published = CivilDay(iso: string)
        case .publishedFrom: publishedFrom = string
        case .url: url = string
        case .outlet: outlet = string
        case .language: language = string
        case .warning: warnings.append(string)
        case .failure: failure = string
        case .text: break
        }
    }

    private static func length(in record: [UInt8], _ at: inout Int) throws(IndexError) -> Int {
        var length = 0
        var shift = 0
        while at < record.count, shift < 56 {
            let byte = record[at]
            at += 1
            length |= Int(byte & 0x7f) << shift
            if byte < 0x80 { return length }
            shift += 7
        }
        throw broken
    }

    private static let broken = IndexError(.corrupt, "an article's record breaks off")
}
