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
    /// Whether to say how the answer came about, which takes longer.
    package var explain = false

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
    /// If it was asked for.
    package var explanation: QueryExplanation?
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

/// Another query, which finds more than the one that was asked.
package struct Alternative: Sendable {
    package enum Reading: Sendable {
        /// Its phrases with inflected forms; `forms` are some that occur, as they are written.
        case inflectedPhrases(forms: [String])
        /// Its phrases as words that may stand anywhere.
        case words
        /// Other words for some that hardly occur.
        case respelled([Respelling])
        /// Without this part, which left nothing of what the others find.
        case without(String)
        /// Without its days; `articles` are of other days.
        case anyDay
    }

    /// What was put in the place of a word.
    package struct Respelling: Hashable, Sendable {
        package var from: String
        package var to: String
    }

    package var reading: Reading
    package var root: QueryNode
    /// How many articles it finds; of other forms of a phrase, beyond those that the query as asked found.
    package var articles: Int
}
