// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes sketches of texts.
///
/// For one thread at a time; keeps its buffers from one text to the next.
package struct TextSketcher: Sendable {
    /// An odd number without pattern, 2⁶⁴ divided by the golden ratio: base of the polynomials that hash letters.
    static let base: UInt64 = 0x9e37_79b9_7f4a_7c15

    private var scanner = WordScanner()
    private var shingles = ShingleSample()
    private var figures: [UInt16] = []
    private var names: [UInt16] = []

    package init() {}

    /// The sketch of a text in UTF-8, nil if the text is too short to have one.
    package mutating func sketch(of text: [UInt8]) -> TextSketch? {
        text.withUnsafeBufferPointer { sketch(of: $0) }
    }

    private mutating func sketch(of text: UnsafeBufferPointer<UInt8>) -> TextSketch? {
        read(text)
        guard shingles.count >= TextSketch.fewestShingles else { return nil }
        return TextSketch(
            length: shingles.count,
            shingles: shingles.sample,
            figures: HashSample(leastOf: &figures),
            names: HashSample(leastOf: &names),
            keys: shingles.keys
        )
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        shingles.removeAll()
        figures.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        scanner.scan(text) { word, range in
            guard word.count > 0 else { return }
            shingles.beginWord()
            if word.allSatisfy({ $0 < 0x80 }) {
                for byte in word { shingles.add(UInt64(byte)) }
            } else {
                shingles.add(lettersOf: word)
            }
            if Self.isFigure(word) {
                figures.append(Self.hash(of: word))
            } else if Self.isName(word, readFrom: text, at: range.lowerBound) {
                names.append(Self.hash(of: word))
            }
        }
    }

    // MARK: Words that tell one report from another

    /// Whether a folded word is a number: no year, and no single digit, which every report has.
    private static func isFigure(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard word.count >= 2, word.allSatisfy({ digits.contains($0) || $0 == UInt8(ascii: ".") }) else { return false }
        return word.count != 4 || !(word.starts(with: "19".utf8) || word.starts(with: "20".utf8))
    }

    /// Whether a word was written with a capital; short ones are mostly initials and articles.
    private static func isName(
        _ word: UnsafeBufferPointer<UInt8>,
        readFrom text: UnsafeBufferPointer<UInt8>,
        at start: Int
    ) -> Bool {
        guard word.count > 2 else { return false }
        let written = decodeScalar(in: text, at: start).value
        if written < 0x80 { return UInt32(UInt8(ascii: "A"))...UInt32(UInt8(ascii: "Z")) ~= written }
        guard written != decodeScalar(in: word, at: 0).value else { return false }
        return Unicode.Scalar(written)?.properties.isUppercase ?? false
    }

    private static func hash(of word: UnsafeBufferPointer<UInt8>) -> UInt16 {
        UInt16(truncatingIfNeeded: mixed(word.reduce(UInt64(word.count)) { $0 &* base &+ UInt64($1) }) >> 48)
    }

    /// Lets each bit depend on all others: the finalizer of SplitMix64, by Sebastiano Vigna.
    static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
