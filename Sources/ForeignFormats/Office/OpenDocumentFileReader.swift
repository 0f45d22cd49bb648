// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Reads texts in OpenDocument format (ISO 26300): `.odt`, `.ott`, and the flat form in one XML file, `.fodt`.
struct OpenDocumentFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .odt }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        var parts: [String: [UInt8]] = ["content.xml": bytes, "meta.xml": bytes]
        if bytes.starts(with: "PK".utf8) {
            let names: Set<String> = ["content.xml", "meta.xml", "META-INF/manifest.xml"]
            parts = try ZipArchive.contents(
                of: bytes, atMost: context.limits.maximumUnpackedBytes, isWanted: names.contains)
        }
        if let manifest = parts["META-INF/manifest.xml"],
            String(decoding: manifest, as: UTF8.self).contains("encryption-data")
        {
            throw .unsuited("it is protected by a password")
        }
        guard let content = parts["content.xml"] else { throw .damaged("the OpenDocument text has no content") }
        var text = OpenDocumentText()
        let isWhole = text.read(content)
        let properties = parts["meta.xml"].map { DocumentProperties(xml: $0) } ?? DocumentProperties()
        output.put(try documentArticle(text.finish(), heading: text.title, properties, as: format, context))
        if !isWhole { output.note("its XML is damaged or breaks off", at: "content.xml") }
    }
}

/// The text of an OpenDocument file's content.
private struct OpenDocumentText {
    private var lines = DocumentLines()
    private var notes = DocumentLines()
    private var hidden = 0
    private var noteDepth = 0
    private var paragraphs = 0
    private var isTitle = false
    private var titleText = ""
    private(set) var title: String?

    /// What was deleted, what others remarked, how it looks, and the numbers that point at notes.
    private static let hiddenElements: Set<String> = [
        "text:tracked-changes", "office:annotation", "office:styles", "office:automatic-styles", "office:master-styles",
        "office:meta", "office:settings", "office:scripts", "text:note-citation", "office:binary-data",
        "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "svg:desc",
    ]

    mutating func read(_ content: [UInt8]) -> Bool {
        var copy = self
        let isWhole = XMLDocument.walk(content) { copy.take($0) }
        self = copy
        return isWhole
    }

    mutating func finish() -> [String] { lines.finish() + notes.finish() }

    private mutating func take(_ event: XMLDocument.Event) {
        switch event {
        case .start(let element): begin(element)
        case .text(let text):
            // Between paragraphs there is only the space that makes the XML readable.
            guard hidden == 0, paragraphs > 0 else { return }
            append(text)
            if isTitle { titleText += text }
        case .end(let name): end(name)
        }
    }

    private mutating func append(_ text: String) {
        if noteDepth > 0 { notes.append(text) } else { lines.append(text) }
    }

    private mutating func begin(_ element: XMLDocument.Element) {
        if Self.hiddenElements.contains(element.name) { hidden += 1 }
        guard hidden == 0 else { return }
        switch element.name {
        case "text:p", "text:h":
            paragraphs += 1
            if noteDepth > 0 { notes.beginParagraph() } else { lines.beginParagraph() }
            isTitle = title == nil && element["text:style-name"] == "Title"
            titleText = ""
        case "text:s": append(" ")
        case "text:tab": append(" ")
        case "text:line-break": if noteDepth > 0 { notes.breakLine() } else { lines.breakLine() }
        case "text:note-body": noteDepth += 1
        case "table:table-row": lines.beginRow()
        default: break
        }
    }

    private mutating func end(_ name: String) {
        if Self.hiddenElements.contains(name) { hidden -= 1 }
        guard hidden == 0 else { return }
        switch name {
        case "text:p", "text:h":
            paragraphs -= 1
            if noteDepth > 0 { notes.endParagraph() } else { lines.endParagraph() }
            if isTitle { title = cleanLine(titleText) }
            isTitle = false
        case "text:note-body": noteDepth -= 1
        case "table:table-cell", "table:covered-table-cell": lines.endCell()
        case "table:table-row": lines.endRow()
        default: break
        }
    }
}
