// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells what a file is by how it begins; its name counts only where the content leaves the choice open.
package struct FormatDetector {
    /// As many bytes of a file's beginning as are needed at most.
    package static let headLength = 1 << 16

    /// The format of a file.
    ///
    /// - Parameters:
    ///   - head: The beginning of the file: all of it, or at least ``headLength`` bytes.
    ///   - name: The last component of the file's path.
    package static func format(of head: UnsafeRawBufferPointer, name: String) -> FileFormat {
        FormatDetector(head: head, name: name).format()
    }

    private let head: UnsafeRawBufferPointer
    /// The ending of the file's name, in lower case, without the dot.
    private let ending: String

    private init(head: UnsafeRawBufferPointer, name: String) {
        self.head = UnsafeRawBufferPointer(rebasing: head.prefix(Self.headLength))
        ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    private func format() -> FileFormat {
        if let kind = binaryKind(of: head) { return signedFormat(kind) }
        if head.starts(with: "WARC/".utf8) { return .warc }
        let text = opening()
        // Some programs put a line or two before a PDF's first bytes.
        if ending == "pdf", head.prefix(1024).holds("%PDF-") { return .pdf }
        if let format = structuredFormat(text) { return format }
        return ["md", "markdown", "mdown", "mkd"].contains(ending) || hasFrontMatter(text) ? .markdown : .text
    }

    private func signedFormat(_ kind: String) -> FileFormat {
        switch kind {
        case BinaryKind.pdf: .pdf
        case BinaryKind.rtf: .rtf
        case BinaryKind.gzip: .gzip
        case BinaryKind.zip: ZipContent.format(of: head, ending: ending)
        // An encrypted document of the newer kind comes in a container of the old one.
        case BinaryKind.legacyOffice where head.holds("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"):
            .binary("an office document protected by a password")
        default: .binary(kind)
        }
    }

    /// The opening in UTF-8, without byte order mark and the blanks at its start.
    private func opening() -> [UInt8] {
        var bytes: [UInt8]
        if let (form, markLength) = UnicodeForm.announced(by: head) {
            let body = UnsafeRawBufferPointer(rebasing: head[markLength...])
            bytes = form == .utf8 ? Array(body) : Array(form.decode(body.evenPrefix(16_384)).utf8)
        } else if let form = head.prefix(4096).contains(0) ? UnicodeForm.wideForm(of: head) : nil {
            bytes = Array(form.decode(head.evenPrefix(16_384)).utf8)
        } else {
            bytes = Array(head)
        }
        bytes.removeSubrange(..<(bytes.firstIndex { !$0.isASCIISpace } ?? 0))
        return bytes
    }

    /// Whether a text begins with the front matter that programs write which keep texts in Markdown.
    private func hasFrontMatter(_ text: [UInt8]) -> Bool {
        for fence in ["---", "+++"] where text.starts(with: fence.utf8) {
            let lines = text.prefix(1 << 14).split(separator: 0x0A, maxSplits: 200).map { line in
                line.last == 0x0D ? line.dropLast() : line
            }
            guard lines.count > 2, lines[0].elementsEqual(fence.utf8) else { return false }
            let sign = fence == "---" ? UInt8(ascii: ":") : UInt8(ascii: "=")
            return lines[1].prefix(48).contains(sign) && lines.dropFirst(2).contains { $0.elementsEqual(fence.utf8) }
        }
        return false
    }

    private func structuredFormat(_ text: [UInt8]) -> FileFormat? {
        guard let first = text.first else { return nil }
        if first == UInt8(ascii: "<"), let format = MarkupOpening.format(of: text) { return format }
        if let format = JSONOpening.format(of: text, ending: ending) { return format }
        if let format = MailOpening.format(of: text) { return format }
        // Some pages have a stray line before their first tag.
        let isNamedPage = ["html", "htm", "xhtml", "shtml", "xht"].contains(ending)
        return MarkupOpening.isPage(text, isNamedPage: isNamedPage) ? .html : nil
    }
}

extension UInt8 {
    /// Whether the byte is a space, tab or line end.
    var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension UnsafeRawBufferPointer {
    /// The first `count` bytes, or as many whole units of four as there are.
    fileprivate func evenPrefix(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[..<(Swift.min(count, self.count) & ~3)])
    }
}
