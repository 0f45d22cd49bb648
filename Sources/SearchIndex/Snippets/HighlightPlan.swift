// SPDX-License-Identifier: GPL-3.0-or-later

/// The parts of an article in which a match is lit.
struct HighlightScope: OptionSet, Hashable, Sendable {
    var rawValue: UInt8

    static let title = HighlightScope(rawValue: 1 << 0)
    static let body = HighlightScope(rawValue: 1 << 1)
    static let byline = HighlightScope(rawValue: 1 << 2)
    static let outlet = HighlightScope(rawValue: 1 << 3)
    static let url = HighlightScope(rawValue: 1 << 4)
    /// Inside the quotation marks of the body.
    static let quotation = HighlightScope(rawValue: 1 << 5)

    /// Where a word without a field is looked for.
    static let text: HighlightScope = [.title, .body]
}

/// What to light in a text: words, and sequences of words that count only as a whole.
struct HighlightPlan: Sendable {
    /// A word, or a sequence of words one behind the other.
    private(set) var unitLengths: [Int] = []
    /// Where each unit is lit.
    private(set) var scopes: [HighlightScope] = []
    /// Which places of which units a folded word may take.
    private(set) var places: WordTable<Place> = WordTable()

    struct Place: Hashable, Sendable {
        var unit: Int
        var index: Int
    }

    /// Whether there is nothing to light in a part of an article.
    func isEmpty(in scope: HighlightScope) -> Bool { scopes.allSatisfy { $0.isDisjoint(with: scope) } }

    /// Adds a unit of one word, which may take any of these forms.
    mutating func addWord(_ forms: [ArraySlice<UInt8>], in scope: HighlightScope = .text) {
        let unit = beginSequence(length: 1, in: scope)
        add(forms, to: unit, at: 0)
    }

    /// Adds a unit of `length` words.
    ///
    /// - Returns: its number.
    mutating func beginSequence(length: Int, in scope: HighlightScope = .text) -> Int {
        unitLengths.append(length)
        scopes.append(scope)
        return unitLengths.count - 1
    }

    /// Says which forms the word at a place of a unit may take.
    mutating func add(_ forms: [ArraySlice<UInt8>], to unit: Int, at index: Int) {
        for form in forms { places.insert(Place(unit: unit, index: index), for: form) }
    }

    /// The plan for one part of an article; the units keep their numbers.
    func limited(to scope: HighlightScope) -> HighlightPlan {
        if scopes.allSatisfy({ !$0.isDisjoint(with: scope) }) { return self }
        var plan = self
        plan.places = WordTable()
        places.forEach { word, place in
            if !scopes[place.unit].isDisjoint(with: scope) { plan.places.insert(place, for: word[...]) }
        }
        for unit in plan.scopes.indices { plan.scopes[unit].formIntersection(scope) }
        return plan
    }
}
