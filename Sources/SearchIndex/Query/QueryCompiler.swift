// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CivilCalendar
import QueryLanguage

/// A query made ready to run on one revision of the index.
struct CompiledQuery {
    var tree: QueryTree
    /// What to light in the text of a hit.
    var highlights: HighlightPlan
    /// What could not be done as it was asked.
    var warnings: [QueryWarning]
    /// Says, once the query was run, whether it had to leave articles out; nil if it cannot have.
    var meter: PositionMeter?
}

/// Turns what the parser read into a Xapian query.
///
/// Used for one query.
struct QueryCompiler: ~Copyable {
    private let expander: Expander
    var highlights = HighlightPlan()
    private(set) var budget: QueryBudget
    private var warnings: [QueryWarning] = []
    private var expansionWarnings = ExpansionWarnings()
    private var usedMeter: PositionMeter?

    /// Day, month and year terms in a date filter at most; a wider range goes by values.
    private static let dayTermLimit = 120

    /// A part of the query: what it matches, and whether that adds weight.
    struct Part {
        var tree: QueryTree
        var isFilter = false
    }

    init(expander: Expander, limits: QueryBudget.Limits = QueryBudget.Limits()) {
        self.expander = expander
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
        var parts = [try part(root, .text, database)]
        if let published { parts.append(try days(published)) }
        let joined = try and(parts)
        let tree = joined.isFilter ? try joined.tree.scaled(by: 0) : joined.tree
        return CompiledQuery(
            tree: tree, highlights: highlights, warnings: warnings + expansionWarnings.all, meter: usedMeter)
    }

    mutating func warn(_ message: String, at: Int) {
        warnings.append(QueryWarning(message: message, at: at))
    }

    /// The meter of all conditions of this query.
    mutating func meter() throws(IndexError) -> PositionMeter {
        if let usedMeter { return usedMeter }
        let meter = try PositionMeter(limit: budget.limits.positionLists)
        usedMeter = meter
        return meter
    }

    // MARK: Nodes

    mutating func part(
        _ node: QueryNode,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        switch node {
        case .word(let word):
            return try self.word(word, field, database)
        case .phrase(let phrase):
            return Part(tree: try self.phrase(phrase, field, database))
        case .near(let operands, let distance):
            return Part(tree: try near(operands, distance, field, database))
        case .sameSentence(let operands):
            return Part(tree: try sameSentence(operands, field, database))
        case .and(let members):
            return try conjunction(members, field, database)
        case .or(let members):
            return try disjunction(members, field, database)
        case .not(let member):
            return try and([Part(tree: try allArticles(), isFilter: true)], without: [exclude(member, field, database)])
        case .required(let member):
            return try part(member, field, database)
        case .field(let name, let member):
            return try self.field(name, member, field, database)
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
        for member in members {
            if case .not(let excluded) = member {
                negative.append(try exclude(excluded, field, database))
            } else {
                positive.append(try part(member, field, database))
            }
        }
        if positive.isEmpty { positive = [Part(tree: try allArticles(), isFilter: true)] }
        return try and(positive, without: negative)
    }

    /// Where words are ORed, one that is required still has to match, and one that is excluded must not.
    private mutating func disjunction(
        _ members: [QueryNode],
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        var required: [Part] = []
        var optional: [Part] = []
        for member in members {
            let part = try part(member, field, database)
            if case .required = member { required.append(part) } else { optional.append(part) }
        }
        let isFilter = optional.allSatisfy(\.isFilter)
        guard !optional.isEmpty else { return try and(required) }
        let any = try QueryTree.combine(CX_OR, optional.map(\.tree))
        guard !required.isEmpty else { return Part(tree: any, isFilter: isFilter) }
        let all = try and(required)
        return Part(tree: try .combine(CX_AND_MAYBE, [all.tree, any]), isFilter: all.isFilter && isFilter)
    }

    /// What is excluded lights nothing and adds no weight.
    private mutating func exclude(
        _ node: QueryNode,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        let lit = highlights
        defer { highlights = lit }
        return try part(node, field, database).tree
    }

    private func and(_ parts: [Part], without excluded: [QueryTree] = []) throws(IndexError) -> Part {
        let weighted = parts.filter { !$0.isFilter }.map(\.tree)
        let filters = parts.filter(\.isFilter).map(\.tree)
        var tree: QueryTree
        if weighted.isEmpty {
            tree = try .combine(CX_AND, filters)
        } else {
            tree = try .combine(CX_AND, weighted)
            if !filters.isEmpty { tree = try .combine(CX_FILTER, [tree, .combine(CX_AND, filters)]) }
        }
        if !excluded.isEmpty { tree = try .combine(CX_AND_NOT, [tree, .combine(CX_OR, excluded)]) }
        return Part(tree: tree, isFilter: weighted.isEmpty)
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
            guard case .wildcard = word.match else { return Part(tree: try filterTerm(filter, word), isFilter: true) }
            let values = IndexedField.values(of: filter)
            let tree = try alternatives(word.text, word.match, word.range.lowerBound, values, .value, database)
            return Part(tree: tree, isFilter: true)
        }
        if case .wildcard = word.match {
            return Part(tree: try alternatives(word.text, word.match, word.range.lowerBound, field, .single, database))
        }
        return Part(tree: try sequence(word.slots, word.range.lowerBound, field, database))
    }

    mutating func phrase(
        _ phrase: QueryPhrase,
        _ field: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        let slots = phrase.slots
        if let filter = field.filter {
            let values = try slots.map { (slot) throws(IndexError) in try filterTerm(filter, slot.0) }
            return try .combine(CX_OR, values)
        }
        guard let within = phrase.within else {
            return try sequence(slots, phrase.range.lowerBound, field, database)
        }
        return try cluster(slots, within, phrase.range.lowerBound, field, database)
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

    /// Articles that have a word, as one family of its forms.
    mutating func alternatives(
        _ text: String,
        _ match: WordMatch,
        _ at: Int,
        _ field: IndexedField,
        _ lighting: Lighting,
        _ database: borrowing Database
    ) throws(IndexError) -> QueryTree {
        let terms = try terms(text, match, at, field, lighting, database)
        return terms.isEmpty ? try .nothing : try family(terms, field)
    }

    /// Any of some terms of a field, weighed as one.
    func family(_ terms: [IndexTerm], _ field: IndexedField) throws(IndexError) -> QueryTree {
        let any = try terms.map { (term) throws(IndexError) in try QueryTree.term(term.bytes) }
        guard !field.hasFrequencies else { return try .combine(CX_SYNONYM, any) }
        let plain = try terms.map { (term) throws(IndexError) in
            try QueryTree.term(Array(term.bytes.dropFirst(field.prefix.utf8.count)))
        }
        return try .combine(CX_FILTER, [.combine(CX_SYNONYM, plain), .combine(CX_OR, any)])
    }

    /// The terms of the index that a word stands for, as many as the budget allows; lights them.
    ///
    /// None the first time through, which only counts them.
    mutating func terms(
        _ text: String,
        _ match: WordMatch,
        _ at: Int,
        _ field: IndexedField,
        _ lighting: Lighting,
        _ database: borrowing Database,
        term: String? = nil
    ) throws(IndexError) -> [IndexTerm] {
        let steps = budget.steps
        var expansion = try expander.expand(term ?? text, match, prefix: field.prefix, steps: steps, in: database)
        budget.spend(steps: expansion.steps)
        if budget.isMeasuring {
            budget.count(expansion, isPattern: match.isPattern, isNearby: lighting.isNearby)
            return []
        }
        let isHeld = budget.hold(&expansion, isPattern: match.isPattern, isNearby: lighting.isNearby)
        if isHeld || (expansion.isPartial && steps < Expander.scanLimit) {
            expansionWarnings.hold(text, expansion, at: at)
        } else if expansion.isCapped || expansion.isPartial {
            expansionWarnings.add(text, expansion, at: at)
        }
        if field.isShown {
            switch lighting {
            case .none, .value: break
            case .single, .inGroup: highlights.addWord(expansion.words, isQuoted: field.isQuoted)
            case .place(let unit, let index): highlights.add(expansion.words, to: unit, at: index)
            }
        }
        return expansion.terms
    }

    // MARK: Fields

    private mutating func field(
        _ name: QueryField,
        _ member: QueryNode,
        _ outer: IndexedField,
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        guard let field = IndexedField(name) else {
            warnings.append(
                QueryWarning(
                    message: "\(name.rawValue): is not known to this version; its words are searched for everywhere",
                    at: member.start ?? 0))
            return try part(member, outer, database)
        }
        return try part(member, field, database)
    }

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
