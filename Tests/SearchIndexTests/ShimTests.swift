// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CorpusFiles
import Glibc
import Testing

@testable import SearchIndex

/// The kind of error that `body` throws, nil if it throws none.
private func kind(_ body: () throws(IndexError) -> Void) -> IndexError.Kind? {
    do throws(IndexError) {
        try body()
        return nil
    } catch {
        return error.kind
    }
}

@Suite struct ShimTests {
    private let scratch: ScratchFolder
    private var folder: String { scratch["database"] }

    init() throws {
        scratch = try ScratchFolder()
    }

    // MARK: Opening

    @Test("a second writer is told at once that the first has the lock, and gets it when that is closed")
    func secondWriter() throws {
        let first = try RawWriter(folder)
        #expect(kind { () throws(IndexError) in _ = try RawWriter(folder) } == .locked)
        try first.close(discard: true)
        _ = try RawWriter(folder)
    }

    @Test("where there is no database, that is what is said")
    func nothingThere() throws {
        #expect(kind { () throws(IndexError) in _ = try Database(paths: [folder]) } == .notFound)
        #expect(kind { () throws(IndexError) in _ = try RawWriter(folder, CX_WRITER_MUST_EXIST) } == .notFound)
        #expect(names(in: scratch.path).isEmpty, "a look makes nothing")
        try scratch.write("file", Array("no database".utf8))
        #expect(kind { () throws(IndexError) in _ = try Database(paths: [scratch["file"]]) } != nil)
        #expect(kind { () throws(IndexError) in _ = try Database(paths: [""]) } != nil)
        #expect(kind { () throws(IndexError) in _ = try RawWriter("") } != nil)
    }

    @Test("no databases at all are an empty one")
    func noPaths() throws {
        let database = try Database(paths: [])
        #expect(try database.statistics().documents == 0)
        #expect(try database.frequency(of: Array("red".utf8)) == 0)
        #expect(try database.terms(prefix: [], limit: 10, scanLimit: 10).terms.isEmpty)
    }

    @Test("several databases are read as one")
    func severalDatabases() throws {
        for name in ["one", "two"] {
            let writer = try RawWriter(scratch[name])
            try writer.add(Array("red".utf8))
            try writer.add(Array(name.utf8))
            try writer.close(discard: false)
        }
        let database = try Database(paths: [scratch["one"], scratch["two"]])
        #expect(try database.frequency(of: Array("red".utf8)) == 2)
        #expect(try database.frequency(of: Array("two".utf8)) == 1)
        #expect(try database.terms(prefix: [], limit: 10, scanLimit: 10).terms.map(\.text) == ["one", "red", "two"])
        #expect(
            try database.documents(with: Array("red".utf8), limit: 9, columns: Columns(slots: [], data: true)).count
                == 2)
    }

    // MARK: Damage

    /// A database of some thousand documents, closed.
    private func fill() throws {
        let writer = try RawWriter(folder)
        for number in 0..<3000 { try writer.add(Array("word\(number)".utf8), data: Array("text \(number)".utf8)) }
        try writer.close(discard: false)
    }

    /// Opens the database and reads all that it holds.
    private func readAll() throws(IndexError) {
        let database = try Database(paths: [folder])
        _ = try database.statistics()
        let terms = try database.terms(prefix: [], limit: 10_000, scanLimit: 10_000)
        for term in terms.terms {
            _ = try database.documents(with: term.bytes, limit: 10, columns: Columns(slots: [0], data: true))
        }
    }

    @Test(
        "a file that was cut off or written over is called damage, on opening or on reading",
        arguments: ["iamglass", "postlist.glass", "docdata.glass"], [true, false])
    func damage(file: String, isCut: Bool) throws {
        try fill()
        #expect(kind { () throws(IndexError) in try readAll() } == nil)
        let path = folder + "/" + file
        var status = stat()
        #expect(stat(path, &status) == 0)
        if isCut {
            #expect(truncate(path, status.st_size / 3) == 0)
        } else {
            try scratch.write("database/" + file, [UInt8](repeating: 0x5a, count: Int(status.st_size)))
        }
        #expect(kind { () throws(IndexError) in try readAll() } == .corrupt)
    }

    // MARK: Revisions

    @Test("two commits overtake a reader, which is well again after reopening")
    func modified() throws {
        try fill()
        let database = try Database(paths: [folder])
        let writer = try RawWriter(folder)
        let columns = Columns(slots: [], data: true)
        #expect(
            kind { () throws(IndexError) in
                _ = try database.documents(with: Array("word1".utf8), limit: 1, columns: columns)
            } == nil)
        for round in 0..<2 {
            for number in 0..<3000 { try writer.add(Array("word\(number)".utf8), data: Array("round \(round)".utf8)) }
            try writer.commit()
        }
        let reading = kind { () throws(IndexError) in
            for number in 0..<3000 {
                _ = try database.documents(with: Array("word\(number)".utf8), limit: 10, columns: columns)
            }
        }
        #expect(reading == .modified)
        #expect(try database.reopen())
        #expect(try database.frequency(of: Array("word1".utf8)) == 3)
        #expect(try !database.reopen(), "there is nothing newer now")
    }

    @Test("nothing is seen before it is committed, and a writer that is dropped leaves nothing behind")
    func dropped() throws {
        let term = Array("red".utf8)
        do {
            let writer = try RawWriter(folder)
            try writer.add(term)
            try writer.commit()
            // More than the library would write by itself outside a transaction.
            for _ in 0..<10_500 { try writer.add(term) }
            #expect(try Database(paths: [folder]).frequency(of: term) == 1)
        }
        #expect(try Database(paths: [folder]).frequency(of: term) == 1)
        let writer = try RawWriter(folder)
        #expect(try writer.add(term) == 2, "what was dropped took no number")
        try writer.close(discard: false)
        #expect(try Database(paths: [folder]).frequency(of: term) == 2)
    }

    // MARK: Arguments

    @Test("a term that is too long is refused, and one that is just short enough is not")
    func termLength() throws {
        let writer = try RawWriter(folder)
        let longest = [UInt8](repeating: UInt8(ascii: "a"), count: 245)
        try writer.add(longest)
        #expect(kind { () throws(IndexError) in try writer.add(longest + [0x61]) } == .badArgument)
        #expect(kind { () throws(IndexError) in try writer.add([UInt8](repeating: 0, count: 123)) } == .badArgument)
        #expect(kind { () throws(IndexError) in try writer.add([]) } == .badArgument)
        try writer.add([UInt8](repeating: 0, count: 122))
        try writer.commit()
        #expect(try Database(paths: [folder]).statistics().documents == 2)
    }

    @Test(
        "a posting that reaches beyond its document's buffers is refused",
        arguments: [
            cx_posting(
                term_offset: 0, term_length: 4, frequency: 1, first_position: 0, position_count: 0,
                placement: CX_OWN_PLACES),
            cx_posting(
                term_offset: 4, term_length: 1, frequency: 1, first_position: 0, position_count: 0,
                placement: CX_OWN_PLACES),
            cx_posting(
                term_offset: .max, term_length: .max, frequency: 1, first_position: 0, position_count: 0,
                placement: CX_OWN_PLACES),
            cx_posting(
                term_offset: 0, term_length: 3, frequency: 1, first_position: 0, position_count: 3,
                placement: CX_OWN_PLACES),
            cx_posting(
                term_offset: 0, term_length: 3, frequency: 1, first_position: 2, position_count: 1,
                placement: CX_OWN_PLACES),
            cx_posting(
                term_offset: 0, term_length: 3, frequency: 1, first_position: .max, position_count: .max,
                placement: CX_OWN_PLACES),
        ])
    func postingBounds(posting: cx_posting) throws {
        let writer = try RawWriter(folder)
        let adding = kind { () throws(IndexError) in
            try writer.add(Array("red".utf8), [posting], positions: [1, 2])
        }
        #expect(adding == .badArgument)
    }

    @Test("what is empty or missing is no crash")
    func emptyInputs() throws {
        let writer = try RawWriter(folder)
        try writer.add([], [], positions: [])
        #expect(cx_writer_set_metadata(writer.handle, cx_bytes(), cx_bytes(), nil) == CX_BAD_ARGUMENT)
        #expect(cx_writer_delete(writer.handle, cx_bytes(), nil) != CX_LOCKED)
        try writer.commit()
        let database = try Database(paths: [folder])
        #expect(try database.metadata("never set") == [])
        #expect(try database.frequency(of: Array("red".utf8)) == 0)
        #expect(
            try database.documents(with: Array("red".utf8), limit: 0, columns: Columns(slots: [], data: false)).count
                == 0)
        #expect(kind { () throws(IndexError) in _ = try QueryTree.term([]) } == .badArgument)
        #expect(kind { () throws(IndexError) in _ = try Stemmer(language: "klingon") } == .badArgument)
        #expect(try Stemmer(language: "en").stem([]) == [])
        cx_reader_free(nil)
        cx_page_free(nil)
        cx_terms_free(nil)
        cx_query_free(nil)
        cx_stemmer_free(nil)
        cx_buffer_free(nil)
        cx_error_free(nil)
    }

    @Test("an error may be thrown away unread")
    func noPlaceForErrors() throws {
        var reader: OpaquePointer?
        let status = folder.withCString { cx_reader_open([$0], 1, &reader, nil) }
        #expect(status == CX_NOT_FOUND)
        #expect(reader == nil)
    }

    // MARK: Queries

    @Test("a weight below 0 is refused when the query is made")
    func badParts() throws {
        let red = try QueryTree.term(Array("red".utf8))
        #expect(kind { () throws(IndexError) in _ = try red.scaled(by: -1) } == .badArgument)
    }

    @Test("a query outlives the parts it is made of")
    func queryLifetime() throws {
        let writer = try RawWriter(folder)
        try writer.add(Array("red".utf8))
        try writer.close(discard: false)
        let tree: QueryTree
        do {
            let parts = try ["red", "line"].map { try QueryTree.term(Array($0.utf8)) }
            tree = try QueryTree.combine(CX_OR, parts)
        }
        let search = cx_search(
            query: tree.handle, meter: nil, bonus: nil, bonus_window: 0, bonus_meter: nil, offset: 0, limit: 10,
            check_at_least: 10,
            order: CX_BY_RELEVANCE, sort_slot: 0, group_slot: .max, collapse: false, bm25_k1: 1.2, bm25_b: 0.75,
            bm25_min_length: 0.5, columns: cx_columns())
        let page = try Database(paths: [folder]).search(search, columns: Columns(slots: [0, 7], data: true))
        #expect(page.count == 1)
        #expect(page.value(0, 1).isEmpty)
        withExtendedLifetime(tree) {}
    }

    // MARK: Vocabulary

    @Test("a list of terms says whether it was cut, and goes on where it was")
    func termPages() throws {
        let writer = try RawWriter(folder)
        for number in 100..<200 { try writer.add(Array("w\(number)".utf8)) }
        try writer.commit()
        let database = try Database(paths: [folder])
        var found: [String] = []
        var after: [UInt8] = []
        while true {
            let list = try database.terms(prefix: [UInt8(ascii: "w")], after: after, limit: 7, scanLimit: 100)
            found += list.terms.map(\.text)
            guard list.isTruncated, let last = list.terms.last else { break }
            after = last.bytes
        }
        #expect(found == (100..<200).map { "w\($0)" })
        #expect(try !database.terms(prefix: [UInt8(ascii: "w")], limit: 100, scanLimit: 100).isTruncated)
        #expect(try database.terms(prefix: [UInt8(ascii: "w")], limit: 100, scanLimit: 99).isTruncated)
        #expect(try database.terms(prefix: [UInt8(ascii: "v")], limit: 1, scanLimit: 1).terms.isEmpty)
    }

    // MARK: Whole databases

    @Test("databases are merged into one, which passes the check; a damaged one does not")
    func maintenance() throws {
        for name in ["one", "two"] {
            let writer = try RawWriter(scratch[name])
            for number in 0..<500 { try writer.add(Array("\(name)\(number)".utf8)) }
            try writer.close(discard: false)
        }
        try mergeDatabases([scratch["one"], scratch["two"]], into: scratch["merged"])
        #expect(try Database(paths: [scratch["merged"]]).statistics().documents == 1000)

        func check(_ name: String) throws(IndexError) -> Int {
            var faults = 0
            var report: OpaquePointer?
            try shim { cx_check(scratch[name], &faults, &report, $0) }
            cx_buffer_free(report)
            return faults
        }
        #expect(try check("merged") == 0)
        try scratch.write("merged/postlist.glass", [UInt8](repeating: 7, count: 16384))
        let damaged = Result { () throws(IndexError) in try check("merged") }
        #expect((try? damaged.get()) != 0)
        #expect(String(cString: cx_library_version()).hasPrefix("1."))
    }
}
