// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a query that adds to the score of a hit, under a name that a person understands.
///
/// The weights that the parts give to a hit sum to its score, as far as the hit is among the best (``Ranking/window``);
/// behind these, the bonuses are left out of it.
struct ScoredPart {
    var label: String
    var tree: QueryTree
    /// Whether only the best hits get it.
    var isBonus = false
}
