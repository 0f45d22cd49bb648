// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
import CorpusFiles
import Foundation
import TestSupport
import Testing

@testable import SearchIndex

/// Databases that the project writes itself, in the library's format.
@Suite struct SegmentTests {
    private let scratch: ScratchFolder
    private static let seed = UInt64.random(in: 0...(.max))

    init() throws { scratch = try ScratchFolder() }

    /// A segment of the shim on its own.
    private final class RawSegment {
        let handle: OpaquePointer

        init(_ folder: String) throws(IndexError) {
            var made: OpaquePointer?
            try shim { cx_segment_make(folder, &made, $0) }
            guard let made else { throw IndexError(.other, "no segment") }
            handle = made
        }

        deinit { cx_segment_free(handle) }

        func add(_ document: RandomDocument) throws(IndexError) {
            try document.lend { (document) throws(IndexError) in try shim { cx_segment_add(handle, document, $0) } }
        }

        func finish() throws(IndexError) { try shim { cx_segment_finish(handle, $0) } }
    }

    /// Writes documents twice, by the library and by us; some of them no database can hold.
    ///
    /// - Returns: what both hold, by their numbers.
    private func write(
        _ count: Int,
        _ name: String,
        _ random: inout SeededGenerator
    ) throws -> [RandomDocument] {
        let segment = try RawSegment(scratch["ours-\(name)"])
        let writer = try RawWriter(scratch["theirs-\(name)"])
        var held: [RandomDocument] = []
        for _ in 0..<count {
            let document = RandomDocument(&random)
            var id: UInt32 = 0
            let theirs = Result { () throws(IndexError) in
                try document.lend { (document) throws(IndexError) in
                    try shim { cx_writer_add(writer.handle, document, &id, $0) }
                }
            }
            let ours = Result { () throws(IndexError) in try segment.add(document) }
            #expect((try? theirs.get()) != nil || (try? ours.get()) == nil, "only we have taken a document")
            if (try? theirs.get()) != nil {
                try ours.get()
                held.append(document)
                #expect(id == UInt32(held.count))
            }
        }
        try segment.finish()
        try writer.close(discard: false)
        #expect(try faults("ours-\(name)") == 0)
        return held
    }

    private func faults(_ name: String) throws(IndexError) -> Int {
        var faults = 0
        var report: OpaquePointer?
        try shim { cx_check(scratch[name], &faults, &report, $0) }
        cx_buffer_free(report)
        return faults
    }

    /// Expects that two views of databases tell the same of everything.
    private func expectSame(_ one: borrowing Database, _ other: borrowing Database, _ note: Comment) throws {
        let (ours, theirs) = (try one.statistics(), try other.statistics())
        #expect(ours.documents == theirs.documents, note)
        #expect(ours.average_length == theirs.average_length, note)
        let terms = try one.terms(prefix: [], limit: 1 << 20, scanLimit: 1 << 20).terms.map(\.bytes)
        #expect(terms == (try other.terms(prefix: [], limit: 1 << 20, scanLimit: 1 << 20).terms.map(\.bytes)), note)
        for term in terms {
            #expect(try one.frequency(of: term) == other.frequency(of: term), "\(term), \(note)")
        }
        for slot in RandomDocument.slots {
            let columns = Columns(slots: [slot], data: false)
            // Several databases number their documents by turns.
            #expect(
                try values(one.scanValues(after: 0, limit: 1 << 20, columns: columns))
                    == values(other.scanValues(after: 0, limit: 1 << 20, columns: columns)), note)
        }
    }

    private func values(_ page: borrowing Page) -> [[UInt8]] {
        var values: [[UInt8]] = []
        for row in 0..<page.count { values.append(page.value(row, 0)) }
        return values.sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test("a segment holds what the library writes of the same documents", arguments: [1, 40, 400], [Self.seed])
    func sameAsTheLibrary(count: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ UInt64(count))
        let documents = try write(count, "a", &random)
        let ours = try Database(paths: [scratch["ours-a"]])
        let theirs = try Database(paths: [scratch["theirs-a"]])
        try expectSame(ours, theirs, "seed \(seed), \(count) documents")
        for (index, document) in documents.enumerated() {
            let difference = try document.lend { (document) throws(IndexError) in
                try ours.difference(of: UInt32(index + 1), from: document, ignoring: "")
            }
            #expect(difference.isEmpty, "document \(index + 1): \(difference), seed \(seed), \(count) documents")
        }
    }

    @Test("what is merged holds what its sources hold, whoever wrote and changed them", arguments: [Self.seed])
    func merged(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var sources: [String] = []
        for number in 0..<5 {
            let documents = try write([1, 60, 250, 0, 120][number], "\(number)", &random)
            sources.append((number % 2 == 0 ? "ours-" : "theirs-") + "\(number)")
            guard documents.count > 10 else { continue }
            // Blocks in no order, and numbers that no document has.
            let writer = try RawWriter(scratch[sources[number]], CX_WRITER_MUST_EXIST | CX_WRITER_NO_SYNC)
            for document in documents.prefix(20).shuffled(using: &random) {
                guard let term = document.terms.randomElement(using: &random) else { continue }
                try term.lend { (term) throws(IndexError) in try shim { cx_writer_delete(writer.handle, term, $0) } }
                var id: UInt32 = 0
                try RandomDocument(&random, isValid: true).lend { (document) throws(IndexError) in
                    try shim { cx_writer_add(writer.handle, document, &id, $0) }
                }
                try writer.commit()
            }
            try writer.close(discard: false)
        }
        try mergeDatabases(sources.map { scratch[$0] }, into: scratch["merged"])
        #expect(try faults("merged") == 0, "seed \(seed)")
        try expectSame(
            try Database(paths: [scratch["merged"]]), try Database(paths: sources.map { scratch[$0] }), "seed \(seed)")
        // As a source, and by the library's hand.
        try mergeDatabases([scratch["merged"], scratch["ours-0"]], into: scratch["again"])
        let writer = try RawWriter(scratch["again"], CX_WRITER_MUST_EXIST | CX_WRITER_NO_SYNC)
        try writer.add(Array("zebra".utf8))
        try writer.close(discard: false)
        #expect(try faults("again") == 0, "seed \(seed)")
        #expect(try Database(paths: [scratch["again"]]).frequency(of: Array("zebra".utf8)) == 1)
    }

    @Test("a damaged database is merged or refused, but nothing breaks or goes on for ever", arguments: [Self.seed])
    func damagedSource(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        _ = try write(120, "sound", &random)
        let files = ["postlist", "docdata", "termlist", "position"].map { "\($0).glass" } + ["iamglass"]
        let contents = try files.map { Array(try Data(contentsOf: URL(fileURLWithPath: scratch["ours-sound/\($0)"]))) }
        var refused = 0
        for round in 0..<60 {
            let name = "damaged-\(round)"
            #expect(mkdir(scratch[name], 0o700) == 0)
            let damaged = Int.random(in: files.indices, using: &random)
            for (index, file) in files.enumerated() {
                var bytes = contents[index]
                if index == damaged {
                    for _ in 0..<Int.random(in: 1...8, using: &random) {
                        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                    }
                    if round % 7 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
                }
                try scratch.write("\(name)/\(file)", bytes)
            }
            let result = Result { () throws(IndexError) in
                try mergeDatabases([scratch["ours-sound"], scratch[name]], into: scratch["merged-\(round)"])
            }
            if case .failure(let error) = result {
                refused += 1
                #expect(
                    [.corrupt, .incompatible, .other].contains(error.kind), "\(error), seed \(seed), round \(round)")
            }
        }
        #expect(refused > 0, "seed \(seed)")
    }

    @Test("a file that is larger than the memory becomes several databases, with all that is to be said of it")
    func severalDatabases() throws {
        let folder = try IndexFolder(path: scratch["index"])
        let writer = SegmentWriter(in: folder, begun: 7, memory: 1 << 18)
        let path = try TestIndex.path("many.mbox")
        let file = try writer.replacement(of: path, fingerprint: TestIndex.fingerprint, rootLength: 7)
        for number in 0..<600 {
            try file.put(
                Article(text: "letter \(number) " + (0..<80).map { "word\(number)x\($0)" }.joined(separator: " ")))
        }
        #expect(try file.finish(failure: "the rest is cut off") == .added)
        #expect(writer.isFull)
        #expect(writer.documents == 601)
        let databases = try writer.finish()
        #expect(databases.count > 1)
        let merged = try #require(try folder.merge(databases))
        let index = try IndexWriter(folder: folder.folder(of: merged), mustExist: true, findsCopies: false)
        let record = try index.record(of: path)
        #expect(record?.fingerprint == TestIndex.fingerprint)
        #expect(record?.parts == 600, "\(record as Any)")
        #expect(try index.unreadableFiles(under: nil) == [path: "the rest is cut off"])
        #expect(try index.storiesArePending())
        #expect(try index.lastCommit() == 7)
    }

    @Test("a file of which the rest did not come is known to be there in part")
    func abandonedFile() throws {
        let folder = try IndexFolder(path: scratch["index"])
        let writer = SegmentWriter(in: folder, begun: 7, memory: 1 << 26)
        let path = try TestIndex.path("many.mbox")
        let file = try writer.replacement(of: path, fingerprint: TestIndex.fingerprint, rootLength: 7)
        for number in 0..<3 { try file.put(Article(text: "letter \(number)")) }
        try file.abandon()
        let other = try writer.replacement(
            of: try TestIndex.path("none.txt"), fingerprint: TestIndex.fingerprint, rootLength: 7)
        try other.abandon()
        let index = try IndexWriter(
            folder: folder.folder(of: try writer.finish()[0]), mustExist: true, findsCopies: false)
        #expect(try index.documents() == 3)
        #expect(try index.record(of: path)?.fingerprint == FileFingerprint.none)
        #expect(try index.remove(path))
        #expect(try index.documents() == 0)
    }

    @Test("a merge that is broken off leaves nothing behind, and neither does a segment")
    func brokenOff() throws {
        let folder = try IndexFolder(path: scratch["index"])
        let writer = SegmentWriter(in: folder, begun: 7, memory: 1 << 26)
        for number in 0..<400 {
            let file = try writer.replacement(
                of: try TestIndex.path("\(number).txt"), fingerprint: TestIndex.fingerprint, rootLength: 7)
            try file.put(Article(text: (0..<40).map { "word\(number)x\($0)" }.joined(separator: " ")))
            _ = try file.finish(failure: nil)
        }
        let databases = try writer.finish()
        let before = IndexFolder.names(in: folder.path).sorted()
        #expect(try folder.merge(databases, threads: 2) { false } == nil)
        #expect(IndexFolder.names(in: folder.path).sorted() == before)

        let file = try writer.replacement(
            of: try TestIndex.path("late.txt"), fingerprint: TestIndex.fingerprint, rootLength: 7)
        try file.put(Article(text: "late"))
        _ = try file.finish(failure: nil)
        writer.discard()
        #expect(IndexFolder.names(in: folder.path).sorted() == before)
        #expect(try writer.finish().isEmpty)
    }
}

/// A document of whatever a document can have, and now and then of what it cannot.
private struct RandomDocument {
    static let slots: [UInt32] = [0, 1, 3, 9, 200, 70_000]
    private static let sequenceSlot: UInt32 = 9

    private(set) var terms: [[UInt8]] = []
    private var data: [UInt8]
    private var letters: [UInt8] = []
    private var postings: [cx_posting] = []
    private var positions: [UInt32] = []
    private var values: [(slot: UInt32, bytes: [UInt8])] = []

    init(_ random: inout SeededGenerator, isValid: Bool = false) {
        func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
        let longest = number(0..<30) == 0 ? 60_000 : 2000
        let alphabet = Array("harbour talks ".utf8)
        data = (0..<number(1..<longest)).map { _ in
            number(0..<30) == 0 ? UInt8(number(0..<256)) : alphabet[number(0..<alphabet.count)]
        }
        var seen: Set<[UInt8]> = []
        var position: UInt32 = 0
        // A document without terms has no length; one with terms has one, or the library's check complains.
        for place in 0..<(number(0..<40) == 0 ? 0 : number(0..<30) == 0 ? 2000 : number(1..<120)) {
            var term = (0..<number(1..<(number(0..<40) == 0 ? 240 : 9))).map { _ -> UInt8 in
                switch number(0..<150) {
                case 0: 0
                case 1: 255
                default: UInt8(ascii: "a") + UInt8(number(0..<5))
                }
            }
            while term.count + term.count(where: { $0 == 0 }) > 245 { term.removeLast() }
            if !isValid, number(0..<20_000) == 0 { term = [UInt8](repeating: 7, count: 250) }
            guard seen.insert(term).inserted else { continue }
            let isWord = number(0..<3) > 0
            let first = UInt32(positions.count)
            if isWord {
                for _ in 0..<number(0..<3) {
                    position += 1
                    positions.append(position)
                }
            } else {
                var own: UInt32 = 0
                for _ in 0..<number(0..<(number(0..<5) == 0 ? 60 : 4)) {
                    own += UInt32(number(1..<(number(0..<9) == 0 ? 100_000 : 5)))
                    positions.append(own)
                }
            }
            postings.append(
                cx_posting(
                    term_offset: UInt32(letters.count), term_length: UInt32(term.count),
                    frequency: place == 0 ? 1 : UInt32(number(0..<(number(0..<20) == 0 ? 400 : 4))),
                    first_position: first, position_count: UInt32(positions.count) - first,
                    placement: isWord ? CX_WORD : CX_OWN_PLACES))
            letters += term
            terms.append(term)
        }
        for slot in Self.slots where slot != Self.sequenceSlot && number(0..<2) == 0 {
            let length = number(1..<(number(0..<25) == 0 ? 5000 : 20))
            values.append((slot, (0..<length).map { _ in UInt8(number(0..<256)) }))
        }
    }

    func lend<Result>(
        _ body: (UnsafePointer<cx_document>) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        let joined = values.flatMap(\.bytes)
        return try joined.withUnsafeBufferPointer { (buffer) throws(IndexError) in
            var start = 0
            let lent = values.map { value in
                defer { start += value.bytes.count }
                return cx_value(
                    slot: value.slot,
                    value: cx_bytes(data: buffer.baseAddress.map { $0 + start }, length: value.bytes.count))
            }
            return try data.lend { (data) throws(IndexError) in
                try letters.lend { (letters) throws(IndexError) in
                    try postings.withUnsafeBufferPointer { (postings) throws(IndexError) in
                        try positions.withUnsafeBufferPointer { (positions) throws(IndexError) in
                            try lent.withUnsafeBufferPointer { (values) throws(IndexError) in
                                var document = cx_document(
                                    data: data, terms: letters, postings: postings.baseAddress,
                                    posting_count: postings.count, positions: positions.baseAddress,
                                    position_count: positions.count, values: values.baseAddress,
                                    value_count: values.count, sequence_slot: Self.sequenceSlot)
                                return try body(&document)
                            }
                        }
                    }
                }
            }
        }
    }
}
