// SPDX-License-Identifier: GPL-3.0-or-later

import CLibXML2

/// The elements and texts of an XML document in their order, by libxml2's reader.
///
/// It resolves no entity but XML's own five and characters by number, loads nothing, and has limits on depth and length
/// of its own; the tree is freed as it is gone through. Where the document is no XML, it ends.
///
/// For one thread.
struct XMLEvents: ~Copyable {
    enum Event {
        case start(XMLName)
        case end(XMLName)
        case text(String)
    }

    private let reader: xmlTextReaderPtr
    /// The end of an empty element, which the reader does not tell of.
    private var pendingEnd: XMLName?

    /// The library's tables have to be made by one thread.
    private static let isLibraryReady: Void = xmlInitParser()

    /// - Parameter bytes: The document in UTF-8, used until the end of this value's life.
    /// - Returns: Nil if there is no memory.
    init?(_ bytes: UnsafeRawBufferPointer) {
        _ = Self.isLibraryReady
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue
        // Whatever encoding the document claims: it has been decoded.
        guard
            let reader = xmlReaderForMemory(
                bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count), nil, "UTF-8",
                Int32(bitPattern: options))
        else { return nil }
        self.reader = reader
    }

    deinit {
        // A reader of memory has no input to close.
        xmlFreeTextReader(reader)
    }

    /// The line on which the reader is, from 1.
    var line: Int { Int(xmlTextReaderGetParserLineNumber(reader)) }

    /// Whether the document could be read to its end.
    private(set) var isBroken = false

    /// The next event; nil at the end, and where nothing more can be read.
    mutating func next() -> Event? {
        if let name = pendingEnd {
            pendingEnd = nil
            return .end(name)
        }
        while true {
            let status = xmlTextReaderRead(reader)
            guard status == 1 else {
                isBroken = status < 0
                return nil
            }
            switch xmlReaderTypes(rawValue: UInt32(bitPattern: xmlTextReaderNodeType(reader))) {
            case XML_READER_TYPE_ELEMENT:
                let name = name()
                if xmlTextReaderIsEmptyElement(reader) == 1 { pendingEnd = name }
                return .start(name)
            case XML_READER_TYPE_END_ELEMENT: return .end(name())
            case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
                return .text(Self.string(xmlTextReaderConstValue(reader)) ?? "")
            default: continue
            }
        }
    }

    /// An attribute of the element that has just started, by its name as it is written.
    func attribute(_ name: String) -> String? {
        guard xmlTextReaderMoveToAttribute(reader, name) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        return Self.string(xmlTextReaderConstValue(reader))
    }

    private func name() -> XMLName {
        XMLName(
            Self.string(xmlTextReaderConstLocalName(reader)) ?? "",
            namespace: Self.string(xmlTextReaderConstNamespaceUri(reader)))
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
        text.map { String(cString: $0) }
    }
}

/// The name of an element.
struct XMLName: Hashable {
    /// In lower case, without prefix.
    let local: String
    let vocabulary: Vocabulary

    /// The vocabularies that feeds are written in.
    enum Vocabulary {
        /// RSS of any version, or Atom.
        case feed
        case dublinCore, content, feedburner, other
    }

    /// - Parameters:
    ///   - name: With its prefix only where the prefix was never declared.
    init(_ name: String, namespace: String?) {
        let parts = name.lowercased().split(separator: ":", maxSplits: 1)
        local = parts.last.map(String.init) ?? ""
        switch (parts.count > 1 ? String(parts[0]) : nil, namespace) {
        case ("dc", _): vocabulary = .dublinCore
        case ("content", _): vocabulary = .content
        case (.some, _): vocabulary = .other
        case (nil, nil): vocabulary = .feed
        case (nil, let namespace?): vocabulary = Self.vocabulary(namespace)
        }
    }

    private static func vocabulary(_ namespace: String) -> Vocabulary {
        switch namespace {
        case "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/": .dublinCore
        case "http://purl.org/rss/1.0/modules/content/": .content
        case "http://rssnamespace.org/feedburner/ext/1.0": .feedburner
        case _ where namespace.hasPrefix("http://www.w3.org/2005/Atom"), _ where namespace.contains("purl.org/rss/1.0"),
            _ where namespace.contains("purl.org/atom"), _ where namespace.contains("netscape.com"),
            _ where namespace.contains("backend.userland.com"), _ where namespace.contains("blogs.law.harvard.edu"):
            .feed
        default: .other
        }
    }
}
