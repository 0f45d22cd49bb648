// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// How the places of operands relate: see `cx_relation`.
enum PositionalRelation {
    /// Each begins right behind the one before it.
    case sequence
    /// Each is within that many words of the one before it, on either side.
    case chain(Int)
    /// No two are further apart than that many words.
    case cluster(Int)
    /// All are in one sentence of title or body; without sentences, in one article.
    case section(hasSentences: Bool)
}

extension QueryTree {
    /// Documents in which words stand as asked; no weight.
    ///
    /// AND it with what finds the candidates.
    static func positions(_ condition: PlaceCondition) throws(IndexError) -> QueryTree {
        try QueryTree(.positions(condition)) { cx_query_condition(condition.handle, $0, $1) }
    }

    /// The same, see ``PlaceCondition/init(_:_:meter:)``.
    static func positions(
        _ relation: PositionalRelation,
        _ operands: [[[[IndexTerm]]]],
        meter: PositionMeter
    ) throws(IndexError) -> QueryTree {
        try positions(PlaceCondition(relation, operands, meter: meter))
    }

    /// Documents in which words stand as asked, each any of some terms; weighed by those.
    static func arranged(
        _ relation: PositionalRelation,
        _ words: [[IndexTerm]],
        meter: PositionMeter
    ) throws(IndexError) -> QueryTree {
        let candidates = try words.map { (terms) throws(IndexError) in
            try combine(CX_OR, terms.map { (term) throws(IndexError) in try QueryTree.term(term.bytes) })
        }
        guard words.count > 1 else { return try combine(CX_AND, candidates) }
        let operands = if case .sequence = relation { [[words]] } else { words.map { [[$0]] } }
        return try combine(
            CX_FILTER, [combine(CX_AND, candidates), positions(relation, operands, meter: meter)])
    }
}
