// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import CorpusFiles

extension JSONText {
    /// All that an article is made of; offsets are in bytes of the UTF-8 of `text`.
    mutating func extracted(_ article: Article, path: CorpusPath) {
        object { object in
            object.member("path", path.description)
            object.key("part")
            object.value(article.part)
            object.member("format", article.format)
            object.member("title", article.title, "title_from", article.origins.title)
            object.member("byline", article.byline, "byline_from", article.origins.byline)
            object.member("published", article.published?.description, "published_from", article.origins.published)
            object.member("published_time", article.publishedTime?.description)
            object.member("url", article.url, "url_from", article.origins.url)
            object.member("outlet", article.outlet, "outlet_from", article.origins.outlet)
            object.member("outlet_host", article.outletHost)
            object.member("language", article.language, "language_from", article.origins.language)
            object.member("text", article.text)
            object.key("quotes")
            object.array { array in
                for quotation in article.quotations { array.extracted(quotation) }
            }
            object.key("boilerplate")
            object.array { array in
                for range in article.boilerplate {
                    array.array { pair in
                        pair.value(range.lowerBound)
                        pair.value(range.upperBound)
                    }
                }
            }
            object.key("warnings")
            object.array { array in
                for warning in article.warnings { array.value(warning) }
            }
        }
    }

    private mutating func extracted(_ quotation: Quotation) {
        object { object in
            object.member("text", quotation.text)
            object.member("speaker", quotation.speaker)
            object.member("speaker_name", quotation.speakerName)
            object.member("speaker_as_written", quotation.speakerAsWritten)
            object.key("start")
            object.value(quotation.range.lowerBound)
            object.key("end")
            object.value(quotation.range.upperBound)
        }
    }

    /// A field and where it was found.
    private mutating func member(
        _ name: StaticString, _ text: String?, _ originName: StaticString, _ origin: FieldOrigin?
    ) {
        member(name, text)
        member(originName, origin?.rawValue)
    }

    private mutating func member(_ name: StaticString, _ text: String?) {
        key(name)
        value(text)
    }
}
