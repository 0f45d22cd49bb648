// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LanguageText
import Synchronization

/// Editions with their sketches in memory, to be found by their keys.
struct SketchBlock: Sendable {
    /// By falling rank.
    private let editions: [(name: UInt64, rank: StoryRank)]
    /// Of each of the editions.
    private let sketches: SketchGroup
    /// A key in the upper half, in the lower half the place in `editions` of one that has it; ascending.
    private let keys: [UInt64]

    /// Editions compared with one at most, those first that have most keys in common with it, then those of higher rank.
    private static let candidateLimit = 128

    /// - Parameter marks: each edition once.
    init(_ marks: [StoryMark]) {
        let sorted = marks.sorted { $0.rank > $1.rank }
        var keys: [UInt64] = []
        keys.reserveCapacity(sorted.count * TextSketch.mostKeys)
        for (place, mark) in sorted.enumerated() {
            for key in mark.sketch.keys { keys.append(UInt64(key) << 32 | UInt64(place)) }
        }
        keys.sort()
        self.keys = keys
        editions = sorted.map { ($0.edition, $0.rank) }
        sketches = SketchGroup(sorted.map(\.sketch))
    }

    /// An edition that hangs on one of the block.
    private struct Copy {
        var edition: UInt64
        var place: Int
        var share: Double
    }

    /// Compares editions with those of the block that they may hang on.
    ///
    /// On `threads`, which have the priority of the calling one: new threads take it over.
    func compare(_ marks: [StoryMark], _ forest: inout StoryForest, threads: Int) {
        let count = max(1, min(threads, marks.count))
        let found = Mutex<[Copy]>([])
        let others = DispatchGroup()
        func share(_ number: Int) -> ArraySlice<StoryMark> {
            marks[marks.count * number / count..<marks.count * (number + 1) / count]
        }
        for number in 1..<count {
            let share = share(number)
            others.enter()
            Thread.detachNewThread {
                let copies = copies(of: share)
                found.withLock { $0 += copies }
                others.leave()
            }
        }
        let own = copies(of: share(0))
        others.wait()
        for copy in own + found.withLock({ $0 }) {
            let fuller = editions[copy.place]
            forest.note(copy.edition, in: fuller.name, of: fuller.rank, share: copy.share)
        }
    }

    private func copies(of marks: ArraySlice<StoryMark>) -> [Copy] {
        var counter = KeyCounter(editions.count)
        var probe = SketchProbe()
        var copies: [Copy] = []
        for mark in marks {
            let candidates = candidates(for: mark, &counter)
            guard !candidates.isEmpty else { continue }
            probe.load(mark.sketch)
            for place in candidates where SketchComparison.canBeCopies(sketches.lengths[place], mark.sketch.length) {
                let comparison = probe.comparison(with: place, of: sketches)
                guard comparison.isCopy else { continue }
                copies.append(Copy(edition: mark.edition, place: place, share: comparison.containment))
            }
        }
        return copies
    }

    /// How many keys each edition shares with what is being compared; 0 but for those in `touched`.
    private struct KeyCounter {
        var counts: [UInt8]
        var touched: [Int] = []

        init(_ editions: Int) { counts = [UInt8](repeating: 0, count: editions) }
    }

    /// Editions of higher rank that share a key.
    private func candidates(for mark: StoryMark, _ counter: inout KeyCounter) -> [Int] {
        let rank = mark.rank
        let higher = editions.partitioningIndex { $0.rank <= rank }
        counter.touched.removeAll(keepingCapacity: true)
        for key in mark.sketch.keys {
            let first = keys.partitioningIndex { $0 >= UInt64(key) << 32 }
            for index in first..<min(keys.count, first + Self.candidateLimit) {
                let entry = keys[index]
                let place = Int(entry & 0xffff_ffff)
                guard entry >> 32 == UInt64(key), place < higher else { break }
                if counter.counts[place] == 0 { counter.touched.append(place) }
                counter.counts[place] += 1
            }
        }
        defer { for place in counter.touched { counter.counts[place] = 0 } }
        guard counter.touched.count > Self.candidateLimit else { return counter.touched }
        let sorted = counter.touched.sorted { one, other in
            let (first, second) = (counter.counts[one], counter.counts[other])
            return first != second ? first > second : one < other
        }
        return Array(sorted.prefix(Self.candidateLimit))
    }
}
