// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar
package import CorpusFiles

/// An article of a story, as it is named beside another one.
package struct StoryArticle: Hashable, Sendable {
    package var identifier: String
    package var path: CorpusPath
    package var part: Int
    package var title: String?
    package var outlet: String?
    package var published: CivilDay?
}

/// Articles that are copies of one another.
package struct Story: Hashable, Sendable {
    /// 16 hexadecimal digits, for `story:`.
    ///
    /// It depends on the text of the story's fullest version alone: not on the order in which articles came, nor on
    /// their paths. A fuller version changes it; `story:` takes the identifier of any of its articles as well.
    package var identifier: String
    /// How many articles it has.
    package var count: Int
    /// Its articles, the earliest first, those without a day last.
    package var articles: [StoryArticle]
}

extension StoryArticle {
    init(_ hit: ArticleHit) {
        self.init(
            identifier: hit.identifier, path: hit.path, part: hit.article.part, title: hit.article.title,
            outlet: hit.article.outlet, published: hit.article.published)
    }
}
