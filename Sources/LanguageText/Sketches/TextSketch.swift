// SPDX-License-Identifier: GPL-3.0-or-later

/// A sample of an article's wording: small enough to keep for each article, large enough to tell copies by.
///
/// It has the least hashes of the text's shingles, a shingle being the letters and digits that follow the beginning of
/// a word, spaces left out. Of two sketches, the part below the lower of their limits is a sample of both texts by the
/// same rule, whatever their lengths: so what one text has of the other can be estimated (bottom-k sketches; E. Cohen
/// and H. Kaplan, “Summarizing data using bottom-k sketches”, 2007).
package struct TextSketch: Hashable, Sendable {
    /// A shingle of the sample.
    struct Shingle: Hashable, Sendable {
        var hash: UInt32
        /// The quarter of the text in which it stands first, 0...3.
        var quarter: UInt8
    }

    /// Shingles of a sample at most.
    static let capacity = 48
    /// A text with fewer shingles has no sketch: a caption or a stub is nobody's copy.
    static let fewestShingles = 16
    /// How many shingles stand for a text of a length when copies are looked for.
    ///
    /// Fewer for a short one: more of it has to be shared by a copy. With two more, one copy in two hundred more would be
    /// found.
    static func keyCount(length: Int) -> Int { length < 64 ? 4 : 6 }
    package static let mostKeys = 6

    /// How many shingles the text has: its length in words, nearly.
    package internal(set) var length: Int
    /// The sample, by ascending hash, no hash twice.
    var shingles: [Shingle]
    /// The text's numbers of two digits or more, but no years.
    var figures: HashSample
    /// The text's capitalized words.
    var names: HashSample
    /// What to look for copies by, ascending: texts that are copies of each other nearly always have one in common.
    ///
    /// Hashes of shingles, the least but for a handicap that grows with the distance from the text's beginning: what is cut
    /// is cut from the end.
    package internal(set) var keys: [UInt32]

    /// The hashes up to which the sample is complete.
    var limit: UInt32 { shingles.count < Self.capacity ? .max : shingles.last?.hash ?? .max }

    /// Whether the two texts have a key in common.
    package func hasKey(of other: TextSketch) -> Bool { keys.contains { other.keys.contains($0) } }
}

/// The least of the hashes of some words.
struct HashSample: Hashable, Sendable {
    static let capacity = 16

    /// Ascending, none twice.
    private(set) var hashes: [UInt16] = []

    /// Of no words.
    init() {}

    /// Keeps the least hashes, and sorts `hashes`.
    init(leastOf hashes: inout [UInt16]) {
        hashes.sort()
        for hash in hashes where self.hashes.last != hash {
            guard self.hashes.count < Self.capacity else { return }
            self.hashes.append(hash)
        }
    }

    /// - Returns: nil if they do not ascend or are too many.
    init?(ascending hashes: [UInt16]) {
        guard hashes.count <= Self.capacity, zip(hashes, hashes.dropFirst()).allSatisfy(<) else { return nil }
        self.hashes = hashes
    }

    private var limit: UInt16 { hashes.count < Self.capacity ? .max : hashes.last ?? .max }

    /// How many of these words can be compared with the other sample, and how many of them it has.
    func overlap(with other: HashSample) -> (shared: Int, compared: Int) {
        let limit = min(limit, other.limit)
        var (shared, compared, at) = (0, 0, 0)
        for hash in hashes where hash <= limit {
            while at < other.hashes.count, other.hashes[at] < hash { at += 1 }
            compared += 1
            if at < other.hashes.count, other.hashes[at] == hash { shared += 1 }
        }
        return (shared, compared)
    }
}
