// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar
package import CorpusFiles
package import QueryLanguage

/// A question to the index.
package struct IndexQuery: Sendable {
    package enum Order: Sendable { case relevance, newest, oldest }

    package var root: QueryNode
    /// Keep articles of these days only.
    package var published: DayRange?
    package var offset = 0
    /// 0: only count, and count exactly.
    package var limit = 10
    package var order = Order.relevance

    package init(root: QueryNode) {
        self.root = root
    }
}

/// The index's answer.
package struct IndexAnswer: Sendable {
    /// Articles that match.
    package var total = 0
    /// Whether `total` is more than an estimate.
    package var isExact = true
    package var hits: [ArticleHit] = []
    package var warnings: [QueryWarning] = []
    /// A query that would find more.
    package var alternative: Alternative?
}

/// One article found.
package struct ArticleHit: Sendable {
    package var identifier: String
    package var path: CorpusPath
    package var score: Double
    package var article: StoredArticle
    /// Where the query is best seen.
    package var passage: Passage
    /// The first words of the text, for an article without a title.
    package var opening: String?
}

/// Another reading of a query, which finds articles that the query as asked did not.
package struct Alternative: Sendable {
    package enum Reading: Sendable {
        /// Its phrases with inflected forms; `forms` are some that occur, as they are written.
        case inflectedPhrases(forms: [String])
        /// Its phrases as words that may stand anywhere.
        case words
    }

    package var reading: Reading
    package var root: QueryNode
    /// How many articles it finds beyond those that the query as asked found.
    package var articles: Int
}
