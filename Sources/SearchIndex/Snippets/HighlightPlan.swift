// SPDX-License-Identifier: GPL-3.0-or-later

/// What to light in a text: words, and sequences of words that count only as a whole.
struct HighlightPlan {
    /// A word, or a sequence of words one behind the other.
    private(set) var unitLengths: [Int] = []
    /// Whether each of them counts inside quotation marks only.
    private(set) var isQuoted: [Bool] = []
    /// Which places of which units a folded word may take.
    private(set) var places: WordTable<Place> = WordTable()

    struct Place: Hashable {
        var unit: Int
        var index: Int
    }

    var isEmpty: Bool { unitLengths.isEmpty }

    /// Adds a unit of one word, which may take any of these forms.
    mutating func addWord(_ forms: [ArraySlice<UInt8>], isQuoted: Bool = false) {
        let unit = beginSequence(length: 1, isQuoted: isQuoted)
        add(forms, to: unit, at: 0)
    }

    /// Adds a unit of `length` words.
    ///
    /// - Returns: its number.
    mutating func beginSequence(length: Int, isQuoted: Bool = false) -> Int {
        unitLengths.append(length)
        self.isQuoted.append(isQuoted)
        return unitLengths.count - 1
    }

    /// Says which forms the word at a place of a unit may take.
    mutating func add(_ forms: [ArraySlice<UInt8>], to unit: Int, at index: Int) {
        for form in forms { places.insert(Place(unit: unit, index: index), for: form) }
    }
}
