// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that an article gives between quotation marks as somebody's own.
package struct Quotation: Hashable, Sendable {
    /// The UTF-8 offsets in the article's text from the first word to the last, inside the marks.
    ///
    /// Where a quotation is interrupted (`“We waited,” she said. “Nobody came.”`), what interrupts it lies in the range.
    package var range: Range<Int>

    /// The quoted words, the pieces of an interrupted quotation joined by spaces.
    package var text: String

    /// Who said it: the full name that the article gives, or a description such as `a senior official`; nil if unknown.
    package var speaker: String?

    /// The words by which the article names the speaker at this place, such as `Ms. Brandt` or `she`.
    package var speakerAsWritten: String?

    /// The UTF-8 offsets of the quoted words without what interrupts them, in order, at least one.
    package var pieces: [Range<Int>]

    /// - Parameter pieces: The parts of an interrupted quotation; one that is not has `range` as its only piece.
    package init(
        range: Range<Int>,
        text: String,
        speaker: String? = nil,
        speakerAsWritten: String? = nil,
        pieces: [Range<Int>] = []
    ) {
        self.range = range
        self.text = text
        self.speaker = speaker
        self.speakerAsWritten = speakerAsWritten
        self.pieces = pieces.isEmpty ? [range] : pieces
    }
}
