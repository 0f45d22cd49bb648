// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CivilCalendar
import QueryLanguage

/// Turns what the parser read into a Xapian query.
///
/// Used for one query.
struct QueryCompiler: ~Copyable {
    let expander: Expander
    var highlights = HighlightPlan()
    private(set) var budget: QueryBudget
    private var warnings: [QueryWarning] = []
    private var expansionWarnings = ExpansionWarnings()
    var recorder: QueryRecorder
    private var usedMeter: PositionMeter?
    /// Whether there are words that have to stand in a certain way.
    var isPlaced = false
    private var otherForms: [IndexTerm] = []
    private var isInPhrase = false
    private let functionWords: FunctionWordReading
    private var optionalWords: [String] = []
    /// Whether what is compiled only keeps articles out, so that its weight does not matter.
    ///
    /// There must be no `OP_AND_MAYBE` then: below `OP_AND_NOT` the library (1.4.22) sometimes takes it for empty, once in
    /// some hundred processes, and excludes nothing.
    private(set) var isExcluding = false

    /// Day, month and year terms in a date filter at most; a wider range goes by values.
    private static let dayTermLimit = 120

    /// - Parameters:
    ///   - explains: whether to note what each word stands for, and what makes the score.
    ///   - isExcluding: whether the tree is to keep articles out, so that its weight does not matter.
    init(
        expander: Expander,
        limits: QueryBudget.Limits = QueryBudget.Limits(),
        explains: Bool = false,
        isExcluding: Bool = false
    ) {
        self.isExcluding = isExcluding
        self.expander = expander
        recorder = QueryRecorder(isOn: explains)
        functionWords = FunctionWordReading(expander.functionWords)
        budget = QueryBudget(limits)
    }

    /// - Parameter published: keep articles of these days only.
    consuming func compile(
        _ root: QueryNode,
        published: DayRange?,
        in database: borrowing Database
    ) throws(IndexError) -> CompiledQuery {
        _ = try part(root, .text, database)
        budget.settle()
        highlights = HighlightPlan()
        warnings = []
        recorder.begin()
        optionalWords = []
        otherForms = []
        var parts = [try part(root, .text, database)]
        if let published { parts.append(try days(published)) }
        let joined = try and(parts, database)
        let tree = joined.isFilter ? try joined.tree.scaled(by: 0) : joined.tree
        let bonusMeter = try PositionMeter(limit: budget.limits.placesRead)
        let bonuses = try BonusCompiler(expander: expander, functionWords: functionWords, meter: bonusMeter)
            .bonuses(for: root, in: database)
        return CompiledQuery(
            tree: tree,
            highlights: highlights,
            compilerWarnings: warnings + expansionWarnings.all,
            start: root.start ?? 0,
            scored: joined.isFilter ? [] : recorder.scored + bonuses,
            words: recorder.words,
            bonus: bonuses.isEmpty ? nil : try .combine(CX_OR, bonuses.map(\.tree)),
            bonusMeter: bonusMeter,
            optionalWords: optionalWords,
            meter: usedMeter,
            // What is in doubt about an article is then only where the words stand that it has.
            likelyMeter: isPlaced && root.isConjunctive ? usedMeter : nil,
            otherForms: otherForms
        )
    }

    /// Warns, once of the same.
    mutating func warn(_ message: String, at: Int) {
        let warning = QueryWarning(message: message, at: at)
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    /// The meter of all conditions of this query.
    mutating func meter() throws(IndexError) -> PositionMeter {
        if let usedMeter { return usedMeter }
        let meter = try PositionMeter(limit: budget.limits.placesRead)
        usedMeter = meter
        return meter
    }

    // MARK: Nodes

    mutating func part(
        _ node: QueryNode,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        guard node.isUnit else { return try joined(node, field, database) }
        recorder.enter()
        let part = try joined(node, field, database)
        recorder.leave(node.description, part, in: field)
        return part
    }

    private mutating func joined(
        _ node: QueryNode,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        switch node {
        case .word(let word):
            return try self.word(word, field, database)
        case .phrase(let phrase):
            return try self.phrase(phrase, field, database)
        case .near(let operands, let distance):
            return Part(tree: try near(operands, distance, field, database))
        case .sameSentence(let operands):
            return Part(tree: try sameSentence(operands, field, database))
        case .and(let members):
            return try conjunction(members, field, database)
        case .or(let members):
            return try disjunction(members, field, database)
        case .not(let member):
            let excluded = try exclude(member, field, database)
            return try and([Part(tree: try allArticles(), isFilter: true)], without: [excluded], database)
        case .required(let member):
            return try part(member, field, database)
        case .field(let name, let member):
            return try part(member, IndexedField(name), database)
        case .published(let range):
            return try days(range)
        }
    }

    private mutating func conjunction(
        _ members: [QueryNode],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        var positive: [Part] = []
        var negative: [QueryTree] = []
        var optional: [Part] = []
        let mayBeMissing = field.isText ? functionWords.optionalMembers(of: members) : []
        var next = 0
        while next < members.count {
            if case .not(let excluded) = members[next] {
                negative.append(try exclude(excluded, field, database))
            } else if let (name, length) = try name(at: next, in: members, field, database) {
                positive.append(name)
                next += length
                continue
            } else if case .word(let word) = members[next], mayBeMissing.contains(next) {
                optional.append(try functionWord(word, field, database))
            } else {
                positive.append(try part(members[next], field, database))
            }
            next += 1
        }
        if positive.isEmpty { positive = [Part(tree: try allArticles(), isFilter: true)] }
        return try and(positive, raisedBy: optional, without: negative, database)
    }

    /// A function word's weight, little as it is.
    private mutating func functionWord(
        _ word: QueryWord,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        optionalWords.append(word.text)
        recorder.enter()
        let part = try self.word(word, field, database).scaled(by: Ranking.functionWord, in: database)
        recorder.leave(word.text, part, in: field)
        return part
    }

    /// Where words are ORed, one that is required still has to match, one that is excluded must not, and function words
    /// by themselves make no match.
    private mutating func disjunction(
        _ members: [QueryNode],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        var required: [Part] = []
        var alternatives: [Part] = []
        var optional: [Part] = []
        let mayBeMissing = field.isText ? functionWords.optionalMembers(of: members) : []
        for (index, member) in members.enumerated() {
            if case .word(let word) = member, mayBeMissing.contains(index) {
                optional.append(try functionWord(word, field, database))
                continue
            }
            let part = try part(member, field, database)
            if case .required = member { required.append(part) } else { alternatives.append(part) }
        }
        guard required.isEmpty else {
            return try and(required, raisedBy: alternatives + optional, database)
        }
        return try and([or(alternatives, database)], raisedBy: optional, database)
    }

    /// What is excluded lights nothing and adds no weight.
    private mutating func exclude(
        _ node: QueryNode,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        let (lit, optional) = (highlights, optionalWords)
        defer { (highlights, optionalWords) = (lit, optional) }
        recorder.enter()
        defer { recorder.leave() }
        let outer = isExcluding
        isExcluding = true
        defer { isExcluding = outer }
        return try part(node, field, database).tree
    }

    private func allArticles() throws(IndexError) -> QueryTree {
        try .term(Schema.Kind.article.term)
    }

    // MARK: Words

    mutating func word(
        _ word: QueryWord,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        if let filter = field.filter {
            if filter == Schema.Filter.story { return try story(word.terms.joined(), database) }
            guard case .wildcard = word.match else { return Part(tree: try filterTerm(filter, word), isFilter: true) }
            let values = IndexedField.values(of: filter)
            let pattern = QuerySlot(term: word.text, match: word.match, isSpelled: false)
            let tree = try alternatives(pattern, word.range.lowerBound, values, .value, database).tree
            return Part(tree: tree, isFilter: true)
        }
        recorder.place(word.range)
        if case .wildcard = word.match {
            let pattern = QuerySlot(term: word.text, match: word.match, isSpelled: false)
            return try alternatives(pattern, word.range.lowerBound, field, .single, database)
        }
        let slots = slots(of: word, field)
        return try variants(slots, word.text, word.range.lowerBound, field, database)
    }

    /// The words of a compound.
    ///
    /// A character of a script without spaces is a word of one letter: with another in its place it would be any other.
    mutating func slots(of word: QueryWord, _ field: IndexedField) -> [QuerySlot] {
        var slots = QuerySlot.slots(of: word, in: field)
        guard case .fuzzy = word.match, let last = slots.last?.term, last.unicodeScalars.count == 1 else {
            return slots
        }
        slots[slots.count - 1].match = .exact
        warn(
            "“\(last)” is too short to differ by a letter; it is looked for as it is written", at: word.range.lowerBound
        )
        return slots
    }

    mutating func phrase(
        _ phrase: QueryPhrase,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        isInPhrase = true
        defer { isInPhrase = false }
        recorder.place(phrase.range)
        let slots = QuerySlot.slots(of: phrase, in: field)
        if let filter = field.filter {
            let values = try slots.map { (slot) throws(IndexError) in try filterTerm(filter, slot.term) }
            return Part(tree: try .combine(CX_OR, values))
        }
        guard let within = phrase.within else {
            return try variants(slots, phrase.description, phrase.range.lowerBound, field, database)
        }
        return Part(tree: try cluster(slots, within, phrase.range.lowerBound, field, database))
    }

    /// What a highlighter is told of a word.
    enum Lighting: Equatable {
        case none
        /// A value of a field, which no text shows.
        case value
        /// Light it wherever it stands.
        case single
        /// Part of a group in which each word adds to the passage by itself.
        case inGroup
        /// Light it as the n-th word of a sequence.
        case place(Int, Int)

        /// Whether the word's place among others counts.
        var isNearby: Bool { self != .value && self != .single }
    }

    /// Articles that have a word, as one family of its forms and names.
    mutating func alternatives(
        _ slot: QuerySlot,
        _ at: Int,
        _ field: IndexedField,
        _ lighting: Lighting,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        let expansion = try expansion(slot, at, field, lighting, database)
        let terms = expansion.indexTerms
        guard !terms.isEmpty else { return Part(tree: try .nothing) }
        guard field.hasFrequencies else { return Part(tree: try family(terms, field, database)) }
        let hasOwn = lighting == .single && expansion.hasWordItself
        return try Part(WordFamily(forms: terms, ownShare: hasOwn ? Ranking.ownFormShare : 0), in: database)
    }

    /// Any of some terms of a field, weighed as one.
    func family(
        _ terms: [IndexTerm],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        guard !field.hasFrequencies else { return try .words([WordFamily(forms: terms)], in: database) }
        let any = try terms.map { (term) throws(IndexError) in try QueryTree.term(term.bytes) }
        let plain = try terms.map { (term) throws(IndexError) in
            try QueryTree.term(Array(term.bytes.dropFirst(field.prefix.utf8.count)))
        }
        return try .combine(CX_FILTER, [.combine(CX_SYNONYM, plain), .combine(CX_OR, any)])
    }

    /// The terms of the index that a word stands for, as many as the budget allows; lights them.
    ///
    /// None the first time through, which only counts them.
    mutating func terms(
        _ slot: QuerySlot,
        _ at: Int,
        _ field: IndexedField,
        _ lighting: Lighting,
        _ database: borrowing Database
    ) throws(IndexError) -> [IndexTerm] {
        try expansion(slot, at, field, lighting, database).indexTerms
    }

    private mutating func expansion(
        _ slot: QuerySlot,
        _ at: Int,
        _ field: IndexedField,
        _ lighting: Lighting,
        _ database: borrowing Database
    ) throws(IndexError) -> Expansion {
        let steps = budget.steps
        var expansion = try expander.expand(
            slot.term, slot.match, prefix: field.prefix, isSpelled: slot.isNameable, steps: steps, in: database)
        budget.spend(steps: expansion.steps)
        if budget.isMeasuring {
            budget.count(expansion, isPattern: slot.match.isPattern, isNearby: lighting.isNearby)
            return Expansion()
        }
        let isHeld = budget.hold(&expansion, isPattern: slot.match.isPattern, isNearby: lighting.isNearby)
        if isHeld || (expansion.isPartial && steps < Expander.scanLimit) {
            expansionWarnings.hold(slot.term, expansion, at: at)
        } else if expansion.isCapped || expansion.isPartial {
            expansionWarnings.add(slot.term, expansion, at: at)
        }
        recorder.add(slot.term, expansion)
        if lighting.isNearby || isInPhrase {
            for term in expansion.terms where term.origin != .itself {
                otherForms.append(IndexTerm(bytes: term.bytes, frequency: term.frequency))
            }
        }
        switch lighting {
        case .none, .value: break
        case .single, .inGroup: highlights.addWord(expansion.words, in: field.scope)
        case .place(let unit, let index): highlights.add(expansion.words, to: unit, at: index)
        }
        return expansion
    }

    // MARK: Fields

    private func filterTerm(_ prefix: String, _ word: QueryWord) throws(IndexError) -> QueryTree {
        try filterTerm(prefix, word.terms.joined())
    }

    private func filterTerm(_ prefix: String, _ value: String) throws(IndexError) -> QueryTree {
        try .term(Array((prefix + value).utf8))
    }

    private func days(_ range: DayRange) throws(IndexError) -> Part {
        if let first = range.first, let last = range.last,
            let terms = Schema.terms(from: first, through: last, limit: Self.dayTermLimit)
        {
            guard !terms.isEmpty else { return Part(tree: try .nothing, isFilter: true) }
            let days = try terms.map { (term) throws(IndexError) in try QueryTree.term(term) }
            return Part(tree: try .combine(CX_OR, days), isFilter: true)
        }
        // The least value is not empty, which keeps undated articles out.
        let first = range.first.map(Schema.value(of:)) ?? [0]
        let last = range.last.map(Schema.value(of:)) ?? []
        return Part(tree: try .values(slot: Schema.Slot.published, from: first, through: last), isFilter: true)
    }
}

extension WordMatch {
    /// Whether it is for words that are alike by their letters, of which there may be very many.
    fileprivate var isPattern: Bool {
        switch self {
        case .inflected, .exact: false
        case .wildcard, .fuzzy: true
        }
    }
}
