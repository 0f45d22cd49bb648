// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Reads EPUB publications: each document of the reading order is an article.
///
/// News comes as EPUB in issues of a magazine, and reports as chapters: who searches wants the piece, not the volume. What
/// the publication says of itself, its day above all, holds for each piece that says nothing else.
struct EPUBFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .epub }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        let endings = [".xml", ".opf", ".xhtml", ".html", ".htm"]
        let parts = try ZipArchive.contents(of: bytes, atMost: context.limits.maximumUnpackedBytes) { name in
            endings.contains { name.lowercased().hasSuffix($0) }
        }
        guard let package = Self.package(parts), let content = parts[package] else {
            throw .damaged("the EPUB book has no package document")
        }
        if parts["META-INF/encryption.xml"].map({ String(decoding: $0, as: UTF8.self).contains("xmlenc#") }) ?? false,
            parts["META-INF/rights.xml"] != nil
        {
            throw .unsuited("it is protected against copying")
        }
        let folder = package.lastIndex(of: "/").map { String(package[...$0]) } ?? ""
        let book = DocumentProperties(xml: content)
        for name in Self.readingOrder(content) where !output.isStopped {
            let path = Self.resolve(name, in: folder)
            guard let chapter = parts[path] else {
                output.note("the book names it and does not have it", at: "“\(path)”")
                continue
            }
            do throws(UnreadableReason) {
                output.put(try article(chapter, of: book, context))
            } catch {
                switch error {
                // A cover, a picture.
                case .empty, .noArticle: break
                default: output.note(error.description, at: "“\(path)”")
                }
            }
        }
    }

    private func article(
        _ chapter: [UInt8], of book: DocumentProperties, _ context: ReadingContext
    ) throws(UnreadableReason) -> Article {
        var article = try webArticle(in: chapter, url: nil, charset: nil, context)
        guard !article.text.isEmpty else { throw .noArticle("a page of a book") }
        article.format = FileFormat.epub.name
        let title = book.title.flatMap(cleanTitle)
        if article.title == nil || article.title == title {
            article.set(\.title, \.title, to: title.map { Stated($0, .meta) })
        }
        if article.byline == nil { article.set(\.byline, \.byline, to: book.author.map { Stated($0, .meta) }) }
        if article.outlet == nil {
            article.set(\.outlet, \.outlet, to: (book.publisher ?? title).map { Stated($0, .meta) })
        }
        if article.published == nil, let created = book.created {
            article.setPublished(Stated(created, .meta), in: context)
        }
        if article.language == nil {
            article.set(\.language, \.language, to: book.language.map { Stated($0.lowercased(), .meta) })
        }
        return article
    }

    /// The path of the package document.
    private static func package(_ parts: [String: [UInt8]]) -> String? {
        var path: String?
        if let container = parts["META-INF/container.xml"] {
            _ = XMLDocument.walk(container) { event in
                if case .start(let element) = event, path == nil, element.name.hasSuffix("rootfile") {
                    path = element["full-path"]
                }
            }
        }
        if let path, parts[path] != nil { return path }
        return parts.keys.filter { $0.hasSuffix(".opf") }.min()
    }

    /// The documents of the package in the order of its spine, as it names them.
    private static func readingOrder(_ package: [UInt8]) -> [String] {
        var documents: [String: String] = [:]
        var order: [String] = []
        _ = XMLDocument.walk(package) { event in
            guard case .start(let element) = event else { return }
            switch element.name.split(separator: ":").last {
            case "item":
                guard let id = element["id"], let name = element["href"],
                    element["media-type"].map({ $0.contains("html") || $0.contains("xml") }) ?? true
                else { return }
                // The contents of the book are no piece of it.
                if element["properties"]?.split(separator: " ").contains("nav") ?? false { return }
                documents[id] = name
            case "itemref":
                if let id = element["idref"], order.count < 10_000 { order.append(id) }
            default: break
            }
        }
        var seen: Set<String> = []
        return order.compactMap { id in documents[id].flatMap { seen.insert($0).inserted ? $0 : nil } }
    }

    /// A name relative to the package's folder, as a path in the archive.
    private static func resolve(_ name: String, in folder: String) -> String {
        let bare = name.prefix { $0 != "#" }
        var path: [Substring] = []
        for component in (folder + (percentDecoded(bare) ?? String(bare))).split(separator: "/") {
            if component == ".." { _ = path.popLast() } else if component != "." { path.append(component) }
        }
        return path.joined(separator: "/")
    }

    private static func percentDecoded(_ name: Substring) -> String? {
        guard name.contains("%") else { return nil }
        var bytes: [UInt8] = []
        var rest = Array(name.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
