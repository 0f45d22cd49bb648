// SPDX-License-Identifier: GPL-3.0-or-later

/// A sketch that many others are compared with.
///
/// What two sketches share is found by a filter of the one's hashes, through which the other's go: nearly all are turned away,
/// so that the processor can foretell it, which it cannot when two sorted lists are merged.
package struct SketchProbe: Sendable {
    private var sketch = TextSketch(length: 0, shingles: [], figures: .init(), names: .init(), keys: [])
    /// A bit for each value of a hash's lower 12 bits, set for those of the sketch.
    private var filter = [UInt64](repeating: 0, count: 1 << 12 / 64)
    /// How many of the first shingles, none to all of them, are of which quarter.
    private var counts: [QuarterCounts] = [QuarterCounts()]

    package init() {}

    /// Makes `sketch` the one that others are compared with.
    package mutating func load(_ sketch: TextSketch) {
        for shingle in self.sketch.shingles { filter[Self.word(of: shingle.hash)] = 0 }
        counts.removeLast(counts.count - 1)
        for shingle in sketch.shingles {
            filter[Self.word(of: shingle.hash)] |= Self.bit(of: shingle.hash)
            var count = counts[counts.count - 1]
            count.add(shingle.quarter)
            counts.append(count)
        }
        self.sketch = sketch
    }

    @inline(__always)
    private static func word(of hash: UInt32) -> Int { Int(hash >> 6 & 63) }

    @inline(__always)
    private static func bit(of hash: UInt32) -> UInt64 { 1 << UInt64(hash & 63) }

    /// Compares the sketch with one of a group.
    package func comparison(with place: Int, of others: SketchGroup) -> SketchComparison {
        // The other sketch is not looked at but when it must be: its parts lie anywhere, and would be retained.
        let length = others.lengths[place]
        let isShorter =
            sketch.length == length ? sketch.isShorter(than: others.sketches[place]) : sketch.length < length
        let found = found(place, others)
        if isShorter {
            return SketchComparison(
                (sketch.length, length), compared: counts[sketch.shingles.partitioningIndex { $0.hash > found.limit }],
                shared: found.own,
                counterEvidence: SketchComparison.counterEvidence(sketch, others.sketches[place]))
        }
        return SketchComparison(
            (length, sketch.length), compared: found.compared, shared: found.others,
            counterEvidence: SketchComparison.counterEvidence(others.sketches[place], sketch))
    }

    /// Which shingles of another sketch can be compared, and which of them are shared, by its quarters and by those of this one.
    private func found(
        _ place: Int,
        _ group: SketchGroup
    ) -> (limit: UInt32, compared: QuarterCounts, others: QuarterCounts, own: QuarterCounts) {
        group.withSample(place) { sample in
            let limit = min(sketch.limit, sample.limit)
            var (count, others, own) = (0, QuarterCounts(), QuarterCounts())
            filter.withUnsafeBufferPointer { filter in
                while count < sample.count, sample.hash(count) <= limit {
                    let hash = sample.hash(count)
                    if filter[Self.word(of: hash)] & Self.bit(of: hash) != 0, let quarter = quarter(of: hash) {
                        others.add(sample.quarter(count))
                        own.add(quarter)
                    }
                    count += 1
                }
            }
            return (limit, sample.quarters(ofFirst: count), others, own)
        }
    }

    /// The quarter of the shingle with a hash; nil if the sketch has none.
    private func quarter(of hash: UInt32) -> UInt8? {
        let index = sketch.shingles.partitioningIndex { $0.hash >= hash }
        guard index < sketch.shingles.count, sketch.shingles[index].hash == hash else { return nil }
        return sketch.shingles[index].quarter
    }
}

/// How many of some shingles are of each quarter of their text.
struct QuarterCounts: Hashable, Sendable {
    /// A counter of 16 bits for each quarter, more than a sample has shingles.
    private var packed: UInt64 = 0

    @inline(__always)
    mutating func add(_ quarter: UInt8, count: Int = 1) {
        packed &+= UInt64(truncatingIfNeeded: count) &<< (UInt64(quarter & 3) &* 16)
    }

    var lanes: SIMD4<Int32> {
        let counts = SIMD4<UInt64>(packed, packed >> 16, packed >> 32, packed >> 48) & 0xffff
        return SIMD4<Int32>(truncatingIfNeeded: counts)
    }
}

extension TextSketch {
    /// A total order but for equal sketches.
    fileprivate func isShorter(than other: TextSketch) -> Bool {
        guard length == other.length else { return length < other.length }
        guard shingles == other.shingles else { return shingles.lexicographicallyPrecedes(other.shingles) }
        guard figures == other.figures else { return figures.hashes.lexicographicallyPrecedes(other.figures.hashes) }
        guard names == other.names else { return names.hashes.lexicographicallyPrecedes(other.names.hashes) }
        return keys.lexicographicallyPrecedes(other.keys)
    }
}

extension TextSketch.Shingle: Comparable {
    static func < (one: Self, other: Self) -> Bool { (one.hash, one.quarter) < (other.hash, other.quarter) }
}
