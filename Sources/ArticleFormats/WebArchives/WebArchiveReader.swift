// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// Reads web archives (WARC 1.0 and 1.1): an article a page, of what was fetched, converted or put there.
///
/// Requests, pictures, scripts and the like are passed over; a record that is broken costs itself.
struct WebArchiveReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .warc }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let records = WebArchiveRecords(input: input, context: context, output: output)
        var number = 0
        while !output.isStopped {
            try records.skipBlankLines()
            let start = input.offset
            number += 1
            guard try records.readNext(at: "record \(number) (byte \(start))") else { return }
        }
    }
}

/// Goes through the records of an archive.
private struct WebArchiveRecords {
    let input: BufferedInput
    let context: ReadingContext
    let output: ArticleOutput

    /// Heads are a few hundred bytes; HTTP servers take no more than this.
    private static let longestHead = 1 << 16

    /// Reads the record that begins here; false at the end.
    func readNext(at place: String) throws(UnreadableReason) -> Bool {
        guard try !input.isExhausted else { return false }
        guard try isAtRecord(), let head = try takeHead() else {
            output.note("no record of an archive begins here", at: place)
            return try findRecord()
        }
        guard let length = head["content-length"].flatMap({ Int($0) }), length >= 0 else {
            output.note("the record does not say how long it is", at: place)
            return try findRecord()
        }
        let end = input.offset + length
        do throws(UnreadableReason) {
            try readBlock(head, length)
        } catch {
            switch error {
            case .noArticle, .empty, .binary: break
            default: output.note(error.description, at: place)
            }
        }
        if input.offset < end { try input.skip(end - input.offset) }
        if input.offset < end {
            output.note("the record breaks off", at: place)
            return false
        }
        return true
    }

    /// Passes over the blank lines between two records.
    func skipBlankLines() throws(UnreadableReason) {
        while true {
            let blank = try input.peek(256) { bytes in bytes.prefix { $0 == 0x0D || $0 == 0x0A }.count }
            if blank == 0 { return }
            try input.skip(blank)
        }
    }

    private func isAtRecord() throws(UnreadableReason) -> Bool {
        try input.peek(5) { $0.elementsEqual("WARC/".utf8) }
    }

    /// Passes over lines up to the next record.
    private func findRecord() throws(UnreadableReason) -> Bool {
        while try input.takeLine(atMost: 1 << 12) != nil {
            if try isAtRecord() { return true }
        }
        return false
    }

    private func takeHead() throws(UnreadableReason) -> HeaderBlock? {
        guard let (head, length) = try input.peek(Self.longestHead, { HeaderBlock.read($0) }) else { return nil }
        try input.skip(length)
        return head
    }

    // MARK: Blocks

    private func readBlock(_ head: HeaderBlock, _ length: Int) throws(UnreadableReason) {
        let limit = context.limits.maximumBytes
        var page = ArchivedPage(record: head)
        switch head["warc-type"]?.lowercased() {
        case "response" where head.mediaType == "application/http":
            let found = try input.peek(min(length, Self.longestHead)) { HeaderBlock.read($0) }
            guard let (http, headLength) = found, page.isFetched(http) else { return }
            // Packed content may be larger than it is here, but not smaller.
            guard length - headLength <= limit else { throw .tooLarge(bytes: length - headLength, limit: limit) }
            let block = try input.take(length)
            page.bytes = try httpBody(block.dropFirst(headLength), http, limit: limit)
        case "response", "resource", "conversion":
            guard page.isKept(head.mediaType) else { return }
            guard length <= limit else { throw .tooLarge(bytes: length, limit: limit) }
            page.bytes = try input.take(length)
            page.charset = head.charset
        default: return
        }
        let known = page
        try output.amending({ known.amend(&$0) }) { () throws(UnreadableReason) in try read(known) }
    }

    private func read(_ page: ArchivedPage) throws(UnreadableReason) {
        guard page.isWebPage else {
            return try context.readMember(MemoryInput(page.bytes), name: page.name, into: output)
        }
        let article = try webArticle(in: page.bytes, url: page.address, charset: page.charset, context)
        // Frames and the pages of counters have a title at most.
        if !article.text.isEmpty { output.put(article) }
    }
}

/// What a record holds, and what it says of it.
private struct ArchivedPage {
    let address: String?
    private let fetched: PublicationTime?
    private let isTruncated: Bool
    private var mediaType: String?
    var charset: String?
    var bytes: [UInt8] = []

    init(record head: HeaderBlock) {
        let address = head["warc-target-uri"]?[...]
        // Some writers of version 1.0 kept the brackets of its grammar.
        self.address = address.map { String($0.unwrapped("<", ">") ?? $0) }
        fetched = head["warc-date"].flatMap { PublicationTime(iso: $0) }
        isTruncated = head["warc-truncated"] != nil
    }

    /// Takes in what the server said, and tells whether there is something to be read.
    mutating func isFetched(_ http: HeaderBlock) -> Bool {
        let status = http.startLine.split(separator: " ").dropFirst().first
        charset = http.charset
        return status == "200" && isKept(http.mediaType)
    }

    /// Whether content of this type may be articles.
    mutating func isKept(_ type: String?) -> Bool {
        mediaType = type
        guard let type else { return true }
        return type.hasPrefix("text/html") || type == "text/plain" || type == "text/markdown" || type.hasSuffix("xml")
            || type.contains("json") || Self.documents.contains(type)
    }

    private static let documents: Set<String> = [
        "application/pdf", "application/rtf", "text/rtf", "message/rfc822", "application/epub+zip",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]

    var isWebPage: Bool {
        if mediaType == "application/xhtml+xml" { return true }
        let isStated = mediaType.map { $0.hasPrefix("text/html") } ?? true
        let format = bytes.withUnsafeBytes { FormatDetector.format(of: $0, name: "page.html") }
        return isStated && (format == .html || format == .text)
    }

    /// The last part of the address's path.
    var name: String {
        let path = (address ?? "").prefix { $0 != "?" && $0 != "#" }
        return path.split(separator: "/").last.map(String.init) ?? ""
    }

    /// Gives an article what the archive knows, where the article does not say it.
    func amend(_ article: inout Article) {
        if article.url == nil, let address = address.flatMap({ WebAddress($0[...]) }) {
            article.set(\.url, \.url, to: Stated(address.text, .given))
            article.outletHost = article.outletHost ?? address.outlet
            if article.outlet == nil { article.set(\.outlet, \.outlet, to: Stated(address.outlet, .url)) }
        }
        if article.published == nil, let fetched {
            article.setPublished(Stated(fetched, .given))
            article.warnings.append("the day is that on which the archive fetched it")
        }
        if isTruncated { article.warnings.append("the archive has only a part of it") }
    }
}
