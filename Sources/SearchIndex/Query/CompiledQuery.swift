// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// A query made ready to run on one revision of the index.
struct CompiledQuery {
    var tree: QueryTree
    /// What to light in the text of a hit.
    var highlights: HighlightPlan
    /// What could not be done as it was asked, as far as it is known before the query is run.
    let compilerWarnings: [QueryWarning]
    /// Where the query begins in what was typed.
    let start: Int
    /// What a hit's score is the sum of; only if an explanation was asked for.
    var scored: [ScoredPart] = []
    /// What each word stands for; only if an explanation was asked for.
    var words: [WordExplanation] = []
    /// What the best hits get beyond the weight of `tree`, if there is any such thing.
    var bonus: QueryTree?
    /// The meter of the conditions in `bonus`, which is for the hits that get one.
    var bonusMeter: PositionMeter?
    /// Function words, as typed, that need not be in an article: they only hold a question together.
    var optionalWords: [String] = []
    /// Says, once the query was run, whether it had to leave articles out; nil if it cannot have.
    var meter: PositionMeter?
    /// The same, if no article matches without all conditions on where words stand, and there is one.
    var likelyMeter: PositionMeter?
    /// What the words whose places count stand for besides themselves.
    var otherForms: [IndexTerm] = []

    /// Whether the query, as it was run, left articles out.
    var isPartial: Bool { meter.map { $0.isExhausted } ?? false }

    /// What could not be done as it was asked.
    ///
    /// Ask when the query has been run.
    var warnings: [QueryWarning] { compilerWarnings + (isPartial ? [.tooManyPlaces(at: start)] : []) }
}
