// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// What has been learned about an article from the lines around its text; the first to say something is believed.
struct Header {
    var title: String?
    var byline: String?
    var date: CivilDay?
    var address: WebAddress?
    var outlet: String?
    var language: String?
    var warnings: [String] = []

    /// The last day that is believed as a day of publication.
    private let lastDay: CivilDay

    /// - Parameter today: The current day, if known.
    init(today: CivilDay?) {
        // Tomorrow has already begun east of here.
        lastDay = today?.adding(days: 1) ?? .latest
    }

    /// Whether any line has said anything yet.
    var isEmpty: Bool {
        title == nil && byline == nil && date == nil && address == nil && outlet == nil && language == nil
    }

    /// Takes in what one line says.
    ///
    /// - Returns: Whether the line is fully used, so that nothing is lost if it is left out of the text.
    mutating func take(_ fields: [HeaderField], from line: Substring) -> Bool {
        var isUsed = true
        for field in fields where !take(field, from: line) { isUsed = false }
        return isUsed
    }

    private mutating func take(_ field: HeaderField, from line: Substring) -> Bool {
        switch field {
        case .title(let text): return set(\.title, text)
        case .byline(let text): return set(\.byline, text)
        case .address(let address): return set(\.address, address)
        case .language(let tag): return set(\.language, tag)
        case .outlet(let name):
            // `Source: example.org` under the address of the same outlet says nothing new.
            return name == address?.outlet || set(\.outlet, name)
        case .date(.day(let day)):
            guard Self.firstDay <= day, day <= lastDay else {
                warnings.append("the date \(day) cannot be a day of publication: it is left in the text")
                return false
            }
            return set(\.date, day)
        case .date(.ambiguous):
            warnings.append("the date “\(line)” could have day and month either way round: it is left in the text")
            return false
        case .date(.impossible):
            warnings.append("the date “\(line)” is no day of the calendar: it is left in the text")
            return false
        }
    }

    private mutating func set<Value: Equatable>(_ field: WritableKeyPath<Header, Value?>, _ value: Value) -> Bool {
        if self[keyPath: field] == nil { self[keyPath: field] = value }
        return self[keyPath: field] == value
    }

    /// The day of publication and where it was found.
    ///
    /// The header is believed before the address, although a doubt between them becomes a warning.
    mutating func settlePublished(dateline: CivilDay?) -> Stated<PublicationTime>? {
        let stated = address.flatMap(addressDate).flatMap { $0 <= lastDay ? $0 : nil }
        if let date {
            // Pages are often re-dated by a day or two, and time zones make another.
            if let stated, abs(Int(date.daysSinceEpoch) - Int(stated.daysSinceEpoch)) > 3 {
                warnings.append("the header says \(date), the address \(stated): the header is believed")
            }
            return Stated(PublicationTime(day: date), .header)
        }
        if let stated { return Stated(PublicationTime(day: stated), .url) }
        if let dateline, Self.firstDay <= dateline, dateline <= lastDay {
            return Stated(PublicationTime(day: dateline), .dateline)
        }
        return nil
    }

    /// Who published it: by the name that a line gives, else by the host of the address.
    var settledOutlet: Stated<String>? {
        outlet.map { Stated($0, .header) } ?? address.map { Stated($0.outlet, .url) }
    }

    /// The host of whoever published it, if the header has one.
    var outletHost: String? {
        address?.outlet ?? outlet.flatMap { isHostName($0[...]) ? $0 : nil }
    }

    /// Newspapers with telegraphed news begin later; an earlier year is a slip of the pen.
    private static let firstDay = CivilDay(daysSinceEpoch: -62_091)  // 1800-01-01
}
