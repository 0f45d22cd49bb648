// SPDX-License-Identifier: GPL-3.0-or-later

/// A value that articles have in a field, and how many do.
package struct KnownValue: Hashable, Sendable {
    /// As most articles write it.
    package var text: String
    package var articles: Int
}

extension IndexReader {
    /// Terms to look at for one list of values, some milliseconds' worth.
    ///
    /// Where there are more, as of bylines, those behind in the alphabet are not seen before more of them is typed.
    private static let valueScanLimit = 2000

    /// The values of a field that begin with `prefix`, in any case and with any accents, by falling count; equal counts
    /// by value.
    ///
    /// From the vocabulary alone: what a shell completes must be there at once.
    package func values(
        of field: KnownValueField,
        beginningWith prefix: String,
        limit: Int = 20
    ) throws(IndexError) -> [KnownValue] {
        try withCurrentState { () throws(IndexError) in
            let beginning = Schema.termBeginning(ofValues: prefix, in: field)
            let list = try database.terms(
                prefix: beginning, limit: Self.valueScanLimit, scanLimit: Self.valueScanLimit)
            var values: [KnownValue] = []
            var folded: String?
            var form = KnownValue(text: "", articles: 0)
            // The forms of one value stand together, for its folded words come first in the term.
            for term in list.terms {
                guard let value = Schema.value(ofTerm: term.bytes, in: field) else { continue }
                if value.folded != folded {
                    values.append(KnownValue(text: value.written, articles: term.frequency))
                    form = values[values.count - 1]
                } else {
                    values[values.count - 1].articles += term.frequency
                    if term.frequency > form.articles {
                        form = KnownValue(text: value.written, articles: term.frequency)
                        values[values.count - 1].text = form.text
                    }
                }
                folded = value.folded
            }
            values.sort { ($1.articles, $0.text) < ($0.articles, $1.text) }
            return Array(values.prefix(max(0, limit)))
        }
    }
}
