// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar

/// Reads the one article in `text`.
func read(_ text: String, today: CivilDay? = nil) throws -> Article {
    try read(Array(text.utf8), today: today)
}

/// Reads the one article in `bytes`.
func read(_ bytes: [UInt8], limits: ReadingLimits = ReadingLimits(), today: CivilDay? = nil) throws -> Article {
    let articles = try bytes.withUnsafeBytes { bytes in
        try ArticleReader(limits: limits).articles(in: bytes, name: "sample.txt", today: today)
    }
    guard articles.count == 1 else { throw UnexpectedCount(count: articles.count) }
    return articles[0]
}

/// Why there is no article in `bytes`, or nil if there is one.
func reasonUnreadable(_ bytes: [UInt8], limits: ReadingLimits = ReadingLimits()) -> UnreadableReason? {
    do {
        _ = try read(bytes, limits: limits)
        return nil
    } catch {
        return error as? UnreadableReason
    }
}

struct UnexpectedCount: Error {
    var count: Int
}

/// The day written `YYYY-MM-DD`.
func day(_ iso: String) -> CivilDay? {
    CivilDay(iso: iso)
}
