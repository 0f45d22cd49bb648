// SPDX-License-Identifier: GPL-3.0-or-later

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

    /// Whether a name asks for the day of publication, which is no field of words.
    static func isDate(_ name: String) -> Bool {
        ["date", "day", "published"].contains(name.lowercased())
    }
}
