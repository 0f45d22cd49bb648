// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Synchronization
import Testing

@Suite("Under a service manager")
struct ServiceTests {
    @Test("it says when it is ready, what it does, that it lives, reloads and stops")
    func notifications() async throws {
        let scratch = try Scratch()
        let manager = try Manager(at: scratch["notify"])
        let daemon = try await RunningDaemon(
            environment: ["NOTIFY_SOCKET": scratch["notify"], "WATCHDOG_USEC": "200000"],
            files: ["a.txt": article("alpha")])
        try await eventually("readiness") { manager.heard.contains("READY=1") }
        #expect(try await daemon.get("/v1/search?q=alpha").status == 200)
        try await eventually("signs of life") { manager.heard.count { $0 == "WATCHDOG=1" } >= 3 }
        try await eventually("the state") { manager.heard.contains("STATUS=Up to date") }

        let before = manager.heard.count
        try daemon.signal(SIGHUP)
        try await eventually("the reload's end") { manager.heard.dropFirst(before).contains("READY=1") }
        let reload = manager.heard.dropFirst(before)
        let begin = try #require(reload.firstIndex { $0.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") })
        let end = try #require(reload.firstIndex(of: "READY=1"))
        #expect(begin < end)

        try daemon.signal(SIGTERM)
        #expect(try await daemon.process.outcome().status == 0)
        try await eventually("the goodbye") { manager.heard.contains("STOPPING=1") }
        let heard = manager.heard
        #expect(try #require(heard.firstIndex(of: "READY=1")) < #require(heard.firstIndex(of: "STOPPING=1")))
        #expect(heard.allSatisfy { $0.wholeMatch(of: /(READY|WATCHDOG|STOPPING)=1|STATUS=.+|RELOADING=1\n.+/) != nil })
    }

    @Test("it serves on the socket it is handed, and leaves the file where it is")
    func activation() async throws {
        let scratch = try Scratch()
        try scratch.makeFolder("corpus")
        try scratch.write("corpus/a.txt", article("alpha"))
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(listener) }
        try #require(withSocketAddress(scratch["socket"]) { bind(listener, $0, $1) } == 0)
        try #require(listen(listener, 64) == 0)

        // A query sent before any daemon runs waits, and is answered.
        let early = try Connection(to: scratch["socket"])
        try early.send(request("/v1/health"))
        func start() throws -> ChildProcess {
            let script = "export LISTEN_PID=$$ LISTEN_FDS=1; exec \"$0\" \"$@\""
            let arguments = [
                Built.daemon, "--corpus", scratch["corpus"], "--index", scratch["index"], "--socket", "/nowhere/socket",
            ]
            return try ChildProcess("sh", ["-c", script] + arguments, in: scratch, descriptor: listener)
        }
        let first = try start()
        #expect(try await blocking { try early.answer() }.status == 200)
        first.signal(SIGTERM)
        #expect(try await first.outcome().status == 0)
        #expect(scratch.exists("socket"))

        // Between two daemons as well.
        let between = try Connection(to: scratch["socket"])
        try between.send(request("/v1/search?q=alpha"))
        let client = try ChildProcess(Built.client, ["--socket", scratch["socket"], "--count", "alpha"], in: scratch)
        let second = try start()
        #expect(try await blocking { try between.answer() }.decoded(SearchResponse.self).total.articles == 1)
        #expect(try await client.outcome().output == "1\n")
        second.end()
    }

    @Test("what is handed to another process, or is no socket, is not taken")
    func activationOfOthers() async throws {
        let daemon = try await RunningDaemon(environment: ["LISTEN_PID": "1", "LISTEN_FDS": "1"])
        #expect(try await daemon.get("/v1/health").status == 200)
        let scratch = daemon.scratch
        let script = "export LISTEN_PID=$$ LISTEN_FDS=2; exec \"$0\" \"$@\""
        let place = ["--corpus", scratch["corpus"], "--index", scratch["index2"], "--socket", scratch["socket2"]]
        let ended = try await ChildProcess("sh", ["-c", script, Built.daemon] + place, in: scratch).outcome()
        #expect(ended.status != 0)
        #expect(ended.errors.contains("2 sockets"))
    }

    @Test("for the journal each line begins with its priority, for a person with the time", arguments: [true, false])
    func logForms(isForJournal: Bool) async throws {
        let daemon = try await RunningDaemon(environment: isForJournal ? ["JOURNAL_STREAM": "8:1"] : [:])
        let form = isForJournal ? /<[2-7]>.+/ : /\d{4}-\d\d-\d\dT.+/
        #expect(daemon.log.split(separator: "\n").allSatisfy { $0.wholeMatch(of: form) != nil }, "\(daemon.log)")
    }
}

/// The receiving end of sd_notify(3).
private final class Manager: Sendable {
    private let descriptor: Int32
    private let messages = Mutex<[String]>([])

    init(at path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0, withSocketAddress(path, { bind(descriptor, $0, $1) }) == 0 else {
            throw SetupFailure("bind \(path)")
        }
    }

    deinit { close(descriptor) }

    /// Every message so far, in order.
    var heard: [String] {
        messages.withLock { messages in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
                messages.append(String(decoding: buffer[..<count], as: UTF8.self))
            }
            return messages
        }
    }
}
