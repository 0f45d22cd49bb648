// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

extension IndexReader {
    /// Says how a query was read, and how its hits came by their scores.
    ///
    /// A hit that stands for its story has its own score then, not that of the copy which brought the story to its place.
    func explain(
        _ answer: inout IndexAnswer,
        _ query: IndexQuery,
        _ compiled: CompiledQuery
    ) throws(IndexError) {
        let explanation = try explanation(of: query, compiled, answer.hits)
        answer.explanation = explanation
        for index in answer.hits.indices where answer.hits[index].copyCount > 0 && query.order == .relevance {
            answer.hits[index].score = explanation.scores[index].reduce(0) { $0 + $1.weight }
        }
    }

    private func explanation(
        of query: IndexQuery,
        _ compiled: CompiledQuery,
        _ hits: [ArticleHit]
    ) throws(IndexError) -> QueryExplanation {
        var reading = query.root.reading
        if let days = query.published {
            reading.append(QueryExplanation.Line(depth: 0, text: "and published \(days)"))
        }
        var scores: [[QueryExplanation.Contribution]] = []
        for (index, hit) in hits.enumerated() {
            // The others get no bonus.
            let isBest = query.order == .relevance && query.offset + index < Ranking.window
            let parts = isBest ? compiled.scored : compiled.scored.filter { !$0.isBonus }
            scores.append(try contributions(to: hit, parts))
        }
        return QueryExplanation(
            reading: reading, words: compiled.words, optionalWords: compiled.optionalWords,
            tree: try compiled.tree.description, scores: scores)
    }

    /// What each part adds to the score of one article.
    ///
    /// The weight of a part depends on the part, the article and the collection, and on nothing else in the query: each
    /// is asked for by itself, of this article alone.
    private func contributions(
        to hit: ArticleHit,
        _ parts: [ScoredPart]
    ) throws(IndexError) -> [QueryExplanation.Contribution] {
        let article = try QueryTree.term(Schema.key(of: hit.path, part: hit.article.part))
        var contributions: [QueryExplanation.Contribution] = []
        for part in parts {
            let page = try run(.combine(CX_FILTER, [part.tree, article]), .relevance, offset: 0, limit: 1)
            guard page.count > 0, page.weight(0) > 0 else { continue }
            contributions.append(QueryExplanation.Contribution(label: part.label, weight: page.weight(0)))
        }
        return contributions
    }
}
