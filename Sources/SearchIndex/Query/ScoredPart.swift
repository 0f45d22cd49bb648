// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a query that adds to a hit's score by itself: the weights of all parts sum to the score.
struct ScoredPart {
    /// What it is, in the words of the query.
    var label: String
    var tree: QueryTree
}
