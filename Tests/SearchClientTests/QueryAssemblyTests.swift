// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SearchAPI
import Testing

@testable import SearchClient
import TestSupport

@Suite("Queries from arguments, and back")
struct QueryAssemblyTests {
    @Test(
        "An argument with a space and no operators gets back the quotes that the shell ate",
        arguments: [
            (["red line"], "\"red line\""),
            (["red", "line"], "red line"),
            (["red line", "strait"], "\"red line\" strait"),
            (["Veldania’s red line"], "\"Veldania’s red line\""),
            (["sea - and air"], "\"sea - and air\""),
            (["  red line\n"], "\"red line\""),
            ([" red "], "red"),
            (["", "red", " "], "red"),
            (["ceasefire OR truce"], "ceasefire OR truce"),
            (["ceasefire or truce"], "\"ceasefire or truce\""),
            (["red NEAR/5 line"], "red NEAR/5 line"),
            (["NEARBY towns"], "\"NEARBY towns\""),
            (["ferry SAME strike"], "ferry SAME strike"),
            (["strait -convoy"], "strait -convoy"),
            (["strait –convoy"], "strait –convoy"),
            (["de-escalation talks"], "\"de-escalation talks\""),
            (["“red line” strait"], "“red line” strait"),
            (["„red line“"], "„red line“"),
            (["„red line"], "„red line"),
            (["title:red line"], "title:red line"),
            (["escalat* talks"], "escalat* talks"),
            (["(a b)", "c d"], "(a b) \"c d\""),
            (["\"red line"], "\"red line"),
        ])
    func phrases(arguments: [String], query: String) {
        #expect(assembledQuery(arguments) == query)
    }

    @Test("A suggested command asks exactly what was suggested, read back by a shell and by this program")
    func commandRoundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "red", "line", "\"red line\"", "“a b”", "don't", "-x", "--json", "-h", "show", "search", "$HOME", "`id`",
            "OR",
            "(a", "b)", "title:x", "~", "*", "!", "é", "红线", "\\", ";", "|", "%s", "=w",
        ]
        for _ in 0..<60 {
            let count = Int.random(in: 1...4, using: &generator)
            let query = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined(separator: " ")
            let request = SearchRequest(
                query: query, limit: 10, offset: 0, sort: Bool.random(using: &generator) ? .newest : .relevance,
                any: Bool.random(using: &generator), since: Bool.random(using: &generator) ? "--x'y" : nil)
            let command = shellCommand(for: request, socket: "/tmp/a b/socket")
            let invocation = try Invocation(arguments: shellWords(command).dropFirst())
            #expect(invocation.action == .search(request, .people), "seed \(seed), command \(command)")
            #expect(invocation.socket == "/tmp/a b/socket")
        }
    }

    @Test("Plain words are not quoted")
    func plainWords() {
        #expect(shellCommand(for: SearchRequest(query: "red lines")) == "crisis-search red lines")
        #expect(shellCommand(for: SearchRequest(query: "\"red lines\"")) == "crisis-search '\"red lines\"'")
        #expect(shellCommand(for: SearchRequest(query: "status")) == "crisis-search search status")
        #expect(shellQuoted("") == "''")
        for special in " \t\n;&|<>()$`\\\"*?[]{}!#~=^" { #expect(shellQuoted("a\(special)") == "'a\(special)'") }
        #expect(shellQuoted("it's") == "'it'\\''s'")
    }

    /// The words that a real shell makes of a command line.
    private func shellWords(_ command: String) throws -> [String] {
        let scratch = try Scratch()
        try scratch.makeFile("script", "printf '%s\\0' \(command)\n")
        guard let pipe = popen("sh '\(scratch.path)/script'", "r") else { throw SetupFailure(call: "popen") }
        defer { pclose(pipe) }
        return readToEnd(fileno(pipe)).split(separator: 0, omittingEmptySubsequences: false)
            .dropLast().map { String(decoding: $0, as: UTF8.self) }
    }
}
