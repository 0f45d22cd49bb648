// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("Starting, stopping, dying")
struct LifecycleTests {
    @Test("SIGTERM and SIGINT end it with 0, soon, and the socket is gone", arguments: [SIGTERM, SIGINT])
    func stop(signal: Int32) async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let idle = try daemon.connect()
        try daemon.signal(signal)
        let ended = try await daemon.process.outcome(within: patience)
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(!daemon.scratch.exists("socket"))
        #expect(ended.errors.contains("stopping"))
        withExtendedLifetime(idle) {}
    }

    @Test("a stop leaves each query either answered whole, or not begun")
    func queriesWhileStopping() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                let connection = try daemon.connect()
                group.addTask {
                    try await blocking {
                        var count = 0
                        while (try? connection.send(request("/v1/search?q=alpha"))) != nil {
                            var bytes: [UInt8] = []
                            var answer: HTTPAnswer?
                            repeat {
                                let more = try connection.receive()
                                if more.isEmpty {
                                    guard bytes.isEmpty else { throw Overdue(description: "half an answer") }
                                    return count
                                }
                                bytes += more
                                answer = HTTPAnswer(takingFrom: &bytes)
                            } while answer == nil
                            guard answer?.status == 200 else { throw Overdue(description: "\(answer?.text ?? "")") }
                            count += 1
                        }
                        return count
                    }
                }
            }
            try daemon.signal(SIGTERM)
            return try await group.reduce(0, +)
        }
        #expect(answered >= 0)
        #expect(try await daemon.process.outcome(within: patience).status == 0)
    }

    @Test("a client that never finishes its request cannot keep it from stopping")
    func stuckSender() async throws {
        let daemon = try await RunningDaemon()
        let stuck = try daemon.connect()
        try stuck.send(request("/v1/reindex", method: "POST", headers: "Content-Length: 100\r\n") + "{")
        _ = try await daemon.get("/v1/health")
        try daemon.signal(SIGTERM)
        #expect(try await daemon.process.outcome(within: patience).status == 0)
        withExtendedLifetime(stuck) {}
    }

    @Test("a client that never reads its answers cannot keep it from stopping")
    func stuckReader() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        let stuck = try daemon.connect()
        // Far more than the buffers between the two hold.
        for _ in 0..<3 { try stuck.send(String(repeating: request("/v1/search?q=alpha"), count: 500)) }
        _ = try await daemon.get("/v1/health")
        try daemon.signal(SIGTERM)
        #expect(try await daemon.process.outcome(within: patience).status == 0)
        withExtendedLifetime(stuck) {}
    }

    @Test("a reindex that is waited for is told when the daemon stops")
    func waitingWhileStopping() async throws {
        let daemon = try await RunningDaemon(files: Self.many(300))
        let process = try ChildProcess(
            Built.client, ["--socket", daemon.scratch["socket"], "reindex", "--full", "--wait"], in: daemon.scratch)
        try await eventually("the rebuilding") { try await daemon.status().state == .rebuilding || !process.isRunning }
        try daemon.signal(SIGTERM)
        #expect(try await daemon.process.outcome(within: patience).status == 0)
        let ended = try await process.outcome()
        #expect([0, 75].contains(ended.status), "\(ended.errors)")
        if ended.status == 75 { #expect(ended.errors.count { $0 == "\n" } == 1) }
    }

    @Test("stopped in the middle of a long first run, it keeps what is committed and goes on from there")
    func interruptedFirstRun() async throws {
        var files = Self.many(1500)
        let daemon = try await RunningDaemon(files: files)
        try await eventually("a beginning") {
            let status = try await daemon.status()
            // Done before anybody looked: once more, with other files.
            if status.state == .ready, status.articles == files.count {
                let more = Self.many(files.count).map { ("more-\(files.count)-\($0.key)", $0.value) }
                for (name, text) in more { try daemon.scratch.write("corpus/\(name)", text) }
                files.merge(more) { $1 }
            }
            return (50..<files.count - 50).contains(status.pending)
        }
        try daemon.signal(SIGTERM)
        #expect(try await daemon.process.outcome(within: patience).status == 0)
        try await daemon.start()
        let kept = try await daemon.status().articles
        #expect(kept > 0)
        try await eventually("all of them") { try await daemon.status().articles == files.count }
        try await eventually("readiness") { try await daemon.status().state == .ready }
        let added = try #require(daemon.log.firstMatch(of: /added=(\d+)/)).1
        #expect(try #require(Int(added)) < files.count, "what was committed need not be read again")
        #expect(try await !daemon.finds("word\(spelled(1499))").isEmpty)
    }

    @Test("killed in the middle of a long first run, it starts again and completes it")
    func killedFirstRun() async throws {
        let files = Self.many(80)
        let daemon = try await Self.heldUp(files)
        try await eventually("a beginning") { try await daemon.status().pending > 0 }
        try daemon.kill()
        try Self.letGo(daemon)
        try await daemon.start()
        try await eventually("all of them") { try await daemon.status().articles == files.count }
    }

    @Test("queries are answered from the first moment, and while a long run goes on")
    func answersWhileIndexing() async throws {
        let daemon = try await RunningDaemon(files: Self.many(1000))
        while try await daemon.status().articles < 1000 {
            #expect(try await daemon.get("/v1/search?q=veldania").status == 200)
        }
    }

    @Test("an answer from an index that is still being built says so")
    func incompleteAnswer() async throws {
        let daemon = try await Self.heldUp(Self.many(80))
        try await eventually("a warning") {
            let answer: SearchResponse = try await daemon.get("/v1/search?q=veldania").decoded()
            return answer.warnings.contains { $0.message.contains("being brought up to date") }
        }
        try Self.letGo(daemon)
        try await eventually("readiness") { try await daemon.status().state == .ready }
        let answer: SearchResponse = try await daemon.get("/v1/search?q=veldania").decoded()
        #expect(answer.warnings.isEmpty && answer.total.articles == 80)
    }

    @Test("a single file passes a long run")
    func overtaking() async throws {
        let daemon = try await Self.heldUp(Self.many(80))
        try await eventually("a beginning") { try await daemon.status().pending > 0 }
        try daemon.scratch.write("corpus/urgent.txt", article("urgent"))
        try await eventually("the file") { try await !daemon.finds("urgent").isEmpty }
        #expect(try await daemon.status().pending > 0, "the long run still goes on")
    }

    @Test("an index that is damaged, or of another schema, is built anew")
    func damagedIndex() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha")])
        try await daemon.holds(["a.txt": "alpha"])
        try daemon.kill()
        let generation = try #require(daemon.databases.first)
        for name in daemon.scratch.names(in: "index/" + generation) {
            try daemon.scratch.write("index/\(generation)/\(name)", "not what it was")
        }
        try await daemon.start()
        try await daemon.holds(["a.txt": "alpha"])
        #expect(daemon.log.contains("built anew"))
        try daemon.kill()
        try daemon.scratch.write("index/current", "no such generation\n")
        try await daemon.start()
        try await daemon.holds(["a.txt": "alpha"])
        #expect(daemon.databases.count == 1)
    }

    @Test("what changed while it was not running is seen at the start")
    func changedMeanwhile() async throws {
        let daemon = try await RunningDaemon(files: ["a.txt": article("alpha"), "b.txt": article("bravo")])
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        try daemon.signal(SIGTERM)
        _ = try await daemon.process.outcome()
        try daemon.scratch.remove("corpus/a.txt")
        try daemon.scratch.write("corpus/b.txt", article("other"))
        try daemon.scratch.write("corpus/c.txt", article("charlie"))
        try await daemon.start()
        try await daemon.holds(["b.txt": "other", "c.txt": "charlie"])
    }

    /// A daemon whose first run is read in bulk, and waits in the middle for the machine's battery.
    private static func heldUp(_ files: [String: String]) async throws -> RunningDaemon {
        try await RunningDaemon(files: files) { scratch in
            for folder in ["power", "power/BAT0"] { try scratch.makeFolder(folder) }
            try scratch.write("power/BAT0/type", "Battery\n")
            try scratch.write("power/BAT0/status", "Discharging\n")
            let settings = "bulk_threshold: 50\npower_supplies: \"\(scratch["power"])\"\n"
            try scratch.write("settings.yaml", RunningDaemon.settings(scratch) + settings)
        }
    }

    private static func letGo(_ daemon: RunningDaemon) throws {
        try daemon.scratch.write("power/BAT0/status", "Charging\n")
    }

    static func many(_ count: Int) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0).txt", article("word\(spelled($0))")) })
    }
}
