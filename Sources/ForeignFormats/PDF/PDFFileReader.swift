// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Reads PDF documents: one article each.
struct PDFFileReader: FormatReader {
    /// More pages are no article; the rest is left out, and that is said.
    private static let mostPages = 5000

    func reads(_ format: FileFormat) -> Bool { format == .pdf }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        let document = try PDFDocument(bytes)
        var pages: [[PageLine]] = []
        var damaged: [Int] = []
        var heads = RunningHeads()
        var vocabulary: Set<String> = []
        for index in 0..<min(document.pageCount, Self.mostPages) {
            guard let page = document.page(index) else {
                damaged.append(index + 1)
                continue
            }
            let lines = PageLine.lines(of: page)
            heads.note(lines, onPage: index)
            vocabulary.formUnion(PageParagraphs.words(in: lines))
            pages.append(lines)
        }
        guard pages.contains(where: { !$0.isEmpty }) else {
            guard damaged.isEmpty, document.pageCount > 0 else {
                throw .damaged("the PDF document is damaged or breaks off: none of its pages can be read")
            }
            throw .unsuited(
                "it has no text layer, its pages are pictures or empty: have the text recognised (OCR) first")
        }
        var paragraphs = PageParagraphs(vocabulary: vocabulary)
        for lines in pages { paragraphs.add(heads.body(of: lines)) }
        output.put(
            try documentArticle(
                paragraphs.paragraphs.map(\.text), heading: Self.heading(of: paragraphs.paragraphs),
                Self.properties(of: document), as: format, context))
        if !damaged.isEmpty {
            output.note(
                "the document is damaged there",
                at: "page \(damaged.prefix(5).map(String.init).joined(separator: ", "))")
        }
        if document.pageCount > Self.mostPages {
            output.note("only so many pages are read", at: "page \(Self.mostPages + 1)")
        }
        if !Self.isWhole(bytes) { output.note("the PDF document breaks off", at: "its end") }
    }

    /// Whether the mark of the end is there; programs have written up to a kilobyte behind it.
    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        bytes.suffix(2048).holds("%%EOF")
    }

    /// What is printed largest on the first page, if it is clearly larger than the text, and short enough.
    private static func heading(of paragraphs: [(text: String, size: Float)]) -> String? {
        let first = paragraphs.prefix(12)
        guard let largest = first.max(by: { $0.size < $1.size }), paragraphs.count > 1 else { return nil }
        let sizes = paragraphs.map(\.size).sorted()
        guard largest.size > sizes[sizes.count / 2] * 1.2, (8...250).contains(largest.text.utf8.count) else {
            return nil
        }
        return largest.text
    }

    private static func properties(of document: PDFDocument) -> DocumentProperties {
        DocumentProperties(
            title: document.information("Title"), author: document.information("Author"),
            created: document.information("CreationDate").flatMap(pdfDate), publisher: nil, language: nil)
    }
}

/// A date of a PDF document (ISO 32000, 7.9.4): `D:20310417091200+02'00'`, of which only the year must be there.
func pdfDate(_ text: String) -> PublicationTime? {
    let digits = text.hasPrefix("D:") ? text.dropFirst(2) : text[...]
    let run = digits.prefix { $0.isASCII && $0.isNumber }
    guard run.count >= 8 else { return nil }
    func field(_ offset: Int, _ length: Int) -> Substring? {
        guard run.count >= offset + length else { return nil }
        return run.dropFirst(offset).prefix(length)
    }
    guard let year = field(0, 4), let month = field(4, 2), let day = field(6, 2) else { return nil }
    var iso = "\(year)-\(month)-\(day)"
    if let hour = field(8, 2), let minute = field(10, 2) {
        iso += "T\(hour):\(minute)" + (field(12, 2).map { ":\($0)" } ?? "")
        iso += digits.dropFirst(run.count).filter { $0 != "'" }
    }
    return PublicationTime(iso: iso)
}
