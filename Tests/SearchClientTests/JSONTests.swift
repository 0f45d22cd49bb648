// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import SearchAPI
import Testing

@testable import SearchClient
import TestSupport

@Suite("JSON")
struct JSONTests {
    private func parse(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: Array(text.utf8))
    }

    private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws {
        let bytes = Array(try JSONEncoder().encode(value))
        #expect(try decode(Value.self, fromJSON: bytes) == value)
    }

    @Test("Every type of the wire survives the way through another library's encoder")
    func wireTypes() throws {
        try roundTrip(Sample.response)
        try roundTrip(Sample.article)
        try roundTrip(Sample.status)
        try roundTrip(ReindexResponse(done: true, added: 1, failed: [FailedFile(path: "/a", reason: "ü")]))
        try roundTrip(Problem(title: "t", status: 400, detail: "d", parameter: "q", at: 3))
        try roundTrip(Problem(title: "t", status: 400, detail: "d"))
        #expect(try decode(ReindexRequest.self, fromJSON: Array("{\"wait\":true}".utf8)) == ReindexRequest(wait: true))
    }

    @Test("Values are read as RFC 8259 means them")
    func values() throws {
        #expect(
            try parse(" [1, -0, 2.5e1, true,false,null] ")
                == .array([
                    .integer(1), .integer(0), .number(25), .bool(true), .bool(false), .null,
                ]))
        #expect(try parse(#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#) == .string("a\"\\/\u{8}\u{C}\n\r\té😀"))
        #expect(try parse(#""\ud83dx\ude00""#) == .string("\u{FFFD}x\u{FFFD}"))
        #expect(try parse(#""\ud83d\u0041""#) == .string("\u{FFFD}A"))
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("9223372036854775808") == .number(9223372036854775808))
        #expect(try parse(#"{"a":1,"a":2}"#)["a"] == .integer(2))
    }

    @Test(
        "What is no JSON is refused",
        arguments: [
            "", " ", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "1.", ".5", "1e", "+1", "nul", "\"",
            "\"\\x\"",
            "\"\\u12g4\"", "\"\\u12", "\"\n\"", "1 2", "tru", "-", "[1 2]", "\"\\",
        ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test("Depth is bounded")
    func depth() throws {
        let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try parse(deep(64))
        #expect(throws: JSONError.self) { try parse(deep(65)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("A good text gone bad is refused or read, and what is read another library reads too")
    func mutations() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let good = Array(try JSONEncoder().encode(Sample.response))
        for _ in 0..<2000 {
            var bytes = good
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = UInt8.random(in: 0x20...0x7E, using: &generator)
            guard (try? JSONValue(parsing: bytes)) != nil else { continue }
            let other = try? JSONDecoder().decode(AnyJSON.self, from: Data(bytes))
            #expect(other != nil, "seed \(seed), byte \(place)")
        }
    }

    @Test("A value of another type is an error that names its key")
    func mismatch() {
        #expect {
            try decode(SearchResponse.self, fromJSON: Array(#"{"query":3}"#.utf8))
        } throws: { "\($0)".contains("query") }
    }
}

/// Anything that a JSON library takes.
private struct AnyJSON: Decodable {
    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: AnyKey.self) {
            for key in container.allKeys { _ = try container.decode(AnyJSON.self, forKey: key) }
        } else if var container = try? decoder.unkeyedContainer() {
            while !container.isAtEnd { _ = try container.decode(AnyJSON.self) }
        }
    }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
