// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// One news article as it was found in a file, ready to be indexed.
///
/// Nothing is lost on the way in: every word of the file is in one of the fields, so that whatever a reader
/// remembers of the file can be searched for.
package struct Article: Hashable, Sendable {
    /// The place of the article within its file, from 0; a file of plain text holds exactly one.
    package var part: Int

    /// The format it was read from: `text`.
    package var format: String

    /// The headline on one line, or nil where the file has none; a deck or a first sentence does not count.
    package var title: String?

    /// Who wrote it, without the `By`.
    package var byline: String?

    /// The day of publication.
    package var published: CivilDay?

    /// Where `published` was found; nil exactly when `published` is.
    package var publishedFrom: DateOrigin?

    /// The address, with tracking parameters and fragment dropped.
    package var url: String?

    /// Who published it: a name as the file gives it, or a bare host such as `example.org`.
    package var outlet: String?

    /// A language tag such as `en`, as the file states it.
    package var language: String?

    /// The body, without the lines that became the fields above; lines end in `\n`, none at the end.
    package var text: String

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
        publishedFrom: DateOrigin? = nil,
        url: String? = nil,
        outlet: String? = nil,
        language: String? = nil,
        text: String,
        warnings: [String] = []
    ) {
        self.part = part
        self.format = format
        self.title = title
        self.byline = byline
        self.published = published
        self.publishedFrom = publishedFrom
        self.url = url
        self.outlet = outlet
        self.language = language
        self.text = text
        self.warnings = warnings
    }
}

/// Where the day of publication was found, from the most to the least trusted.
package enum DateOrigin: String, Hashable, Sendable, CaseIterable {
    /// A line of the header that states it.
    case header
    /// The path of the article's address, such as `/2031/04/17/`.
    case url
    /// The agency's dateline that opens the body.
    case dateline
}
