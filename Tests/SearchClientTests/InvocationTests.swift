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
        #expect(
            try Invocation(arguments: ["show", "a1b2", "--json"]).action == .show("a1b2", nil, diff: false, json: true))
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
        #expect(complaint("x", "--limit", "many") == "--limit takes a number from 0 to 1000 or all, not many")
        #expect(complaint("x", "--limit", "1001") == "--limit takes a number from 0 to 1000 or all, not 1001")
        #expect(complaint("x", "--offset=-1") == "--offset takes a number from 0 to 1000000, not -1")
        #expect(complaint("x", "--sort", "best") == "--sort takes one of relevance, newest, oldest, not best")
        #expect(complaint("x", "--json=yes") == "--json takes no value")
        #expect(complaint("x", "--json", "--paths") == "--json and --paths exclude each other")
        #expect(complaint("x", "--full") == "--full belongs to reindex, not to search")
        #expect(
            complaint("status", "--limit", "3")
                == "--limit belongs to search, quotes, stories, similar and values, not to status")
        #expect(complaint("--json")?.hasPrefix("a query is missing") == true)
        #expect(complaint(" ", "")?.hasPrefix("a query is missing") == true)
        #expect(complaint("show")?.hasPrefix("show takes one id or path") == true)
        #expect(complaint("status", "quo")?.hasPrefix("status takes no words") == true)
        #expect(complaint("reindex", "--full", "a")?.hasPrefix("reindex --full rebuilds everything") == true)
        #expect(complaint("show", "a\u{FFFD}.txt")?.contains("not UTF-8") == true)
    }

    @Test("show takes a query besides the article, and the sentences around what matches")
    func showLit() throws {
        func show(_ arguments: String...) throws -> LightRequest? {
            guard case .show("4f0c", let light, diff: false, json: false) = try Invocation(arguments: arguments).action
            else {
                throw UsageError("not shown")
            }
            return light
        }
        #expect(try show("show", "4f0c") == nil)
        #expect(try show("show", "4f0c", "red line") == LightRequest(query: "\"red line\""))
        #expect(try show("show", "4f0c", "ferry", "-tram") == LightRequest(query: "ferry -tram"))
        #expect(
            try show("show", "4f0c", "ferry", "strike", "--any", "--context", "2")
                == LightRequest(query: "ferry strike", any: true, context: 2))
        #expect(complaint("show", "4f0c", "--context", "2")?.hasPrefix("--context needs a query") == true)
        #expect(complaint("show", "4f0c", "--any")?.hasPrefix("--any needs a query") == true)
        #expect(complaint("show", "4f0c", "x", "--context", "-1") == "--context takes a number from 0 to 1000, not -1")
    }

    @Test("timeline, similar and values read what is theirs")
    func views() throws {
        let timeline = TimelineRequest(query: "ferry strike", any: true, since: "2031", period: .week)
        #expect(
            try Invocation(arguments: ["timeline", "ferry", "strike", "--any", "--since=2031", "--by", "week"]).action
                == .timeline(timeline, .people))
        #expect(
            try Invocation(arguments: ["timeline", "--csv", "ferry"]).action
                == .timeline(TimelineRequest(query: "ferry"), .csv))
        #expect(try Invocation(arguments: ["similar", "4f0c"]).action == .similar("4f0c", limit: 10, .people))
        #expect(
            try Invocation(arguments: ["similar", "a.txt", "--paths0", "--limit", "3"]).action
                == .similar("a.txt", limit: 3, .paths(.nul)))
        #expect(
            try Invocation(arguments: ["values", "outlet", "Kal"]).action
                == .values(.outlet, prefix: "Kal", limit: 20, json: false))
        #expect(complaint("timeline")?.hasPrefix("a query is missing: crisis-search timeline") == true)
        #expect(complaint("timeline", "x", "--by", "hour") == "--by takes one of day, week, month, year, not hour")
        #expect(complaint("timeline", "x", "--csv", "--json") == "--json and --csv exclude each other")
        #expect(complaint("similar")?.hasPrefix("similar takes one id or path") == true)
        #expect(complaint("similar", "a", "b")?.hasPrefix("similar takes one id or path") == true)
        #expect(complaint("similar", "a", "--limit", "all") == "--limit takes a number from 0 to 100, not all")
        #expect(complaint("values", "title")?.contains("outlet, lang, speaker, by") == true)
        #expect(complaint("values") != nil && complaint("values", "outlet", "a", "b") != nil)
    }

    @Test("What a program wants to read is asked for, and nothing more")
    func outputs() throws {
        func output(_ arguments: String...) throws -> (SearchRequest, SearchOutput) {
            guard case .search(let request, let output) = try Invocation(arguments: ["x"] + arguments).action else {
                throw UsageError("not a search")
            }
            return (request, output)
        }
        let paths = try output("--paths0")
        #expect(paths.0 == SearchRequest(query: "x", allCopies: true, places: true) && paths.1 == .paths(.nul))
        let fields = try output("--fields", "id,published,title")
        #expect(fields.0 == SearchRequest(query: "x", snippets: false))
        #expect(fields.1 == .fields([.id, .published, .title]))
        #expect(try output("--fields=snippet").0.snippets)
        #expect(try output("--count").0.limit == 0)
        #expect(try output("--limit", "all", "--json").0.limit == nil)
        #expect(try output("--facets").0.facets == [.outlet, .month, .language, .speaker])
        #expect(try output("--facets=year,outlet").0.facets == [.year, .outlet])
        #expect(try output("--explain", "--json").0.explain)
    }

    @Test("What does not go together is refused, and an unknown name with the known ones")
    func refusedOutputs() {
        #expect(
            complaint("x", "--fields", "id,titel")
                == "--fields takes a list of id, path, part, title, opening, outlet, url, published, byline, score, "
                + "snippet, story, copies, not titel; did you mean title?")
        #expect(complaint("x", "--fields", "id,")?.contains("not ") == true)
        #expect(complaint("x", "--facets=day")?.hasPrefix("--facets takes a list of outlet, month, year") == true)
        #expect(
            complaint("x", "--limit", "all", "--offset", "3")?.hasPrefix("--limit all and --offset exclude") == true)
        #expect(complaint("x", "--limit", "all", "--explain") != nil)
        #expect(complaint("x", "--limit", "all", "--json", "--facets") != nil)
        #expect(complaint("x", "--paths", "--facets")?.hasPrefix("--facets is for people and for --json") == true)
        #expect(complaint("x", "--count", "--explain")?.hasPrefix("--explain is for people and for --json") == true)
        #expect(complaint("x", "--paths", "--paths0", "--count") == "--paths, --paths0 and --count exclude each other")
    }

    @Test("The help names every option and fits a terminal of 80 columns")
    func helpIsWhole() {
        for option in CommandOption.allCases { #expect(fullHelp.contains(option.spelling)) }
        for line in fullHelp.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
}
