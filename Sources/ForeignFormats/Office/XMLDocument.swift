// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CLibXML2

/// A walk through an XML document by libxml2, from its first tag to its last, without ever having more than one in memory.
///
/// The library's own bounds hold: no network, no external entity, 256 levels, 10 MB of text in one node.
struct XMLDocument {
    /// Something that stands in a document.
    enum Event {
        /// A start tag; one that is empty is followed by its end at once.
        case start(Element)
        case end(name: String)
        case text(String)
    }

    /// A start tag, as long as the event lasts.
    struct Element {
        /// The name with its prefix, as it is written: office programs always write the same ones.
        let name: String
        fileprivate let reader: xmlTextReaderPtr

        subscript(_ attribute: String) -> String? {
            guard let value = xmlTextReaderGetAttribute(reader, attribute) else { return nil }
            defer { clibxml2_free(value) }
            return String(cString: UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
        }
    }

    static var libraryVersion: String { LIBXML_DOTTED_VERSION }

    /// Loads what the library loads when it is first used, and has it say nothing on standard error.
    static func load() {
        xmlInitParser()
        clibxml2_be_silent()
        _ = walk(Array("<a>b</a>".utf8)) { _ in }
    }

    /// Walks through a document.
    ///
    /// - Returns: whether its end was reached; false if it is damaged, after what was well.
    static func walk(_ bytes: [UInt8], visit: (Event) -> Void) -> Bool {
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_RECOVER.rawValue
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress, bytes.count <= Int32.max,
                let reader = xmlReaderForMemory(base, Int32(bytes.count), nil, nil, Int32(options))
            else { return false }
            defer { xmlFreeTextReader(reader) }
            while true {
                switch xmlTextReaderRead(reader) {
                case 1: report(reader, visit)
                case 0: return true
                default: return false
                }
            }
        }
    }

    private static func report(_ reader: xmlTextReaderPtr, _ visit: (Event) -> Void) {
        switch xmlTextReaderNodeType(reader) {
        case Int32(XML_READER_TYPE_ELEMENT.rawValue):
            let name = string(xmlTextReaderConstName(reader))
            let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
            visit(.start(Element(name: name, reader: reader)))
            if isEmpty { visit(.end(name: name)) }
        case Int32(XML_READER_TYPE_END_ELEMENT.rawValue):
            visit(.end(name: string(xmlTextReaderConstName(reader))))
        case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue),
            Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue), Int32(XML_READER_TYPE_WHITESPACE.rawValue):
            visit(.text(string(xmlTextReaderConstValue(reader))))
        default: break
        }
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        text.map { String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) } ?? ""
    }
}
