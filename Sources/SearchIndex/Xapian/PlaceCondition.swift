// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A condition on where words stand, made ready for any number of queries.
///
/// Immutable.
final class PlaceCondition {
    let handle: OpaquePointer
    /// What was asked for, see ``init(_:_:meter:)``.
    let relation: PositionalRelation
    let operands: [[[[IndexTerm]]]]

    /// - Parameters:
    ///   - operands: for each, its alternatives; for each of these, its slots; for each slot, the terms that may stand
    ///     there. None of these lists is empty.
    ///   - meter: pays for looking.
    init(
        _ relation: PositionalRelation,
        _ operands: [[[[IndexTerm]]]],
        meter: PositionMeter
    ) throws(IndexError) {
        self.relation = relation
        self.operands = operands
        var made: OpaquePointer?
        try Self.withPositions(relation, operands) { (positions) throws(IndexError) in
            try shim { cx_condition_make(positions, meter.handle, &made, $0) }
        }
        guard let made else { throw IndexError(.other, "the library gave no condition") }
        handle = made
    }

    deinit { cx_condition_free(handle) }

    /// Lends a condition in the form that the shim takes.
    private static func withPositions(
        _ relation: PositionalRelation,
        _ operands: [[[[IndexTerm]]]],
        _ body: (UnsafePointer<cx_positions>) throws(IndexError) -> Void
    ) throws(IndexError) {
        var condition = cx_positions()
        condition.sequence_slot = Schema.Slot.sequence
        switch relation {
        case .sequence: condition.relation = CX_IN_SEQUENCE
        case .chain(let distance): (condition.relation, condition.distance) = (CX_IN_CHAIN, UInt32(clamping: distance))
        case .cluster(let distance):
            (condition.relation, condition.distance) = (CX_IN_CLUSTER, UInt32(clamping: distance))
        case .section(let hasSentences):
            (condition.relation, condition.has_sections) = (CX_IN_SECTION, hasSentences)
        }
        // One buffer for all terms, so that one pointer lends them all.
        var bytes: [UInt8] = []
        var terms: [cx_placed_term] = []
        for (operand, sequences) in operands.enumerated() {
            for (sequence, slots) in sequences.enumerated() {
                for (slot, forms) in slots.enumerated() {
                    for term in forms {
                        let (placement, prefixLength) = Schema.placement(of: term.bytes)
                        bytes += term.bytes
                        terms.append(
                            cx_placed_term(
                                term: cx_bytes(data: nil, length: term.bytes.count),
                                placement: placement,
                                prefix_length: UInt32(prefixLength),
                                operand: UInt32(operand),
                                sequence: UInt32(sequence),
                                slot: UInt32(slot)
                            ))
                    }
                }
            }
        }
        try bytes.lend { (bytes) throws(IndexError) in
            var start = 0
            for index in terms.indices {
                terms[index].term.data = bytes.data.map { $0 + start }
                start += terms[index].term.length
            }
            try terms.withUnsafeBufferPointer { (terms) throws(IndexError) in
                condition.terms = terms.baseAddress
                condition.term_count = terms.count
                try body(&condition)
            }
        }
    }
}
