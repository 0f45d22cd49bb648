// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar
package import CorpusFiles

/// An article of a story, as it is named beside another one.
package struct StoryArticle: Hashable, Sendable {
    package var identifier: String
    package var path: CorpusPath
    package var part: Int
    package var outlet: String?
    package var published: CivilDay?
}

/// Articles that are copies of one another.
package struct Story: Sendable {
    /// 16 hexadecimal digits, for `story:`.
    ///
    /// It depends on the text of the story's fullest version alone: not on the order in which articles came, nor on
    /// their paths. A fuller version changes it; `story:` takes the identifier of any of its articles as well.
    package var identifier: String
    /// How many articles it has.
    package var count: Int
    /// Its articles, the earliest first, those without a day last; without their texts, and perhaps not all.
    package var articles: [ArticleHit]
    /// The day of its last article; nil if none has one.
    package var last: CivilDay?
}
