// SPDX-License-Identifier: GPL-3.0-or-later

/// A word or mark of what an article says in its own voice, or a quotation in it as a whole.
struct NarrationToken {
    enum Kind: UInt8 {
        case word
        /// One of `,` `.` `:` `;` `-` (any dash) `(` `)` `?` `!`, in `mark`.
        case mark
        /// A piece of a passage.
        case quote
    }

    var start: Int32
    var end: Int32
    /// The number of the passage, for a quote.
    var passage: Int32 = -1
    var roles: WordRoles = []
    /// The hash of a word in lower case, without a full stop at its end.
    var word: WordHash.Value = 0
    /// The word as far as it is known.
    var known = SpeechWords.Found.unknown
    var kind: Kind
    var mark: UInt8 = 0
    var isCapitalised = false
    /// `Tarvenko’s`; the range ends before the apostrophe.
    var isPossessive = false

    var range: Range<Int> { Int(start)..<Int(end) }

    func isMark(_ character: Unicode.Scalar) -> Bool { kind == .mark && UInt32(mark) == character.value }
}
