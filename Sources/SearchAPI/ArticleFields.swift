// SPDX-License-Identifier: GPL-3.0-or-later

/// What is known of an article besides its text, each with the place where it was found: `header`, `meta`, `json-ld`,
/// `url`, `dateline`, `text`, `mtime` and others.
///
/// A field that is not known is left out, and so is its origin.
public struct ArticleFields: Codable, Hashable, Sendable {
    public var title: String?
    public var titleFrom: String?
    public var byline: String?
    public var bylineFrom: String?
    /// Publication day, `YYYY-MM-DD`; from `mtime` it is the day on which the file was last changed.
    public var published: String?
    public var publishedFrom: String?
    /// The time of that day with its zone, as far as it is given: `08:15`, `08:15:42Z`, `08:15+02:00`, `08:15 ET`.
    public var publishedTime: String?
    public var url: String?
    public var urlFrom: String?
    public var outlet: String?
    public var outletFrom: String?
    /// The host of the outlet.
    public var outletHost: String?
    public var language: String?
    public var languageFrom: String?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case title
        case titleFrom = "title_from"
        case byline
        case bylineFrom = "byline_from"
        case published
        case publishedFrom = "published_from"
        case publishedTime = "published_time"
        case url
        case urlFrom = "url_from"
        case outlet
        case outletFrom = "outlet_from"
        case outletHost = "outlet_host"
        case language
        case languageFrom = "language_from"
    }
}

/// Words that an article gives between quotation marks as somebody's own.
public struct ArticleQuote: Codable, Hashable, Sendable {
    /// The quoted words; the pieces of an interrupted quotation are joined by spaces.
    public var text: String
    /// Who said it, by the full name; nil if the article does not tell.
    public var speaker: String?
    /// The words by which the article names the speaker at this place.
    public var speakerAsWritten: String?
    /// UTF-8 bytes of the article's text from the first word to the last.
    public var start: Int
    public var end: Int

    public init(text: String, speaker: String?, speakerAsWritten: String?, start: Int, end: Int) {
        self.text = text
        self.speaker = speaker
        self.speakerAsWritten = speakerAsWritten
        self.start = start
        self.end = end
    }

    enum CodingKeys: String, CodingKey {
        case text, speaker
        case speakerAsWritten = "speaker_as_written"
        case start, end
    }
}
