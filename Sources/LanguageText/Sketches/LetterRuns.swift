// SPDX-License-Identifier: GPL-3.0-or-later

/// The letters of a short text, by which the same words are known again elsewhere.
///
/// Spaces, punctuation, case and accents are left out: words that a scraper has run together, other quotation marks, an
/// ellipsis or brackets change nothing.
package struct LetterRuns: Sendable {
    /// Letters of a run: more than most words have, so that unrelated texts seldom share one, and fewer than two words
    /// have, so that what stands between two changes still is one.
    package static let runLength = 8
    /// Letters that are looked at.
    package static let reach = 6000
    /// Letters that a character of a script without spaces counts for.
    private static let soloLength = 2

    /// Folded letters and digits.
    package private(set) var scalars: [UInt32] = []
    /// Hashes of all runs, ascending, none twice.
    package private(set) var runs: [UInt32] = []

    package var count: Int { scalars.count }

    package init(_ text: UnsafeBufferPointer<UInt8>, scanner: inout WordScanner) {
        struct BoundReached: Error {}
        var scalars: [UInt32] = []
        scalars.reserveCapacity(min(text.count, Self.reach))
        // Only the bound ends the scan before the text does.
        try? scanner.scan(text) { word, _ in
            var at = 0
            while at < word.count {
                let scalar = decodeScalar(in: word, at: at)
                at += scalar.length
                let isSolo = scalar.value >= 0x80 && FoldTable.entry(scalar.value).kind == .solo
                for _ in 0..<(isSolo ? Self.soloLength : 1) { scalars.append(scalar.value) }
            }
            if scalars.count >= Self.reach { throw BoundReached() }
        }
        self.scalars = scalars
        runs = Self.runs(of: scalars)
    }

    private static let base: UInt64 = 0x9e37_79b9_7f4a_7c15
    private static let power = (0..<runLength).reduce(UInt64(1)) { power, _ in power &* base }

    /// Each run as a polynomial of its letters, which goes from one place to the next by a multiplication.
    private static func runs(of scalars: [UInt32]) -> [UInt32] {
        guard scalars.count >= runLength else { return [] }
        var runs: [UInt32] = []
        runs.reserveCapacity(scalars.count - runLength + 1)
        var sum: UInt64 = 0
        for (index, scalar) in scalars.enumerated() {
            sum = sum &* base &+ UInt64(scalar)
            if index >= runLength { sum = sum &- power &* UInt64(scalars[index - runLength]) }
            if index >= runLength - 1 { runs.append(UInt32(truncatingIfNeeded: TextSketcher.mixed(sum) >> 32)) }
        }
        runs.sort()
        var kept = 0
        for run in runs where kept == 0 || runs[kept - 1] != run {
            runs[kept] = run
            kept += 1
        }
        runs.removeLast(runs.count - kept)
        return runs
    }

    /// How many runs two texts have in common.
    package func sharedRuns(with other: LetterRuns) -> Int {
        var (shared, mine, theirs) = (0, 0, 0)
        while mine < runs.count, theirs < other.runs.count {
            if runs[mine] == other.runs[theirs] {
                shared += 1
                mine += 1
                theirs += 1
            } else if runs[mine] < other.runs[theirs] {
                mine += 1
            } else {
                theirs += 1
            }
        }
        return shared
    }

    /// Whether all letters of the other stand here one behind the other.
    package func contains(_ other: LetterRuns) -> Bool {
        guard let first = other.scalars.first, other.count <= count else { return false }
        for start in 0...(count - other.count) where scalars[start] == first {
            if scalars[start..<(start + other.count)].elementsEqual(other.scalars) { return true }
        }
        return false
    }
}
