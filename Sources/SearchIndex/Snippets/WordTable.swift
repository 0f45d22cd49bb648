// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds what is known of a word by its bytes, without making a String of them.
///
/// Most words of a text are not in the table: their first byte and their length tell, before anything is hashed.
struct WordTable<Value> {
    fileprivate struct Entry {
        var hash: UInt64
        var word: [UInt8]
        var values: [Value]
    }

    private var entries: [Entry] = []
    /// Indices into `entries`, plus one; 0 is free.
    ///
    /// A power of two, at most half full.
    private var slots = [Int32](repeating: 0, count: 64)
    /// For each length up to 63, and for all longer ones, which of eight groups of first bytes words of it have.
    private var beginnings = InlineArray<64, UInt8>(repeating: 0)

    mutating func insert(_ value: Value, for word: ArraySlice<UInt8>) {
        let word = Array(word)
        let slot = word.withUnsafeBufferPointer { find($0) }
        if slots[slot] != 0 {
            entries[Int(slots[slot]) - 1].values.append(value)
            return
        }
        word.withUnsafeBufferPointer { beginnings[Self.length($0)] |= Self.beginning($0) }
        entries.append(Entry(hash: word.withUnsafeBufferPointer(Self.hash), word: word, values: [value]))
        slots[slot] = Int32(entries.count)
        if entries.count * 2 > slots.count { grow() }
    }

    /// Calls `body` with each value under `word`, the last inserted first.
    @inline(__always)
    func forEach(_ word: UnsafeBufferPointer<UInt8>, _ body: (Value) -> Void) {
        guard beginnings[Self.length(word)] & Self.beginning(word) != 0 else { return }
        let slot = find(word)
        guard slots[slot] != 0 else { return }
        for value in entries[Int(slots[slot]) - 1].values.reversed() { body(value) }
    }

    /// Calls `body` with each word and each of its values, in the order in which they were inserted.
    func forEach(_ body: (_ word: [UInt8], _ value: Value) -> Void) {
        for entry in entries {
            for value in entry.values { body(entry.word, value) }
        }
    }

    private func find(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = Self.hash(word)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if entries[index].hash == hash, entries[index].word.elementsEqual(word) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index + 1)
        }
    }

    @inline(__always)
    private static func length(_ word: UnsafeBufferPointer<UInt8>) -> Int { min(word.count, 63) }

    @inline(__always)
    private static func beginning(_ word: UnsafeBufferPointer<UInt8>) -> UInt8 {
        word.count > 0 ? 1 << (word[0] & 7) : 1
    }

    /// FNV-1a.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash
    }
}

extension WordTable: Sendable where Value: Sendable {}

extension WordTable.Entry: Sendable where Value: Sendable {}
