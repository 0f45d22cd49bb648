// SPDX-License-Identifier: GPL-3.0-or-later

/// What is known of some words, found by the hash of their bytes: a number other than 0 for each.
struct WordTable: Sendable {
    struct Entry {
        var hash: WordHash.Value
        var meaning: UInt64
    }

    /// Open addressing; a power of two, at most a quarter full, so that the many words that are not in it end at the
    /// first look.
    let entries: [Entry]

    /// - Parameter meanings: None is 0.
    init(_ meanings: [WordHash.Value: UInt64]) {
        var size = 1
        while size < meanings.count * 4 { size *= 2 }
        var entries = Array(repeating: Entry(hash: 0, meaning: 0), count: size)
        for (hash, meaning) in meanings {
            var slot = Self.firstSlot(of: hash, among: size)
            while entries[slot].meaning != 0 { slot = (slot + 1) & (size - 1) }
            entries[slot] = Entry(hash: hash, meaning: meaning)
        }
        self.entries = entries
    }

    /// What is known of the word with a hash; 0 for nothing.
    subscript(_ hash: WordHash.Value) -> UInt64 {
        entries.withUnsafeBufferPointer { Self.meaning(of: hash, in: $0) }
    }

    /// The same, for many words in a row: in the `entries` of a table.
    @inline(__always)
    static func meaning(of hash: WordHash.Value, in entries: UnsafeBufferPointer<Entry>) -> UInt64 {
        var slot = firstSlot(of: hash, among: entries.count)
        while entries[slot].meaning != 0 {
            if entries[slot].hash == hash { return entries[slot].meaning }
            slot = (slot + 1) & (entries.count - 1)
        }
        return 0
    }

    @inline(__always)
    private static func firstSlot(of hash: WordHash.Value, among size: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 20) & (size - 1)
    }
}

/// A word's bytes as one number, eight at a time: tables are made of the words in this program alone, so nobody can
/// choose words that collide.
struct WordHash {
    typealias Value = UInt64

    private var mixed: UInt64 = 0
    private var run: UInt64 = 0
    private var count = 0

    /// The hash of a word's UTF-8.
    static func value(of word: some StringProtocol) -> Value {
        var hash = WordHash()
        for byte in word.utf8 { hash.add(byte) }
        return hash.value
    }

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        run = run << 8 | UInt64(byte)
        count &+= 1
        if count & 7 == 0 {
            mixed = (mixed ^ run) &* 0x9e37_79b9_7f4a_7c15
            run = 0
        }
    }

    /// Between two words that are taken as one.
    @inline(__always)
    mutating func addSpace() { add(0x20) }

    @inline(__always)
    var value: Value {
        let whole = (mixed ^ run) &* 0x9e37_79b9_7f4a_7c15
        return whole ^ whole >> 29
    }
}
