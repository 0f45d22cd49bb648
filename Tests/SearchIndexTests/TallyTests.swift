// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import Testing

@testable import SearchIndex

/// The calls of the shim that count and fetch many documents at once.
@Suite struct TallyTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    /// A database of documents that have the term `x` and, where it is not empty, a value in a slot.
    private func database(_ values: [String], slot: UInt32, delete: Int? = nil) throws -> Database {
        var writer: OpaquePointer?
        let folder = scratch["database"]
        try shim { cx_writer_open(folder, UInt32(CX_WRITER_NO_SYNC), &writer, $0) }
        let handle = try #require(writer)
        for (number, value) in values.enumerated() {
            let terms = Array("xn\(number)".utf8)
            let postings = [
                cx_posting(
                    term_offset: 0, term_length: 1, frequency: 1, first_position: 0, position_count: 0,
                    placement: CX_OWN_PLACES),
                cx_posting(
                    term_offset: 1, term_length: UInt32(terms.count - 1), frequency: 0, first_position: 0,
                    position_count: 0, placement: CX_OWN_PLACES),
            ]
            var id: UInt32 = 0
            try Array(value.utf8).lend { (value) throws(IndexError) in
                try terms.lend { (terms) throws(IndexError) in
                    let slots = [cx_value(slot: slot, value: value)]
                    try postings.withUnsafeBufferPointer { (postings) throws(IndexError) in
                        try slots.withUnsafeBufferPointer { (slots) throws(IndexError) in
                            var document = cx_document(
                                data: cx_bytes(), terms: terms, postings: postings.baseAddress,
                                posting_count: postings.count, positions: nil, position_count: 0,
                                values: slots.baseAddress, value_count: value.length > 0 ? 1 : 0, sequence_slot: 0)
                            try shim { cx_writer_add(handle, &document, &id, $0) }
                        }
                    }
                }
            }
        }
        if let delete {
            try Array("n\(delete)".utf8).lend { (term) throws(IndexError) in
                try shim { cx_writer_delete(handle, term, $0) }
            }
        }
        try shim { cx_writer_close(handle, false, $0) }
        return try Database(paths: [folder])
    }

    private func counted(_ values: [String], slot: UInt32, delete: Int? = nil) throws -> ([String: Int], missing: Int) {
        let tally = try Tally(
            of: try .term(Array("x".utf8)), slots: [slot], in: try database(values, slot: slot, delete: delete))
        #expect(tally.documents == values.count - (delete == nil ? 0 : 1))
        let pairs = tally.values(slot).map { (String(decoding: $0.value, as: UTF8.self), $0.documents) }
        return (Dictionary(uniqueKeysWithValues: pairs), tally.missing(slot))
    }

    @Test("each member of a list counts, once a document however often it is named, and empty members do not")
    func lists() throws {
        let (counts, missing) = try counted(
            ["Brandt\0Tarvenko\0Brandt", "Tarvenko", "", "\0Brandt\0\0Holt\0", "\0"], slot: Schema.Slot.speakers)
        #expect(counts == ["Brandt": 2, "Tarvenko": 2, "Holt": 1])
        #expect(missing == 1)
    }

    @Test("a value that is no list is one value, whatever bytes it has")
    func noLists() throws {
        let (counts, missing) = try counted(["a\0b", "a\0b", "a"], slot: Schema.Slot.outlet)
        #expect(counts == ["a\0b": 2, "a": 1])
        #expect(missing == 0)
    }

    @Test("documents that were removed count nowhere")
    func removed() throws {
        let (counts, missing) = try counted(["a", "b", "", "b"], slot: Schema.Slot.outlet, delete: 1)
        #expect(counts == ["a": 1, "b": 1])
        #expect(missing == 1)
    }

    @Test("a slot that no document has is missing everywhere, and one that was not counted is empty")
    func otherSlots() throws {
        let database = try database(["a", "b"], slot: Schema.Slot.outlet)
        let tally = try Tally(of: try .term(Array("x".utf8)), slots: [Schema.Slot.language], in: database)
        #expect(tally.missing(Schema.Slot.language) == 2)
        #expect(tally.values(Schema.Slot.language).isEmpty)
        #expect(tally.values(Schema.Slot.outlet).isEmpty)
    }

    @Test("documents are fetched in the order asked for, without those that are gone")
    func fetching() throws {
        let database = try database(["a", "b", "c", "d"], slot: Schema.Slot.path, delete: 1)
        let page = try database.fetch([4, 2, 1, 99, 3], columns: Columns(slots: [Schema.Slot.path], data: true))
        #expect((0..<page.count).map { page.id($0) } == [4, 1, 3])
        #expect((0..<page.count).map { page.value($0, 0) } == ["d", "a", "c"].map { Array($0.utf8) })
        #expect(try database.fetch([], columns: Columns(slots: [Schema.Slot.path], data: true)).count == 0)
        let error = #expect(throws: IndexError.self) {
            _ = try database.fetch([1], columns: Columns(slots: [], data: true)).count
        }
        #expect(error?.kind == .badArgument)
    }

    @Test("frequencies come in the order of the terms, 0 for those that do not occur")
    func frequencies() throws {
        let database = try database(["a", "b"], slot: Schema.Slot.path)
        #expect(try database.frequencies(of: ["n1", "nothing", "x"].map { Array($0.utf8) }) == [1, 0, 2])
        #expect(try database.frequencies(of: []).isEmpty)
    }
}
