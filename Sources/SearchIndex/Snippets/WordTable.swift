// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds what is known of a word by its bytes, without making a String of them.
struct WordTable<Value> {
    private struct Entry {
        var hash: UInt64
        var word: [UInt8]
        var values: [Value]
    }

    private var entries: [Entry] = []
    /// Indices into `entries`, plus one; 0 is free.
    ///
    /// A power of two, at most half full.
    private var slots = [Int32](repeating: 0, count: 64)

    mutating func insert(_ value: Value, for word: ArraySlice<UInt8>) {
        let word = Array(word)
        let slot = word.withUnsafeBufferPointer { find($0) }
        if slots[slot] != 0 {
            entries[Int(slots[slot]) - 1].values.append(value)
            return
        }
        entries.append(Entry(hash: word.withUnsafeBufferPointer(Self.hash), word: word, values: [value]))
        slots[slot] = Int32(entries.count)
        if entries.count * 2 > slots.count { grow() }
    }

    /// Calls `body` with each value under `word`, the last inserted first.
    @inline(__always)
    func forEach(_ word: UnsafeBufferPointer<UInt8>, _ body: (Value) -> Void) {
        let slot = find(word)
        guard slots[slot] != 0 else { return }
        for value in entries[Int(slots[slot]) - 1].values.reversed() { body(value) }
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

    /// FNV-1a.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash
    }
}
