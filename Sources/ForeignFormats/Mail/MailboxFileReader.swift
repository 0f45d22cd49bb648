// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Reads a mailbox in the format `mbox` (RFC 4155): each mail follows a line `From …`.
///
/// One mail is in memory at a time. A line of a text that began with `From ` was given a `>` when the mail was stored, one more
/// if it had some already, which is taken back.
struct MailboxFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .mbox }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let limit = context.limits.maximumBytes
        var mail: [UInt8] = []
        var number = 0
        var isTooLong = false
        // The first line is one that separates.
        var followsBlank = true

        func put() {
            defer {
                mail.removeAll(keepingCapacity: true)
                isTooLong = false
            }
            guard number > 0 else { return }
            guard !isTooLong else {
                output.note(
                    UnreadableReason.tooLarge(bytes: mail.count, limit: limit).description, at: "mail \(number)")
                return
            }
            do throws(UnreadableReason) {
                try MailArticles(
                    try Mail(mail), as: format, context, into: output, place: "mail \(number), "
                ).putAll()
            } catch {
                if case .empty = error { return }
                output.note(error.description, at: "mail \(number)")
            }
        }

        while !output.isStopped, let line = try input.takeLine(atMost: limit) {
            guard case .whole(let content) = line else {
                isTooLong = true
                followsBlank = false
                continue
            }
            if followsBlank, Self.separates(content) {
                put()
                number += 1
                followsBlank = false
                continue
            }
            followsBlank = content.isEmpty
            guard mail.count + content.count <= limit else {
                isTooLong = true
                continue
            }
            mail += Self.isQuoted(content) ? content.dropFirst() : content[...]
            mail.append(0x0A)
        }
        if !output.isStopped { put() }
    }

    /// Whether a line is `From `, a sender and a time, whose year it ends with, or nearly so.
    private static func separates(_ line: [UInt8]) -> Bool {
        guard line.count < 512, line.starts(with: "From ".utf8) else { return false }
        let words = line.dropFirst(5).split(separator: 0x20)
        return words.count >= 2
            && words.contains { $0.contains(0x3A) && $0.allSatisfy { $0 == 0x3A || (0x30...0x39).contains($0) } }
            && words.suffix(3).contains { $0.count == 4 && $0.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func isQuoted(_ line: [UInt8]) -> Bool {
        guard line.first == 0x3E else { return false }
        return line.drop { $0 == 0x3E }.starts(with: "From ".utf8)
    }
}
