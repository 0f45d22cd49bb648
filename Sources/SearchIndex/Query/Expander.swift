// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import QueryLanguage

/// Finds the terms of the index that a word of a query stands for.
///
/// For one thread at a time.
///
/// Words are indexed as written; their inflected forms, the words of a wildcard and misspellings are looked up in the
/// vocabulary when they are asked for. What was looked up is kept until the index changes.
final class Expander {
    private let stemmers: Stemmers
    /// What stands for the same thing.
    ///
    /// Set it and what was looked up is forgotten.
    var synonyms: Synonyms {
        didSet { reset() }
    }
    private var families: [Key: Expansion] = [:]
    /// Whether the text has words in Cyrillic, if that is known.
    private var hasCyrillic: Bool?

    /// Terms to look at for one word at most.
    static let scanLimit = 300_000
    /// Terms that one word may stand for.
    static let expansionLimit = 1000
    /// Expansions kept.
    ///
    /// All are dropped at once when there are more.
    private static let cacheLimit = 10_000

    private static let nameFields: Set<String> = [Schema.Prefix.speaker, Schema.Prefix.byline]

    private struct Key: Hashable {
        var prefix: String
        var word: String
        var match: WordMatch
        var isSpelled: Bool
        var steps: Int
    }

    /// Those of the languages whose forms it knows.
    var functionWords: FunctionWords { stemmers.functionWords }

    init(stemmers: Stemmers, synonyms: Synonyms = Synonyms()) {
        self.stemmers = stemmers
        self.synonyms = synonyms
    }

    /// Forgets what was looked up: the index has changed.
    func reset() {
        families.removeAll(keepingCapacity: true)
        hasCyrillic = nil
    }

    /// The terms that `word` stands for in the field with `prefix`.
    ///
    /// - Parameters:
    ///   - isSpelled: whether other spellings and names of one word are meant as well.
    ///   - steps: terms of the vocabulary to look at, at most.
    func expand(
        _ word: String,
        _ match: WordMatch,
        prefix: String,
        isSpelled: Bool = false,
        steps: Int = scanLimit,
        in database: borrowing Database
    ) throws(IndexError) -> Expansion {
        let key = Key(prefix: prefix, word: word, match: match, isSpelled: isSpelled, steps: steps)
        if let known = families[key] { return known }
        var expansion: Expansion
        switch match {
        case .exact:
            expansion = Expansion()
            if isSpelled { try addSpellings(of: word, match, to: &expansion, prefix, steps, database) }
            // Names of people match as they are, but in either script.
            if isSpelled, Self.nameFields.contains(prefix) {
                try addTransliterations(of: word, to: &expansion, prefix, steps, database)
            }
            try lead(&expansion, with: Array((prefix + word).utf8), database)
        case .inflected:
            expansion = try inflections(of: word, prefix, steps, database)
            if let forms = IrregularForms.forms(of: word), stemmers.knowsEnglish {
                try add(forms, to: &expansion, prefix, steps, database)
            }
            if isSpelled {
                try addSpellings(of: word, match, to: &expansion, prefix, steps, database)
                try addTransliterations(of: word, to: &expansion, prefix, steps, database)
            }
            try lead(&expansion, with: Array((prefix + word).utf8), database)
        case .wildcard(let pattern):
            expansion = try matches(of: Glob(pattern), prefix, steps, database)
        case .fuzzy(let distance):
            expansion = try neighbours(of: word, within: distance, prefix, steps, database)
        }
        expansion.prefixLength = prefix.utf8.count
        if families.count >= Self.cacheLimit { reset() }
        families[key] = expansion
        return expansion
    }

    /// The words with the same stem.
    ///
    /// They begin with the stem less its last letter, as a rule of the Snowball stemmers (`try` and `tries` have the
    /// stem `tri`); a stem of two letters is too short to lose one.
    private func inflections(
        of word: String,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        var found: [[UInt8]: IndexTerm] = [:]
        var isPartial = false
        for stemmer in stemmers.stemmers(for: word) {
            let stem = try stemmer.stem(Array(word.utf8))
            let letters = String(decoding: stem, as: UTF8.self)
            let beginning = letters.count > 2 ? String(letters.dropLast()) : letters
            let list = try database.terms(
                prefix: Array((prefix + beginning).utf8),
                stem: StemFilter(stemmer: stemmer, stem: stem, skip: prefix.utf8.count),
                limit: steps,
                scanLimit: steps
            )
            for term in list.terms { found[term.bytes] = term }
            isPartial = isPartial || list.isTruncated
        }
        // The library does not tell how many it looked at to find these.
        return Expansion(
            terms: found.values.map { ExpandedTerm($0, .inflection) }, isPartial: isPartial,
            steps: isPartial ? steps : found.count)
    }

    // MARK: Other words

    private func add(
        _ forms: IrregularForms.Forms,
        to expansion: inout Expansion,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) {
        for form in forms.exact { try add(form, .inflection, to: &expansion, prefix, database) }
        if let base = forms.base { expansion.add(try inflections(of: base, prefix, steps, database), .inflection) }
    }

    /// Adds the names of one word that stand for the same thing.
    private func addSpellings(
        of word: String,
        _ match: WordMatch,
        to expansion: inout Expansion,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) {
        for variant in synonyms.variants(of: CollectionOfOne(word)) {
            guard variant.words.count == 1, let other = variant.words.first else { continue }
            try add(other, variant.origin, to: &expansion, prefix, database)
            if variant.inflects, match == .inflected {
                expansion.add(try inflections(of: other, prefix, steps, database), variant.origin)
            }
        }
    }

    private func addTransliterations(
        of word: String,
        to expansion: inout Expansion,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) {
        // Most collections are in one script.
        if word.utf8.first.map({ $0 < 0x80 }) == true, try !hasCyrillicWords(database) { return }
        guard steps >= Transliterator.steps else {
            expansion.isPartial = true
            return
        }
        expansion.steps += Transliterator.steps
        var transliterator = Transliterator(prefix: prefix)
        for term in try transliterator.words(for: word, in: database) {
            expansion.add(ExpandedTerm(term, .transliteration))
        }
    }

    private func hasCyrillicWords(_ database: borrowing Database) throws(IndexError) -> Bool {
        if let hasCyrillic { return hasCyrillic }
        var found = false
        // The letters from а to я and beyond begin with these bytes.
        for lead: UInt8 in [0xd0, 0xd1] where !found {
            found = try !database.terms(prefix: [lead], limit: 1, scanLimit: 1).terms.isEmpty
        }
        hasCyrillic = found
        return found
    }

    private func add(
        _ word: String,
        _ origin: TermOrigin,
        to expansion: inout Expansion,
        _ prefix: String,
        _ database: borrowing Database
    ) throws(IndexError) {
        let term = Array((prefix + word).utf8)
        let frequency = try database.frequency(of: term)
        if frequency > 0 { expansion.add(ExpandedTerm(IndexTerm(bytes: term, frequency: frequency), origin)) }
    }

    // MARK: Patterns

    private func matches(
        of glob: Glob,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        var expansion = try select(prefix, glob.literalBeginning, .wildcard, steps, database) { glob.matches($0) }
        expansion.keepMostFrequent(Self.expansionLimit)
        return expansion
    }

    /// Words within an edit distance; the first letter is taken to be right, as most misspellings have it.
    private func neighbours(
        of word: String,
        within distance: Int,
        _ prefix: String,
        _ steps: Int,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        let letters = Array(word.unicodeScalars)
        let beginning = word.unicodeScalars.first.map { Array(String($0).utf8) } ?? []
        var expansion = try select(prefix, beginning, .fuzzy, steps, database) { candidate in
            let other = Array(String(decoding: candidate, as: UTF8.self).unicodeScalars)
            return EditDistance.isAtMost(distance, letters, other)
        }
        try lead(&expansion, with: Array((prefix + word).utf8), database)
        return expansion
    }

    /// Keeps a word itself, if it occurs, and the most frequent of the others.
    private func lead(
        _ expansion: inout Expansion,
        with literal: [UInt8],
        _ database: borrowing Database
    ) throws(IndexError) {
        let frequency = try database.frequency(of: literal)
        expansion.terms.removeAll { $0.bytes == literal }
        expansion.hasWordItself = frequency > 0
        expansion.keepMostFrequent(Self.expansionLimit - (frequency > 0 ? 1 : 0))
        if frequency > 0 {
            let term = IndexTerm(bytes: literal, frequency: frequency)
            expansion.terms.insert(ExpandedTerm(term, .itself), at: 0)
        }
    }

    /// Walks the terms of a field that begin with `beginning`, and takes those that `isMatch`.
    private func select(
        _ prefix: String,
        _ beginning: [UInt8],
        _ origin: TermOrigin,
        _ steps: Int,
        _ database: borrowing Database,
        _ isMatch: (ArraySlice<UInt8>) -> Bool
    ) throws(IndexError) -> Expansion {
        let start = Array(prefix.utf8) + beginning
        var found = Expansion()
        var after: [UInt8] = []
        while true {
            let limit = min(4096, steps - found.steps)
            let list = try database.terms(prefix: start, after: after, limit: limit, scanLimit: limit)
            for term in list.terms {
                // Bare words are not led by a prefix; the terms of fields stand among them, with theirs in capitals.
                if prefix.isEmpty, let first = term.bytes.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
                {
                    continue
                }
                if isMatch(term.bytes.dropFirst(prefix.utf8.count)) {
                    found.terms.append(ExpandedTerm(term, origin))
                }
            }
            found.steps += list.terms.count
            guard list.isTruncated, let last = list.terms.last else { return found }
            after = last.bytes
            if prefix.isEmpty, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(last.bytes[0]) {
                after = [UInt8(ascii: "Z"), 0xff]
            }
            if found.steps >= steps {
                found.isPartial = true
                return found
            }
        }
    }
}
