// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar

/// Reads the article in `text`.
func read(
    _ text: String, today: CivilDay? = nil, modified: CivilDay? = nil, outlets: OutletNames = OutletNames()
) throws -> Article {
    try read(Array(text.utf8), today: today, modified: modified, outlets: outlets)
}

/// Reads the article in `bytes`.
func read(
    _ bytes: [UInt8], today: CivilDay? = nil, modified: CivilDay? = nil, outlets: OutletNames = OutletNames()
) throws -> Article {
    var article = textArticle(try bytes.withUnsafeBytes { try decodeText($0) }, today: today)
    ArticleCompletion(outlets: outlets, today: today, modified: modified).complete(&article)
    return article
}

/// Why there is no article in `bytes`, or nil if there is one.
func reasonUnreadable(_ bytes: [UInt8]) -> UnreadableReason? {
    do {
        _ = try read(bytes)
        return nil
    } catch {
        return error as? UnreadableReason
    }
}

/// The day written `YYYY-MM-DD`.
func day(_ iso: String) -> CivilDay? {
    CivilDay(iso: iso)
}
