// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// A field whose whole values are kept in the vocabulary, so that they can be listed and completed.
package enum KnownValueField: String, CaseIterable, Sendable {
    case outlet
    case language
    case byline
    case speaker

    /// The values that an article's record has.
    func values(of article: StoredArticle) -> [String] {
        switch self {
        case .outlet:
            article.outlet == article.outletHost
                ? [article.outlet].compactMap(\.self)
                : [article.outlet, article.outletHost].compactMap(\.self)
        case .byline: article.byline.map { [$0] } ?? []
        case .language: article.language.map { [$0, Schema.primaryLanguage(of: $0) ?? $0] } ?? []
        case .speaker: article.speakerNames
        }
    }

    fileprivate var prefix: String {
        switch self {
        case .outlet: Schema.Filter.value + "o"
        case .language: Schema.Filter.value + "l"
        case .byline: Schema.Filter.value + "b"
        case .speaker: Schema.Filter.value + "s"
        }
    }
}

extension Schema {
    /// A value longer than this cannot be completed: it is a line that was taken for a name.
    private static let longestValue = 100

    /// The term of a whole value: its folded words, by which it is found however it is typed, NUL, and the value as it
    /// is written; nil for a value without words, or one that is too long.
    static func term(of value: String, in field: KnownValueField) -> [UInt8]? {
        guard value.utf8.count <= longestValue else { return nil }
        let beginning = termBeginning(ofValues: value, in: field)
        guard beginning.count > field.prefix.utf8.count, beginning.count <= longestValue else { return nil }
        return beginning + [0] + Array(value.utf8)
    }

    /// What the terms of all values begin with whose folded words begin with those of `prefix`.
    static func termBeginning(ofValues prefix: String, in field: KnownValueField) -> [UInt8] {
        Array((field.prefix + folded(prefix)).utf8)
    }

    /// The folded and the written form that a term of ``term(of:in:)`` holds.
    static func value(ofTerm term: [UInt8], in field: KnownValueField) -> (folded: String, written: String)? {
        let parts = term.dropFirst(field.prefix.utf8.count).split(separator: 0, maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
    }

    /// A value's folded words with spaces between them: two ways to write one name come to the same.
    static func folded(_ value: String) -> String {
        foldedWords(in: value).map(\.text).joined(separator: " ")
    }

    /// A language tag without its region: `en` of `en-GB`.
    static func primaryLanguage(of tag: String) -> String? {
        tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() }
    }
}
