// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// One news article as it was found in a file, ready to be indexed.
///
/// Nothing is lost on the way in: every word of the file is in one of the fields, so that whatever a reader
/// remembers of the file can be searched for.
package struct Article: Hashable, Sendable {
    /// The place of the article within its file, from 0; a file of plain text holds exactly one.
    package var part: Int

    /// The format it was read from: a ``FileFormat/name``.
    package var format: String

    /// The headline on one line, or nil where the file has none; a deck or a first sentence does not count.
    package var title: String?

    /// Who wrote it, without the `By`.
    package var byline: String?

    /// The day of publication, as it is written.
    package var published: CivilDay?

    /// The time of that day, where it is given.
    package var publishedTime: ClockTime?

    /// The address, with tracking parameters and fragment dropped.
    package var url: String?

    /// Who published it: a name as the file gives it, or a bare host such as `example.org`.
    package var outlet: String?

    /// The host of whoever published it, in lower case, without `www.` and the like.
    package var outletHost: String?

    /// A language tag in lower case, such as `en` or `en-gb`.
    package var language: String?

    /// Where each of the fields above was found; nil exactly where the field is.
    package var origins: FieldOrigins

    /// The body, without the lines that became the fields above; lines end in `\n`, none at the end.
    package var text: String

    /// Lines of `text` that are not the article's own, such as `Read also: …`, as ranges of its UTF-8 bytes, in order and
    /// disjoint: they are found, but are no part of a passage, a quotation or a story.
    package var boilerplate: [Range<Int>] = []

    /// The quotations in `text`, in order, with their speakers as far as the text tells them.
    package var quotations: [Quotation] = []

    /// What had to be assumed or was doubtful, one sentence each, for whoever asks why an article looks wrong.
    package var warnings: [String]

    package init(
        part: Int = 0,
        format: String = "text",
        title: String? = nil,
        byline: String? = nil,
        published: CivilDay? = nil,
        url: String? = nil,
        outlet: String? = nil,
        language: String? = nil,
        origins: FieldOrigins = FieldOrigins(),
        text: String,
        warnings: [String] = []
    ) {
        self.part = part
        self.format = format
        self.title = title
        self.byline = byline
        self.published = published
        self.url = url
        self.outlet = outlet
        self.language = language
        self.origins = origins
        self.text = text
        self.warnings = warnings
    }
}

extension Article {
    /// Takes a field as it was found, with its origin: `article.set(\.title, \.title, to: Stated("…", .heading))`.
    package mutating func set<Value>(
        _ field: WritableKeyPath<Article, Value?>,
        _ origin: WritableKeyPath<FieldOrigins, FieldOrigin?>,
        to stated: Stated<Value>?
    ) {
        self[keyPath: field] = stated?.value
        origins[keyPath: origin] = stated?.origin
    }

    /// Takes day and time of publication as they were found.
    package mutating func setPublished(_ stated: Stated<PublicationTime>?) {
        published = stated?.value.day
        publishedTime = stated?.value.clock
        origins.published = stated?.origin
    }
}
