// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CPDF
import Glibc

/// A PDF document as poppler reads it.
///
/// For one thread.
final class PDFDocument {
    private let handle: OpaquePointer
    /// The library reads from there as long as the document is open.
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// A word of a page, in points from the top left.
    struct Word {
        var text: String
        var left: Float
        var top: Float
        var right: Float
        var bottom: Float
        var size: Float
        var hasSpaceAfter: Bool
    }

    struct Page {
        /// In reading order; those that stand upright come last.
        var words: [Word]
        var width: Float
        var height: Float
    }

    init(_ content: [UInt8]) throws(UnreadableReason) {
        bytes = .allocate(capacity: content.count)
        _ = bytes.initialize(from: content)
        var opened: OpaquePointer?
        let status = cp_open(bytes.baseAddress, bytes.count, &opened)
        guard status == CP_OK, let opened else {
            bytes.deallocate()
            guard status == CP_LOCKED else { throw .damaged("the PDF document is damaged or breaks off") }
            throw .unsuited("it is protected by a password")
        }
        handle = opened
    }

    deinit {
        cp_close(handle)
        bytes.deallocate()
    }

    var pageCount: Int { max(0, Int(cp_page_count(handle))) }

    /// An entry of the document's information.
    func information(_ key: String) -> String? {
        cp_information(handle, key).flatMap { cleanLine(String(cString: $0)) }
    }

    /// A page, counted from 0; nil if it cannot be read.
    func page(_ index: Int) -> Page? {
        var page = cp_page()
        guard cp_read_page(handle, Int32(index), &page) else { return nil }
        let text = UnsafeRawBufferPointer(start: page.text, count: page.text.map { strlen($0) } ?? 0)
        var straight: [Word] = []
        var turned: [Word] = []
        for word in UnsafeBufferPointer(start: page.words, count: page.count) {
            let start = Int(word.offset)
            guard start + Int(word.length) <= text.count else { continue }
            let read = Word(
                text: String(decoding: text[start..<start + Int(word.length)], as: UTF8.self), left: word.left,
                top: word.top, right: word.right, bottom: word.bottom, size: word.size,
                hasSpaceAfter: word.has_space_after)
            if word.rotation == 0 { straight.append(read) } else { turned.append(read) }
        }
        return Page(words: straight + turned, width: page.width, height: page.height)
    }
}
