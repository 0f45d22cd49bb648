// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import LanguageText

/// A quotation of an article, before it is known which others have the same words.
struct GatheredQuotation {
    /// The place of its article among those that were read.
    var article: Int
    /// The quoted words, the pieces of an interrupted quotation joined.
    var text: [UInt8]
    var attribution: QuotationAttribution
    /// Where it begins in its article, in bytes.
    var start: Int
    /// The day of its article, in days from the epoch.
    var day: Int?
    var letters: LetterRuns

    /// Whether it has so few words that others may have said the same.
    var isShort: Bool { letters.count < QuotationComparison.telling }

    /// Order of time; what has no day comes last.
    func isEarlier(than other: GatheredQuotation) -> Bool { (day ?? .max) < (other.day ?? .max) }
}

/// Takes quotations out of the texts of articles.
///
/// For one thread at a time.
struct QuotationCutter {
    private var scanner = WordScanner()

    /// Bytes of a quotation that are shown.
    private static let longest = 1 << 16

    /// - Parameters:
    ///   - pieces: a whole quotation, at least one piece of it.
    ///   - text: that of its article.
    ///   - article: what the quotation is to say of it.
    mutating func cut(
        _ pieces: ArraySlice<StoredQuotation>,
        of text: UnsafeBufferPointer<UInt8>,
        article: Int,
        day: Int?
    ) -> GatheredQuotation {
        let words = joinedQuotation(pieces.map(\.range), of: text, limit: Self.longest)
        let letters = words.withUnsafeBufferPointer { LetterRuns($0, scanner: &scanner) }
        let first = pieces.first
        return GatheredQuotation(
            article: article,
            text: words,
            attribution: QuotationAttribution(
                speaker: first?.speaker, speakerName: first?.speakerName, speakerAsWritten: first?.speakerAsWritten),
            start: first?.range.lowerBound ?? 0,
            day: day,
            letters: letters
        )
    }
}

extension [StoredQuotation] {
    /// The pieces of each quotation.
    var whole: [ArraySlice<StoredQuotation>] {
        var whole: [ArraySlice<StoredQuotation>] = []
        var start = startIndex
        for index in indices.dropFirst() where !self[index].isContinuation {
            whole.append(self[start..<index])
            start = index
        }
        if start < endIndex { whole.append(self[start...]) }
        return whole
    }
}
