// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

/// Words that have to stand in a certain way: phrases, `NEAR`, `SAME`.
///
/// The words, as families of their forms, find the candidates and give the weight; whether they stand as asked is a
/// filter on these. An article whose weight would not bring it onto the page is not asked where its words stand.
extension QueryCompiler {
    /// Terms that the forms of a word come to, at most; a word of more is a pattern.
    private static let formLimit = 32

    /// Words in any order, no two of them more than `distance` words apart.
    mutating func cluster(
        _ slots: [QuerySlot],
        _ distance: Int,
        _ at: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        var operands: [PlacedOperand] = []
        for slot in slots {
            operands.append(try placed([slot], at, field, database))
        }
        // Words have room at least for one another.
        return try arranged(operands, .cluster(max(distance, slots.count - 1)), field, database)
    }

    /// Words one behind the other.
    mutating func sequence(
        _ slots: [QuerySlot],
        _ at: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        if slots.count == 1 { return try alternatives(slots[0], at, field, .single, database) }
        let words = PlacedOperand([try placedSlots(slots, at, field, database)])
        return Part(tree: try arranged([words], .sequence, field, database))
    }

    /// Operands in any order, each at most `distance` words from the next.
    mutating func near(
        _ operands: [QueryNode],
        _ distance: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        try together(operands, .chain(distance), field, database)
    }

    /// Operands in one sentence; in a field without sentences, in that field.
    mutating func sameSentence(
        _ operands: [QueryNode],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        try together(operands, .section(hasSentences: field.hasSentences), field, database)
    }

    private mutating func together(
        _ operands: [QueryNode],
        _ relation: PositionalRelation,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        // Whole values have no places.
        if field.filter != nil {
            var values: [QueryTree] = []
            for operand in operands { values.append(try part(operand, field, database).tree) }
            return try .combine(CX_AND, values)
        }
        var placed: [PlacedOperand] = []
        var others: [QueryTree] = []
        for operand in operands {
            if let words = try place(operand, field, &others, database) { placed.append(words) }
        }
        guard !placed.isEmpty else { return try .combine(CX_AND, others) }
        return try .combine(CX_AND, others + [arranged(placed, relation, field, database)])
    }

    /// The words of an operand; nil for one without a place, which goes to the `others`: they have to match besides.
    private mutating func place(
        _ node: QueryNode,
        _ field: IndexedField,
        _ others: inout [QueryTree],
        _ database: borrowing Database
    ) throws(IndexError) -> PlacedOperand? {
        switch node {
        case .word(let word):
            recorder.place(word.range)
            return try placed(slots(of: word, field), word.range.lowerBound, field, database)
        case .phrase(let phrase):
            let at = phrase.range.lowerBound
            let slots = QuerySlot.slots(of: phrase, in: field)
            recorder.place(phrase.range)
            guard let distance = phrase.within else { return try placed(slots, at, field, database) }
            warn("\(phrase) has no one place: any of its words may be the one that is near", at: at)
            others.append(try cluster(slots, distance, at, field, database))
            var words = PlacedOperand([])
            for slot in slots { words.sequences.append([try terms(slot, at, field, .none, database)]) }
            return words
        case .or(let members):
            var either = PlacedOperand([])
            for member in members {
                if let words = try place(member, field, &others, database) { either = either + words }
            }
            return either
        case .required(let member):
            return try place(member, field, &others, database)
        case .near, .sameSentence, .and, .not, .field, .published:
            warn(
                "only words and phrases, or alternatives of them, can be near one another; read as AND",
                at: node.start ?? 0)
            others.append(try part(node, field, database).tree)
            return nil
        }
    }

    /// Words one behind the other, or in their place other names of what they stand for.
    private mutating func placed(
        _ slots: [QuerySlot],
        _ at: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> PlacedOperand {
        let variants = VariantPaths(slots, expander.synonyms)
        if variants.isCut { warnOfCut(slots.map(\.term).joined(separator: " "), at) }
        var sequences: [[PlacedOperand.Slot]] = []
        for path in variants.paths { sequences.append(try placedSlots(path, at, field, database)) }
        return PlacedOperand(sequences)
    }

    /// The terms for each place of a sequence, which is lit as a whole.
    mutating func placedSlots(
        _ slots: [QuerySlot],
        _ at: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> [PlacedOperand.Slot] {
        guard slots.count > 1 else {
            return [try terms(slots[0], at, field, .inGroup, database)]
        }
        let unit = highlights.beginSequence(length: slots.count, in: field.scope)
        var placed: [PlacedOperand.Slot] = []
        for (index, slot) in slots.enumerated() {
            placed.append(try terms(slot, at, field, .place(unit, index), database))
        }
        return placed
    }

    /// Articles in which operands stand as asked, weighed by their words.
    private mutating func arranged(
        _ operands: [PlacedOperand],
        _ relation: PositionalRelation,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        let operands = operands.map(\.possible)
        guard operands.allSatisfy({ !$0.sequences.isEmpty }) else { return try .nothing }
        let condition = try QueryTree.positions(relation, operands.map(\.merged), meter: meter())
        isPlaced = true
        let candidates = try candidates(operands, field, database)
        return try .combine(CX_FILTER, [candidates, condition])
    }

    /// What has the words of all operands, wherever they stand.
    ///
    /// A word that is nearly everywhere tells no article from another; if it stands for many terms it only costs time.
    /// Those are left to the condition, but for the rarest of all, which leads to the candidates.
    private func candidates(
        _ operands: [PlacedOperand],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        let rarest = operands.map(\.rarest).min() ?? 0
        func isTelling(_ slot: PlacedOperand.Slot) -> Bool {
            slot.count <= Self.formLimit || slot.frequency <= max(rarest, budget.limits.fewCandidates)
        }
        func word(_ slot: PlacedOperand.Slot) throws(IndexError) -> Part {
            guard field.hasFrequencies else { return Part(tree: try family(slot, field, database)) }
            return try Part(WordFamily(forms: slot), in: database)
        }
        var words: [Part] = []
        for operand in operands {
            let single = operand.single
            guard single.isEmpty || isTelling(single) else { continue }
            var alternatives = single.isEmpty ? [] : [try word(single)]
            for slots in operand.compounds {
                let told = slots.filter(isTelling)
                let families = try (told.isEmpty ? slots : told).map { (slot) throws(IndexError) in try word(slot) }
                alternatives.append(try and(families, database))
            }
            // What has no alternative stays what it is: words, to be looked for with the others.
            words.append(alternatives.count == 1 ? alternatives[0] : try or(alternatives, database))
        }
        return try and(words, database).tree
    }
}
