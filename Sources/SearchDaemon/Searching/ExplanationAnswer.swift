// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI
import SearchIndex

extension Explanation {
    /// What the index says of a query and of its hits, which are those of the page.
    init(_ explanation: QueryExplanation, hits: [ArticleHit], bounds: [String]) {
        self.init(
            tree: explanation.reading.map { TreeLine(depth: $0.depth, text: $0.text) },
            words: explanation.words.map(ExplainedWord.init),
            bounds: bounds,
            optional: explanation.optionalWords,
            compiled: explanation.tree,
            hits: zip(hits, explanation.scores).map { hit, parts in
                ExplainedHit(
                    id: hit.identifier, score: hit.score,
                    parts: parts.map { ScorePart(label: $0.label, score: $0.weight) })
            }
        )
    }
}

extension ExplainedWord {
    fileprivate init(_ word: WordExplanation) {
        self.init(
            text: word.word,
            at: word.range.lowerBound,
            terms: word.terms.map { term in
                ExplainedTerm(term: term.text, articles: term.frequency, origin: term.origin.rawValue)
            },
            isCut: word.isCapped || word.isPartial
        )
    }
}
