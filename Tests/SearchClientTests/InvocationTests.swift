// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI
import Testing

@testable import SearchClient

@Suite("Command line")
struct InvocationTests {
    private func search(_ arguments: String...) throws -> SearchRequest {
        guard case .search(let request, _) = try Invocation(arguments: arguments).action else {
            throw UsageError("not a search")
        }
        return request
    }

    private func complaint(_ arguments: String...) -> String? {
        do {
            _ = try Invocation(arguments: arguments)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("Words are a query, with the command or without")
    func wordsAreAQuery() throws {
        #expect(try search("red", "line") == SearchRequest(query: "red line"))
        #expect(try search("search", "red", "line") == SearchRequest(query: "red line"))
        #expect(try search("search", "status") == SearchRequest(query: "status"))
        #expect(try search("strait", "status") == SearchRequest(query: "strait status"))
    }

    @Test("Options stand anywhere and take their value from the next argument or after =")
    func optionsAnywhere() throws {
        let expected = SearchRequest(
            query: "ferry strike", limit: 3, offset: 20, sort: .newest, any: true,
            since: "2031-03", until: "yesterday", allCopies: true)
        let after = try search(
            "ferry", "strike", "--limit", "3", "--offset=20", "--sort", "newest", "--any", "--since", "2031-03",
            "--until=yesterday", "--all-copies")
        let between = try search(
            "--limit=3", "ferry", "--offset", "20", "--sort=newest", "--any", "--all-copies", "strike",
            "--since=2031-03", "--until", "yesterday")
        #expect(after == expected)
        #expect(between == expected)
    }

    @Test("A word with one dash is text, though it begins like -h", arguments: ["-nato", "-hamas", "-h1", "-", "-7d"])
    func shortDashIsText(word: String) throws {
        #expect(try search("gaza", word).query == "gaza \(word)")
        #expect(try search(word).query == word)
    }

    @Test("After -- everything is text, commands and options too")
    func afterTheDashes() throws {
        #expect(try search("--limit", "2", "--", "--json", "-h", "status").query == "--json -h status")
        #expect(try search("--", "status").query == "status")
        #expect(try search("red", "--", "--").query == "red --")
    }

    @Test("-h, --help and --version win over everything else")
    func help() throws {
        #expect(try Invocation(arguments: ["-h"]).action == .help)
        #expect(try Invocation(arguments: ["show", "--help"]).action == .help)
        #expect(try Invocation(arguments: ["--version"]).action == .version)
        #expect(try Invocation(arguments: []).action == .usage)
    }

    @Test("Each command reads its own options")
    func commands() throws {
        #expect(try Invocation(arguments: ["show", "a1b2", "--json"]).action == .show("a1b2", json: true))
        #expect(try Invocation(arguments: ["status"]).action == .status(json: false))
        let request = ReindexRequest(full: false, wait: true, paths: ["a", "b"])
        #expect(try Invocation(arguments: ["--wait", "reindex", "a", "b"]).action == .reindex(request, json: false))
        let invocation = try Invocation(arguments: ["x", "--socket", "/a/b", "--color", "never", "--pager"])
        #expect(invocation.socket == "/a/b" && invocation.color == .never && invocation.pager)
    }

    @Test("An unknown option is refused with the near one named")
    func unknownOption() {
        #expect(complaint("--limt", "3", "x") == "unknown option --limt; did you mean --limit?")
        #expect(complaint("--all", "x") == "unknown option --all; did you mean --all-copies?")
        #expect(complaint("--ofset=3", "x") == "unknown option --ofset; did you mean --offset?")
        #expect(complaint("--zebra", "x")?.hasPrefix("unknown option --zebra; --help lists them") == true)
        #expect(complaint("--=", "x") != nil)
    }

    @Test("What cannot be meant is refused with a reason")
    func refusals() {
        #expect(complaint("x", "--limit") == "--limit needs a value: --limit N")
        #expect(complaint("x", "--since", "--json") == "--since needs a value: --since DAY")
        #expect(complaint("x", "--limit", "many") == "--limit takes a number from 0 to 1000, not many")
        #expect(complaint("x", "--limit", "1001") == "--limit takes a number from 0 to 1000, not 1001")
        #expect(complaint("x", "--offset=-1") == "--offset takes a number from 0 to 1000000, not -1")
        #expect(complaint("x", "--sort", "best") == "--sort takes one of relevance, newest, oldest, not best")
        #expect(complaint("x", "--json=yes") == "--json takes no value")
        #expect(complaint("x", "--json", "--paths") == "--json and --paths exclude each other")
        #expect(complaint("x", "--full") == "--full belongs to reindex, not to search")
        #expect(complaint("status", "--limit", "3") == "--limit belongs to search, not to status")
        #expect(complaint("--json")?.hasPrefix("a query is missing") == true)
        #expect(complaint(" ", "")?.hasPrefix("a query is missing") == true)
        #expect(complaint("show")?.hasPrefix("show takes one id or path") == true)
        #expect(complaint("show", "a", "b")?.hasPrefix("show takes one id or path") == true)
        #expect(complaint("status", "quo")?.hasPrefix("status takes no words") == true)
        #expect(complaint("reindex", "--full", "a")?.hasPrefix("reindex --full rebuilds everything") == true)
        #expect(complaint("show", "a\u{FFFD}.txt")?.contains("not UTF-8") == true)
    }

    @Test("The help names every option and fits a terminal of 80 columns")
    func helpIsWhole() {
        for option in CommandOption.allCases { #expect(fullHelp.contains(option.spelling)) }
        for line in fullHelp.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
}
