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
        var probe = SketchProbe()
        probe.load(one)
        self = probe.comparison(with: 0, of: SketchGroup([other]))
    }

    /// - Parameters:
    ///   - lengths: of the shorter text and the longer one.
    ///   - compared: how many shingles of each quarter of the shorter text can be compared.
    ///   - shared: how many of these the longer text has.
    ///   - counterEvidence: see ``counterEvidence(_:_:)``; asked for if the wording is alike.
    @inline(__always)
    init(
        _ lengths: (shorter: Int, longer: Int),
        compared: QuarterCounts,
        shared: QuarterCounts,
        counterEvidence: @autoclosure () -> Double
    ) {
        self.compared = compared.lanes
        self.shared = shared.lanes
        guard self.compared.wrappedSum() >= Self.fewestCompared else { return }
        let wording = Self.wordingEvidence(
            lengths.shorter, lengths.longer, containment: containment, secondLeastQuarter: secondLeastQuarter)
        // Names and numbers can only speak against it.
        isCopy = wording > 0 && wording > counterEvidence()
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

    /// Whether one of two texts of these lengths would be a copy of the other if all of it were there; asked first, it saves
    /// most comparisons.
    package static func canBeCopies(_ one: Int, _ other: Int) -> Bool {
        wordingEvidence(min(one, other), max(one, other), containment: 1, secondLeastQuarter: 1) > 0
    }

    /// Grows with the containment, and with the share of the second least quarter.
    private static func wordingEvidence(
        _ shorter: Int,
        _ longer: Int,
        containment: Double,
        secondLeastQuarter: Double
    ) -> Double {
        let ratio = Double(shorter) / Double(max(1, longer))
        let text = 8.6 * min(containment, 0.5) + 9.8 * min(secondLeastQuarter, 0.5) + 19.6 * min(ratio, 0.6)
        // From 0 for texts of 110 words or more to 1 for those of 40 or less: a short text may be all form.
        let shortness = min(max((110 - Double(shorter)) / 70, 0), 1)
        return text - shortness * (3.6 - 1.0 * containment) - 13.9
    }

    static func counterEvidence(_ shorter: TextSketch, _ longer: TextSketch) -> Double {
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
