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
    /// All are in one section; the term's positions are those at which sections begin, and without a term there is one.
    case section([UInt8])
}

extension QueryTree {
    /// Documents in which words stand as asked; no weight.
    ///
    /// AND it with what finds the candidates.
    /// - Parameter operands: for each, its alternatives; for each of these, its slots; for each slot, the terms that may
    ///   stand there. None of these lists is empty.
    static func positions(
        _ relation: PositionalRelation,
        _ operands: [[[[IndexTerm]]]],
        meter: PositionMeter
    ) throws(IndexError) -> QueryTree {
        var section: [UInt8] = []
        var condition = cx_positions()
        switch relation {
        case .sequence: condition.relation = CX_IN_SEQUENCE
        case .chain(let distance): (condition.relation, condition.distance) = (CX_IN_CHAIN, UInt32(clamping: distance))
        case .cluster(let distance):
            (condition.relation, condition.distance) = (CX_IN_CLUSTER, UInt32(clamping: distance))
        case .section(let term): (condition.relation, section) = (CX_IN_SECTION, term)
        }
        // One buffer for all terms, so that one pointer lends them all.
        var bytes: [UInt8] = section
        var rows: [(length: Int, operand: Int, sequence: Int, slot: Int)] = []
        for (operand, sequences) in operands.enumerated() {
            for (sequence, slots) in sequences.enumerated() {
                for (slot, terms) in slots.enumerated() {
                    for term in terms {
                        bytes += term.bytes
                        rows.append((term.bytes.count, operand, sequence, slot))
                    }
                }
            }
        }
        return try bytes.lend { (bytes) throws(IndexError) in
            var start = section.count
            let terms = rows.map { row in
                defer { start += row.length }
                return cx_placed_term(
                    term: cx_bytes(data: bytes.data.map { $0 + start }, length: row.length),
                    operand: UInt32(row.operand),
                    sequence: UInt32(row.sequence),
                    slot: UInt32(row.slot)
                )
            }
            condition.section = cx_bytes(data: bytes.data, length: section.count)
            return try terms.withUnsafeBufferPointer { (terms) throws(IndexError) in
                condition.terms = terms.baseAddress
                condition.term_count = terms.count
                return try QueryTree(.positions(relation, operands)) {
                    cx_query_positions(&condition, meter.handle, $0, $1)
                }
            }
        }
    }
}
