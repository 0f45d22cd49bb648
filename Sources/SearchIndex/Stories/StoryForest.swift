// SPDX-License-Identifier: GPL-3.0-or-later

/// Which edition hangs on which, of those that have copies.
///
/// What stories are, for a set of articles that is looked at as a whole: ``StoryKeeper`` says it, and keeps it in the
/// index as articles come and go.
struct StoryForest {
    /// What an edition hangs on.
    private struct Hold {
        var edition: UInt64
        var rank: StoryRank
        /// How much of the edition it has, 0...1.
        var share: Double
    }

    private var holds: [UInt64: Hold] = [:]
    /// Editions that several articles are.
    private var repeated: Set<UInt64> = []

    mutating func noteRepeated(_ edition: UInt64) { repeated.insert(edition) }

    /// Has to be called for each pair of copies.
    ///
    /// - Parameters:
    ///   - fuller: the one of higher rank, which is `rank`.
    ///   - share: how much it has of the other one.
    mutating func note(_ edition: UInt64, in fuller: UInt64, of rank: StoryRank, share: Double) {
        // Of several that have equally much of it, the one of lowest rank.
        if let known = holds[edition], (known.share, rank) >= (share, known.rank) { return }
        holds[edition] = Hold(edition: fuller, rank: rank, share: share)
    }

    /// The story of each edition that has copies: the edition on top.
    func stories() -> [UInt64: UInt64] {
        var stories: [UInt64: UInt64] = [:]
        stories.reserveCapacity(holds.count + repeated.count)
        for edition in repeated { stories[edition] = top(of: edition) }
        for edition in holds.keys {
            let top = top(of: edition)
            stories[edition] = top
            stories[top] = top
        }
        return stories
    }

    /// Each step goes up in rank, so there are few, and there is an end.
    private func top(of edition: UInt64) -> UInt64 {
        var top = edition
        while let hold = holds[top] { top = hold.edition }
        return top
    }
}
