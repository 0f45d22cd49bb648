// SPDX-License-Identifier: GPL-3.0-or-later

/// Splits text into the words that are indexed and searched: the one definition of a word.
///
/// A word is a run of letters, marks and digits of any script, folded to lower case without accents. Possessive `'s`
/// is removed, other apostrophes inside a word are dropped (`don't` is `dont`), French and Italian elisions split
/// (`l'eau` is `l`, `eau`), dotted acronyms join (`U.N.` is `un`), `100,000` is `100000` and `3.5` stays whole.
/// Hyphens and all other punctuation separate. In scripts without spaces each character is a word, so that a phrase
/// finds a run of them. Scanning a folded word gives that word again.
///
/// A scanner owns the buffer it folds into: keep one a thread, and scanning allocates nothing.
package struct WordScanner: Sendable {
    /// The most bytes a folded word has; a longer word is cut before the scalar that would exceed it.
    package static let longestWord = 64

    private var buffer = [UInt8](repeating: 0, count: longestWord)

    package init() {}

    /// Calls `body` with each word of `text`, in order.
    ///
    /// What is not UTF-8 in `text` separates words.
    /// - Parameter body: Takes the folded word, valid only during the call, and the byte range in `text` that it was
    ///   read from, its possessive or final dot included.
    /// - Throws: Only what `body` throws, which ends the scan.
    package mutating func scan(
        _ text: UnsafeBufferPointer<UInt8>,
        _ body: (_ folded: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws -> Void
    ) rethrows {
        try buffer.withUnsafeMutableBufferPointer { buffer in
            var reader = WordReader(text: text, word: buffer)
            while let range = reader.next() {
                try body(reader.folded, range)
            }
        }
    }
}
