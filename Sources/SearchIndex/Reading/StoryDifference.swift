// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import LanguageText

/// What an article and the fullest other copy of its story have each for itself.
package struct StoryDifference: Sendable {
    /// The other copy, its text included.
    package var other: ArticleHit
    /// Sentences of the article that the other copy has not, as ranges of its text's bytes, in order.
    package var own: [Range<Int>]
    /// Sentences of the other copy that the article has not, as ranges of that one's text's bytes, in order.
    package var missing: [Range<Int>]
}

extension IndexReader {
    /// Adds to an article where else its story is.
    package func addCopies(to hit: inout ArticleHit) throws(IndexError) {
        guard hit.story != hit.identifier, let story = UInt64(hit.story, radix: 16) else { return }
        let cards = try withCurrentState { () throws(IndexError) in try storyCards([story]) }
        cards[story]?.show(in: &hit, limit: StoryCards.limit)
    }

    /// Compares an article with the fullest other copy of its story; nil if it has no copies.
    package func difference(of hit: ArticleHit) throws(IndexError) -> StoryDifference? {
        guard hit.story != hit.identifier, let story = UInt64(hit.story, radix: 16) else { return nil }
        return try withCurrentState { () throws(IndexError) in
            let cards = try storyCards([story])[story]?.cards ?? []
            let others = cards.filter { ($0.path, $0.part) != (hit.path, hit.article.part) }
            guard let fullest = try fullest(ofAll: others) else { return nil }
            let page = try database.fetch([fullest], columns: Self.columns)
            guard page.count > 0 else { return nil }
            let other = try Self.hit(page, 0)
            return StoryDifference(
                other: other,
                own: SentenceDifference(from: other.article.text).sentences(of: hit.article.text),
                missing: SentenceDifference(from: hit.article.text).sentences(of: other.article.text))
        }
    }
}
