// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// How often each value of some slots occurs among the documents that a query matches; exact.
struct Tally: ~Copyable {
    private let handle: OpaquePointer
    private let slots: [UInt32]

    /// - Parameter slots: what to count; all in one pass.
    init(of tree: QueryTree, slots: [UInt32], in database: borrowing Database) throws(IndexError) {
        // Of all values, only the speakers' are lists.
        let tallied = slots.map { cx_tallied_slot(slot: $0, is_list: $0 == Schema.Slot.speakers) }
        var made: OpaquePointer?
        let reader = database.handle
        try shim { cx_reader_tally(reader, tree.handle, tallied, tallied.count, &made, $0) }
        guard let made else { throw IndexError(.other, "the library gave no tally") }
        handle = made
        self.slots = slots
    }

    deinit { cx_tally_free(handle) }

    /// Documents that match.
    var documents: Int { Int(cx_tally_documents(handle)) }

    /// Documents that match and have no value in a slot that was counted.
    func missing(_ slot: UInt32) -> Int {
        index(of: slot).map { Int(cx_tally_missing(handle, $0)) } ?? 0
    }

    /// The values of a slot that was counted, in no particular order; copied.
    func values(_ slot: UInt32) -> [(value: [UInt8], documents: Int)] {
        guard let index = index(of: slot) else { return [] }
        let values = UnsafeBufferPointer(start: cx_tally_values(handle, index), count: cx_tally_count(handle, index))
        return values.map { ([UInt8]($0.value), Int($0.documents)) }
    }

    private func index(of slot: UInt32) -> Int? { slots.firstIndex(of: slot) }
}
