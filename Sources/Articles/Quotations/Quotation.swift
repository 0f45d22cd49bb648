// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that an article gives between quotation marks as somebody's own.
package struct Quotation: Hashable, Sendable {
    /// The UTF-8 offsets in the article's text from the first word to the last, inside the marks.
    ///
    /// Where a quotation is interrupted (`“We waited,” she said. “Nobody came.”`), what interrupts it lies in the range.
    package var range: Range<Int>

    /// The quoted words, the pieces of an interrupted quotation joined.
    package var text: String

    /// Who said it: the full name that the article gives, with what it says right behind the name at this place
    /// (`Odile Brandt, a pilot of the Narrows`), or a description such as `a senior official`; nil if unknown.
    package var speaker: String?

    /// The full name alone; nil if the article names nobody, but describes them or leaves them unknown.
    package var speakerName: String?

    /// The words by which the article names the speaker at this place, such as `Ms. Brandt, a pilot` or `she`.
    package var speakerAsWritten: String?

    /// The UTF-8 offsets of the quoted words without what interrupts them, in order, at least one.
    package var pieces: [Range<Int>]

    /// - Parameter pieces: The parts of an interrupted quotation; one that is not has `range` as its only piece.
    package init(
        range: Range<Int>,
        text: String,
        speaker: String? = nil,
        speakerName: String? = nil,
        speakerAsWritten: String? = nil,
        pieces: [Range<Int>] = []
    ) {
        self.range = range
        self.text = text
        self.speaker = speaker
        self.speakerName = speakerName
        self.speakerAsWritten = speakerAsWritten
        self.pieces = pieces.isEmpty ? [range] : pieces
    }
}
