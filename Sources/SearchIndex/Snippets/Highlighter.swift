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
    private let reach: Int
    private let matchLimit: Int
    private let isEmpty: Bool
    /// Where the places of a unit begin in `runs`.
    private let firstPlaces: [Int]
    /// For each place of each unit: the word at which a run that reaches that place ended, and where the run began.
    private var runs: [Run]

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

    /// - Parameter scope: the part of an article that the texts are of.
    init(
        _ plan: HighlightPlan,
        in scope: HighlightScope = .text,
        reach: Int = Self.reach,
        matchLimit: Int = Self.matchLimit
    ) {
        self.plan = plan.limited(to: scope)
        self.reach = reach
        self.matchLimit = matchLimit
        isEmpty = plan.isEmpty(in: scope)
        var places = 0
        firstPlaces = plan.unitLengths.map { length in
            defer { places += length }
            return places
        }
        runs = Array(repeating: Run(), count: places)
    }

    /// The matches in UTF-8 text, in the order in which they end, as far as the bounds go.
    ///
    /// - Parameters:
    ///   - quotations: bytes of the text inside quotation marks, which is where what is looked for in these counts.
    ///   - end: told of each match; the number of bytes to go on to, if it is enough then.
    mutating func highlights(
        in text: UnsafeBufferPointer<UInt8>,
        quotations: [Range<Int>] = [],
        until end: ((Highlight) -> Int?)? = nil
    ) -> [Highlight] {
        guard !isEmpty else { return [] }
        for place in runs.indices { runs[place] = Run() }
        var found: [Highlight] = []
        var number = 0
        var reach = reach
        let plan = plan
        var runs = runs
        let seen = UnsafeBufferPointer(rebasing: text.prefix(reach > text.count ? reach : reach + Self.lookahead))
        // Only a bound ends the scan before the text does.
        try? scanner.scan(seen) { word, range in
            guard range.upperBound <= reach, found.count < matchLimit else { throw BoundReached() }
            plan.places.forEach(word) { place in
                let first = firstPlaces[place.unit]
                if place.index == 0 {
                    runs[first] = Run(word: number, start: range.lowerBound, firstWord: number)
                } else {
                    // A word may take two places of one unit. They come last first, so that the run that this place
                    // continues is still the one that ended at the word before.
                    let before = runs[first + place.index - 1]
                    guard before.word == number - 1 else { return }
                    runs[first + place.index] = Run(word: number, start: before.start, firstWord: before.firstWord)
                }
                if place.index == plan.unitLengths[place.unit] - 1 {
                    let run = runs[first + place.index]
                    if plan.scopes[place.unit] == .quotation,
                        !quotations.contains(where: { $0.contains(run.start) && $0.contains(range.lowerBound) })
                    {
                        return
                    }
                    let match = Highlight(
                        unit: place.unit, range: run.start..<range.upperBound, word: run.firstWord)
                    found.append(match)
                    if let end, let enough = end(match) { reach = min(reach, enough) }
                }
            }
            number += 1
        }
        return found
    }
}

extension [Highlight] {
    /// The bytes that are lit: in order, matches that overlap made one.
    var merged: [Range<Int>] {
        var merged: [Range<Int>] = []
        for match in sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            if let last = merged.last, match.range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, match.range.upperBound)
            } else {
                merged.append(match.range)
            }
        }
        return merged
    }
}
