// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes sketches of texts.
///
/// For one thread at a time; keeps its buffers from one text to the next.
package struct TextSketcher: Sendable {
    /// Letters of a shingle: three or four words, which unrelated articles share now and then.
    ///
    /// Longer ones tell articles apart better, but of a text in which one letter in thirty was misread on paper, a third of
    /// these is left and a fifth of those with 24. With letters counted instead of words, words that a scraper has run
    /// together are shingles as before.
    private static let shingleLength = 16
    /// Shingles after which the handicap of a key has doubled.
    private static let keyReach = 200
    /// Letters that a character of a script without spaces counts for.
    private static let soloLength = 4

    /// An odd number without pattern, 2⁶⁴ divided by the golden ratio: base of the polynomial that hashes letters.
    private static let base: UInt64 = 0x9e37_79b9_7f4a_7c15
    /// `base` to the power of `shingleLength`.
    private static let power = (0..<shingleLength).reduce(UInt64(1)) { power, _ in power &* base }

    private var scanner = WordScanner()
    /// The polynomial of all letters before each place.
    private var sums: [UInt64] = []
    /// The places where words begin.
    private var starts: [Int] = []
    private var figures: [UInt16] = []
    private var names: [UInt16] = []
    /// Hashes of shingles with their handicap, ascending: the least so far.
    private var ranked: [(order: UInt64, hash: UInt32)] = []

    package init() {}

    /// The sketch of a text in UTF-8, nil if the text is too short to have one.
    package mutating func sketch(of text: [UInt8]) -> TextSketch? {
        text.withUnsafeBufferPointer { sketch(of: $0) }
    }

    private mutating func sketch(of text: UnsafeBufferPointer<UInt8>) -> TextSketch? {
        read(text)
        let lastStart = sums.count - 1 - Self.shingleLength
        while let start = starts.last, start > lastStart { starts.removeLast() }
        guard starts.count >= TextSketch.fewestShingles else { return nil }
        let shingles = sample()
        return TextSketch(
            length: starts.count,
            shingles: shingles,
            figures: HashSample(leastOf: &figures),
            names: HashSample(leastOf: &names),
            keys: ranked.map(\.hash).sorted()
        )
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        sums.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        figures.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        var sum: UInt64 = 0
        sums.append(sum)
        scanner.scan(text) { word, range in
            starts.append(sums.count - 1)
            var at = 0
            while at < word.count {
                let scalar = decodeScalar(in: word, at: at)
                at += scalar.length
                let isSolo = scalar.value >= 0x80 && FoldTable.entry(scalar.value).kind == .solo
                for _ in 0..<(isSolo ? Self.soloLength : 1) {
                    sum = sum &* Self.base &+ UInt64(scalar.value)
                    sums.append(sum)
                }
            }
            if Self.isFigure(word) {
                figures.append(Self.hash(of: word))
            } else if Self.isName(word, readFrom: text, at: range.lowerBound) {
                names.append(Self.hash(of: word))
            }
        }
    }

    /// The shingles with the least hashes, each where it comes first; leaves the keys in `ranked`.
    private mutating func sample() -> [TextSketch.Shingle] {
        ranked.removeAll(keepingCapacity: true)
        let keyCount = TextSketch.keyCount(length: starts.count)
        var sample: [TextSketch.Shingle] = []
        sample.reserveCapacity(TextSketch.capacity + 1)
        var limit = UInt32.max
        for (index, start) in starts.enumerated() {
            let letters = sums[start + Self.shingleLength] &- sums[start] &* Self.power
            let hash = UInt32(truncatingIfNeeded: Self.mixed(letters) >> 32)
            rank(hash, at: index, keyCount)
            guard hash < limit else { continue }
            var at = sample.count
            while at > 0, sample[at - 1].hash > hash { at -= 1 }
            guard at == 0 || sample[at - 1].hash != hash else { continue }
            let quarter = UInt8(index * 4 / starts.count)
            sample.insert(TextSketch.Shingle(hash: hash, quarter: quarter), at: at)
            if sample.count > TextSketch.capacity { sample.removeLast() }
            if sample.count == TextSketch.capacity, let last = sample.last { limit = last.hash }
        }
        return sample
    }

    /// Keeps a hash if it is among the least with their handicap.
    private mutating func rank(_ hash: UInt32, at index: Int, _ count: Int) {
        let order = UInt64(hash) * UInt64(Self.keyReach + index)
        if ranked.count == count, let last = ranked.last, order >= last.order { return }
        // Of a shingle that stands in several places, the first has the least handicap.
        guard !ranked.contains(where: { $0.hash == hash }) else { return }
        let place = ranked.firstIndex { $0.order > order } ?? ranked.count
        ranked.insert((order, hash), at: place)
        if ranked.count > count { ranked.removeLast() }
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
