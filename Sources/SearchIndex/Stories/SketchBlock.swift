// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// Editions with their sketches in memory, to be found by their keys.
struct SketchBlock {
    /// By falling rank.
    private let marks: [StoryMark]
    /// A key in the upper half, in the lower half the place in `marks` of an edition that has it; ascending.
    private let keys: [UInt64]

    /// How many keys each edition shares with what is being compared; 0 but for those in `touched`.
    private var counts: [UInt8]
    private var touched: [Int] = []

    /// Editions compared with one at most, those first that have most keys in common with it, then those of higher rank.
    private static let candidateLimit = 128

    /// - Parameter marks: each edition once.
    init(_ marks: [StoryMark]) {
        let sorted = marks.sorted { $0.rank > $1.rank }
        var keys: [UInt64] = []
        keys.reserveCapacity(sorted.count * 8)
        for (place, mark) in sorted.enumerated() {
            for key in mark.sketch.keys { keys.append(UInt64(key) << 32 | UInt64(place)) }
        }
        keys.sort()
        self.keys = keys
        self.marks = sorted
        counts = [UInt8](repeating: 0, count: sorted.count)
    }

    /// Compares an edition with those of the block that it may hang on.
    mutating func compare(_ mark: StoryMark, _ forest: inout StoryForest) {
        for place in candidates(for: mark) {
            let comparison = SketchComparison(marks[place].sketch, mark.sketch)
            if comparison.isCopy { forest.note(mark.edition, in: marks[place], share: comparison.containment) }
        }
    }

    /// Compares the editions of the block with one another.
    mutating func compareAll(_ forest: inout StoryForest) {
        for mark in marks { compare(mark, &forest) }
    }

    /// Editions of higher rank that share a key.
    private mutating func candidates(for mark: StoryMark) -> [Int] {
        let higher = marks.partitioningIndex { $0.rank <= mark.rank }
        touched.removeAll(keepingCapacity: true)
        for key in mark.sketch.keys {
            let first = keys.partitioningIndex { $0 >= UInt64(key) << 32 }
            for entry in keys[first...].prefix(Self.candidateLimit) {
                let place = Int(entry & 0xffff_ffff)
                guard entry >> 32 == UInt64(key), place < higher else { break }
                if counts[place] == 0 { touched.append(place) }
                counts[place] += 1
            }
        }
        defer { for place in touched { counts[place] = 0 } }
        guard touched.count > Self.candidateLimit else { return touched }
        let sorted = touched.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
        return Array(sorted.prefix(Self.candidateLimit))
    }
}

extension Array {
    /// The first place from which on a condition holds, which holds from some place on.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
