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
    /// Whether of several articles that are copies of one another, one stands for all.
    ///
    /// It does not where the query asks for the articles of a story.
    package var collapseCopies = false

    var collapsesCopies: Bool { collapseCopies && !root.asksForStory }

    package init(root: QueryNode) {
        self.root = root
    }
}

/// The index's answer.
package struct IndexAnswer: Sendable {
    /// Articles that match.
    package var total = 0
    /// Articles that match, copies counted once, whether they were collapsed or not.
    package var stories = 0
    /// Whether the two are more than estimates: always if not more than 1000 articles match, or if nothing but numbers
    /// was asked for.
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
    /// Matched words of the title as ranges of its UTF-8 bytes, in order, disjoint.
    package var titleHighlights: [Range<Int>] = []
    /// Where the query is best seen.
    package var passage = Passage(text: "", highlights: [])
    /// The first words of the text, for an article without a title.
    package var opening: String?
    /// The article's story, for `story:`; the article's own identifier if it has no copies, or was only located.
    package var story: String
    /// If copies were collapsed, the story's other articles, matching or not, the earliest first: some of them.
    package var copies: [StoryArticle] = []
    /// If copies were collapsed, how many other articles the story has.
    package var copyCount = 0
}

extension ArticleHit {
    /// Takes from the article's text what is shown of it.
    mutating func show(with snippets: inout SnippetMaker) {
        let text = article.ownText
        passage = snippets.passage(
            of: text, under: article.title, quotations: article.quotations.map(\.range))
        if let title = article.title {
            titleHighlights = snippets.highlights(inTitle: title)
        } else {
            opening = SnippetMaker.opening(of: text, length: 80)
        }
    }

    /// A hit on a page whose first column is the path.
    ///
    /// - Parameter storyColumn: the column of the story, if the page has it.
    init(
        _ page: borrowing Page,
        _ index: Int,
        _ article: StoredArticle,
        storyColumn: Int? = nil
    ) throws(IndexError) {
        guard let path = CorpusPath(bytes: page.value(index, 0)) else {
            throw IndexError(.corrupt, "document \(page.id(index)) has no path")
        }
        let identifier = Schema.identifier(of: path, part: article.part)
        let story = storyColumn.flatMap { Schema.story(from: page.value(index, $0)) }
        self.init(
            identifier: identifier,
            path: path,
            score: page.weight(index),
            article: article,
            story: story.map(Schema.storyName) ?? identifier
        )
    }
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
