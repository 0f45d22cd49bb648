// SPDX-License-Identifier: GPL-3.0-or-later

/// What a scalar does to the word it stands in.
enum ScalarKind: UInt8 {
    /// Ends a word: space, punctuation, symbols, controls, what is not UTF-8.
    case separator
    /// A letter of a script that writes spaces between words.
    case letter
    /// A decimal digit of any script; its folded form is the ASCII digit.
    case digit
    /// A mark that belongs to the letter before it and stays (vowel signs, voicing marks, tones).
    case mark
    /// Inside a word as if it were not there: accents, soft hyphens, joiners, directional marks.
    case skipped
    /// Joins the scalar before it where the two have a composed form that is kept; see `composed(_:with:)`.
    case composing
    /// A word of its own, with the marks that follow: ideographs, kana, Thai and other scripts without spaces.
    case solo
    /// The apostrophes, and what is typed for them.
    case apostrophe
    case period
    case comma
}

/// How one scalar is indexed: its kind and the UTF-8 bytes it adds to a word.
struct FoldedScalar {
    /// The longest folding of one scalar; the longest canonical decomposition, of some Indic vowel signs, has 9 bytes.
    static let capacity = 14

    var kind: ScalarKind
    private(set) var count: UInt8 = 0
    private(set) var bytes = InlineArray<14, UInt8>(repeating: 0)

    init(_ kind: ScalarKind) {
        self.kind = kind
    }

    /// Keeps as many of `scalars` as fit whole.
    init(_ kind: ScalarKind, _ scalars: some Sequence<Unicode.Scalar>) {
        self.kind = kind
        for scalar in scalars {
            let encoded = UTF8.encode(scalar)
            guard let encoded, Int(count) + encoded.count <= Self.capacity else { return }
            for byte in encoded {
                bytes[Int(count)] = byte
                count += 1
            }
        }
    }
}
