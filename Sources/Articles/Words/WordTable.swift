// SPDX-License-Identifier: GPL-3.0-or-later

/// What is known of some words, found by the hash of their bytes: a number other than 0 for each.
struct WordTable: Sendable {
    fileprivate struct Entry {
        var hash: WordHash.Value
        var meaning: UInt64
    }

    /// Open addressing; a power of two, at most a quarter full.
    private let entries: [Entry]
    /// A bit for each value of the upper 16 bits of a hash, set for those of the words.
    ///
    /// Eight kilobytes, which stay in the nearest cache, where the entries do not: they turn away nearly all words that are not in
    /// the table, which are most of a text's different ones.
    private let filter: [UInt64]

    /// - Parameter meanings: None is 0.
    init(_ meanings: [WordHash.Value: UInt64]) {
        var size = 1
        while size < meanings.count * 4 { size *= 2 }
        var entries = Array(repeating: Entry(hash: 0, meaning: 0), count: size)
        var filter = [UInt64](repeating: 0, count: (1 << 16) / 64)
        for (hash, meaning) in meanings {
            var slot = Self.firstSlot(of: hash, among: size)
            while entries[slot].meaning != 0 { slot = (slot + 1) & (size - 1) }
            entries[slot] = Entry(hash: hash, meaning: meaning)
            filter[Self.bit(of: hash) / 64] |= 1 << UInt64(Self.bit(of: hash) % 64)
        }
        self.entries = entries
        self.filter = filter
    }

    /// Looks words up in a row; only while `withReader` calls its body.
    struct Reader {
        fileprivate let entries: UnsafeBufferPointer<Entry>
        fileprivate let filter: UnsafeBufferPointer<UInt64>

        /// What is known of the word with a hash; 0 for nothing.
        @inline(__always)
        subscript(_ hash: WordHash.Value) -> UInt64 {
            let bit = WordTable.bit(of: hash)
            guard filter[bit / 64] >> UInt64(bit % 64) & 1 != 0 else { return 0 }
            var slot = WordTable.firstSlot(of: hash, among: entries.count)
            while entries[slot].meaning != 0 {
                if entries[slot].hash == hash { return entries[slot].meaning }
                slot = (slot + 1) & (entries.count - 1)
            }
            return 0
        }
    }

    func withReader<Result>(_ body: (Reader) -> Result) -> Result {
        entries.withUnsafeBufferPointer { entries in
            filter.withUnsafeBufferPointer { filter in body(Reader(entries: entries, filter: filter)) }
        }
    }

    /// What is known of the word with a hash; 0 for nothing.
    subscript(_ hash: WordHash.Value) -> UInt64 { withReader { $0[hash] } }

    @inline(__always)
    private static func firstSlot(of hash: WordHash.Value, among size: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 20) & (size - 1)
    }

    @inline(__always)
    private static func bit(of hash: WordHash.Value) -> Int { Int(truncatingIfNeeded: hash >> 48) }
}
