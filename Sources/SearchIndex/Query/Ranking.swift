// SPDX-License-Identifier: GPL-3.0-or-later

/// What decides the order of hits: Okapi BM25 and what is added to it.
///
/// Words are weighed in every article that matches. What is dear to weigh, or matters between good hits only, is a bonus
/// for the best of them. Each figure is the one that did well on several collections at once and not the best on any;
/// docs/benchmarks.md has them all.
enum Ranking {
    /// Saturation: how much a word's second occurrence counts.
    static let k1 = 1.2
    /// How far longer articles are held back, 0 to 1.
    static let b = 0.7
    /// Articles below this share of the average length are taken to be as long: a headline alone is no better article.
    static let leastLength = 0.2
    /// Share of a word's weight that goes by the form that was typed, where it has others: stems throw words together
    /// that mean different things (`university`, `universe`).
    static let ownFormShare = 0.5
    /// Weight of a function word, in parts of what it would have as any other word.
    static let functionWord = 0.5

    /// How many of the best hits get the bonuses.
    static let window = 100
    /// Weight of a word in the title, in parts of what BM25 gives it there.
    static let titleBonus = 0.05
    /// Weight of the words one behind the other, as typed, in parts of theirs.
    static let phraseBonus = 0.2
    /// Weight of two words of the query that stand near one another, in parts of theirs.
    static let nearBonus = 0.03
    /// Words that are near one another lie within so many.
    static let nearWindow = 8
    /// Words that a phrase has, or that are looked at for nearness, at most.
    static let phraseLimit = 6
    static let nearLimit = 20
    /// Terms that one word stands for in a bonus, the most frequent ones.
    static let termLimit = 12
}
