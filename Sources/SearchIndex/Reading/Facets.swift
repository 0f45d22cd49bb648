// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CivilCalendar
package import QueryLanguage

/// A property that articles are counted by.
package enum FacetField: String, CaseIterable, Sendable {
    case outlet
    /// `2031-03`.
    case month
    /// `2031`.
    case year
    /// Without its region: `en`.
    case language
    /// Who is quoted; an article counts for each.
    case speaker

    fileprivate var slot: UInt32 {
        switch self {
        case .outlet: Schema.Slot.outlet
        case .month, .year: Schema.Slot.published
        case .language: Schema.Slot.language
        case .speaker: Schema.Slot.speakers
        }
    }
}

/// How the articles that match a query are spread over the values of a field.
package struct Facet: Hashable, Sendable {
    package struct Value: Hashable, Sendable {
        /// As most articles write it.
        package var text: String
        package var articles: Int
    }

    package var field: FacetField
    /// The most frequent values, by falling count; equal counts by value.
    package var values: [Value]
    /// How many further values there are.
    package var others: Int
    /// Articles that match and have no value.
    package var missing: Int
}

/// The facets of a query; every count is exact, unless a warning says that not all articles were looked at.
package struct FacetAnswer: Sendable {
    /// Articles that match.
    package var total: Int
    /// In the order in which they were asked for.
    package var facets: [Facet]
    package var warnings: [QueryWarning]
}

extension IndexReader {
    /// Counts all articles that match by the values of some fields.
    ///
    /// - Parameters:
    ///   - query: its order, offset and limit do not count.
    ///   - limit: values a field at most.
    package func facets(
        of query: IndexQuery,
        by fields: [FacetField],
        limit: Int = 10
    ) throws(IndexError) -> FacetAnswer {
        try withCurrentState { () throws(IndexError) in
            let compiled = try compile(query)
            var slots: [UInt32] = []
            for field in fields where !slots.contains(field.slot) { slots.append(field.slot) }
            let tally = try Tally(of: compiled.tree, slots: slots, in: database)
            return FacetAnswer(
                total: tally.documents,
                facets: fields.map { Facet($0, tally, limit: limit) },
                warnings: compiled.warnings
            )
        }
    }
}

extension Facet {
    fileprivate init(_ field: FacetField, _ tally: borrowing Tally, limit: Int) {
        let counted = tally.values(field.slot)
        let merged =
            switch field {
            case .month: Self.merged(counted) { Schema.day(from: $0).map { String($0.description.prefix(7)) } }
            case .year: Self.merged(counted) { Schema.day(from: $0).map { String($0.description.prefix(4)) } }
            case .language: Self.merged(counted) { String(decoding: $0, as: UTF8.self) }
            case .outlet, .speaker: Self.mergedForms(counted)
            }
        let sorted = merged.sorted { ($1.articles, $0.text) < ($0.articles, $1.text) }
        self.init(
            field: field,
            values: Array(sorted.prefix(max(0, limit))),
            others: max(0, sorted.count - max(0, limit)),
            missing: tally.missing(field.slot)
        )
    }

    private static func merged(
        _ counted: [(value: [UInt8], documents: Int)],
        _ text: ([UInt8]) -> String?
    ) -> [Value] {
        var counts: [String: Int] = [:]
        for (value, documents) in counted {
            if let text = text(value) { counts[text, default: 0] += documents }
        }
        return counts.map { Value(text: $0, articles: $1) }
    }

    /// Values that differ in case, accents or punctuation only are one, in the form that most articles write.
    private static func mergedForms(_ counted: [(value: [UInt8], documents: Int)]) -> [Value] {
        var values: [String: (form: Value, articles: Int)] = [:]
        for (value, documents) in counted {
            let form = Value(text: String(decoding: value, as: UTF8.self), articles: documents)
            let folded = Schema.folded(form.text)
            let key = folded.isEmpty ? form.text : folded
            guard let known = values[key] else {
                values[key] = (form, documents)
                continue
            }
            let isOftener = (known.form.articles, form.text) < (form.articles, known.form.text)
            values[key] = (isOftener ? form : known.form, known.articles + documents)
        }
        return values.values.map { Value(text: $0.form.text, articles: $0.articles) }
    }
}
