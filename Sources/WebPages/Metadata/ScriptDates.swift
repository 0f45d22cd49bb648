// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import Glibc

/// The date of publication in the data that a page keeps for its own scripts; nil if there is none.
///
/// Pages that are built by scripts have no other. The first member of a name counts: what a page is about comes before
/// what it refers to.
func scriptDate(in page: UnsafeBufferPointer<UInt8>) -> PublicationTime? {
    for name in memberNames {
        var start = 0
        // A name may also stand in the code that reads it.
        for _ in 0..<4 {
            guard let found = offset(of: name, in: page, from: start) else { break }
            start = found + name.count
            if let time = value(in: page, at: start) { return time }
        }
    }
    return nil
}

private let memberNames: [[UInt8]] = [
    "datePublished", "published_at", "publishedAt", "published_time", "publishDate", "publish_date", "publicationDate",
    "publication_date", "firstPublished",
].map { Array($0.utf8) }

/// The date behind a member's name: `": "2031-04-17T…"`, its quotation marks escaped in whatever way.
private func value(in page: UnsafeBufferPointer<UInt8>, at start: Int) -> PublicationTime? {
    let text = String(decoding: page[start..<min(start + 80, page.count)], as: UTF8.self)
    let marks = text.prefix { !$0.isNumber }
    guard marks.utf8.count <= 24, marks.contains(":"), !marks.contains(","), !marks.contains("}") else { return nil }
    let date = text[marks.endIndex...].prefix { $0.isNumber || "-:.TZ+ ".contains($0) }
    guard let time = PublicationTime(iso: date), plausibleYears.contains(time.day.year) else { return nil }
    return time
}

/// Where a name next stands.
private func offset(of name: [UInt8], in page: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = page.baseAddress else { return nil }
    var start = start
    while start + name.count <= page.count, let found = memchr(base + start, Int32(name[0]), page.count - start) {
        let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if place + name.count <= page.count, memcmp(found, name, name.count) == 0 { return place }
        start = place + 1
    }
    return nil
}
