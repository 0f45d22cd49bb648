// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

/// Names of several words, and names that have others of another length.
extension QueryCompiler {
    /// Words one behind the other, or in their place other names of what they stand for.
    ///
    /// Of one word, all names together are weighed as one term would be; of several, the best of them counts. Neither way
    /// does an article score more for using many names.
    mutating func variants(
        _ slots: [QuerySlot],
        _ text: String,
        _ at: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        let variants = VariantPaths(slots, expander.synonyms)
        if variants.isCut { warnOfCut(text, at) }
        if variants.paths.count == 1 { return try sequence(variants.paths[0], at, field, database) }
        guard slots.count == 1, field.hasFrequencies else {
            var trees: [QueryTree] = []
            for path in variants.paths { trees.append(try sequence(path, at, field, database).tree) }
            return Part(tree: try .combine(CX_MAX, trees))
        }
        return try names(variants.paths, at, field, database)
    }

    /// A word and all its other names, as one family.
    private mutating func names(
        _ paths: [[QuerySlot]],
        _ at: Int,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        var word = WordFamily(forms: [])
        var seen: Set<[UInt8]> = []
        for path in paths {
            if path.count == 1 {
                let forms = try terms(path[0], at, field, .single, database)
                word.forms += forms.filter { seen.insert($0.bytes).inserted }
            } else {
                let slots = try placedSlots(path, at, field, database)
                guard !slots.contains(where: \.isEmpty) else { continue }
                word.names.append(try PlaceCondition(.sequence, [[slots]], meter: meter()))
            }
        }
        guard !word.forms.isEmpty || !word.names.isEmpty else { return Part(tree: try .nothing) }
        return try Part(word, in: database)
    }

    /// The longest name of several words that bare words in a row make, or what else it is called.
    ///
    /// - Returns: nil if the words that begin at `start` are no name; else how many members it takes.
    mutating func name(
        at start: Int,
        in members: [QueryNode],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> (part: Part, length: Int)? {
        guard field.isShown, case .word(let first) = members[start], let beginning = first.terms.first else {
            return nil
        }
        let longest = expander.synonyms.longestName(beginningWith: beginning)
        guard longest > 1 else { return nil }
        var words: [QueryWord] = []
        for case .word(let word) in members[start...].prefix(longest) where word.match == .inflected {
            words.append(word)
        }
        guard words.count > 1 else { return nil }
        let isRow = { (count: Int) in
            members[start...].prefix(count).allSatisfy { member in
                if case .word(let word) = member { word.match == .inflected } else { false }
            }
        }
        for count in stride(from: words.count, to: 1, by: -1) where isRow(count) {
            let name = words.prefix(count).flatMap(\.terms)
            let others = expander.synonyms.variants(of: name)
            if !others.isEmpty { return (try self.name(words.prefix(count), name, others, field, database), count) }
        }
        return nil
    }

    private mutating func name(
        _ words: ArraySlice<QueryWord>,
        _ name: [String],
        _ others: [Synonyms.Variant],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        recorder.enter()
        var parts: [Part] = []
        for word in words { parts.append(try part(.word(word), field, database)) }
        var trees = [try and(parts, database).tree]
        let at = words.first?.range.lowerBound ?? 0
        let end = words.last?.range.upperBound ?? at
        recorder.place(at..<end)
        let slots = name.map { QuerySlot(term: $0, match: .exact, isSpelled: true) }
        let names = VariantPaths.names(in: slots, at: 0, expander.synonyms).filter { $0.length == slots.count }
        if names.count >= VariantPaths.limit { warnOfCut(words.map(\.text).joined(separator: " "), at) }
        for other in names.prefix(VariantPaths.limit - 1) {
            trees.append(try sequence(other.name, at, field, database).tree)
        }
        let whole = Part(tree: try .combine(CX_MAX, trees))
        recorder.leave(words.map(\.text).joined(separator: " ") + ", or another name of it", whole, in: field)
        return whole
    }

    mutating func warnOfCut(_ text: String, _ at: Int) {
        warn("“\(text)” can be written in too many ways: the first \(VariantPaths.limit) are used", at: at)
    }
}
