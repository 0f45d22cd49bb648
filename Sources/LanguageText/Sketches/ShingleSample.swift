// SPDX-License-Identifier: GPL-3.0-or-later

/// The shingles of a text that stand for it, found while its letters come one by one.
///
/// A shingle is known as soon as its last letter is. Keeps its buffers from one text to the next.
struct ShingleSample: Sendable {
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

    /// The base of the polynomial that hashes letters, to the power of `shingleLength`.
    private static let power = (0..<shingleLength).reduce(UInt64(1)) { power, _ in power &* TextSketcher.base }

    /// The polynomial of all letters so far, and how many they are.
    private var sum: UInt64 = 0
    private var letters = 0
    /// Shingles that have begun, complete ones included.
    private var begun = 0
    /// Of those that are not complete, the polynomial before the first letter, and the number of their last one: each word has a letter
    /// or more, so they are no more than a shingle has letters.
    private var openSums = InlineArray<16, UInt64>(repeating: 0)
    private var openEnds = InlineArray<16, Int>(repeating: 0)
    /// The last letter of the first of them.
    private var nextEnd = Int.max

    /// Complete shingles: the length of the text in words, nearly.
    private(set) var count = 0
    /// The least hashes, ascending, none twice, and which shingle has each first.
    private var least: [(hash: UInt32, index: UInt32)] = []
    private var limit = UInt32.max
    /// The least hashes with their handicap, ascending.
    private var ranked: [(order: UInt64, hash: UInt32)] = []

    mutating func removeAll() {
        (sum, letters, begun, count) = (0, 0, 0, 0)
        (nextEnd, limit) = (.max, .max)
        least.removeAll(keepingCapacity: true)
        ranked.removeAll(keepingCapacity: true)
    }

    // MARK: Reading

    /// Begins a shingle with the letter that comes next, which has to be there.
    @inline(__always)
    mutating func beginWord() {
        openSums[begun & 15] = sum
        openEnds[begun & 15] = letters + Self.shingleLength
        if begun == count { nextEnd = letters + Self.shingleLength }
        begun += 1
    }

    @inline(__always)
    mutating func add(_ letter: UInt64) {
        sum = sum &* TextSketcher.base &+ letter
        letters += 1
        if letters == nextEnd { complete() }
    }

    /// Adds the letters of a word in UTF-8.
    mutating func add(lettersOf word: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < word.count {
            let scalar = decodeScalar(in: word, at: at)
            at += scalar.length
            let isSolo = scalar.value >= 0x80 && FoldTable.entry(scalar.value).kind == .solo
            for _ in 0..<(isSolo ? Self.soloLength : 1) { add(UInt64(scalar.value)) }
        }
    }

    private mutating func complete() {
        let hash = UInt32(truncatingIfNeeded: TextSketcher.mixed(sum &- openSums[count & 15] &* Self.power) >> 32)
        rank(hash, at: count)
        if hash < limit { keep(hash, at: count) }
        count += 1
        nextEnd = count < begun ? openEnds[count & 15] : .max
    }

    private mutating func keep(_ hash: UInt32, at index: Int) {
        var at = least.count
        while at > 0, least[at - 1].hash > hash { at -= 1 }
        guard at == 0 || least[at - 1].hash != hash else { return }
        least.insert((hash, UInt32(truncatingIfNeeded: index)), at: at)
        if least.count > TextSketch.capacity { least.removeLast() }
        if least.count == TextSketch.capacity, let last = least.last { limit = last.hash }
    }

    /// Keeps a hash if it is among the least with their handicap.
    private mutating func rank(_ hash: UInt32, at index: Int) {
        let order = UInt64(hash) * UInt64(Self.keyReach + index)
        if ranked.count == TextSketch.mostKeys, let last = ranked.last, order >= last.order { return }
        // Of a shingle that stands in several places, the first has the least handicap.
        guard !ranked.contains(where: { $0.hash == hash }) else { return }
        let place = ranked.firstIndex { $0.order > order } ?? ranked.count
        ranked.insert((order, hash), at: place)
        if ranked.count > TextSketch.mostKeys { ranked.removeLast() }
    }

    // MARK: What is kept

    /// The shingles with the least hashes, each where it comes first.
    var sample: [TextSketch.Shingle] {
        least.map { TextSketch.Shingle(hash: $0.hash, quarter: UInt8(Int($0.index) * 4 / count)) }
    }

    /// What to look for copies by, ascending.
    var keys: [UInt32] { ranked.prefix(TextSketch.keyCount(length: count)).map(\.hash).sorted() }
}
