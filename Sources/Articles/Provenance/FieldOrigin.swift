// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a field of an article was found: one vocabulary for every format.
package enum FieldOrigin: String, Hashable, Sendable, CaseIterable {
    /// A line before or after the text that states it; a field of a mail's header.
    case header
    /// Linked data of schema.org in a script of a web page.
    case jsonLD = "json-ld"
    /// A `meta` or `link` element of a page; a property of a document; a member of a feed or of JSON.
    case meta
    /// An element of a page with `itemprop` (microdata of schema.org).
    case microdata
    /// A `time` element of a page.
    case time
    /// The path or the host of the article's address.
    case url
    /// The agency's dateline that opens the body.
    case dateline
    /// The text itself: a line of it such as `Updated 17 April 2031`, or for the language its words.
    case text
    /// A heading of a page or a document.
    case heading
    /// The `title` element of a page.
    case titleElement = "title-element"
    /// An attribute of a page such as `lang`.
    case markup
    /// Given by whoever fetched the article.
    case given
    /// The time at which the file was last changed: not when the article was published, but not before that either.
    case mtime
}

extension FieldOrigin {
    /// Who says what was found there, in a sentence: `the header says …`.
    var speaker: String {
        switch self {
        case .header: "the header"
        case .jsonLD: "the page's linked data"
        case .meta: "the metadata"
        case .microdata, .time, .heading, .titleElement, .markup: "the page"
        case .url: "the address"
        case .dateline: "the dateline"
        case .text: "the text"
        case .given: "whoever fetched it"
        case .mtime: "the file's time"
        }
    }
}

/// A value with the place where it was found.
package struct Stated<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var origin: FieldOrigin

    package init(_ value: Value, _ origin: FieldOrigin) {
        self.value = value
        self.origin = origin
    }
}

/// Where each field of an article was found; nil for a field that the article does not have.
package struct FieldOrigins: Hashable, Sendable {
    package var title: FieldOrigin?
    package var byline: FieldOrigin?
    package var published: FieldOrigin?
    package var url: FieldOrigin?
    package var outlet: FieldOrigin?
    package var language: FieldOrigin?

    package init(
        title: FieldOrigin? = nil,
        byline: FieldOrigin? = nil,
        published: FieldOrigin? = nil,
        url: FieldOrigin? = nil,
        outlet: FieldOrigin? = nil,
        language: FieldOrigin? = nil
    ) {
        self.title = title
        self.byline = byline
        self.published = published
        self.url = url
        self.outlet = outlet
        self.language = language
    }
}
