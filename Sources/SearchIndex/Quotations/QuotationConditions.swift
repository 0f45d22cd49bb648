// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

/// A query of quotations, made ready to run on one revision of the index.
struct QuotationConditions {
    /// What a quotation has to meet besides being in a candidate.
    indirect enum Condition {
        /// A condition on its words, by number.
        case words(Int)
        /// Being in one of these articles.
        case article(Set<UInt32>)
        case all([Condition])
        case any([Condition])
        case not(Condition)
    }

    /// Finds the articles that may have such a quotation.
    let candidates: QueryTree
    private(set) var condition = Condition.all([])
    private(set) var terms = TermConditions()
    /// What to light in a quotation.
    private(set) var highlights = HighlightPlan()
    private(set) var warnings: [QueryWarning] = []
    /// Those that searches for articles were run with, or will be.
    private var meters: [PositionMeter] = []

    /// - Parameters:
    ///   - query: its bare words are looked for inside quotation marks.
    ///   - limit: candidates that will be looked at.
    init(
        _ query: QuotationQuery,
        _ expander: Expander,
        _ limits: QueryBudget.Limits,
        limit: Int,
        in database: borrowing Database
    ) throws(IndexError) {
        func compile(_ node: QueryNode) throws(IndexError) -> CompiledQuery {
            try QueryCompiler(expander: expander, limits: limits, isExcluding: true).compile(
                .field(.quote, node), published: nil, in: database)
        }
        let whole = try compile(query.root)
        highlights = whole.highlights
        warnings = whole.warnings
        let quoting = try QueryTree.term(Schema.quotingTerm)
        let candidate = query.root.asCandidate()
        if let candidate {
            let compiled = candidate == query.root ? whole : try compile(candidate)
            if let meter = compiled.meter { meters.append(meter) }
            candidates = try .combine(CX_FILTER, [compiled.tree, quoting])
        } else {
            candidates = quoting
        }
        let base = candidates

        /// The articles among the candidates that meet a condition on articles.
        func articles(_ node: QueryNode) throws(IndexError) -> Set<UInt32> {
            let compiled = try compile(node)
            if let meter = compiled.meter { meters.append(meter) }
            let tree = try QueryTree.combine(CX_FILTER, [base, compiled.tree])
            return Set(try database.articles(of: tree, limit: limit).ids)
        }
        func add(_ node: QueryNode) throws(IndexError) -> Condition {
            switch node.quotationScope() {
            case .quotation: return .words(terms.add(node == query.root ? whole.tree : try compile(node).tree))
            case .article: return .article(try articles(node))
            case .mixed: break
            }
            switch node {
            case .not(let member): return .not(try add(member))
            case .required(let member), .field(_, let member): return try add(member)
            case .or(let members):
                let required = members.filter { if case .required = $0 { true } else { false } }
                var parts: [Condition] = []
                for member in required.isEmpty ? members : required { parts.append(try add(member)) }
                return required.isEmpty ? .any(parts) : .all(parts)
            case .and(let members), .near(let members, _), .sameSentence(let members):
                var parts: [Condition] = []
                for member in members { parts.append(try add(member)) }
                return .all(parts)
            case .word, .phrase, .published: return .all([])
            }
        }
        // What the whole query asks of an article, each candidate has.
        var members: [QueryNode] = [query.root]
        if case .and(let parts) = query.root { members = parts }
        members.removeAll { $0.quotationScope() == .article }
        var conditions: [Condition] = []
        if members.count > 1, members.allSatisfy({ $0.quotationScope() == .quotation }) {
            conditions.append(try add(.and(members)))
        } else {
            for member in members { conditions.append(try add(member)) }
        }
        condition = .all(conditions)
    }

    /// Whether articles were left out, the candidates having been looked for.
    var isPartial: Bool { meters.contains { $0.isExhausted } }

    /// Whether the quotation that `matcher` read last, in the article with that number, meets the query.
    func hold(for matcher: borrowing QuotationMatcher, in article: UInt32) throws(IndexError) -> Bool {
        try Self.holds(condition, matcher, article)
    }

    private static func holds(
        _ condition: Condition,
        _ matcher: borrowing QuotationMatcher,
        _ article: UInt32
    ) throws(IndexError) -> Bool {
        switch condition {
        case .words(let number): return try matcher.holds(number)
        case .article(let articles): return articles.contains(article)
        case .all(let parts):
            for part in parts where try !holds(part, matcher, article) { return false }
            return true
        case .any(let parts):
            for part in parts where try holds(part, matcher, article) { return true }
            return false
        case .not(let part): return try !holds(part, matcher, article)
        }
    }
}

/// The articles that a query of quotations looks at.
struct CandidateArticles {
    var ids: [UInt32]
    /// Whether there are more, which are of a later day or of none.
    var isCut = false
}

extension Database {
    /// The articles that match a tree, by number; if there are more than `limit`, the oldest of them.
    func articles(of tree: QueryTree, limit: Int) throws(IndexError) -> CandidateArticles {
        let all = try ids(of: tree, limit: limit + 1, CX_BY_NUMBER)
        guard all.count > limit else { return CandidateArticles(ids: all) }
        return CandidateArticles(ids: try ids(of: tree, limit: limit, CX_BY_VALUE_ASCENDING), isCut: true)
    }

    private func ids(of tree: QueryTree, limit: Int, _ order: cx_order) throws(IndexError) -> [UInt32] {
        let search = cx_search(
            query: tree.handle,
            meter: nil,
            bonus: nil,
            bonus_window: 0,
            bonus_meter: nil,
            offset: 0,
            limit: UInt32(clamping: limit),
            check_at_least: 0,
            order: order,
            sort_slot: Schema.Slot.published,
            group_slot: CX_NO_SLOT,
            collapse: false,
            bm25_k1: Ranking.k1,
            bm25_b: Ranking.b,
            bm25_min_length: Ranking.leastLength,
            columns: cx_columns()
        )
        let page = try self.search(search, columns: Columns(slots: [], data: false))
        withExtendedLifetime(tree) {}
        return (0..<page.count).map { page.id($0) }
    }
}
