// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// Takes notes while a query is compiled, for its explanation; does nothing if none was asked for.
struct QueryRecorder {
    let isOn: Bool
    private(set) var scored: [ScoredPart] = []
    private(set) var words: [WordExplanation] = []
    /// How many parts the compiler is in that are weighed as a whole, or excluded.
    private var depth = 0
    private var range = 0..<0

    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// Forgets all: the query is gone through once more.
    mutating func begin() {
        scored = []
        words = []
    }

    /// What follows up to `leave` is one part of the score.
    mutating func enter() {
        depth += 1
    }

    /// Ends a part that adds to the score, unless it lies in another.
    mutating func leave(_ label: @autoclosure () -> String, _ part: QueryCompiler.Part, in field: IndexedField) {
        depth -= 1
        guard isOn, depth == 0, !part.isFilter else { return }
        let name = field.name.map { "\($0.rawValue):" } ?? ""
        scored.append(ScoredPart(label: name + label(), tree: part.tree))
    }

    /// Ends a part that adds nothing.
    mutating func leave() {
        depth -= 1
    }

    /// Says which bytes of the query are being read.
    mutating func place(_ range: Range<Int>) {
        self.range = range
    }

    /// Notes what a word stands for.
    mutating func add(_ word: String, _ expansion: Expansion) {
        guard isOn else { return }
        let explanation = WordExplanation(word: word, range: range, expansion)
        // Words near phrases are looked for by themselves and as part of them.
        if !words.contains(explanation) { words.append(explanation) }
    }
}
