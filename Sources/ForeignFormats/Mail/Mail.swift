// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CMail
import CivilCalendar

/// A mail as GMime reads it: a tree of parts, in the order in which they stand.
///
/// For one thread.
final class Mail {
    private let handle: OpaquePointer

    /// A part and where it is.
    struct Part {
        let index: Int
        let kind: cm_kind
        let parent: Int
        /// `text/html`, in lower case.
        let type: String
        let charset: String?
        let isFlowed: Bool
        let deletesSpaces: Bool
        let start: String?
        let contentID: String?
        let location: String?
        let fileName: String?
        let isAttachment: Bool
    }

    let parts: [Part]
    /// By part, the indices of those that lie directly in it.
    private let members: [[Int]]

    init(_ bytes: [UInt8]) throws(UnreadableReason) {
        let parsed = bytes.withUnsafeBufferPointer { cm_parse($0.baseAddress, $0.count) }
        guard let parsed else { throw .damaged("the mail cannot be parsed") }
        handle = parsed
        let parts = (0..<cm_count(parsed)).map { Part(cm_at(parsed, $0).pointee, index: $0) }
        var members = [[Int]](repeating: [], count: parts.count)
        for part in parts where part.parent >= 0 { members[part.parent].append(part.index) }
        self.parts = parts
        self.members = members
    }

    deinit { cm_free(handle) }

    /// The parts that lie directly in one.
    func children(of index: Int) -> [Part] { members[index].map { parts[$0] } }

    /// The content of a leaf, its transfer encoding undone.
    func content(of part: Part) -> [UInt8] {
        var length = 0
        let bytes = cm_content(handle, part.index, &length)
        return Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : length))
    }

    /// A field of a message's header, decoded, on one line.
    func field(_ name: String, of message: Int) -> String? {
        cm_field(handle, message, name).flatMap { cleanLine(String(cString: $0)) }
    }

    /// Who sent it: the name as given, and the address.
    func sender(of message: Int) -> (name: String?, address: String?) {
        var name: UnsafePointer<CChar>?
        var address: UnsafePointer<CChar>?
        cm_sender(handle, message, &name, &address)
        return (name.flatMap { cleanLine(String(cString: $0)) }, address.flatMap { cleanLine(String(cString: $0)) })
    }

    /// When it was sent, as its header says.
    func sent(of message: Int) -> PublicationTime? {
        var date = cm_date()
        guard cm_sent(handle, message, &date),
            let day = CivilDay(year: Int(date.year), month: Int(date.month), day: Int(date.day))
        else { return nil }
        let clock = ClockTime(
            hour: Int(date.hour), minute: Int(date.minute), second: Int(date.second),
            zone: .offset(minutes: Int(date.offset)))
        return PublicationTime(day: day, clock: clock)
    }
}

extension Mail.Part {
    fileprivate init(_ part: cm_part, index: Int) {
        func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
        self.index = index
        kind = part.kind
        parent = Int(part.parent)
        type = text(part.type) ?? "text/plain"
        charset = text(part.charset).flatMap(cleanLine)
        isFlowed = text(part.format)?.lowercased() == "flowed"
        deletesSpaces = text(part.delsp)?.lowercased() == "yes"
        start = text(part.start)
        contentID = text(part.content_id)
        location = text(part.content_location).flatMap(cleanLine)
        fileName = text(part.file_name).flatMap(cleanLine)
        isAttachment = part.is_attachment
    }
}
