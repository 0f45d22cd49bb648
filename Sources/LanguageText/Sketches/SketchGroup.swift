// SPDX-License-Identifier: GPL-3.0-or-later

/// Many sketches, with what nearly all comparisons need of each in one piece of memory: to fetch it is most of a comparison.
package struct SketchGroup: Sendable {
    package let sketches: [TextSketch]
    /// Of each of them.
    package let lengths: [Int]
    /// For each sketch, its hashes, the quarters in two bits each, and how many they are.
    private let samples: [UInt32]

    private static let quartersAt = TextSketch.capacity
    private static let countAt = quartersAt + (TextSketch.capacity + 15) / 16
    private static let stride = countAt + 1

    package init(_ sketches: [TextSketch]) {
        self.sketches = sketches
        lengths = sketches.map(\.length)
        var samples = [UInt32](repeating: 0, count: sketches.count * Self.stride)
        for (place, sketch) in sketches.enumerated() {
            let start = place * Self.stride
            for (index, shingle) in sketch.shingles.enumerated() {
                samples[start + index] = shingle.hash
                samples[start + Self.quartersAt + index / 16] |= UInt32(shingle.quarter & 3) << UInt32(index % 16 * 2)
            }
            samples[start + Self.countAt] = UInt32(sketch.shingles.count)
        }
        self.samples = samples
    }

    /// The shingles of a sketch, where they lie.
    struct Sample {
        fileprivate let words: UnsafePointer<UInt32>

        var count: Int { Int(words[SketchGroup.countAt]) }

        /// As ``TextSketch/limit``.
        var limit: UInt32 { count < TextSketch.capacity ? .max : words[TextSketch.capacity - 1] }

        @inline(__always)
        func hash(_ index: Int) -> UInt32 { words[index] }

        @inline(__always)
        func quarter(_ index: Int) -> UInt8 {
            UInt8(truncatingIfNeeded: words[SketchGroup.quartersAt + index / 16] >> UInt32(index % 16 * 2) & 3)
        }

        /// How many of the first shingles are of which quarter.
        func quarters(ofFirst count: Int) -> QuarterCounts {
            var (low, high, both) = (0, 0, 0)
            var left = count
            for word in SketchGroup.quartersAt..<SketchGroup.countAt where left > 0 {
                let bits = words[word] & (left < 16 ? 1 << UInt32(left * 2) - 1 : .max)
                let (lower, upper) = (bits & 0x5555_5555, bits >> 1 & 0x5555_5555)
                low += (lower & ~upper).nonzeroBitCount
                high += (upper & ~lower).nonzeroBitCount
                both += (lower & upper).nonzeroBitCount
                left -= 16
            }
            var counts = QuarterCounts()
            counts.add(0, count: count - low - high - both)
            counts.add(1, count: low)
            counts.add(2, count: high)
            counts.add(3, count: both)
            return counts
        }
    }

    @inline(__always)
    func withSample<Result>(_ place: Int, _ body: (Sample) -> Result) -> Result {
        samples.withUnsafeBufferPointer { samples in
            guard let first = samples.baseAddress else { preconditionFailure("there is no sketch in the group") }
            return body(Sample(words: first + place * Self.stride))
        }
    }
}
