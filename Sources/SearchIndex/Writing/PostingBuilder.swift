// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// Collects the terms of one document with their positions, in the form that the shim takes.
///
/// It is used for one document after another and keeps its buffers, so that no word costs an allocation: terms lie in
/// one arena and are found through an open-addressing table; occurrences are noted in the order in which they come and
/// are sorted by term, by counting, when the document is complete.
struct PostingBuilder {
    private struct Entry {
        var offset: UInt32
        var length: UInt32
        var hash: UInt64
        /// Occurrences with a position.
        var occurrences: UInt32
        /// What the term counts in the document: 0 for a filter.
        var frequency: UInt32
        var placement: cx_placement
    }

    private var arena: [UInt8] = []
    private var entries: [Entry] = []
    /// Indices into `entries`, plus one; 0 is free.
    ///
    /// A power of two, at most half full.
    private var table = [UInt32](repeating: 0, count: 2048)
    private var occurrences: [(entry: UInt32, position: UInt32)] = []
    private var positions: [UInt32] = []
    private var postings: [cx_posting] = []
    private var next: [UInt32] = []

    /// Notes a word of a field at a position.
    ///
    /// Positions of one field must ascend.
    ///
    /// - Parameter word: folded, at most 64 bytes.
    mutating func add(
        _ prefix: StaticString,
        _ word: UnsafeBufferPointer<UInt8>,
        _ placement: cx_placement,
        at position: UInt32
    ) {
        let entry = entry(prefix, word, placement)
        entries[entry].occurrences += 1
        entries[entry].frequency += 1
        occurrences.append((UInt32(entry), position))
    }

    /// Notes a place in the text under a term that adds no weight and no length to the document.
    mutating func mark(
        _ prefix: StaticString,
        _ word: UnsafeBufferPointer<UInt8>,
        _ placement: cx_placement,
        at position: UInt32
    ) {
        let entry = entry(prefix, word, placement)
        entries[entry].occurrences += 1
        occurrences.append((UInt32(entry), position))
    }

    /// Notes that the word at a position begins a sentence.
    mutating func markSentence(at position: UInt32) {
        mark("XB", UnsafeBufferPointer(start: nil, count: 0), CX_SECTION_START, at: position)
    }

    /// Adds a term that has no position and no weight.
    mutating func addFilter(_ term: [UInt8]) {
        term.withUnsafeBufferPointer { _ = entry("", $0, CX_OWN_PLACES) }
    }

    /// Hands the document's terms over and starts anew.
    mutating func finish<Result>(
        _ body: (_ terms: cx_bytes, _ postings: [cx_posting], _ positions: [UInt32]) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        defer { reset() }
        sort()
        return try arena.lend { (terms) throws(IndexError) in try body(terms, postings, positions) }
    }

    private mutating func sort() {
        positions.removeAll(keepingCapacity: true)
        postings.removeAll(keepingCapacity: true)
        next.removeAll(keepingCapacity: true)
        var first: UInt32 = 0
        for entry in entries {
            next.append(first)
            postings.append(
                cx_posting(
                    term_offset: entry.offset,
                    term_length: entry.length,
                    frequency: entry.frequency,
                    first_position: first,
                    position_count: entry.occurrences,
                    placement: entry.placement
                ))
            first += entry.occurrences
        }
        positions.append(contentsOf: repeatElement(0, count: occurrences.count))
        for occurrence in occurrences {
            let entry = Int(occurrence.entry)
            positions[Int(next[entry])] = occurrence.position
            next[entry] += 1
        }
    }

    private mutating func reset() {
        arena.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        occurrences.removeAll(keepingCapacity: true)
        for slot in table.indices { table[slot] = 0 }
    }

    private mutating func entry(
        _ prefix: StaticString,
        _ word: UnsafeBufferPointer<UInt8>,
        _ placement: cx_placement
    ) -> Int {
        let prefix = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        // FNV-1a: terms are short, and the table is never seen from outside.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in prefix { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let length = prefix.count + word.count
        var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[slot] != 0 {
            let index = Int(table[slot] - 1)
            if entries[index].hash == hash, entries[index].length == length, isEqual(entries[index], prefix, word) {
                return index
            }
            slot = (slot + 1) & (table.count - 1)
        }
        entries.append(
            Entry(
                offset: UInt32(arena.count), length: UInt32(length), hash: hash, occurrences: 0, frequency: 0,
                placement: placement))
        arena.append(contentsOf: prefix)
        arena.append(contentsOf: word)
        table[slot] = UInt32(entries.count)
        if entries.count * 2 > table.count { grow() }
        return entries.count - 1
    }

    private func isEqual(_ entry: Entry, _ prefix: UnsafeBufferPointer<UInt8>, _ word: UnsafeBufferPointer<UInt8>)
        -> Bool
    {
        arena.withUnsafeBufferPointer { arena in
            let term = arena[Int(entry.offset)..<Int(entry.offset + entry.length)]
            return term.prefix(prefix.count).elementsEqual(prefix) && term.dropFirst(prefix.count).elementsEqual(word)
        }
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (table.count - 1)
            while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = UInt32(index + 1)
        }
    }
}
