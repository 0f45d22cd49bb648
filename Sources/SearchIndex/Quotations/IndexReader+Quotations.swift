// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

extension IndexReader {
    /// Articles that are looked at for one answer.
    ///
    /// They are all those that have the words inside quotation marks, but where there are so many that the answer would
    /// keep others waiting.
    package static let quotingArticleLimit = 2000
    /// Articles held at once with their texts.
    private static let batch = 50

    /// Finds quotations: each one once, however many articles have it.
    ///
    /// The index finds the articles; then each of their quotations is asked by itself, for what an article has may stand in
    /// different quotations of it.
    ///
    /// - Parameter articleLimit: articles to look at, at most; the oldest, if there are more.
    package func quotations(
        _ query: QuotationQuery,
        articleLimit: Int = IndexReader.quotingArticleLimit
    ) throws(IndexError) -> QuotationAnswer {
        try withCurrentState { () throws(IndexError) in
            let (gathering, conditions, isCut) = try gather(query, articleLimit: articleLimit)
            var listing = QuotationListing(gathering, synonyms: expander.synonyms)
            var answer = try listing.answer(to: query, lighting: conditions.highlights, in: database)
            answer.warnings = conditions.warnings
            let at = query.root.start ?? 0
            if conditions.isPartial { answer.warnings.append(.tooManyPlaces(at: at)) }
            if isCut { answer.warnings.append(gathering.boundWarning(at: at)) }
            answer.isExact = !conditions.isPartial && !isCut
            return answer
        }
    }

    /// Reads the articles that may have such quotations.
    ///
    /// - Returns: the quotations, what they were asked, and whether there may be more.
    func gather(
        _ query: QuotationQuery,
        articleLimit: Int
    ) throws(IndexError) -> (gathering: QuotationGathering, conditions: QuotationConditions, isCut: Bool) {
        let conditions = try QuotationConditions(query, expander, limits, limit: articleLimit, in: database)
        let candidates = try database.articles(of: conditions.candidates, limit: articleLimit)
        var gathering = QuotationGathering(conditions)
        var next = 0
        while next < candidates.ids.count, !gathering.isFull {
            let ids = candidates.ids[next..<min(candidates.ids.count, next + Self.batch)]
            let page = try database.fetch(ids, columns: Self.columns)
            for index in 0..<page.count where !gathering.isFull {
                try gathering.read(try Self.hit(page, index), number: page.id(index))
            }
            next += ids.count
        }
        return (gathering, conditions, candidates.isCut || gathering.isFull)
    }
}
