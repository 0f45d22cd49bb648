// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import SearchAPI
import Testing

@testable import SearchClient

@Suite("The program and a daemon on a real socket")
struct ProgramTests {
    private let scratch: Scratch
    private var socket: String { "\(scratch.path)/socket" }

    init() throws {
        // As the program does first of all.
        signal(SIGPIPE, SIG_IGN)
        scratch = try Scratch()
    }

    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    private func found(_ count: Int, _ body: String) throws -> FakeDaemon {
        try FakeDaemon(at: socket, header: "Crisis-Search-Articles: \(count)\r\n", body: body)
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Run {
        try SearchClientTests.run(arguments + ["--socket", socket], in: scratch, environment: environment)
    }

    @Test("A search for people is asked once, shown, and found")
    func search() throws {
        let daemon = try found(3, try json(Sample.response))
        let run = try run("red line", "-convoy")
        #expect(run.status == .success)
        #expect(run.output.contains(" 1  Veldania draws a red line"))
        #expect(run.output.contains("crisis-search --socket \(socket) '\"red lines\"'"))
        #expect(run.errors.isEmpty)
        #expect(daemon.requests.count == 1)
        #expect(daemon.requests.first?.hasPrefix("GET /v1/search?q=%22red%20line%22%20-convoy HTTP/1.1\r\n") == true)
    }

    @Test("--json passes the daemon's bytes through and knows from the header whether something was found")
    func jsonPassesThrough() throws {
        let odd = #"{"future": [1.0e0,  "\u00e9"]}"#
        let daemon = try found(2, odd)
        let hit = try run("x", "--json")
        #expect(hit.status == .success && hit.output == odd + "\n" && hit.errors.isEmpty)
        daemon.stop()
    }

    @Test("Nothing found is 1, whatever is printed")
    func nothingFound() throws {
        let empty = SearchResponse(
            query: "x", total: Total(articles: 0, stories: 0, exact: true), tookMicroseconds: 100)
        let daemon = try found(0, try json(empty))
        #expect(try run("x").status == .nothingFound)
        #expect(try run("x").output == "Nothing found, 0.1 ms\n")
        #expect(try run("x", "--json").status == .nothingFound)
        #expect(try run("x", "--paths").status == .nothingFound)
        #expect(try run("x", "--paths").output.isEmpty)
        let count = try run("x", "--count")
        #expect(count.status == .nothingFound && count.output == "0\n")
        daemon.stop()
    }

    @Test("--count asks for no articles, prints their number, and says if it is not that of all")
    func count() throws {
        var response = Sample.response
        response.total.articles = 12_345
        response.warnings = [Warning(message: "only some of these were looked at", at: 0)]
        let daemon = try found(12_345, try json(response))
        let run = try run("x", "--count")
        #expect(run.status == .success && run.output == "12345\n")
        #expect(run.errors.contains("only some of these were looked at"))
        #expect(daemon.requests.first?.contains("limit=0") == true)
    }

    @Test("Without the header the count is read from the answer")
    func countWithoutHeader() throws {
        let daemon = try FakeDaemon(at: socket, body: try json(Sample.response))
        #expect(try run("x", "--count").output == "3\n")
        #expect(try run("x", "--json").status == .success)
        daemon.stop()
    }

    @Test("--paths prints each file once, its bytes as they are on the disk")
    func paths() throws {
        var response = Sample.response
        response.results[1].pathBytes = Data([0x2F, 0xFF, 0x1B]).base64EncodedString()
        response.results.append(Sample.hit(1))
        let daemon = try found(3, try json(response))
        #expect(
            try run("x", "--paths").outputBytes == Array("/corpus/2031/kalmar-1.txt\n".utf8) + [0x2F, 0xFF, 0x1B, 0x0A])
        daemon.stop()
    }

    @Test("What the parser guessed is said on the error output, with a caret")
    func warnings() throws {
        var response = Sample.response
        response.query = "red \"line"
        response.warnings = [Warning(message: "a quotation mark without its partner", at: 4)]
        let daemon = try found(3, try json(response))
        let errors = try run("red", "\"line").errors
        #expect(errors == "crisis-search: a quotation mark without its partner\n  red \"line\n      ^\n")
        daemon.stop()
    }

    @Test("A refused query is 2, with the reason and a caret under the place")
    func refusedQuery() throws {
        let problem = Problem(title: "Bad query", status: 400, detail: "no such day", parameter: "q", at: 6)
        let daemon = try FakeDaemon(at: socket, status: 400, body: try json(problem))
        let run = try run("x", "date:2031-13")
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(run.errors == "crisis-search: no such day\n  x date:2031-13\n        ^\n")
        daemon.stop()
    }

    @Test(
        "Each refusal has its exit status and the daemon's own words",
        arguments: [
            (404, SearchClient.ExitStatus.nothingFound), (400, .usage), (413, .usage), (429, .unavailable),
            (500, .unavailable),
            (503, .unavailable),
        ])
    func refusals(status: Int, exit: SearchClient.ExitStatus) throws {
        let problem = Problem(title: "Title", status: status, detail: "the reason\u{1B}")
        let daemon = try FakeDaemon(at: socket, status: status, body: try json(problem))
        let run = try run("show", "4f0c")
        #expect(run.status == exit && run.output.isEmpty && run.errors == "crisis-search: the reason␛\n")
        daemon.stop()
    }

    @Test("show asks by id or by absolute path")
    func show() throws {
        let daemon = try FakeDaemon(at: socket, body: try json(Sample.article))
        let run = try run("show", "4f0c")
        #expect(run.status == .success && run.output.hasPrefix("Ferries stay in port\n"))
        _ = try self.run("show", "a b.txt", "--json")
        let targets = daemon.requests.map { $0.split(separator: " ")[1] }
        let path = percentEncoded("\(scratch.path)/a b.txt")
        #expect(targets == ["/v1/articles/4f0c", "/v1/article?path=\(path)&part=0"])
    }

    @Test("status is a table, or the daemon's bytes")
    func status() throws {
        let body = try json(Sample.status)
        let daemon = try FakeDaemon(at: socket, body: body)
        #expect(try run("status").output.contains("socket    \(socket)\n"))
        #expect(try run("status", "--json").output == body + "\n")
        daemon.stop()
    }

    @Test("reindex sends absolute paths and is 1 if files could not be read")
    func reindex() throws {
        let failed = ReindexResponse(done: true, failed: [FailedFile(path: "/a", reason: "not text")])
        let daemon = try FakeDaemon(at: socket, body: try json(failed))
        #expect(try run("reindex", "--wait", "news \"1\"/a").status == .nothingFound)
        let body = daemon.requests.first?.split(separator: "\r\n\r\n").last ?? ""
        let request = try JSONDecoder().decode(ReindexRequest.self, from: Data(body.utf8))
        #expect(request == ReindexRequest(full: false, wait: true, paths: ["\(scratch.path)/news \"1\"/a"]))
    }

    @Test("Without a daemon: 75, one line, the sockets tried and how to start one")
    func noDaemon() throws {
        let run = try run("x")
        #expect(run.status == .unavailable && run.output.isEmpty)
        #expect(
            run.errors == "crisis-search: no daemon at \(socket) (no such socket); start one with"
                + " `systemctl --user start crisis-searchd` or `crisis-searchd --corpus DIR`\n")
        let stale = try FakeDaemon(at: socket, body: "{}")
        stale.stop()
        let deadline = Deadline(seconds: 5)
        while deadline.pollTimeout > 0 {
            let later = try self.run("x")
            if later.errors.contains("nobody listens there") { return }
        }
        Issue.record("a socket without a listener was not told apart")
    }

    @Test("The sockets are looked for in their order")
    func discovery() throws {
        func candidates(_ option: String?, _ environment: [String: String]) -> [String] {
            DaemonSocket(option: option) { environment[$0] }.candidates
        }
        let both = ["CRISIS_SEARCH_SOCKET": "/e", "XDG_RUNTIME_DIR": "/run/user/7"]
        #expect(candidates("/o", both) == ["/o"])
        #expect(candidates(nil, both) == ["/e"])
        let user = ["CRISIS_SEARCH_SOCKET": "", "XDG_RUNTIME_DIR": "/run/user/7"]
        #expect(candidates(nil, user) == ["/run/user/7/crisis-search/socket", "/run/crisis-search/socket"])
        #expect(candidates(nil, [:]) == ["/run/crisis-search/socket"])

        try scratch.makeFolder("crisis-search")
        let daemon = try FakeDaemon(at: "\(scratch.path)/crisis-search/socket", body: try json(Sample.response))
        let run = try SearchClientTests.run(["x"], in: scratch, environment: ["XDG_RUNTIME_DIR": scratch.path])
        #expect(run.status == .success)
        daemon.stop()
    }

    @Test("A path that no socket can have is named as the reason")
    func longPath() throws {
        let long = "/tmp/" + String(repeating: "x", count: 120)
        let run = try SearchClientTests.run(["x", "--socket", long], in: scratch)
        #expect(run.status == .unavailable)
        #expect(run.errors.contains("longer than the 107 bytes"))
        #expect(run.errors.contains("choose a shorter path"))
    }

    @Test("A daemon that hangs up, or is none, is 75 and said in one line")
    func brokenAnswers() throws {
        let answers: [[UInt8]?] = [
            nil, Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".utf8), Array("220 mail\r\n".utf8),
        ]
        for (number, answer) in answers.enumerated() {
            let path = "\(scratch.path)/s\(number)"
            let daemon = try FakeDaemon(at: path) { _ in answer.map { [$0] } }
            let run = try SearchClientTests.run(["x", "--socket", path], in: scratch)
            #expect(run.status == .unavailable && run.output.isEmpty)
            #expect(run.errors.hasPrefix("crisis-search: ") && run.errors.split(separator: "\n").count == 1)
            daemon.stop()
        }
    }

    @Test("A daemon that says nothing is waited for no longer than the timeout")
    func timeout() throws {
        let (listener, path) = (Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0), socket)
        defer { close(listener) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(listener, 1) == 0)
        let client = DaemonClient(socket: DaemonSocket(option: path) { _ in nil })
        #expect(throws: ClientError.timedOut) { try client.answer(to: .status, timeout: 0.05) }
    }

    @Test("A long answer in chunks and in small pieces arrives whole")
    func longAnswer() throws {
        let body = try json(
            SearchResponse(
                query: "x", total: Total(articles: 900, stories: 900, exact: true), tookMicroseconds: 1,
                results: (0..<900).map { Sample.hit($0) }))
        let daemon = try FakeDaemon(at: socket) { _ in
            var pieces = [Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)]
            var rest = Array(body.utf8)[...]
            while !rest.isEmpty {
                let chunk = rest.prefix(777)
                pieces += [Array("309\r\n".utf8), Array(chunk), Array("\r\n".utf8)]
                if chunk.count < 777 { pieces[pieces.count - 3] = Array("\(String(chunk.count, radix: 16))\r\n".utf8) }
                rest = rest.dropFirst(chunk.count)
            }
            return pieces + [Array("0\r\n\r\n".utf8)]
        }
        #expect(try run("x", "--json").output == body + "\n")
        daemon.stop()
    }

    @Test("A reader that has had enough is success")
    func closedPipe() throws {
        let daemon = try found(3, try json(Sample.response))
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let console = Console(output: ends[1], errors: ends[1], workingDirectory: "/", environment: { _ in nil })
        #expect(Program(console: console).run(["x", "--socket", socket]) == .success)
        daemon.stop()
    }

    @Test("A full disk is said")
    func fullDisk() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let daemon = try found(3, try json(Sample.response))
        let console = Console(output: full, errors: full, workingDirectory: "/", environment: { _ in nil })
        #expect(Program(console: console).run(["x", "--socket", socket]) == .unavailable)
        daemon.stop()
    }

    @Test("Without arguments: a short usage, 2")
    func usage() throws {
        let run = try SearchClientTests.run([], in: scratch)
        #expect(run.status == .usage && run.output.isEmpty && run.errors == shortUsage)
    }

    @Test("A pager gets the text; one that is not there leaves it to be shown plainly")
    func pager() throws {
        let target = "\(scratch.path)/paged"
        #expect(page("some text\n") { $0 == "CRISIS_SEARCH_PAGER" ? "cat > '\(target)'" : nil })
        #expect(try scratch.read("paged") == Array("some text\n".utf8))
        #expect(!page("x") { $0 == "PAGER" ? "/no/such/pager 2>/dev/null" : nil })
        #expect(!page("x") { $0 == "PAGER" ? "cat" : nil })
    }
}
