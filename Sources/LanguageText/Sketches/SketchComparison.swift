// SPDX-License-Identifier: GPL-3.0-or-later

/// What a text has of a longer one, judged by their sketches.
///
/// The same whichever text is named first.
package struct SketchComparison: Sendable {
    /// How many shingles of each quarter of the shorter text can be compared, and how many of these the longer one has.
    private var compared = SIMD4<Int32>()
    private var shared = SIMD4<Int32>()

    /// Whether the shorter text is a copy of the longer one, or of a part of it.
    ///
    /// Four questions, for four kinds of articles that share words and are no copies. Is enough of it shared? Is it shared
    /// throughout, and not in one block of background or boilerplate? Are the numbers the same, and not those of another
    /// day's report in the same words? Are the names? No answer decides alone: a text that was misread on paper has lost
    /// names and numbers with everything else, a form has lost nothing else.
    package private(set) var isCopy = false

    package init(_ one: TextSketch, _ other: TextSketch) {
        self = withUnsafePointer(to: one) { one in
            withUnsafePointer(to: other) { other in SketchComparison(one, other) }
        }
    }

    /// The same, of sketches where they lie.
    package init(_ one: UnsafePointer<TextSketch>, _ other: UnsafePointer<TextSketch>) {
        let isShorter =
            one.pointee.length == other.pointee.length
            ? one.pointee.isShorter(than: other.pointee) : one.pointee.length < other.pointee.length
        if isShorter { compare(one, with: other) } else { compare(other, with: one) }
    }

    private mutating func compare(_ shorter: UnsafePointer<TextSketch>, with longer: UnsafePointer<TextSketch>) {
        let limit = min(shorter.pointee.limit, longer.pointee.limit)
        longer.pointee.shingles.withUnsafeBufferPointer { others in
            shorter.pointee.shingles.withUnsafeBufferPointer { shingles in
                var at = 0
                for shingle in shingles {
                    guard shingle.hash <= limit else { break }
                    while at < others.count, others[at].hash < shingle.hash { at += 1 }
                    compared[Int(shingle.quarter)] += 1
                    if at < others.count, others[at].hash == shingle.hash { shared[Int(shingle.quarter)] += 1 }
                }
            }
        }
        guard compared.wrappedSum() >= Self.fewestCompared else { return }
        let wording = wordingEvidence(shorter.pointee.length, longer.pointee.length)
        // Names and numbers can only speak against it.
        isCopy = wording > 0 && wording > Self.counterEvidence(shorter.pointee, longer.pointee)
    }

    /// How much of the shorter text is in the longer one, 0...1; an estimate.
    package var containment: Double {
        let compared = compared.wrappedSum()
        return compared == 0 ? 0 : Double(shared.wrappedSum()) / Double(compared)
    }

    private static let fewestCompared: Int32 = 6

    // The weights below are a logistic regression's, rounded. It was made on 6,900 copies, cut, retitled, reworded,
    // shuffled, run together, misread by up to one letter in 25, or several of these, on 2,300 pairs that share a
    // background, boilerplate, a form or yesterday's facts, and on agency reports in one form about other firms and days.
    // Made anew with other numbers, they know 97 in 100 of the former, and take one in 100 of the latter for copies.

    // Above zero for copies is the logarithm of how much likelier it is than not: the difference of the two.

    private func wordingEvidence(_ shorter: Int, _ longer: Int) -> Double {
        let ratio = Double(shorter) / Double(max(1, longer))
        let text = 8.6 * min(containment, 0.5) + 9.8 * min(secondLeastQuarter, 0.5) + 19.6 * min(ratio, 0.6)
        // From 0 for texts of 110 words or more to 1 for those of 40 or less: a short text may be all form.
        let shortness = min(max((110 - Double(shorter)) / 70, 0), 1)
        return text - shortness * (3.6 - 1.0 * containment) - 13.9
    }

    private static func counterEvidence(_ shorter: TextSketch, _ longer: TextSketch) -> Double {
        let figures = shorter.figures.overlap(with: longer.figures)
        let names = shorter.names.overlap(with: longer.names)
        return 8.2 * loss(figures) + 0.63 * Double(figures.compared - figures.shared) + 4.6 * loss(names)
    }

    /// The share of the quarter that has least in common, one that may be new left out.
    private var secondLeastQuarter: Double {
        var (least, second) = (Double.infinity, Double.infinity)
        for quarter in 0..<4 where compared[quarter] > 0 {
            let share = Double(shared[quarter]) / Double(compared[quarter])
            second = min(second, max(least, share))
            least = min(least, share)
        }
        return second.isFinite ? second : least.isFinite ? least : 0
    }

    /// Which part of some words the longer text lacks, drawn towards none where there are few.
    private static func loss(_ overlap: (shared: Int, compared: Int)) -> Double {
        1 - Double(overlap.shared + 1) / Double(overlap.compared + 1)
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
