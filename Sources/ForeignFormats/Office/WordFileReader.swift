// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Reads documents of Office Open XML (ECMA-376), as Word saves them: `.docx`, `.docm`, `.dotx`.
struct WordFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .docx }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        let parts = try ZipArchive.contents(
            of: bytes, atMost: context.limits.maximumUnpackedBytes, isWanted: Self.isText)
        guard let main = parts.keys.filter({ $0.hasPrefix("word/document") }).min(), let body = parts[main] else {
            throw .damaged("the Word document has no text part")
        }
        var text = WordText(chunks: Self.chunks(of: parts, context))
        let isWhole = text.read(body)
        // What stands apart in the document stands at the end of the article.
        for (name, part) in parts.sorted(by: { $0.key < $1.key })
        where name != main && name.hasPrefix("word/") && name.hasSuffix(".xml") {
            text.readAside(part)
        }
        let properties = parts["docProps/core.xml"].map { DocumentProperties(xml: $0) } ?? DocumentProperties()
        output.put(try documentArticle(text.finish(), heading: text.title, properties, as: format, context))
        if !isWhole { output.note("its XML is damaged or breaks off", at: main) }
    }

    private static func isText(_ name: String) -> Bool {
        if name == relations || chunkEndings.contains(where: { name.lowercased().hasSuffix($0) }) { return true }
        guard name.hasSuffix(".xml") else { return false }
        return name == "docProps/core.xml"
            || ["document", "footnotes", "endnotes", "comments.", "header", "footer", "charts/chart", "diagrams/data"]
                .contains { name.hasPrefix("word/" + $0) }
    }

    // MARK: Chunks

    private static let relations = "word/_rels/document.xml.rels"
    private static let chunkEndings = [".html", ".htm", ".xhtml", ".mht", ".mhtml", ".txt"]

    /// The texts that programs leave in another format, for Word to convert when the document is opened there (`w:altChunk`):
    /// their lines, by the relation that the document's text names.
    private static func chunks(of parts: [String: [UInt8]], _ context: ReadingContext) -> [String: [String]] {
        guard let relations = parts[relations] else { return [:] }
        var chunks: [String: [String]] = [:]
        _ = XMLDocument.walk(relations) { event in
            guard case .start(let element) = event, element["Type"]?.hasSuffix("/aFChunk") ?? false,
                let id = element["Id"], let target = element["Target"]
            else { return }
            let path = target.hasPrefix("/") ? String(target.dropFirst()) : "word/" + target
            if let content = parts[path] { chunks[id] = lines(of: content, name: path.lowercased(), context) }
        }
        return chunks
    }

    private static func lines(of content: [UInt8], name: String, _ context: ReadingContext) -> [String] {
        let text: String?
        if name.hasSuffix(".txt") {
            text = (try? decodeMailText(content, charset: nil))?.text
        } else if name.hasSuffix(".mht") || name.hasSuffix(".mhtml") {
            let mail = try? Mail(content)
            let page = mail?.parts.first { $0.type == "text/html" }
            text = page.flatMap { page in
                mail.map { $0.content(of: page) }.flatMap {
                    try? webArticle(in: $0, url: nil, charset: pageCharset(of: $0, stated: page.charset), context).text
                }
            }
        } else {
            text = try? webArticle(in: content, url: nil, charset: nil, context).text
        }
        return (text ?? "").split(separator: "\n").map(String.init)
    }
}

/// The text of a part of a Word document.
struct WordText {
    private var lines = DocumentLines()
    /// Elements in which nothing is text.
    private var hidden = 0
    private var isInText = false
    /// Whether the paragraph has the style of a document's title.
    private var isTitle = false
    private var paragraphText = ""
    private(set) var title: String?
    private var asides: [String] = []
    /// What stands in place of a `w:altChunk`, by the relation that it names.
    private var chunks: [String: [String]]

    init(chunks: [String: [String]] = [:]) {
        self.chunks = chunks
    }

    /// Of alternatives for programs of different age, the newest is read; what was deleted is not.
    private static let hiddenElements: Set<String> = ["mc:Fallback", "w:del", "w:moveFrom"]

    /// - Returns: whether the part was read to its end.
    mutating func read(_ part: [UInt8]) -> Bool {
        var copy = self
        let isWhole = XMLDocument.walk(part) { copy.take($0) }
        self = copy
        return isWhole
    }

    /// Reads notes, comments, page heads, charts: each line of them once, for a head is on every page.
    mutating func readAside(_ part: [UInt8]) {
        var aside = WordText()
        _ = aside.read(part)
        for line in aside.finish() where !asides.contains(line) { asides.append(line) }
    }

    mutating func finish() -> [String] { lines.finish() + asides }

    private mutating func take(_ event: XMLDocument.Event) {
        switch event {
        case .start(let element): begin(element)
        case .text(let text):
            guard isInText, hidden == 0 else { return }
            lines.append(text)
            if isTitle { paragraphText += text }
        case .end(let name): end(name)
        }
    }

    private mutating func begin(_ element: XMLDocument.Element) {
        if Self.hiddenElements.contains(element.name) { hidden += 1 }
        guard hidden == 0 else { return }
        switch element.name {
        case "w:p", "a:p":
            lines.beginParagraph()
            isTitle = false
            paragraphText = ""
        case "w:pStyle": isTitle = title == nil && element["w:val"] == "Title"
        case "w:t", "a:t": isInText = true
        case "w:altChunk":
            // Once, however often a hostile document names it.
            for line in element["r:id"].flatMap({ chunks.removeValue(forKey: $0) }) ?? [] {
                lines.beginParagraph()
                lines.append(line)
                lines.endParagraph()
            }
        case "w:tab", "w:ptab": lines.append(" ")
        case "w:br", "w:cr": lines.breakLine()
        case "w:noBreakHyphen": lines.append("-")
        case "w:softHyphen": break
        case "w:tr": lines.beginRow()
        default: break
        }
    }

    private mutating func end(_ name: String) {
        if Self.hiddenElements.contains(name) { hidden -= 1 }
        guard hidden == 0 else { return }
        switch name {
        case "w:p", "a:p":
            lines.endParagraph()
            if isTitle { title = cleanLine(paragraphText) }
            isTitle = false
        case "w:t", "a:t": isInText = false
        case "w:tc": lines.endCell()
        case "w:tr": lines.endRow()
        default: break
        }
    }
}
