// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// A part of an article that a query can ask about by name, as in `title:summit`.
package enum QueryField: String, Hashable, Sendable, CaseIterable {
    case title
    case by
    case outlet
    case url
    case path
    case lang
    case ext
    /// What was said: the words inside quotation marks.
    case quote
    case speaker
    case story

    /// Whether it holds sentences, in which a word matches its inflected forms; names and addresses match as they are.
    package var isProse: Bool { self == .title || self == .quote }

    /// The field that a name stands for in a query, whatever its case; nil if there is none.
    package init?(name: String) {
        switch name.lowercased() {
        case "headline": self = .title
        case "author", "byline": self = .by
        case "site", "source": self = .outlet
        case "language": self = .lang
        case let name: self.init(rawValue: name)
        }
    }
}

/// A name that asks for the day of publication, which is no field of words.
enum DateField {
    /// On these days.
    case on
    /// From the first of these days.
    case since
    /// Up to the last of these days.
    case until
    /// Later than all of these days.
    case after
    /// Earlier than all of these days.
    case before

    /// What a name stands for in a query, whatever its case; nil if it is none of these.
    init?(name: String) {
        switch name.lowercased() {
        case "date", "day", "published": self = .on
        case "since": self = .since
        case "until": self = .until
        case "after": self = .after
        case "before": self = .before
        default: return nil
        }
    }

    /// The days that are asked for where `days` were written.
    ///
    /// Of a range that is open on the side that counts, the other side is meant: `since:..2021` is since then.
    func range(_ days: DayRange) -> DayRange {
        let first = days.first ?? days.last
        let last = days.last ?? days.first
        return switch self {
        case .on: days
        case .since: DayRange(first: first)
        case .until: DayRange(last: last)
        case .after: DayRange(first: last?.adding(days: 1))
        case .before: DayRange(last: first?.adding(days: -1))
        }
    }
}
