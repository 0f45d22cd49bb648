// SPDX-License-Identifier: GPL-3.0-or-later

/// The sentences that one text has and another has not, whatever their order, quotation marks and spaces.
///
/// A sentence counts as there if half of its wording is: an edited word or a letter misread does not make another one.
package struct SentenceDifference {
    /// Letters of a piece of wording: two or three words.
    private static let pieceLength = 12
    private static let base: UInt64 = 0x9e37_79b9_7f4a_7c15
    private static let power = (0..<pieceLength).reduce(UInt64(1)) { power, _ in power &* base }

    /// The pieces of the other text.
    private var pieces: Set<UInt64> = []

    /// - Parameter other: the text to compare with, in UTF-8.
    package init(from other: [UInt8]) {
        other.withUnsafeBufferPointer { text in pieces = Set(Self.pieces(of: text).map(\.piece)) }
    }

    /// The sentences of a text that the other one has not, as ranges of its bytes, in order.
    ///
    /// Sentences of a few letters are left out: nobody can tell.
    package func sentences(of text: [UInt8]) -> [Range<Int>] {
        text.withUnsafeBufferPointer { text in
            let own = Self.pieces(of: text)
            var next = own.startIndex
            return LanguageText.sentences(in: text).filter { sentence in
                while next < own.endIndex, own[next].start < sentence.lowerBound { next += 1 }
                var (count, known) = (0, 0)
                while next < own.endIndex, own[next].end <= sentence.upperBound {
                    count += 1
                    if pieces.contains(own[next].piece) { known += 1 }
                    next += 1
                }
                return count > 0 && known * 2 < count
            }
        }
    }

    /// The pieces that begin with each word, those left out that the text's end cuts short.
    private static func pieces(of text: UnsafeBufferPointer<UInt8>) -> [(start: Int, end: Int, piece: UInt64)] {
        // The polynomial of all letters before each place, and the byte behind each letter's word.
        var sums: [UInt64] = [0]
        var ends: [Int] = [0]
        var words: [(letter: Int, byte: Int)] = []
        var scanner = WordScanner()
        scanner.scan(text) { word, range in
            words.append((sums.count - 1, range.lowerBound))
            for byte in word {
                sums.append((sums.last ?? 0) &* base &+ UInt64(byte))
                ends.append(range.upperBound)
            }
        }
        return words.compactMap { letter, byte in
            let end = letter + pieceLength
            guard end < sums.count else { return nil }
            return (byte, ends[end], sums[end] &- sums[letter] &* power)
        }
    }
}
