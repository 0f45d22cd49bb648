// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
import CivilCalendar

/// Finds when a page was published, from the most to the least trusted place.
struct PublicationDates {
    let tree: PageTree
    let head: PageHead
    let shown: ShownDates
    let address: WebAddress?
    /// The page as it was parsed.
    let page: UnsafeBufferPointer<UInt8>

    /// The day of publication, and the statements that contradict it.
    func find() -> (published: Stated<PublicationTime>?, warnings: [String]) {
        var found: [Stated<PublicationTime>] = []
        func add(_ text: String?, _ origin: FieldOrigin) {
            if let text, let time = publicationTime(text) { found.append(Stated(time, origin)) }
        }
        add(head.linkedData.published, .jsonLD)
        for name in Self.publishedNames { add(head.values[name], .meta) }
        for property in head.properties where Self.publishedProperties.contains(property.name) {
            add(stated(at: property.node), .microdata)
        }
        let candidate = shown.best()
        let day = candidate.map { Stated(PublicationTime(day: $0.day), FieldOrigin.text) }
        // Some systems write the day there on which the record was last touched, and show the right one.
        let isShown = candidate.map { $0.isClear && $0.isByHeadline } ?? false
        if !isShown { add(head.values["date"], .meta) }
        let surely = found.count
        let times = timesOfArticle()
        for time in times.published { add(stated(at: time.node), .time) }
        if let day = address.flatMap(addressDate) { found.append(Stated(PublicationTime(day: day), .url)) }
        if let day, candidate?.isClear ?? false { found.append(day) }
        for name in Self.createdNames { add(head.values[name], .meta) }
        if found.isEmpty, let day { found.append(day) }
        if found.isEmpty {
            for name in Self.modifiedNames { add(head.values[name], .meta) }
            add(head.linkedData.modified, .jsonLD)
            for property in head.properties where property.name == "datemodified" {
                add(stated(at: property.node), .microdata)
            }
            for time in times.modified { add(stated(at: time.node), .time) }
        }
        if found.isEmpty, let time = scriptDate(in: page) { found.append(Stated(time, .markup)) }
        guard let stated = found.first else { return (nil, []) }
        // A `time` away from the headline is of something else that the page shows, an embedded post, a comment.
        let near = times.published.prefix { $0.place.isByHeadline }.count
        var timesSeen = 0
        let witnesses = found.filter { statement in
            guard statement.origin == .time else { return true }
            timesSeen += 1
            return timesSeen <= near
        }
        let first = settled(stated, among: witnesses, candidate) ?? stated
        let others = found.prefix(max(surely, 1)) + found.filter { $0.origin == .url }
        // A day's difference may be a matter of zones.
        let other = others.first {
            abs($0.value.day.daysSinceEpoch - first.value.day.daysSinceEpoch) > 1
        }
        let warnings = other.map {
            ["published \(first.value.day) by \(first.origin.rawValue), but \($0.value.day) by \($0.origin.rawValue)"]
        }
        return (first, warnings ?? [])
    }

    private typealias PlacedTime = (node: Int, place: ShownDates.Place)

    /// The `time` elements that may be the article's, those nearest to the headline first, and those that are said to be
    /// of a change and nothing else.
    private func timesOfArticle() -> (published: [PlacedTime], modified: [PlacedTime]) {
        var published: [PlacedTime] = []
        var modified: [PlacedTime] = []
        for node in head.times.prefix(100) {
            guard var place = shown.place(of: node), stated(at: node).flatMap(publicationTime) != nil else { continue }
            let words = ClassWords(tree, node)
            if words.contains(.modified), !words.contains(.date) {
                modified.append((node, place))
            } else {
                if words.contains(.modified) { place.doubt += 1 }
                published.append((node, place))
            }
        }
        return (published.sorted { $0.place < $1.place }, modified.sorted { $0.place < $1.place })
    }

    /// What the page shows by its headline, where that decides between statements that differ: the outlet's own day,
    /// where midnight lies between it and the stated one, or the one of several stated days that readers are told.
    private func settled(
        _ stated: Stated<PublicationTime>, among found: [Stated<PublicationTime>], _ candidate: ShownDates.Candidate?
    ) -> Stated<PublicationTime>? {
        let day = stated.value.day
        let shown = candidate.flatMap { $0.isClear ? $0.day : nil }
        if isUTC(stated.value) {
            let local = found.filter { !isUTC($0.value) }
            if local.contains(where: { $0.value.day == day }) { return nil }
            if let near = local.first(where: { isNextTo($0.value.day, day) }) { return near }
        }
        guard let shown, shown != day else { return nil }
        if let same = found.first(where: { $0.value.day == shown && $0.origin != .text }) { return same }
        return isUTC(stated.value) && isNextTo(shown, day) ? Stated(PublicationTime(day: shown), .text) : nil
    }

    private func isNextTo(_ day: CivilDay, _ other: CivilDay) -> Bool {
        abs(day.daysSinceEpoch - other.daysSinceEpoch) == 1
    }

    private func isUTC(_ time: PublicationTime) -> Bool {
        time.clock?.zone == .offset(minutes: 0)
    }

    private static let publishedNames = [
        "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished",
        "date.published", "article.published", "published_time", "publish_date", "publish-date", "published-date",
        "published", "publication_date", "publicationdate", "publication-date", "pubdate", "pub_date", "publishdate",
        "publisheddate", "originalpublicationdate", "article_date_original", "parsely-pub-date", "sailthru.date",
        "cxenseparse:recs:publishtime", "cxenseparse:recs:publishdate", "rbpubdate", "bt:pubdate", "date_published",
        "dc.date.issued", "dcterms.issued", "citation_publication_date", "citation_date", "citation_online_date",
        "prism.publicationdate", "og:article:published", "article:post_date", "shareaholic:article_published_time",
        "displaydate",
    ]

    /// What systems that manage content write of their records: believed after what the page shows.
    private static let createdNames = [
        "date", "dcterms.date", "dc.date", "dc:date", "datum", "dcterms.created", "dc.date.created", "dc.created",
        "dc:created",
        "datecreated", "article.created", "article:created_time", "date.created", "created", "timestamp", "time",
        "doc_date",
    ]

    private static let modifiedNames = [
        "article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "lastmod", "last-modified",
        "datemodified", "shareaholic:article_modified_time", "revision_date", "modified",
    ]

    private static let publishedProperties: Set<String> = ["datepublished", "datecreated", "dateposted", "pubdate"]

    /// What an element says by its attribute, or else by its text.
    private func stated(at node: Int) -> String? {
        tree.value(.datetime, of: node) ?? tree.value(.content, of: node) ?? tree.value(.title, of: node)
            .flatMap { publicationTime($0) == nil ? nil : $0 } ?? tree.line(of: node, limit: 120)
    }
}

/// Reads a date as attributes and visible lines have it, with the time if it is of ISO 8601.
package func publicationTime(_ text: String) -> PublicationTime? {
    let bytes = Array(text.utf8.prefix(64))
    if let time = PublicationTime(iso: text) { return plausibleYears.contains(time.day.year) ? time : nil }
    if let line = dateLine(text[...]), case .day(let day) = line.date, plausibleYears.contains(day.year) {
        return PublicationTime(day: day, clock: line.clock)
    }
    // Seconds or milliseconds since 1970.
    if (10...13).contains(bytes.count), bytes.allSatisfy(\.isASCIIDigit), let count = Int(text) {
        let seconds = bytes.count == 13 ? count / 1000 : count
        let day = CivilDay(daysSinceEpoch: Int32(clamping: seconds / 86_400))
        return bytes.count != 11 && bytes.count != 12 && day.year < 2100 ? PublicationTime(day: day) : nil
    }
    return firstDay(in: text).map { PublicationTime(day: $0) }
}

/// Web pages are not older than this, and what they tell of tomorrow is not their date.
let plausibleYears = 1990...2100

/// The first date within a short line.
func firstDay(in line: String) -> CivilDay? {
    guard let all = dateTokens(line.prefix(80)) else { return nil }
    var tokens = all[...]
    while !tokens.isEmpty {
        var rest = tokens
        if case .day(let day)? = leadingDate(&rest), plausibleYears.contains(day.year) { return day }
        if let day = shortDay(tokens) { return day }
        tokens.removeFirst()
    }
    return nil
}

/// `17.04.31`: only dots tell that the day comes first.
private func shortDay(_ tokens: ArraySlice<DateToken>) -> CivilDay? {
    let parts = Array(tokens.prefix(6))
    guard parts.count >= 5, parts[1] == .mark("."), parts[3] == .mark("."), parts.count < 6 || parts[5] != .mark("."),
        case .number(let day, 1...2) = parts[0], case .number(let month, 1...2) = parts[2],
        case .number(let year, 2) = parts[4]
    else { return nil }
    return CivilDay(year: 2000 + year, month: month, day: day)
}
