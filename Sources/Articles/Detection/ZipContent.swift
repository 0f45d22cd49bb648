// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells what is in a zip archive by the names and the contents of its first members.
enum ZipContent {
    /// The format of an archive.
    ///
    /// OpenDocument and EPUB begin with a member `mimetype`, stored as it is, for that very purpose. Office Open XML has
    /// no such mark: the folder of its main part tells, or where that comes too late, the file's name.
    static func format(of head: UnsafeRawBufferPointer, ending: String) -> FileFormat {
        for member in members(of: head) {
            if member.name == "mimetype" {
                let type = String(decoding: member.content.prefix(80), as: UTF8.self)
                if type.hasPrefix("application/epub+zip") { return .epub }
                if type.hasPrefix("application/vnd.oasis.opendocument.text") { return .odt }
                if type.hasPrefix("application/vnd.oasis.opendocument") {
                    return .binary("an OpenDocument file, no text")
                }
            }
            if member.name.hasPrefix("word/") { return .docx }
            if member.name.hasPrefix("xl/") { return .binary("an Excel workbook") }
            if member.name.hasPrefix("ppt/") { return .binary("a PowerPoint presentation") }
        }
        switch ending {
        case "docx", "docm", "dotx": return .docx
        case "odt", "ott": return .odt
        case "epub": return .epub
        default: return .zip
        }
    }

    /// Name and content, as far as it is in the head, of each member (APPNOTE.TXT 4.3.7) whose size is stated in front.
    private static func members(
        of head: UnsafeRawBufferPointer
    ) -> [(name: String, content: Slice<UnsafeRawBufferPointer>)] {
        var found: [(name: String, content: Slice<UnsafeRawBufferPointer>)] = []
        var start = 0
        while found.count < 64, start + 30 <= head.count,
            head.loadUnaligned(fromByteOffset: start, as: UInt32.self).littleEndian == 0x0403_4B50
        {
            func number(_ offset: Int) -> Int {
                Int(head.loadUnaligned(fromByteOffset: start + offset, as: UInt16.self).littleEndian)
            }
            let size = Int(head.loadUnaligned(fromByteOffset: start + 18, as: UInt32.self).littleEndian)
            let nameEnd = start + 30 + number(26)
            let content = nameEnd + number(28)
            guard content <= head.count else { break }
            let end = min(content + size, head.count)
            found.append((String(decoding: head[start + 30..<nameEnd], as: UTF8.self), head[content..<end]))
            // Bit 3: the size comes after the content, and only its end tells where the next member begins.
            guard number(6) & 8 == 0 else { break }
            start = content + size
        }
        return found
    }
}
