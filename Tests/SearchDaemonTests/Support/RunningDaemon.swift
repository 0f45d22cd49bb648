// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Synchronization
import Testing

/// A daemon as a real process with a corpus, an index and a socket of its own, all in one scratch folder:
/// `corpus/`, `index/`, `socket`, `settings.yaml`, and `outside/` for what is not yet, or no more, in the corpus.
///
/// It serves when `init` returns, and is ended with SIGKILL when the test lets go of it. A test has one at a time: few
/// may run at once, and to hold one while waiting for the next could hold up all of them.
final class RunningDaemon: Sendable {
    let scratch: Scratch
    /// What it is given besides its configuration file.
    private let arguments: [String]
    private let environment: [String: String]
    /// What runs it: a program that becomes the one that is named by its last arguments.
    private let launcher: [String]
    private let started: Mutex<ChildProcess?>

    /// - Parameters:
    ///   - settings: lines for the configuration file.
    ///   - files: in the corpus before the start, by name.
    ///   - launcher: a program with arguments that runs the daemon, as `nice` does, in its own process.
    ///   - prepare: what else to do in the scratch folder before the start.
    init(
        _ arguments: [String] = [],
        settings: String = "",
        environment: [String: String] = [:],
        files: [String: String] = [:],
        launcher: [String] = [],
        prepare: (Scratch) throws -> Void = { _ in }
    ) async throws {
        await Gate.daemons.enter()
        self.arguments = arguments
        self.environment = environment
        self.launcher = launcher
        started = Mutex(nil)
        do {
            scratch = try Scratch()
        } catch {
            // `deinit` does not run for what was never whole.
            Gate.daemons.leave()
            throw error
        }
        for folder in ["corpus", "outside"] { try scratch.makeFolder(folder) }
        for (name, text) in files { try scratch.write("corpus/" + name, text) }
        try scratch.write("settings.yaml", Self.settings(scratch) + settings)
        try prepare(scratch)
        try await start()
    }

    deinit {
        started.withLock { $0?.end() }
        Gate.daemons.leave()
    }

    static func settings(_ scratch: Scratch) -> String {
        """
        corpus: ["\(scratch["corpus"])"]
        index: "\(scratch["index"])"
        socket: "\(scratch["socket"])"
        log_level: debug

        """
    }

    var process: ChildProcess {
        get throws { try #require(started.withLock { $0 }) }
    }

    /// What it has logged since it was started.
    var log: String { started.withLock { $0?.errorsSoFar } ?? "" }

    /// The last of what it has logged, without the lines that every question makes, and the same line once.
    var story: String {
        var lines: [Substring] = []
        for line in log.split(separator: "\n") where !line.contains("debug: a connection ") {
            // A question that fails is asked again and again: only the time differs.
            let message = line.drop { $0 != " " }
            if let last = lines.last, last.drop(while: { $0 != " " }) == message { continue }
            lines.append(line)
        }
        return lines.suffix(40).joined(separator: "\n")
    }

    /// The folders of the index's databases, one but while much is read.
    var databases: [String] {
        scratch.names(in: "index").filter { $0.hasPrefix("generation-") || $0.hasPrefix("segment-") }
    }

    // MARK: Life

    /// - Parameter more: added to its environment.
    func start(with more: [String: String] = [:]) async throws {
        let environment = environment.merging(more) { $1 }
        let words = launcher + [Built.daemon, "--config", scratch["settings.yaml"]] + arguments
        let process = try ChildProcess(words[0], Array(words.dropFirst()), environment: environment, in: scratch)
        started.withLock { $0 = process }
        try await waitUntilItServes()
    }

    func waitUntilItServes() async throws {
        let process = try process
        try await eventually("an answer from \(scratch["socket"]); the daemon says: \(process.errorsSoFar)") {
            guard process.isRunning else {
                throw Overdue(description: "the daemon ended instead of serving: \(process.errorsSoFar)")
            }
            return (try? await self.get("/v1/health").status) == 200
        }
    }

    /// As a power failure would.
    func kill() throws { try process.end() }

    func signal(_ number: Int32) throws { try process.signal(number) }

    // MARK: Questions

    func get(_ target: String) async throws -> HTTPAnswer {
        try await exchange(request(target, headers: "Connection: close\r\n"))
    }

    func post(_ target: String, _ body: String) async throws -> HTTPAnswer {
        try await exchange(
            request(target, method: "POST", headers: "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n")
                + body)
    }

    func exchange(_ bytes: String) async throws -> HTTPAnswer {
        let path = scratch["socket"]
        return try await blocking {
            let connection = try Connection(to: path)
            try connection.send(bytes)
            return try connection.answer()
        }
    }

    func connect() throws -> Connection { try Connection(to: scratch["socket"]) }

    func search(_ query: String, _ more: String = "") async throws -> SearchResponse {
        try await get("/v1/search?limit=1000&q=\(encoded(query))\(more)").decoded()
    }

    func status() async throws -> StatusResponse {
        try await get("/v1/status").decoded()
    }

    /// The names in the corpus of the files that a query finds, every copy of a story included.
    func finds(_ query: String) async throws -> Set<String> {
        Set(try await search(query, "&all_copies=true").results.map { self.name(ofPath: $0.path) })
    }

    func name(ofPath path: String) -> String {
        let prefix = scratch["corpus/"]
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }

    /// Runs `crisis-search`.
    func client(_ arguments: String...) async throws -> ChildProcess.Outcome {
        try await client(arguments)
    }

    func client(_ arguments: [String]) async throws -> ChildProcess.Outcome {
        let environment = ["CRISIS_SEARCH_SOCKET": scratch["socket"]]
        return try await ChildProcess(Built.client, arguments, environment: environment, in: scratch).outcome()
    }

    /// The names in the corpus of the files that `crisis-search --paths` prints.
    func paths(_ arguments: String...) async throws -> Set<String> {
        let output = try await client(["--paths"] + arguments).output
        return Set(output.split(separator: "\n").map { name(ofPath: String($0)) })
    }

    // MARK: Promises

    /// Waits until the index holds exactly these files, each found by its own words and by no other's, and exactly
    /// these that could not be read.
    ///
    /// - Parameter files: a query that finds this one file, by the file's name in the corpus.
    func holds(_ files: [String: String], unreadable: Set<String> = [], within limit: Duration = patience) async throws
    {
        var difference = ""
        do {
            try await eventually("the index equal to the disk", within: limit) {
                difference = try await self.difference(files, unreadable)
                return difference.isEmpty
            }
        } catch is Overdue {
            throw Overdue(
                description: "the index does not become equal to the disk: \(difference)\n\(log.suffix(2000))")
        }
    }

    private func difference(_ files: [String: String], _ unreadable: Set<String>) async throws -> String {
        let status = try await status()
        guard status.articles == files.count else { return "\(status.articles) articles of \(files.count) files" }
        let failed = Set(status.failed.map { name(ofPath: $0.path) })
        guard failed == unreadable else { return "unreadable are \(failed), not \(unreadable)" }
        let connection = try connect()
        let asked = files.sorted { $0.key < $1.key }
        let answers = try await blocking {
            try asked.map { file in
                try connection.send(request("/v1/search?q=\(encoded(file.value))"))
                return try connection.answer()
            }
        }
        for (file, answer) in zip(asked, answers) {
            let found = try answer.decoded(SearchResponse.self).results.map { name(ofPath: $0.path) }
            if found != [file.key] { return "“\(file.value)” of \(file.key) finds \(found)" }
        }
        return ""
    }
}

/// An article with a word of its own.
func article(_ word: String, title: String = "Ferry talks resume") -> String {
    """
    \(title)
    20240402
    https://www.harbourpost.example/world/kalmar-sound-ferries.html

    The envoy of Veldania left without a word. A clerk wrote \(word) on the notice board at the harbour.

    """
}
