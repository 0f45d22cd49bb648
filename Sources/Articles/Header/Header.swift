// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// What has been learned about an article from the lines around its text; the first to say something is believed.
struct Header {
    var title: String?
    var byline: String?
    var date: PublicationTime?
    var address: WebAddress?
    var outlet: String?
    var language: String?
    var warnings: [String] = []

    private let believable: BelievableDays

    /// - Parameter today: The current day, if known.
    init(today: CivilDay?) {
        believable = BelievableDays(today: today)
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
        case .date(let stated):
            switch stated.date {
            case .day(let day): return take(PublicationTime(day: day, clock: stated.clock))
            case .ambiguous:
                warnings.append("the date “\(line)” could have day and month either way round: it is left in the text")
            case .impossible:
                warnings.append("the date “\(line)” is no day of the calendar: it is left in the text")
            }
            return false
        }
    }

    private mutating func take(_ time: PublicationTime) -> Bool {
        guard believable.contains(time.day) else {
            warnings.append("the date \(time.day) cannot be a day of publication: it is left in the text")
            return false
        }
        // The same day once more, now with its time.
        if date?.day == time.day, date?.clock == nil { date = time }
        return set(\.date, time) || (date?.day == time.day && time.clock == nil)
    }

    private mutating func set<Value: Equatable>(_ field: WritableKeyPath<Header, Value?>, _ value: Value) -> Bool {
        if self[keyPath: field] == nil { self[keyPath: field] = value }
        return self[keyPath: field] == value
    }

    /// Who published it: by the name that a line gives, else by the host of the address.
    var settledOutlet: Stated<String>? {
        outlet.map { Stated($0, .header) } ?? address.map { Stated($0.outlet, .url) }
    }

    /// The host of whoever published it, if the header has one.
    var outletHost: String? {
        address?.outlet ?? outlet.flatMap { isHostName($0[...]) ? $0 : nil }
    }
}
