// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// A place in a text that a query matches.
struct Highlight: Hashable {
    /// Which unit of the plan.
    var unit: Int
    /// Bytes of the text, from the first word to the last.
    var range: Range<Int>
    /// Number of the first word in the text, from 0.
    var word: Int
}

/// Finds the places in a text that a query matches.
///
/// For one thread at a time.
struct Highlighter {
    private let plan: HighlightPlan
    private var scanner = WordScanner()
    /// For each unit, for each of its places: the word at which a run that reaches that place ended, and where the run
    /// began.
    private var runs: [[Run]]

    /// Bytes of a text to look at; what stands behind them is not lit.
    ///
    /// A text may have 64 MiB, and each page of an answer shows many texts.
    static let reach = 1 << 20
    /// Matches to find in a text.
    static let matchLimit = 10_000
    /// Bytes behind a word that tell the scanner where it ends.
    private static let lookahead = 64

    private struct BoundReached: Error {}

    private struct Run {
        var word = -2
        var start = 0
        var firstWord = 0
    }

    init(_ plan: HighlightPlan) {
        self.plan = plan
        runs = plan.unitLengths.map { Array(repeating: Run(), count: $0) }
    }

    /// The matches in UTF-8 text, in the order in which they end, as far as ``reach`` and ``matchLimit`` go.
    ///
    /// - Parameter quotations: bytes of the text inside quotation marks; nil if that is not known, and does not count.
    mutating func highlights(
        in text: UnsafeBufferPointer<UInt8>,
        quotations: [Range<Int>]? = nil
    ) -> [Highlight] {
        guard !plan.isEmpty else { return [] }
        for unit in runs.indices {
            for place in runs[unit].indices { runs[unit][place] = Run() }
        }
        var found: [Highlight] = []
        var number = 0
        let plan = plan
        var runs = runs
        let seen = UnsafeBufferPointer(rebasing: text.prefix(Self.reach + Self.lookahead))
        // Only a bound ends the scan before the text does.
        try? scanner.scan(seen) { word, range in
            guard range.upperBound <= Self.reach, found.count < Self.matchLimit else { throw BoundReached() }
            plan.places.forEach(word) { place in
                let length = plan.unitLengths[place.unit]
                if place.index == 0 {
                    runs[place.unit][0] = Run(word: number, start: range.lowerBound, firstWord: number)
                } else {
                    // A word may take two places of one unit. They come last first, so that the run that this place
                    // continues is still the one that ended at the word before.
                    let before = runs[place.unit][place.index - 1]
                    guard before.word == number - 1 else { return }
                    runs[place.unit][place.index] = Run(word: number, start: before.start, firstWord: before.firstWord)
                }
                if place.index == length - 1 {
                    let run = runs[place.unit][place.index]
                    if plan.isQuoted[place.unit], let quotations,
                        !quotations.contains(where: { $0.contains(run.start) && $0.contains(range.lowerBound) })
                    {
                        return
                    }
                    found.append(Highlight(unit: place.unit, range: run.start..<range.upperBound, word: run.firstWord))
                }
            }
            number += 1
        }
        return found
    }
}
