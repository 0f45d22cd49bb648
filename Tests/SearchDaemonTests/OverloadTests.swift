// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Hummingbird
import Logging
import NIOCore
import SearchAPI
import Testing

@testable import SearchDaemon

@Suite("Overload is bounded, and passes")
struct OverloadTests {
    @Test("somebody who holds every connection and asks nothing makes way for those who ask")
    func idleMakeWay() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        // Twice as many as there are places; some have begun a request that they never finish.
        let held = try (0..<600).map { number in
            let connection = try daemon.connect()
            if number.isMultiple(of: 3) { try connection.send("GET /v1/search?q=alpha HTTP/1.1\r\nHost:") }
            if number.isMultiple(of: 5) {
                try connection.send(request("/v1/reindex", method: "POST", headers: "Content-Length: 100\r\n") + "{")
            }
            return connection
        }
        for _ in 0..<5 { #expect(try await daemon.get("/v1/search?q=alpha").status == 200) }
        withExtendedLifetime(held) {}
    }

    @Test("a connection that is being answered does not make way")
    func workingStays() async throws {
        let daemon = try await RunningDaemon(files: LifecycleTests.many(300))
        try await eventually("300 articles") { try await daemon.status().articles == 300 }
        // More than there are places: the last ones are taken when the first have been answered, and do nothing more.
        let connections = try (0..<300).map { _ in try daemon.connect() }
        for (number, connection) in connections.enumerated() {
            try connection.send(request("/v1/search?q=word\(spelled(number))"))
        }
        let answers = try await blocking { try connections.map { try $0.answer() } }
        for (number, answer) in answers.enumerated() {
            #expect(answer.status == 503 || answer.status == 200 && answer.text.contains("word\(spelled(number))"))
        }
    }

    @Test("out of descriptors, it neither dies nor spins, and serves again when there are some")
    func outOfDescriptors() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let used = try Samples(try await daemon.get("/metrics").text)["process_open_fds"]
        let process = try daemon.process
        let early = try daemon.connect()
        func failures() async throws -> Double {
            let answer = try await blocking {
                try early.send(request("/metrics"))
                return try early.answer()
            }
            return try Samples(answer.text)["crisis_search_accept_failures_total"] ?? 0
        }
        #expect(try await failures() == 0)
        func limit(_ number: Int) async throws {
            let change = try await ChildProcess(
                "prlimit", ["--pid", "\(process.id)", "--nofile=\(number):"], in: daemon.scratch
            ).outcome()
            try #require(change.status == 0, "\(change.errors)")
        }
        try await limit(Int(try #require(used)) + 8)
        let began = ContinuousClock.now
        var held = try (0..<40).map { _ in try daemon.connect() }
        let waiting = try daemon.connect()
        try waiting.send(request("/v1/search?q=alpha"))
        try daemon.scratch.write("corpus/b.txt", article("bravo"))
        // One would be the last: what has failed is tried again only if it fails in the same way each time.
        try await eventually("failures") { try await failures() >= 4 }
        let (count, time) = (try await failures(), ContinuousClock.now - began)
        #expect(Int64(count) <= time.components.seconds + 2, "one try a second, and no more: \(count) in \(time)")
        #expect(process.isRunning)
        held.removeAll()
        // What it takes to look at the newest state of the index may be wanting, too.
        let answer = try await blocking { try waiting.answer() }
        #expect(answer.status == 200 || answer.status == 503 && answer.headers["retry-after"] == "1", "\(answer.text)")
        try await limit(1024)
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        #expect(daemon.log.split(separator: "\n").count { $0.contains("a connection cannot be taken") } <= 2)
        let samples = try Samples(try await daemon.get("/metrics").text)
        #expect(try #require(samples["process_open_fds"]) < (try #require(used)) + 20, "nothing leaks")
    }

    @Test("when all search threads are busy and the queue is full, the answer is 503 with Retry-After, and it passes")
    func busy() async throws {
        let daemon = try await RunningDaemon(settings: "search_threads: 1\n", files: LifecycleTests.many(500))
        try await eventually("500 articles") { try await daemon.status().articles == 500 }
        // Each takes long enough for all others to come meanwhile: more than can wait for a thread.
        let heavy = request("/v1/search?q=" + encoded("*e* OR *a* OR *d*") + "&facets=outlet,month,year&explain=true")
        let connections = try (0..<250).map { _ in try daemon.connect() }
        for connection in connections { try connection.send(heavy) }
        let answers = try await blocking { try connections.map { try $0.answer() } }
        #expect(answers.allSatisfy { [200, 503].contains($0.status) })
        let refused = answers.filter { $0.status == 503 }
        #expect(!refused.isEmpty && refused.count < answers.count)
        #expect(refused.allSatisfy { $0.headers["retry-after"] == "1" })
        #expect(try await daemon.get("/v1/health").status == 200)
    }

    @Test("what is beyond the bounds of a request is refused, and the connection ends: body, time, method")
    func bounds() async throws {
        let daemon = try await RunningDaemon()
        let large = try daemon.connect()
        let answer = try await blocking {
            try? large.send(request("/v1/reindex", method: "POST", headers: "Content-Length: 2000000\r\n"))
            try? large.send([UInt8](repeating: 0x20, count: 2_000_000))
            return try large.answer()
        }
        #expect(answer.status == 413)
        let endless = try daemon.connect()
        let ended = try await blocking { () -> Bool in
            try endless.send(request("/v1/reindex", method: "POST", headers: "Transfer-Encoding: chunked\r\n"))
            let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
            // 9 MiB and some; then the connection must have been cut.
            for _ in 0..<1000 where (try? endless.send(chunk)) == nil { return true }
            return false
        }
        #expect(ended, "a body without an end is not taken")
        #expect(try await daemon.get("/v1/health").status == 200)
    }
}

@Suite("Who may ask")
struct PeerTests {
    @Test("the daemon's user and root may; others as the socket's mode says")
    func policy() {
        func admits(_ mode: UInt32, user: UInt32, groups: [UInt32] = []) -> Bool {
            PeerPolicy(mode: mode, owner: 100, group: 200, user: 101)
                .admits(Peer(process: 1, user: user, groups: groups))
        }
        for mode: UInt32 in [0o600, 0o660, 0o666, 0o000] {
            #expect(admits(mode, user: 0) && admits(mode, user: 101))
        }
        #expect(admits(0o600, user: 100) && !admits(0o060, user: 100, groups: [200]))
        #expect(!admits(0o600, user: 5, groups: [200]) && admits(0o660, user: 5, groups: [7, 200]))
        #expect(!admits(0o660, user: 5, groups: [7]) && admits(0o666, user: 5, groups: [7]))
        #expect(!admits(0o606, user: 5, groups: [200]), "a group's rights are its own")
    }

    @Test("the kernel says who has connected, and the log names them")
    func credentials() async throws {
        let daemon = try await RunningDaemon()
        _ = try await daemon.post("/v1/reindex", #"{"wait":true}"#)
        let line = try #require(daemon.log.split(separator: "\n").first { $0.contains("a reindex was asked for") })
        #expect(line.contains("pid=\(getpid())") && line.contains("uid=\(geteuid())"))
    }

    @Test(
        "somebody whom the mode does not let in is not answered, though the connection came about",
        .enabled(if: geteuid() == 0, "only root can be somebody else"))
    func refused() async throws {
        let daemon = try await RunningDaemon(settings: "socket_mode: \"0600\"\n")
        // The mode of the file is opened behind the daemon's back: the kernel lets nobody's connection through.
        for (name, mode) in [("", mode_t(0o755)), ("socket", 0o666)] { try daemon.scratch.setMode(name, mode) }
        // Perl, which every Debian has, and everybody may run.
        let script = """
            use Socket; $SIG{PIPE} = "IGNORE"; my $s;
            socket($s, PF_UNIX, SOCK_STREAM, 0) && connect($s, sockaddr_un($ARGV[0])) or die "connect: $!";
            syswrite($s, "GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n");
            print "read ", sysread($s, my $answer, 1000) || 0;
            """
        let outcome = try await ChildProcess(
            "setpriv",
            [
                "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/perl", "-e", script,
                daemon.scratch["socket"],
            ],
            in: daemon.scratch
        ).outcome()
        #expect(outcome.output == "read 0", "\(outcome.errors)")
        #expect(daemon.log.contains("may not ask"))
        #expect(try await daemon.get("/v1/health").status == 200)
    }
}
