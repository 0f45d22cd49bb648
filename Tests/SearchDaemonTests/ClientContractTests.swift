// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("crisis-search, as scripts and people rely on it")
struct ClientContractTests {
    private static let line = """
        Convoy halted at the strait
        20240310
        https://www.harbourpost.example/2024/03/10/convoy

        The minister of Veldania called the sea lane a red line. Nobody at the quay believed in red tape.

        """
    private static let lines = """
        Two capitals, many warnings
        20240312
        https://courier.example/two-capitals

        Both capitals have drawn red lines before. The Estmark Republic drew its own in chalk.

        """
    private static let words = """
        Painters at work
        20240314
        https://courier.example/painters

        The red paint on the pier ends in a line of barrels. Hamas salad was served.

        """

    private func daemon() async throws -> RunningDaemon {
        let files = ["line.txt": Self.line, "lines.txt": Self.lines, "words.txt": Self.words]
        let daemon = try await RunningDaemon(files: files)
        try await eventually("three articles") { try await daemon.status().articles == 3 }
        return daemon
    }

    @Test("0 found, 1 nothing found, 2 asked wrongly, 75 no daemon")
    func statuses() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.client("veldania").status == 0)
        for form in ["--count", "--paths", "--json"] {
            #expect(try await daemon.client("veldania", form).status == 0)
            #expect(try await daemon.client("unheardof", form).status == 1)
        }
        let nothing = try await daemon.client("unheardof")
        #expect(nothing.status == 1)
        #expect(nothing.output.contains("Nothing found"))
        let mistakes = [
            ["--colour"], ["--limit", "x", "a"], ["a", "--since", "soon"], ["date:soonish"], [],
            ["--json", "--count", "a"],
        ]
        for wrong in mistakes {
            let ended = try await daemon.client(wrong)
            #expect(ended.status == 2, "\(wrong): \(ended.errors)")
            #expect(ended.output.isEmpty && !ended.errors.isEmpty)
        }
        let absent = try await daemon.client("--socket", "/nowhere/socket", "veldania")
        #expect(absent.status == 75)
        #expect(absent.errors.count { $0 == "\n" } == 1)
        #expect(absent.errors.contains("/nowhere/socket") && absent.errors.contains("crisis-searchd"))
    }

    @Test("one argument with a space is a phrase, several are words in any form")
    func phraseRule() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.paths("red line") == ["line.txt"])
        #expect(try await daemon.paths("red", "line") == ["line.txt", "lines.txt", "words.txt"])
        #expect(try await daemon.paths("\"red line\"") == ["line.txt"])
        #expect(try await daemon.paths("“red line”") == ["line.txt"])
        #expect(try await daemon.paths("«red line»") == ["line.txt"])
        #expect(
            try await daemon.paths("red line -minister").isEmpty == false, "an argument with an operator is a query")
    }

    @Test("a word with a dash before it is excluded, wherever it stands")
    func exclusion() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.paths("red", "-hamas") == ["line.txt", "lines.txt"])
        #expect(try await daemon.paths("-hamas", "red") == ["line.txt", "lines.txt"])
        #expect(try await daemon.paths("red", "-hamas", "-estmark", "--limit", "5") == ["line.txt"])
    }

    @Test("after -- everything is text, and after search so is the name of a command")
    func textAfterDashes() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.client("--count", "--", "--json").status == 1)
        #expect(try await daemon.client("--count", "--", "veldania").output == "1\n")
        #expect(try await daemon.client("--count", "search", "status").output == "0\n")
        #expect(try await daemon.client("search", "--count", "veldania").output == "1\n")
    }

    @Test("OR, brackets, --any, title: and outlet: choose")
    func language() async throws {
        let daemon = try await daemon()
        #expect(try await daemon.paths("chalk OR barrels") == ["lines.txt", "words.txt"])
        #expect(try await daemon.paths("red (chalk OR barrels)") == ["lines.txt", "words.txt"])
        #expect(try await daemon.paths("chalk", "barrels", "--any") == ["lines.txt", "words.txt"])
        #expect(try await daemon.paths("title:painters") == ["words.txt"])
        #expect(try await daemon.paths("outlet:courier.example", "red") == ["lines.txt", "words.txt"])
        #expect(try await daemon.paths("red", "--since", "2024-03-11", "--until", "2024-03-13") == ["lines.txt"])
    }

    @Test("--json is the daemon's answer on one line, --count a number, --paths one path a line in order")
    func forms() async throws {
        let daemon = try await daemon()
        let json = try await daemon.client("--json", "red", "--sort", "newest", "--limit", "2")
        #expect(json.output.count { $0 == "\n" } == 1)
        let response = try JSONDecoder().decode(SearchResponse.self, from: Data(json.output.utf8))
        #expect(response.total.articles == 3)
        #expect(response.results.map(\.published) == ["2024-03-14", "2024-03-12"])
        #expect(try await daemon.client("--count", "red").output == "3\n")
        let paths = try await daemon.client("--paths", "red", "--sort", "oldest")
        #expect(paths.output == ["line", "lines", "words"].map { daemon.scratch["corpus/\($0).txt\n"] }.joined())
    }

    @Test("when a phrase has other forms elsewhere, one line says so, with the command that finds them")
    func suggestion() async throws {
        let daemon = try await daemon()
        let shown = try await daemon.client("red line")
        #expect(shown.output.contains("“red lines”"), "\(shown.output)")
        #expect(shown.output.contains("crisis-search"))
        let response = try JSONDecoder().decode(
            SearchResponse.self, from: Data(try await daemon.client("--json", "red line").output.utf8))
        let suggestion = try #require(response.suggestion)
        #expect(try await daemon.paths(suggestion).isSuperset(of: ["line.txt", "lines.txt"]), "\(suggestion)")
        let none = try JSONDecoder().decode(
            SearchResponse.self, from: Data(try await daemon.client("--json", "sea lane").output.utf8))
        #expect(none.suggestion == nil)
    }

    @Test("a person sees headline, outlet, day and path; no colour where there is no terminal")
    func people() async throws {
        let daemon = try await daemon()
        let shown = try await daemon.client("veldania").output
        for part in [
            "Convoy halted at the strait", "harbourpost.example", "2024-03-10", "corpus/line.txt", "1 article",
        ] {
            #expect(shown.contains(part), "\(part) in \(shown)")
        }
        #expect(!shown.contains("\u{1b}"))
        #expect(try await daemon.client("veldania", "--color", "always").output.contains("\u{1b}["))
    }

    @Test("show prints an article by its id and by its path; what is not there is 1")
    func show() async throws {
        let daemon = try await daemon()
        let response = try JSONDecoder().decode(
            SearchResponse.self, from: Data(try await daemon.client("--json", "veldania").output.utf8))
        let hit = try #require(response.results.first)
        for name in [hit.id, String(hit.id.prefix(8)), hit.path, "corpus/line.txt", "./corpus/../corpus/line.txt"] {
            let shown = try await daemon.client("show", name)
            #expect(shown.status == 0, "\(name): \(shown.errors)")
            #expect(shown.output.contains("red tape"))
        }
        #expect(try await daemon.client("show", "corpus/none.txt").status == 1)
        #expect(try await daemon.client("show", "0123456789abcdef").status == 1)
    }

    @Test("status is a table, or JSON")
    func status() async throws {
        let daemon = try await daemon()
        let table = try await daemon.client("status").output
        #expect(table.contains("articles  3"))
        #expect(table.contains(daemon.scratch["corpus"]))
        let json = try await daemon.client("status", "--json").output
        #expect(try JSONDecoder().decode(StatusResponse.self, from: Data(json.utf8)).articles == 3)
    }

    @Test("queries during restarts are answered, or told to try again, and nothing else")
    func restarts() async throws {
        let daemon = try await RunningDaemon(files: ["line.txt": Self.line])
        try await daemon.holds(["line.txt": "veldania"])
        let isDone = Flag()
        async let outcomes = {
            var outcomes: [ChildProcess.Outcome] = []
            while !isDone.isSet { outcomes.append(try await daemon.client("--count", "veldania")) }
            return outcomes
        }()
        for _ in 0..<3 {
            try daemon.signal(SIGTERM)
            _ = try await daemon.process.outcome()
            try await daemon.start()
        }
        isDone.set()
        for outcome in try await outcomes {
            switch outcome.status {
            case 0: #expect(outcome.output == "1\n")
            default:
                #expect(outcome.status == 75, "\(outcome.errors)")
                #expect(outcome.errors.count { $0 == "\n" } == 1)
                #expect(outcome.output.isEmpty)
            }
        }
    }
}
