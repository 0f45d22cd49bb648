// SPDX-License-Identifier: GPL-3.0-or-later

package import QueryLanguage

/// An article with everything lit in it that a query matches, by the rules of a hit's passage.
///
/// All ranges are of UTF-8 bytes, in order, disjoint.
package struct LitArticle: Sendable {
    package var article: StoredArticle
    package var title: [Range<Int>] = []
    package var byline: [Range<Int>] = []
    package var outlet: [Range<Int>] = []
    package var url: [Range<Int>] = []
    package var text: [Range<Int>] = []
    package var warnings: [QueryWarning] = []

    /// The passages of the text around its matches: whole sentences, those that touch made one.
    ///
    /// - Parameter radius: sentences to show before and behind those with a match in them.
    /// - Returns: ranges of bytes of the text, in order; none if nothing matches.
    package func contexts(radius: Int) -> [Range<Int>] {
        let sentences = article.text.withUnsafeBufferPointer { unwrappedSentences(in: $0) }
        let radius = max(0, radius)
        var contexts: [Range<Int>] = []
        var lastShown = -1
        var sentence = 0
        for match in text {
            // A match may run over several sentences.
            while sentence < sentences.count, sentences[sentence].upperBound <= match.lowerBound { sentence += 1 }
            guard sentence < sentences.count else { break }
            var end = sentence
            while end + 1 < sentences.count, sentences[end + 1].lowerBound < match.upperBound { end += 1 }
            let (first, last) = (max(0, sentence - radius), min(sentences.count - 1, end + radius))
            let bytes = sentences[first].lowerBound..<sentences[last].upperBound
            if let previous = contexts.last, first <= lastShown + 1 {
                contexts[contexts.count - 1] = previous.lowerBound..<max(previous.upperBound, bytes.upperBound)
            } else {
                contexts.append(bytes)
            }
            lastShown = max(lastShown, last)
        }
        return contexts
    }
}

extension IndexReader {
    /// Matches that are lit in one article.
    private static let litLimit = 100_000

    /// Lights in an article what a query matches.
    ///
    /// - Parameters:
    ///   - query: its order, offset and limit do not count, nor does whether the article matches.
    ///   - article: with its text, as ``article(at:part:)`` gives it.
    package func highlights(of query: IndexQuery, in article: StoredArticle) throws(IndexError) -> LitArticle {
        try withCurrentState { () throws(IndexError) in
            let compiled = try compile(query)
            func lit(_ bytes: [UInt8], _ scope: HighlightScope, quotations: [Range<Int>] = []) -> [Range<Int>] {
                var highlighter = Highlighter(
                    compiled.highlights, in: scope, reach: .max, matchLimit: Self.litLimit)
                return bytes.withUnsafeBufferPointer { highlighter.highlights(in: $0, quotations: quotations).merged }
            }
            func lit(_ string: String?, _ scope: HighlightScope) -> [Range<Int>] {
                string.map { lit(Array($0.utf8), scope) } ?? []
            }
            return LitArticle(
                article: article,
                title: lit(article.title, .title),
                byline: lit(article.byline, .byline),
                outlet: lit(article.outlet, .outlet),
                url: lit(article.url, .url),
                text: lit(article.text, [.body, .quotation], quotations: article.quotations.map(\.range)),
                warnings: compiled.warnings
            )
        }
    }
}
