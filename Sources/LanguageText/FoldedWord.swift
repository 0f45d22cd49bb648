// SPDX-License-Identifier: GPL-3.0-or-later

/// A word as it is indexed, and where it stands.
package struct FoldedWord: Hashable, Sendable {
    /// The folded word: 1…`WordScanner.longestWord` bytes of UTF-8.
    package var text: String
    /// The bytes of the scanned text that it was read from.
    package var range: Range<Int>

    package init(text: String, range: Range<Int>) {
        self.text = text
        self.range = range
    }
}

/// The words of `text` in order.
///
/// For queries and other short text; articles go through `WordScanner`.
package func foldedWords(in text: String) -> [FoldedWord] {
    var text = text
    return text.withUTF8 { bytes in
        var words: [FoldedWord] = []
        var scanner = WordScanner()
        scanner.scan(bytes) { folded, range in
            words.append(FoldedWord(text: String(decoding: folded, as: UTF8.self), range: range))
        }
        return words
    }
}
