// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import LanguageText

/// Finds the articles that have a quotation too and do not meet the query: words are run together there, or the end that
/// has the query's words is missing.
///
/// Such an article has some of the quotation's rarest words inside quotation marks; whether it has the quotation, the
/// letters tell.
struct CarrierSearch {
    /// Words that are looked for, and how many of them an article must have to be looked at.
    private static let words = 6
    private static let least = 2
    /// Letters that a word has at least to be looked for.
    private static let leastLetters = 4
    /// Distinct words of a quotation whose frequency is asked for.
    private static let asked = 60
    /// Articles looked at for each word, and for each quotation, at most.
    private static let articlesOfWord = 400
    private static let articles = 24

    private var comparison: QuotationComparison
    private var cutter = QuotationCutter()
    /// What was read of articles; nil for one that is gone.
    private var known: [UInt32: ArticleHit?] = [:]

    init(_ synonyms: Synonyms) {
        comparison = QuotationComparison(synonyms)
    }

    /// - Parameter excluded: numbers of articles that are known to have it.
    mutating func carriers(
        of quotation: GatheredQuotation,
        except excluded: Set<UInt32>,
        in database: borrowing Database
    ) throws(IndexError) -> [(article: ArticleHit, quotation: GatheredQuotation)] {
        guard !quotation.isShort else { return [] }
        let terms = try rarestTerms(of: quotation, in: database)
        guard terms.count >= Self.least else { return [] }
        let found = try database.find(anyOf: terms, limit: Self.articlesOfWord)
            .filter { $0.count >= Self.least && !excluded.contains($0.id) }
            .sorted { $0.count != $1.count ? $0.count > $1.count : $0.id < $1.id }
            .prefix(Self.articles)
        try read(found.map(\.id), in: database)
        var carriers: [(article: ArticleHit, quotation: GatheredQuotation)] = []
        for (id, _) in found {
            guard let article = known[id] ?? nil, let same = sameQuotation(as: quotation, in: article) else {
                continue
            }
            carriers.append((article, same))
        }
        return carriers
    }

    /// The terms of the words that fewest articles have inside quotation marks, but more than one.
    private func rarestTerms(
        of quotation: GatheredQuotation,
        in database: borrowing Database
    ) throws(IndexError) -> [[UInt8]] {
        var seen: Set<String> = []
        let words = foldedWords(in: String(decoding: quotation.text.prefix(LetterRuns.reach), as: UTF8.self))
            .map(\.text).filter { $0.utf8.count >= Self.leastLetters && seen.insert($0).inserted }
        let terms = words.prefix(Self.asked).map { Array((Schema.Prefix.quote + $0).utf8) }
        return zip(terms, try database.frequencies(of: terms)).filter { $0.1 > 1 }
            .sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0.lexicographicallyPrecedes($1.0) }
            .prefix(Self.words).map(\.0)
    }

    private mutating func read(_ ids: [UInt32], in database: borrowing Database) throws(IndexError) {
        let missing = ids.filter { known[$0] == nil }
        guard !missing.isEmpty else { return }
        let page = try database.fetch(missing[...], columns: IndexReader.columns)
        for id in missing { known[id] = .some(nil) }
        for index in 0..<page.count { known[page.id(index)] = try IndexReader.hit(page, index) }
    }

    /// The quotation of an article that is the same, and longest.
    private mutating func sameQuotation(
        as quotation: GatheredQuotation,
        in article: ArticleHit
    ) -> GatheredQuotation? {
        let day = article.article.statedDay.map { Int($0.daysSinceEpoch) }
        var best: GatheredQuotation?
        article.article.text.withUnsafeBufferPointer { text in
            for pieces in article.article.quotations.whole where pieces.contains(where: { $0.range.count >= 8 }) {
                let other = cutter.cut(pieces, of: text, article: 0, day: day)
                guard other.letters.count > best?.letters.count ?? 0, comparison.isSame(quotation, other) else {
                    continue
                }
                best = other
            }
        }
        return best
    }
}
