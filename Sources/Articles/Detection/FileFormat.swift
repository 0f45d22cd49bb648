// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file is, as far as reading articles from it goes.
package enum FileFormat: Hashable, Sendable {
    case text, markdown
    /// HTML or XHTML.
    case html
    /// A saved page with its pictures, in the form of a mail.
    case mhtml
    /// One message (RFC 5322).
    case mail
    /// Any number of messages, each after a line `From …`.
    case mbox
    /// RSS of any version, or Atom.
    case feed
    /// One JSON value, with one article or many.
    case json
    /// A JSON object a line.
    case jsonLines
    /// A web archive (ISO 28500).
    case warc
    case pdf, docx, odt, epub, rtf
    case gzip, zip
    /// Nothing that articles are read from; the value says what it is, with its article: `a PNG image`.
    case binary(String)

    /// What `Article.format` says of an article that was read from such a file.
    package var name: String {
        switch self {
        case .text: "text"
        case .markdown: "markdown"
        case .html: "html"
        case .mhtml: "mhtml"
        case .mail: "mail"
        case .mbox: "mbox"
        case .feed: "feed"
        case .json: "json"
        case .jsonLines: "json-lines"
        case .warc: "warc"
        case .pdf: "pdf"
        case .docx: "docx"
        case .odt: "odt"
        case .epub: "epub"
        case .rtf: "rtf"
        case .gzip: "gzip"
        case .zip: "zip"
        case .binary: "binary"
        }
    }

    /// What it is, in words, with its article: `a PDF document`.
    package var kind: String {
        switch self {
        case .text: "plain text"
        case .markdown: "a Markdown text"
        case .html: "a web page"
        case .mhtml: "a saved web page (MHTML)"
        case .mail: "a mail"
        case .mbox: "a mailbox"
        case .feed: "a feed"
        case .json: "a JSON file"
        case .jsonLines: "a file of JSON lines"
        case .warc: "a web archive (WARC)"
        case .pdf: "a PDF document"
        case .docx: "a Word document"
        case .odt: "an OpenDocument text"
        case .epub: "an EPUB book"
        case .rtf: "an RTF document"
        case .gzip: "a gzip file"
        case .zip: "a zip archive"
        case .binary(let kind): kind
        }
    }

    /// Whether a file may hold any number of articles and is read as it comes, never all of it at once.
    ///
    /// Such files have a limit of their own (`ReadingLimits.maximumContainerBytes`); of what is compressed, what is
    /// inside decides.
    package var isContainer: Bool {
        switch self {
        case .mbox, .json, .jsonLines, .warc, .gzip: true
        case .text, .markdown, .html, .mhtml, .mail, .feed, .pdf, .docx, .odt, .epub, .rtf, .zip, .binary: false
        }
    }

    /// Whether a file is read by this program's own code alone, without parsing any structure: what need not be kept
    /// apart from the rest of the program.
    package var isPlainText: Bool { self == .text || self == .markdown }
}
