// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands somewhere in a text: a word, a phrase, or alternatives of both, as terms of the index.
struct PlacedOperand {
    /// Terms any of which may stand at one place.
    typealias Slot = [IndexTerm]

    /// Alternatives, each a run of slots one behind the other.
    ///
    /// A slot for which the index has no term makes its alternative impossible.
    var sequences: [[Slot]]

    init(_ sequences: [[Slot]]) {
        self.sequences = sequences
    }

    /// Either of two.
    static func + (first: PlacedOperand, second: PlacedOperand) -> PlacedOperand {
        PlacedOperand(first.sequences + second.sequences)
    }

    /// Without alternatives that no article has.
    var possible: PlacedOperand { PlacedOperand(sequences.filter { !$0.isEmpty && !$0.contains(where: \.isEmpty) }) }

    /// The alternatives of several words.
    var compounds: [[Slot]] { sequences.filter { $0.count > 1 } }

    /// The terms of the alternatives of one word.
    var single: Slot {
        var seen: Set<[UInt8]> = []
        return sequences.filter { $0.count == 1 }.flatMap { $0[0] }.filter { seen.insert($0.bytes).inserted }
    }

    /// In how many articles it may be, at most: the sum over its alternatives of the frequency of the rarest slot.
    var rarest: Int {
        single.frequency + compounds.reduce(0) { $0 + ($1.map(\.frequency).min() ?? 0) }
    }

    /// The same with the alternatives of one word joined, which is quicker to look up.
    var merged: [[Slot]] { single.isEmpty ? compounds : [[single]] + compounds }
}

extension PlacedOperand.Slot {
    /// In how many articles one of the terms may be, at most.
    var frequency: Int { reduce(0) { $0 + $1.frequency } }
}
