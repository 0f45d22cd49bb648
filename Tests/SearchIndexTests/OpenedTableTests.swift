// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Foundation
import Glibc
import Testing

@testable import SearchIndex

/// To the library a table that it cannot open is one that there is not, for most tables.
@Suite("A table that cannot be opened is a failure, and no answer")
struct OpenedTableTests {
    private let index: TestIndex

    init() throws {
        index = try TestIndex()
        for number in 0..<5 { try index.put("\(number).txt", "The ferry number\(number) stopped at the red line.") }
        try index.writer.commit()
    }

    /// Does something while opening the file of a table fails, with whatever reason.
    private func withoutTable(_ name: String, _ body: () throws -> Void) throws {
        let (path, aside) = ("\(index.folder)/\(name).glass", index.scratch[name])
        try #require(rename(path, aside) == 0)
        // It cannot be opened: there are too many levels of links.
        try #require(symlink(path, path) == 0)
        defer {
            unlink(path)
            rename(aside, path)
        }
        try body()
    }

    private func failure(_ body: () throws -> Void) -> IndexError? {
        do {
            try body()
            return nil
        } catch {
            return error as? IndexError
        }
    }

    @Test("when an index is opened", arguments: ["postlist", "docdata", "termlist", "position"])
    func opening(table: String) throws {
        try withoutTable(table) {
            let error = failure { _ = try Database(paths: [index.folder]) }
            #expect(error?.kind == .other && error?.message.contains(table) == true, "\(error as Any)")
        }
        _ = try Database(paths: [index.folder])
    }

    @Test(
        "when a reader moves on, which answers rightly afterwards",
        arguments: ["postlist", "docdata", "termlist", "position"])
    func moving(table: String) throws {
        let reader = try IndexReader(live: index.live, languages: ["en"])
        #expect(try reader.search(try query("\"red line\"")).total == 5)
        try index.put("new.txt", "Another ferry at the red line.")
        try index.writer.commit()
        try withoutTable(table) {
            for _ in 0..<2 {
                let error = failure { _ = try reader.search(try query("\"red line\"")) }
                #expect(error?.kind == .other && error?.message.contains(table) == true, "\(error as Any)")
            }
        }
        let answer = try reader.search(try query("\"red line\""))
        #expect(answer.total == 6 && answer.hits.count == 6)
    }

    @Test("one whose file is gone means damage", arguments: ["docdata", "termlist", "position"])
    func gone(table: String) throws {
        try #require(unlink("\(index.folder)/\(table).glass") == 0)
        #expect(failure { _ = try Database(paths: [index.folder]) }?.kind == .corrupt)
    }

    @Test(
        "blocks newer than the last commit mean damage, and no reader that was overtaken",
        arguments: ["postlist", "docdata", "termlist", "position"])
    func newer(table: String) throws {
        let path = "\(index.folder)/\(table).glass"
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        // A block begins with its revision.
        for start in stride(from: 0, to: bytes.count, by: 8192) { bytes[start] = 0x7F }
        let reader = try IndexReader(live: index.live, languages: ["en"])
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(failure { _ = try Database(paths: [index.folder]) }?.kind == .corrupt)
        #expect(IndexInspection.firstFault(inDatabase: index.folder, comparesDocuments: false) != nil)
        // What it has in memory may do for an answer; nothing else may come.
        if let failure = failure({ _ = try reader.search(try query("\"red line\"")) }) {
            #expect(failure.kind == .corrupt, "\(failure)")
        }
    }

    @Test("tables that hold nothing need not be there")
    func empty() throws {
        let empty = try TestIndex()
        #expect(try empty.reader().search(try query("ferry")).total == 0)
        try empty.put(try TestIndex.path("a.pdf"), .unreadable("it is no PDF"))
        try empty.writer.commit()
        #expect(try empty.reader().search(try query("ferry")).total == 0)
        for number in 0..<5 { try index.writer.remove(try TestIndex.path("\(number).txt")) }
        try index.writer.commit()
        #expect(try index.reader().search(try query("\"red line\"")).total == 0)
    }
}
