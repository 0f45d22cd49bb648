// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CArchive

/// A zip archive in memory, read by libarchive member by member.
///
/// For one thread.
final class ZipArchive: ByteInput {
    private let archive: OpaquePointer
    private let bytes: [UInt8]
    /// What may still come out of all members together, in bytes.
    private var budget: Int
    private let allowed: Int
    private var memberSize: Int?

    /// More than so many times its size comes out of no document; nor is less than this, in bytes, a danger.
    private static let largestRatio = 100
    private static let harmless = 16 << 20
    /// An archive of more members is no document.
    private static let mostMembers = 20_000

    /// - Parameter bytes: The whole archive.
    init(_ bytes: [UInt8]) throws(UnreadableReason) {
        guard let archive = archive_read_new() else { throw .unavailable("there is no memory for the archive") }
        self.archive = archive
        self.bytes = bytes
        allowed = max(Self.harmless, bytes.count * Self.largestRatio)
        budget = allowed
        archive_read_support_format_zip_seekable(archive)
        archive_read_support_format_zip_streamable(archive)
        archive_read_support_filter_none(archive)
        // An array that is not changed stays where it is, as long as it is held.
        let status = self.bytes.withUnsafeBytes { archive_read_open_memory(archive, $0.baseAddress, $0.count) }
        guard status == ARCHIVE_OK else { throw Self.damaged }
    }

    deinit { archive_read_free(archive) }

    /// Goes through the members, folders left out.
    ///
    /// - Parameter visit: takes a member's name; its content can be had by ``content(atMost:)`` or ``read(into:)`` until it
    ///   returns. Returns false to end.
    /// - Returns: whether the end was reached; false if the archive breaks off behind what was visited.
    func members(_ visit: (String) throws(UnreadableReason) -> Bool) throws(UnreadableReason) -> Bool {
        for _ in 0..<Self.mostMembers {
            var entry: OpaquePointer?
            switch archive_read_next_header(archive, &entry) {
            case ARCHIVE_EOF: return true
            case ARCHIVE_OK, ARCHIVE_WARN: break
            default: return false
            }
            guard let entry, let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else {
                continue
            }
            let path = String(cString: name)
            guard !path.hasSuffix("/") else { continue }
            if archive_entry_is_data_encrypted(entry) != 0 { throw .unsuited("it is protected by a password") }
            memberSize = archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
            guard try visit(path) else { return true }
        }
        throw .damaged("the archive has more than \(Self.mostMembers) members")
    }

    /// The content of the member that is visited.
    ///
    /// - Throws: `.tooLarge`; `.damaged` if it cannot be unpacked.
    func content(atMost limit: Int) throws(UnreadableReason) -> [UInt8] {
        if let memberSize, memberSize > limit { throw .tooLarge(bytes: memberSize, limit: limit) }
        var content: [UInt8] = []
        content.reserveCapacity(memberSize ?? 0)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var failure: UnreadableReason?
            let count = chunk.withUnsafeMutableBytes { chunk in
                do throws(UnreadableReason) {
                    return try read(into: chunk)
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            guard count > 0 else { return content }
            content += chunk[..<count]
            guard content.count <= limit else { throw .tooLarge(bytes: content.count, limit: limit) }
        }
    }

    var expectedSize: Int? { memberSize }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw Self.damaged }
        budget -= count
        guard budget >= 0 else {
            throw .damaged("it unpacks to more than \(allowed / max(1, bytes.count)) times its size, as only bombs do")
        }
        return count
    }

    static let damaged = UnreadableReason.damaged("the archive is damaged or breaks off")
}

extension ZipArchive {
    /// The contents of those members that are wanted, by name.
    ///
    /// - Parameters:
    ///   - limit: bytes of all of them together, at most.
    ///   - isWanted: whether a member is.
    static func contents(
        of bytes: [UInt8], atMost limit: Int, isWanted: (String) -> Bool
    ) throws(UnreadableReason) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        var left = limit
        let archive = try ZipArchive(bytes)
        let isComplete = try archive.members { (name) throws(UnreadableReason) in
            guard isWanted(name), found[name] == nil else { return true }
            let content = try archive.content(atMost: left)
            left -= content.count
            found[name] = content
            return true
        }
        guard isComplete || !found.isEmpty else { throw damaged }
        return found
    }
}
