// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
import Testing

@testable import SearchIndex
import TestSupport

/// Phrases, sentences and quotations as they are read from the order of a document's words.
@Suite struct SequenceTests {
    @Test("the commonest words of a language stand where they stand, as all others do")
    func frequentWords() throws {
        let index = try TestIndex()
        try index.put("a.txt", "the end of the line")
        try index.put("b.txt", "the line of the end")
        try index.put("c.txt", "что не так на мосту")
        try index.writer.commit()
        let reader = try index.reader()
        func total(_ text: String) throws -> Int { try reader.search(try query(text)).total }
        #expect(try total("\"the end of the\"") == 1)
        #expect(try total("\"of the end\"") == 1)
        #expect(try total("\"of the\"") == 2)
        #expect(try total("\"the of\"") == 0)
        #expect(try total("\"что не так\"") == 1)
        #expect(try total("\"не что\"") == 0)
    }

    @Test("a word's place in a text of a hundred thousand words is found")
    func longText() throws {
        let index = try TestIndex()
        var words = (0..<100_000).map { "w\($0 % 9973)" }
        words[70_000] = "harbour"
        words[70_001] = "siren"
        words[99_999] = "harbour"
        try index.put("long.txt", words.joined(separator: " "))
        try index.writer.commit()
        let reader = try index.reader()
        func total(_ text: String) throws -> Int { try reader.search(try query(text)).total }
        #expect(try total("\"harbour siren\"") == 1)
        #expect(try total("\"siren harbour\"") == 0)
        #expect(try total("harbour NEAR/2 siren") == 1)
        #expect(try total("\"w\(69_999 % 9973) harbour\"") == 1)
        #expect(try total("\"w\(69_998 % 9973) harbour\"") == 0)
        #expect(try total("\"w\(99_998 % 9973) harbour\"") == 1)
    }

    @Test("a phrase of the title is no phrase across its end, and one of the body is none of the title")
    func title() throws {
        let index = try TestIndex()
        try index.put("a.txt", [Article(title: "Red line", text: "Sea ice drifts past the red buoy line.")])
        try index.writer.commit()
        let reader = try index.reader()
        func total(_ text: String) throws -> Int { try reader.search(try query(text)).total }
        #expect(try total("title:\"red line\"") == 1)
        #expect(try total("\"red line\"") == 1)
        #expect(try total("\"line sea\"") == 0)
        #expect(try total("title:\"sea ice\"") == 0)
        #expect(try total("\"red buoy\"") == 1)
    }

    @Test("two words at one position, and positions that no text has, are refused")
    func refusal() throws {
        let scratch = try ScratchFolder()
        let writer = try RawWriter(scratch["database"])
        func add(_ positions: [UInt32]) throws(IndexError) {
            let postings = [UInt32(0), 3].map { start in
                cx_posting(
                    term_offset: start, term_length: 3, frequency: 1, first_position: start / 3, position_count: 1,
                    placement: CX_WORD)
            }
            try writer.add(Array("redsea".utf8), postings, positions: positions)
        }
        func isRefused(_ positions: [UInt32]) -> Bool {
            do throws(IndexError) {
                try add(positions)
                return false
            } catch {
                return error.kind == .badArgument
            }
        }
        #expect(isRefused([1, 1]))
        #expect(isRefused([0, 1]))
        #expect(isRefused([1, .max]))
        #expect(!isRefused([1, 2]))
        #expect(!isRefused([102, 1]))
    }
}
