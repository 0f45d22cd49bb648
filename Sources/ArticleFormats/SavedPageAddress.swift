// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// The address that a browser noted in a page when it saved it; nil if there is no such note.
///
/// Internet Explorer and the browsers after it write `<!-- saved from url=(0023)https://example.org/a -->`, SingleFile
/// ` url: https://example.org/a` on a line of a comment; both stand before the page's own text.
func savedPageAddress(in page: [UInt8]) -> String? {
    let top = page.prefix(4096)
    for (mark, needsComment) in [("saved from url=(", false), ("\n url: ", true)] {
        guard let found = top.firstRange(ofText: mark) else { continue }
        if needsComment, !top[..<found.lowerBound].holds("SingleFile") { continue }
        var rest = top[found.upperBound...]
        if !needsComment {
            guard let end = rest.prefix(8).firstIndex(of: UInt8(ascii: ")")) else { continue }
            rest = rest[(end + 1)...]
        }
        let address = String(decoding: rest.prefix { $0 > 0x20 }, as: UTF8.self)
        if WebAddress(address[...]) != nil { return address }
    }
    return nil
}
