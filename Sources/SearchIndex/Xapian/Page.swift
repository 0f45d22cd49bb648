// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// What a call that brings documents takes along from each.
struct Columns {
    /// Value slots, in the order in which a document's values are wanted.
    var slots: [UInt32]
    /// Whether the document's data is wanted.
    var data: Bool

    func lend<Result>(
        _ body: (UnsafePointer<cx_columns>) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        try slots.withUnsafeBufferPointer { (buffer) throws(IndexError) in
            var columns = cx_columns(slots: buffer.baseAddress, slot_count: buffer.count, data: data)
            return try body(&columns)
        }
    }
}

/// Documents that the shim brought in one crossing.
///
/// What it lends lives as long as the page.
struct Page: ~Copyable {
    private let handle: OpaquePointer
    private let slotCount: Int

    init(owning handle: OpaquePointer?, columns: Columns) throws(IndexError) {
        guard let handle else { throw IndexError(.other, "the library gave no page") }
        self.handle = handle
        slotCount = columns.slots.count
    }

    deinit { cx_page_free(handle) }

    var count: Int { cx_page_count(handle) }
    var matches: cx_match_count { cx_page_match_count(handle) }

    func id(_ index: Int) -> UInt32 { hit(index).id }
    func weight(_ index: Int) -> Double { hit(index).weight }

    /// The document's data; copied.
    func data(_ index: Int) -> [UInt8] { [UInt8](hit(index).data) }

    /// A value, by its place in the columns' slots; copied.
    func value(_ index: Int, _ column: Int) -> [UInt8] {
        precondition(column < slotCount)
        return [UInt8](hit(index).values[column])
    }

    private func hit(_ index: Int) -> cx_hit {
        precondition(index < count)
        return cx_page_hits(handle)[index]
    }
}
