// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Logging
import Testing

@testable import SearchDaemon
import TestSupport

@Suite("Configuration")
struct ConfigurationTests {
    @Test("the file wins over the defaults, the environment over the file, a flag over both")
    func precedence() async throws {
        let scratch = try Scratch()
        try scratch.write("c.yaml", "search_threads: 3\nmax_file_size: 1 MiB\nlog_level: error\ncorpus: [/a, /b]\n")
        let plain = try Configuration.read(file: nil, environment: ["HOME": scratch.path])
        #expect(plain.searchThreads == 2)
        #expect(plain.maxFileSize == 16 << 20)
        let environment = [
            "HOME": scratch.path, "CRISIS_SEARCH_CONFIG": scratch["c.yaml"], "CRISIS_SEARCH_SEARCH_THREADS": "5",
            "CRISIS_SEARCH_CORPUS": "/c:/d",
        ]
        let read = try Configuration.read(file: nil, environment: environment)
        #expect(read.searchThreads == 5)
        #expect(read.maxFileSize == 1 << 20)
        #expect(read.logLevel == .error)
        #expect(read.corpus == ["/c", "/d"])

        let daemon = try await RunningDaemon(
            ["--log-level", "debug"], settings: "", environment: ["CRISIS_SEARCH_LOG_LEVEL": "critical"])
        _ = try await daemon.search("alpha")
        #expect(daemon.log.contains("debug: "))
    }

    @Test("every key of the sample configuration is known, and the sample says the defaults")
    func sample() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../config")
        let text = try String(contentsOf: folder.appending(path: "crisis-search.yaml"), encoding: .utf8)
        var read = Configuration(environment: [:])
        try read.apply(yaml: text, from: "crisis-search.yaml")
        let expected = Self.values(Configuration(environment: [:]))
        #expect(Self.values(read) == expected)
        // The lines that show a default begin with "#key:".
        let shown = text.split(separator: "\n").filter { $0.wholeMatch(of: /#[a-z_]+: .+/) != nil }
            .map { $0.dropFirst() }.filter { !$0.hasPrefix("index:") && !$0.hasPrefix("socket:") }
        #expect(shown.count >= 8)
        try read.apply(yaml: shown.joined(separator: "\n"), from: "shown")
        #expect(Self.values(read) == expected)
    }

    /// The values that the sample shows, apart from the folders; where they were set does not matter.
    private static func values(_ configuration: Configuration) -> [String] {
        [
            "\(configuration.socketMode)", "\(configuration.ignore)", "\(configuration.includeHidden)",
            "\(configuration.followSymlinks)", "\(configuration.maxFileSize)",
            "\(configuration.maxContainerSize)", "\(configuration.searchThreads)",
            "\(configuration.readerTime)", "\(configuration.readerMemory)", "\(configuration.filters)",
            "\(configuration.languages)", "\(configuration.slowQuery)", "\(configuration.rescanInterval)",
            "\(configuration.pollInterval)",
            "\(configuration.logLevel)", "\(configuration.bulkThreshold)", "\(configuration.indexingThreads)",
            "\(configuration.indexingMemory)", "\(configuration.indexingPriority)", "\(configuration.pauseOnBattery)",
            "\(configuration.powerSupplies)",
        ]
    }

    @Test(
        "sizes and times are read in the units people write",
        arguments: [("max_file_size: 10", 10), ("max_file_size: 2k", 2048), ("max_file_size: 256 MiB", 256 << 20)])
    func sizes(line: String, bytes: Int) throws {
        var read = Configuration(environment: [:])
        try read.apply(yaml: line, from: "c.yaml")
        #expect(read.maxFileSize == bytes)
    }

    @Test(
        "a mistake is named with its line and what would be right",
        arguments: [
            ("corpus: [/a]\nindxe: /b", "c.yaml:2: ", "`index`"),
            ("search-threads: 2", "c.yaml:1: ", "`search_threads`"),
            ("\n\nsearch_threads: 65", "c.yaml:3: ", "1 to 64"),
            ("search_threads: many", "c.yaml:1: ", "many"),
            ("max_file_size: big", "c.yaml:1: ", "16 MiB"),
            ("max_file_size: 257 MiB", "c.yaml:1: ", "256 MiB"),
            ("max_file_size: 99999999999999999999g", "c.yaml:1: ", "16 MiB"),
            ("max_container_size: 1025 GiB", "c.yaml:1: ", "1024 GiB"),
            ("indexing_memory: 1 MiB", "c.yaml:1: ", "at least 32 MiB"),
            ("indexing_priority: high", "c.yaml:1: ", "low and normal"),
            ("bulk_threshold: 0", "c.yaml:1: ", "1 to"),
            ("reader_time: 2h", "c.yaml:1: ", "at most 1h"),
            ("reader_memory: 1 MiB", "c.yaml:1: ", "32 MiB"),
            ("filters: antiword", "c.yaml:1: ", "keys with a value"),
            ("filters: {doc: antiword -}", "c.yaml:1: ", "ending"),
            ("filters: {\".doc\": \"\"}", "c.yaml:1: ", "no command"),
            ("\nfilters: {\".doc\": [a, b]}", "c.yaml:2: ", "keys with a value"),
            ("filters: {\".doc\": a, \".DOC\": b}", "c.yaml:1: ", "two filters"),
            ("rescan_interval: -1", "c.yaml:1: ", "30s"),
            ("poll_interval: 0", "c.yaml:1: ", "at least 1s"),
            ("socket_mode: \"0999\"", "c.yaml:1: ", "octal"),
            ("log_level: loud", "c.yaml:1: ", "warning"),
            ("\nlanguages: [english, klingon]", "c.yaml:2: ", "“klingon”"),
            ("languages: klingon", "c.yaml:1: ", "portuguese, romanian"),
            ("include_hidden: maybe", "c.yaml:1: ", "true nor false"),
            ("index: [/a, /b]", "c.yaml:1: ", "one value"),
            ("corpus: {a: b}", "c.yaml:1: ", "list"),
            ("corpus: [/a]\ncorpus: [/b]", "c.yaml:", "corpus"),
            ("corpus: [/a", "c.yaml:", "YAML"),
            ("just words", "c.yaml", "keys"),
            ("zzz: 1", "c.yaml:1: ", "the keys are"),
        ])
    func mistakes(text: String, place: String, hint: String) throws {
        var read = Configuration(environment: [:])
        let error = try #require(throws: ConfigurationError.self) { try read.apply(yaml: text, from: "c.yaml") }
        #expect(error.description.hasPrefix(place), "\(error)")
        #expect(error.description.contains(hint), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    @Test("filters are read by the endings of names, from the file and from the environment")
    func filters() throws {
        var read = Configuration(environment: [:])
        try read.apply(yaml: "filters:\n  \".DOC\": antiword  -\n  .wpd: wpd2text /dev/stdin\n", from: "c.yaml")
        #expect(read.filters == [".doc": ["antiword", "-"], ".wpd": ["wpd2text", "/dev/stdin"]])
        try read.apply(environment: ["CRISIS_SEARCH_FILTERS": ".doc catdoc:.tex detex -"])
        #expect(read.filters == [".doc": ["catdoc"], ".tex": ["detex", "-"]])
    }

    @Test("random text is read or refused, never more", arguments: [UInt64.random(in: 0 ... .max)])
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "corpus", "index", ":", " ", "\n", "[", "]", "{", "}", "\"", "'", "- ", "&a", "*a", "!!binary", "~",
            "0x7f", "|", ">", "#", "\t", "\u{0}", "é", "search_threads", "1", "<<",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0..<20, using: &random)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            var read = Configuration(environment: [:])
            try? read.apply(yaml: text, from: "c.yaml")
            #expect((1...64).contains(read.searchThreads))
        }
    }

    // MARK: The program

    /// Starts a daemon that cannot start, and returns how it ended.
    private func refusal(_ arguments: [String], in scratch: Scratch) async throws -> ChildProcess.Outcome {
        try await ChildProcess(Built.daemon, arguments, in: scratch).outcome()
    }

    @Test("an unknown key ends the start with 78 and one line that names file, line and the nearest key")
    func unknownKey() async throws {
        let scratch = try Scratch()
        try scratch.write("c.yaml", "# settings\ncorpsu: [/a]\n")
        let ended = try await refusal(["--config", scratch["c.yaml"]], in: scratch)
        #expect(ended.status == 78)
        #expect(ended.errors.contains("c.yaml:2: ") && ended.errors.contains("`corpus`"))
        #expect(ended.errors.count { $0 == "\n" } == 1)
    }

    @Test("a corpus folder that is not there, none at all, or a file in its place: 78 and what to do")
    func missingCorpus() async throws {
        let scratch = try Scratch()
        try scratch.write("file", "text")
        let place = ["--index", scratch["index"], "--socket", scratch["socket"]]
        for corpus in [["--corpus", scratch["missing"]], ["--corpus", scratch["file"]], []] {
            let ended = try await refusal(place + corpus, in: scratch)
            #expect(ended.status == 78, "\(ended.errors)")
            #expect(ended.errors.contains(corpus.last ?? "--corpus"))
            #expect(ended.errors.count { $0 == "\n" } == 1)
        }
        #expect(
            !scratch.exists("index") && !scratch.exists("socket"), "a daemon that cannot start leaves nothing behind")
    }

    @Test("an index that cannot be written ends the start, with the folder and the reason")
    func unwritableIndex() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.write("file", "text")
        for index in [scratch["file/index"], "/proc/crisis-search-index"] {
            let ended = try await refusal(
                ["--corpus", scratch["corpus"], "--index", index, "--socket", scratch["socket"]], in: scratch)
            #expect([1, 78].contains(ended.status))
            #expect(ended.errors.contains(index.hasPrefix("/proc") ? "/proc" : scratch["file"]), "\(ended.errors)")
            #expect(!scratch.exists("socket"))
        }
    }

    @Test("a folder that cannot be used is said with the line, the variable or the flag that named it")
    func namedPlaces() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        let missing = scratch["missing"]
        try scratch.write("corpus.yaml", "# settings\ncorpus:\n  - \"\(missing)\"\n")
        try scratch.write("index.yaml", "corpus: \"\(scratch["corpus"])\"\nindex: /proc/crisis-search-index\n")
        let starts: [(arguments: [String], environment: [String: String], place: String, subject: String)] = [
            (["--config", scratch["corpus.yaml"]], [:], "corpus.yaml:2", missing),
            ([], ["CRISIS_SEARCH_CORPUS": missing], "CRISIS_SEARCH_CORPUS", missing),
            (["--corpus", missing], [:], "--corpus", missing),
            (["--config", scratch["index.yaml"]], [:], "index.yaml:2", "/proc"),
            (["--corpus", scratch["corpus"], "--index", "/proc/index"], [:], "--index", "/proc"),
        ]
        for start in starts {
            let process = try ChildProcess(
                Built.daemon, start.arguments + ["--socket", scratch["socket"]], environment: start.environment,
                in: scratch)
            let ended = try await process.outcome()
            #expect(ended.status == 78, "\(ended.errors)")
            #expect(ended.errors.contains(start.place) && ended.errors.contains(start.subject), "\(ended.errors)")
            #expect(ended.errors.count { $0 == "\n" } == 1, "\(ended.errors)")
        }
    }

    @Test("a second daemon on the same index, or the same socket, is told so: 75; the first goes on")
    func second() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let scratch = daemon.scratch
        let sameIndex = try await refusal(
            ["--corpus", scratch["corpus"], "--index", scratch["index"], "--socket", scratch["other"]], in: scratch)
        #expect(sameIndex.status == 75)
        #expect(sameIndex.errors.contains(scratch["index"]))
        #expect(!scratch.exists("other"))
        let sameSocket = try await refusal(
            ["--corpus", scratch["corpus"], "--index", scratch["index2"], "--socket", scratch["socket"]], in: scratch)
        #expect(sameSocket.status == 75)
        #expect(sameSocket.errors.contains(scratch["socket"]))
        for ended in [sameIndex, sameSocket] { #expect(ended.errors.count { $0 == "\n" } == 1, "\(ended.errors)") }
        #expect(try await daemon.finds("alpha") == ["a.txt"])
    }

    @Test("of several daemons started at once exactly one serves, the others are told so: 75")
    func race() async throws {
        for _ in 0..<5 {
            let scratch = try Scratch()
            try scratch.makeFolder("corpus")
            try scratch.write("settings.yaml", RunningDaemon.settings(scratch))
            let started = try (0..<6).map { _ in
                try ChildProcess(Built.daemon, ["--config", scratch["settings.yaml"]], in: scratch)
            }
            try await eventually("the end of all but one") { started.count { $0.isRunning } <= 1 }
            let winner = try #require(started.first { $0.isRunning })
            for loser in started where loser.id != winner.id {
                let ended = try await loser.outcome()
                #expect(ended.status == 75, "\(ended.errors)")
            }
            try await eventually("an answer; \(winner.errorsSoFar)") {
                guard let connection = try? Connection(to: scratch["socket"]) else { return false }
                try connection.send(request("/v1/health"))
                return try await blocking { try connection.answer() }.status == 200
            }
        }
    }

    @Test("a socket that a killed daemon left behind is taken over, a file in its place is not")
    func staleSocket() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try daemon.kill()
        #expect(daemon.scratch.exists("socket"))
        try await daemon.start()
        try await daemon.holds(["a.txt": "alpha"])
        try daemon.kill()
        try daemon.scratch.remove("socket")
        try daemon.scratch.write("socket", "a person's file")
        let ended = try await refusal(["--config", daemon.scratch["settings.yaml"]], in: daemon.scratch)
        #expect(ended.status == 78, "\(ended.errors)")
        #expect(try daemon.scratch.text("socket") == "a person's file")
    }

    @Test("a socket that can never be made is a mistake in the configuration: 78")
    func impossibleSocket() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        for socket in ["/proc/crisis-search/socket", scratch[String(repeating: "long", count: 40)]] {
            let ended = try await refusal(
                ["--corpus", scratch["corpus"], "--index", scratch["index"], "--socket", socket], in: scratch)
            #expect(ended.status == 78, "\(ended.errors)")
            #expect(ended.errors.contains(socket), "\(ended.errors)")
        }
    }

    @Test("every language that may be named has inflections; names and codes are read in either case")
    func languages() async throws {
        var read = Configuration(environment: [:])
        try read.apply(environment: ["CRISIS_SEARCH_LANGUAGES": "German:EN:nb:french"])
        #expect(read.languages == ["german", "english", "norwegian", "french"])
        let error = try #require(throws: ConfigurationError.self) {
            try read.apply(environment: ["CRISIS_SEARCH_LANGUAGES": "english:klingon"])
        }
        #expect(error.place == "CRISIS_SEARCH_LANGUAGES")
        let names = StemmedLanguage.all.map(\.name)
        #expect(error.message.contains(names.joined(separator: ", ")))
        // The daemon would not start if there were no stemmer for one of them.
        let daemon = try await RunningDaemon(
            settings: "languages: [\(names.joined(separator: ", "))]\n", files: ["a.txt": article("Verhandlungen")])
        try await eventually("the article") { try await daemon.finds("verhandlung") == ["a.txt"] }
    }

    @Test("the socket and the index are for their owner alone, or as configured", arguments: ["0600", "0660"])
    func permissions(mode: String) async throws {
        let daemon = try await RunningDaemon(settings: mode == "0600" ? "" : "socket_mode: \"\(mode)\"\n")
        #expect(try daemon.scratch.mode(of: "socket") == Int(mode, radix: 8))
        #expect(try daemon.scratch.mode(of: "index") == 0o700)
    }

    @Test("a usage error is 2, --version and --help are 0")
    func usage() async throws {
        let scratch = try Scratch()
        #expect(try await refusal(["--no-such-option"], in: scratch).status == 2)
        #expect(try await refusal(["--log-level", "loud"], in: scratch).status == 2)
        #expect(try await refusal(["index"], in: scratch).status == 2)
        #expect(try await refusal(["--version"], in: scratch).output.hasPrefix("crisis-searchd "))
        let help = try await refusal(["--help"], in: scratch)
        #expect(help.status == 0)
        for flag in ["--config <file>", "--corpus <dir>", "--index <dir>", "--socket <path>", "--log-level <level>"] {
            #expect(help.output.contains(flag), "\(help.output)")
        }
    }
}
