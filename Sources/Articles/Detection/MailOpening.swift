// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells a mail by the fields of its header, and a mailbox by the line before its first mail.
///
/// Articles saved as text have lines of the same form (`Title: …`, `Date: …`): a mail has a sender with an address, or
/// fields that only programs write.
enum MailOpening {
    static func format(of text: [UInt8]) -> FileFormat? {
        if text.starts(with: "From ".utf8) {
            guard let end = text.prefix(512).firstIndex(of: 0x0A), isPostmark(text[5..<end]) else { return nil }
            return fields(of: text[(end + 1)...]).isEmpty ? nil : .mbox
        }
        let fields = fields(of: text[...])
        guard fields["title"] == nil, fields["headline"] == nil, isMail(fields) else { return nil }
        let type = fields["content-type"] ?? ""
        let isSavedPage = fields["snapshot-content-location"] != nil || fields["from"]?.contains("saved by") ?? false
        return type.hasPrefix("multipart/related") && (isSavedPage || type.contains("text/html")) ? .mhtml : .mail
    }

    private static func isMail(_ fields: [String: String]) -> Bool {
        let isAddressed = ["from", "to", "subject", "date"].contains { fields[$0] != nil }
        if isAddressed, fields.keys.contains(where: { programFields.contains($0) }) { return true }
        return (fields["from"] ?? fields["sender"])?.contains("@") ?? false && fields["date"] != nil
            && fields["subject"] != nil
    }

    /// Whether the rest of a line `From …` is a sender and a time, as in `alice Thu Apr 17 09:12:00 2031`.
    private static func isPostmark(_ line: ArraySlice<UInt8>) -> Bool {
        let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\r" }
        return words.count >= 5 && words.contains { $0.contains(":") && $0.first?.isNumber ?? false }
            && words.suffix(3).contains { $0.count == 4 && $0.allSatisfy(\.isNumber) }
    }

    /// The fields before the first blank line (RFC 5322), names and values in lower case; none if a line is no field.
    private static func fields(of text: ArraySlice<UInt8>) -> [String: String] {
        var fields: [String: String] = [:]
        var lastName = ""
        var rest = text.prefix(1 << 15)
        while !rest.isEmpty, fields.count < 200 {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            var line = rest[..<end]
            if line.last == 0x0D { line.removeLast() }
            rest = rest[min(end + 1, rest.endIndex)...]
            guard let first = line.first else { break }
            if first == 0x20 || first == 0x09, !lastName.isEmpty {
                fields[lastName, default: ""] += " " + String(decoding: line, as: UTF8.self).lowercased()
                continue
            }
            // A name is visible ASCII; 33 to 126 without the colon.
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy({ (33...126).contains($0) })
            else { return [:] }
            lastName = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = String(decoding: line[(colon + 1)...].drop(while: \.isASCIISpace), as: UTF8.self).lowercased()
            if fields[lastName] == nil { fields[lastName] = value }
        }
        return fields
    }

    private static let programFields: Set<String> = [
        "message-id", "received", "return-path", "mime-version", "delivered-to", "x-mailer", "user-agent",
        "content-transfer-encoding", "dkim-signature", "x-original-to", "envelope-to", "list-id", "list-unsubscribe",
        "x-spam-status", "in-reply-to", "references", "snapshot-content-location", "x-mozilla-status",
    ]
}
