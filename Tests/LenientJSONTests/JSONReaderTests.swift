// SPDX-License-Identifier: GPL-3.0-or-later

import LenientJSON
import TestSupport
import Testing

@Suite("JSON as people write it")
struct JSONReaderTests {
    private func read(_ text: String) -> (value: JSONValue?, problem: JSONProblem?) {
        JSONReader.read(Array(text.utf8))
    }

    private func string(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text)?, .literal(let text)?: text
        default: nil
        }
    }

    @Test("values of every kind, escapes and surrogates among them")
    func values() throws {
        let (value, problem) = read(
            #" {"a": "x\"\\\/\n\r\n\u00e9\ud83d\udea2\ud83d", "b": [1, -2.5e3, true, null], "c": {"d": ""}} "#)
        #expect(problem == nil)
        #expect(string(value?["a"]) == "x\"\\/\n\né🚢\u{FFFD}")
        guard case .array(let elements)? = value?["b"] else {
            Issue.record("no array")
            return
        }
        #expect(elements.map(string) == ["1", "-2.5e3", "true", "null"])
        #expect(string(value?["c"]?["d"]) == "")
    }

    @Test("line breaks in strings, trailing commas and unknown words are no trouble")
    func lenience() {
        let (value, problem) = read("{\"a\": \"one\ntwo\", \"b\": [NaN, 2,], }")
        #expect(problem == nil)
        #expect(string(value?["a"]) == "one\ntwo")
    }

    @Test(
        "what breaks off or is broken says so, and gives what came before",
        arguments: [
            (#"{"a": "b", "c": "d"#, JSONProblem.Kind.cut), (#"{"a": "b", "c""#, .cut), (#"{"a": "b", "c": "#, .cut),
            (#"{"a": "b""#, .cut), (#"{"a": "b", "c": [1, 2"#, .cut), (#"{"a": "b" ]"#, .unexpected),
            (#"{"a": "b", "c" 1}"#, .unexpected), (#"{"a": "b", "c": :}"#, .unexpected),
            (#"{"a": "b", "c": "d\"#, .cut),
        ])
    func broken(text: String, kind: JSONProblem.Kind) {
        let (value, problem) = read(text)
        #expect(problem?.kind == kind)
        #expect(string(value?["a"]) == "b")
    }

    @Test("nothing but a broken value is nothing", arguments: ["", " ", ",", "}", ":"])
    func nothing(text: String) {
        #expect(read(text).value == nil && read(text).problem != nil)
    }

    @Test("what is nested too deep is passed over, and what follows is read")
    func deep() {
        let deep = String(repeating: "[", count: 100_000) + "\"]\"" + String(repeating: "]", count: 100_000)
        let (value, problem) = read("{\"a\": \(deep), \"b\": \"c\"}")
        #expect(problem == nil && string(value?["b"]) == "c")
        #expect(read(String(repeating: "{\"a\":", count: 100_000)).problem?.kind == .cut)
        #expect(read("[" + String(repeating: "[],", count: JSONReader.maximumValues)).problem?.kind == .tooManyValues)
    }

    @Test("a script's value is found within a comment or CDATA")
    func scripts() {
        for text in ["<!-- {\"a\": \"b\"} -->", "/*<![CDATA[*/ {\"a\": \"b\"} /*]]>*/", "<![CDATA[{\"a\": \"b\"}]]>"] {
            #expect(string(JSONReader.value(inScript: Array(text.utf8)[...])?["a"]) == "b", "\(text)")
        }
    }

    @Test("cut anywhere or changed anywhere, no text brings it down", arguments: 0..<30 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let whole = Array(#"{"a":["b\"\\c",{"d":-1.5e3,"e":null}],"f":"\u00e9\ud83d\udea2","g":{}}"#.utf8)
        for _ in 0..<300 {
            var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
            for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = Array(#"{}[]":,\u0"#.utf8).randomElement(using: &random) ?? 0
            }
            let (value, problem) = JSONReader.read(bytes)
            #expect(value != nil || problem != nil, "seed \(seed)")
        }
        #expect(JSONReader.read(whole).problem == nil)
    }
}
