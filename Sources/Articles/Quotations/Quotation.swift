// SPDX-License-Identifier: GPL-3.0-or-later

/// What somebody said, as an article has it between quotation marks.
package struct Quotation: Hashable, Sendable {
    /// Where in the article's text it is, in UTF-8 bytes, inside the marks.
    package var range: Range<Int>

    /// The words themselves.
    package var text: String

    /// Who said it, by the full name, if the article tells.
    package var speaker: String?

    /// The speaker as the article names them beside the quotation.
    package var speakerAsWritten: String?

    package init(range: Range<Int>, text: String, speaker: String? = nil, speakerAsWritten: String? = nil) {
        self.range = range
        self.text = text
        self.speaker = speaker
        self.speakerAsWritten = speakerAsWritten
    }
}
