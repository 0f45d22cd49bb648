// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import Glibc

@testable import SearchIndex

/// A writer of the shim on its own, without the schema above it.
final class RawWriter {
    let handle: OpaquePointer
    private var isOpen = true

    init(_ folder: String, _ flags: Int = CX_WRITER_NO_SYNC) throws(IndexError) {
        var opened: OpaquePointer?
        try shim { cx_writer_open(folder, UInt32(flags), &opened, $0) }
        guard let opened else { throw IndexError(.other, "no writer") }
        handle = opened
    }

    deinit { if isOpen { _ = cx_writer_close(handle, true, nil) } }

    /// Adds a document with one term, which has no position, and `data`.
    @discardableResult
    func add(_ term: [UInt8], data: [UInt8] = []) throws(IndexError) -> UInt32 {
        let posting = cx_posting(
            term_offset: 0, term_length: UInt32(term.count), frequency: 1, first_position: 0, position_count: 0,
            placement: CX_OWN_PLACES)
        return try add(term, [posting], positions: [], data: data)
    }

    @discardableResult
    func add(
        _ terms: [UInt8],
        _ postings: [cx_posting],
        positions: [UInt32],
        data: [UInt8] = []
    ) throws(IndexError) -> UInt32 {
        var id: UInt32 = 0
        try data.lend { (data) throws(IndexError) in
            try terms.lend { (terms) throws(IndexError) in
                try postings.withUnsafeBufferPointer { (postings) throws(IndexError) in
                    try positions.withUnsafeBufferPointer { (positions) throws(IndexError) in
                        var document = cx_document(
                            data: data, terms: terms,
                            postings: postings.baseAddress, posting_count: postings.count,
                            positions: positions.baseAddress, position_count: positions.count,
                            values: nil, value_count: 0, sequence_slot: 0)
                        try shim { cx_writer_add(handle, &document, &id, $0) }
                    }
                }
            }
        }
        return id
    }

    /// Changes a value of a document, and the filters that it has.
    func amend(
        _ id: UInt32,
        slot: UInt32,
        _ value: [UInt8],
        removing removed: [[UInt8]] = [],
        adding added: [[UInt8]] = []
    ) throws(IndexError) {
        try value.lend { (value) throws(IndexError) in
            try removed.lend { (removed) throws(IndexError) in
                try added.lend { (added) throws(IndexError) in
                    var amendment = cx_amendment(
                        slot: slot, value: value, removed: removed.baseAddress, removed_count: removed.count,
                        added: added.baseAddress, added_count: added.count)
                    try shim { cx_writer_amend(handle, id, &amendment, $0) }
                }
            }
        }
    }

    func commit() throws(IndexError) {
        try shim { cx_writer_commit(handle, $0) }
    }

    func close(discard: Bool) throws(IndexError) {
        isOpen = false
        try shim { cx_writer_close(handle, discard, $0) }
    }
}

/// Merges databases into a new one.
func mergeDatabases(_ sources: [String], into target: String) throws(IndexError) {
    let names = sources.map { strdup($0) }
    defer { for name in names { free(name) } }
    let pointers = names.map { UnsafePointer<CChar>($0) }
    var options = cx_merge_options(threads: 2, proceed: nil, context: nil)
    var isComplete = false
    try shim { cx_merge(pointers, pointers.count, target, &options, &isComplete, $0) }
    guard isComplete else { throw IndexError(.other, "a merge that nobody broke off is not complete") }
}
