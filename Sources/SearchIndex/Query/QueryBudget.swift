// SPDX-License-Identifier: GPL-3.0-or-later

/// How much of the index one query may ask for, so that no query holds its thread for long.
///
/// A query is gone through twice: first to learn how many terms each of its words stands for, then, when it is known
/// how many each may, to compile it. No word is given up for another: all are held to the same number.
struct QueryBudget {
    /// Bounds; those of one query, however many words it has.
    struct Limits {
        /// Terms of the index in all.
        var terms = 5000
        /// Terms of those words whose places count.
        ///
        /// They are looked for in each article that has all parts.
        var nearby = 300
        /// Articles that the terms of patterns are in, summed over the terms: what it costs to go through them.
        ///
        /// The forms of a word are never fewer for this, only what wildcards and misspellings stand for. Words whose
        /// places count are bounded by `placesRead`.
        var postings = 400_000
        /// Articles to ask where words stand, see ``PositionMeter``; about a second.
        var placesRead = 400_000
        /// Articles that it takes less time to look at one by one than to sort out by weight before.
        var fewCandidates = 5000
        /// Terms of the vocabulary to look at.
        var steps = 1_000_000
    }

    /// Terms that a word may look at though the query has used up its steps.
    private static let leastSteps = 1000

    let limits: Limits
    /// Whether this is the first time through.
    private(set) var isMeasuring = true
    private var stepsLeft: Int
    private var plainCounts: [Int] = []
    private var nearbyCounts: [Int] = []
    private var patternPostings: [Int] = []
    private var plainShare = Int.max
    private var nearbyShare = Int.max
    private var postingsShare = Int.max

    init(_ limits: Limits = Limits()) {
        self.limits = limits
        stepsLeft = limits.steps
    }

    /// Terms of the vocabulary that the next word may look at.
    var steps: Int { min(max(stepsLeft, Self.leastSteps), Expander.scanLimit) }

    /// Takes what looking a word up costs, whether it was done now or before: the same query is to give the same answer.
    mutating func spend(steps: Int) {
        stepsLeft -= min(steps, stepsLeft)
    }

    /// Counts what a word stands for, the first time through.
    mutating func count(_ expansion: Expansion, isPattern: Bool, isNearby: Bool) {
        if isNearby {
            nearbyCounts.append(expansion.terms.count)
        } else {
            plainCounts.append(expansion.terms.count)
            if isPattern { patternPostings.append(expansion.terms.reduce(0) { $0 + $1.frequency }) }
        }
    }

    /// Ends the first time through.
    mutating func settle() {
        nearbyShare = Self.share(of: limits.nearby, among: nearbyCounts)
        let nearby = min(limits.nearby, nearbyCounts.reduce(0, +))
        plainShare = Self.share(of: limits.terms - nearby, among: plainCounts)
        postingsShare = Self.share(of: limits.postings, among: patternPostings)
        stepsLeft = limits.steps
        isMeasuring = false
    }

    /// Holds a word to its share of terms and of postings.
    ///
    /// - Returns: whether it had more.
    func hold(_ expansion: inout Expansion, isPattern: Bool, isNearby: Bool) -> Bool {
        let count = expansion.terms.count
        expansion.hold(to: isNearby ? nearbyShare : plainShare)
        if isPattern, !isNearby { expansion.hold(toPostings: postingsShare) }
        return expansion.terms.count < count
    }

    /// The number to which all counts are held for their sum to be at most `limit`; at least 1.
    static func share(of limit: Int, among counts: [Int]) -> Int {
        var left = limit
        for (index, count) in counts.sorted().enumerated() {
            let share = left / (counts.count - index)
            guard count <= share else { return max(share, 1) }
            left -= count
        }
        return .max
    }
}
