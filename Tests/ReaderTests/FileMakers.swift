// SPDX-License-Identifier: GPL-3.0-or-later

/// A zip archive whose members are stored as they are (APPNOTE.TXT).
func zip(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
        let nameBytes = Array(name.utf8)
        let common = fields([
            (0x14, 2), (0x800, 2), (0, 2), (0, 4), (Int(crc32(content)), 4), (content.count, 4), (content.count, 4),
            (nameBytes.count, 2), (0, 2),
        ])
        directory += fields([(0x0201_4B50, 4), (0x14, 2)]) + common
        directory += fields([(0, 2), (0, 2), (0, 2), (0, 4), (archive.count, 4)]) + nameBytes
        archive += fields([(0x0403_4B50, 4)]) + common
        archive += nameBytes + content
    }
    let start = archive.count
    archive += directory
    return archive
        + fields([
            (0x0605_4B50, 4), (0, 4), (members.count, 2), (members.count, 2), (directory.count, 4), (start, 4), (0, 2),
        ])
}

func zip(_ members: [(name: String, text: String)]) -> [UInt8] {
    zip(members.map { (name: $0.name, content: Array($0.text.utf8)) })
}

/// A gzip file (RFC 1952) that stores its content as it is.
func gzip(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = content[...]
    repeat {
        let block = rest.prefix(65535)
        rest = rest.dropFirst(block.count)
        file += fields([(rest.isEmpty ? 1 : 0, 1), (block.count, 2), (~block.count & 0xFFFF, 2)]) + block
    } while !rest.isEmpty
    return file + fields([(Int(crc32(content)), 4), (content.count, 4)])
}

/// A PDF document of a page for each list of lines, set in Helvetica of 12 points from the top left.
func pdf(_ pages: [[String]], information: String = "", leading: Int = 14) -> [UInt8] {
    var file = Array("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    func add(_ object: String) {
        offsets.append(file.count)
        file += "\(offsets.count) 0 obj\n\(object)\nendobj\n".utf8
    }
    let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    add("<< /Type /Catalog /Pages 2 0 R >>")
    add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for (index, lines) in pages.enumerated() {
        add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
                + "/Contents \(5 + 2 * index) 0 R >>")
        let shown = lines.map { "(\($0)) Tj 0 -\(leading) Td" }.joined(separator: "\n")
        let content = "BT /F 12 Tf 72 770 Td\n\(shown)\nET"
        add("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
    add("<< \(information) >>")
    let table = file.count
    file += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8
    for offset in offsets {
        let digits = String(offset)
        file += (String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8
    }
    file += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R /Info \(offsets.count) 0 R >>\n".utf8
    return file + "startxref\n\(table)\n%%EOF\n".utf8
}

/// A Word document with this inside its body.
func docx(_ body: String, more: [(name: String, text: String)] = []) -> [UInt8] {
    let namespaces = #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#
    return zip(
        [
            (name: "[Content_Types].xml", text: "<Types/>"),
            (name: "word/document.xml", text: "<w:document \(namespaces)><w:body>\(body)</w:body></w:document>"),
        ] + more)
}

/// An OpenDocument text with this in its body.
func odt(_ body: String, more: [(name: String, text: String)] = []) -> [UInt8] {
    zip(
        [
            (name: "mimetype", text: "application/vnd.oasis.opendocument.text"),
            (name: "content.xml", text: openDocument("office:document-content", body)),
        ] + more)
}

func openDocument(_ root: String, _ body: String, meta: String = "") -> String {
    """
    <?xml version="1.0"?><\(root) xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
    xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">\(meta)<office:body><office:text>\(body)</office:text>\
    </office:body></\(root)>
    """
}

/// An EPUB of these chapters; names and contents.
func epub(_ chapters: [(name: String, text: String)], metadata: String = "") -> [UInt8] {
    let items = chapters.map { #"<item id="\#($0.name)" href="\#($0.name)" media-type="application/xhtml+xml"/>"# }
    let order = chapters.map { #"<itemref idref="\#($0.name)"/>"# }
    return zip(
        [
            (name: "mimetype", text: "application/epub+zip"),
            (
                name: "META-INF/container.xml",
                text: #"<container><rootfiles><rootfile full-path="book/all.opf"/></rootfiles></container>"#
            ),
            (
                name: "book/all.opf",
                text: """
                <package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <metadata>\(metadata)</metadata><manifest>\(items.joined())</manifest>
                <spine>\(order.joined())</spine></package>
                """
            ),
        ] + chapters.map { (name: "book/" + $0.name, text: $0.text) })
}

func page(_ text: String, title: String = "") -> String {
    "<html><head><title>\(title)</title></head><body><p>\(text)</p></body></html>"
}

/// Numbers, little endian, each in so many bytes.
private func fields(_ numbers: [(value: Int, size: Int)]) -> [UInt8] {
    numbers.flatMap { number in (0..<number.size).map { UInt8(truncatingIfNeeded: number.value >> (8 * $0)) } }
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 {
            let carry: UInt32 = sum & 1 == 1 ? 0xEDB8_8320 : 0
            sum = (sum >> 1) ^ carry
        }
    }
    return ~sum
}
