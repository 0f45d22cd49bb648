// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SearchAPI
import Testing

@Suite("The log")
struct LogTests {
    @Test("lines at info and above have no word of an article or of a query, whatever goes wrong")
    func discretion() async throws {
        let daemon = try await RunningDaemon(
            ["--log-level", "info"], settings: "slow_query: 1ms\n",
            files: ["a.txt": article("secretword"), "b.txt": "\u{0}\u{1}secretword\u{0}" + article("secretword")])
        try await eventually("the article") { try await daemon.status().articles == 1 }
        let word = "secretword"
        var targets = [
            "/v1/search?q=\(word)", "/v1/search?q=%22\(word)%20on%22",
            "/v1/search?q=\(word)*&facets=outlet&explain=true",
            "/v1/search?q=date:\(word)", "/v1/search?q=nosuchfield:\(word)", "/v1/search?q=\(word)&\(word)=1",
            "/v1/search?q=\(word)&limit=\(word)", "/v1/search?q=" + String(repeating: word, count: 900),
            "/v1/timeline?q=\(word)", "/v1/values/\(word)", "/v1/values/outlet?prefix=\(word)",
            "/v1/articles/\(word)", "/v1/article?path=/\(word)", "/v1/search?q=\(word)&limit=all", "/\(word)",
        ]
        targets += (1...20).map { _ in "/v1/search?q=" + encoded(String(repeating: "*e* OR \(word)? ", count: 60)) }
        for target in targets { _ = try await daemon.get(target) }
        _ = try await daemon.post("/v1/reindex", #"{"\#(word)":1}"#)
        _ = try await daemon.post("/v1/reindex", #"{"full":true,"wait":true}"#)
        let connection = try daemon.connect()
        _ = try await blocking {
            try connection.send("\(word) is no HTTP\r\n\r\n")
            return try connection.receiveAll()
        }
        try daemon.signal(SIGTERM)
        let log = try await daemon.process.outcome().errors
        #expect(log.contains("serving"))
        #expect(!log.lowercased().contains(word), "\(log)")
    }

    @Test("an event is one line, whatever the names in it")
    func lines() async throws {
        let daemon = try await RunningDaemon(["--log-level", "info"])
        try daemon.scratch.write("corpus/two\nlines\u{1b}[31m.txt", bytes: [0, 1, 2, 3, 0, 0, 0, 7])
        try await eventually("the file") { try await daemon.status().failed.count == 1 }
        try daemon.signal(SIGTERM)
        let log = try await daemon.process.outcome().errors
        #expect(
            log.split(separator: "\n").allSatisfy { $0.firstMatch(of: #/^\d{4}-\d\d-\d\dT[0-9:]+Z [a-z]+: /#) != nil })
        #expect(!log.contains("\u{1b}"))
        #expect(log.split(separator: "\n").count { $0.contains("cannot read a file") } == 1)
    }
}
