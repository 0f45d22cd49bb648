// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("What is served over HTTP")
struct RoutesTests {
    private static let files = [
        "a.txt": article("alpha"), "b.txt": article("bravo", title: "Pilots refuse night runs"),
    ]

    @Test("a search is answered with the hits, and the total in a header")
    func search() async throws {
        let daemon = try await RunningDaemon(files: Self.files)
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        let answer = try await daemon.get("/v1/search?q=harbour&limit=1&sort=newest&any=true&all_copies=false&offset=0")
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.headers["crisis-search-articles"] == "2")
        let response = try answer.decoded(SearchResponse.self)
        #expect(response.results.count == 1)
        #expect(response.total.articles == 2)
        let hit = try #require(try await daemon.search("alpha").results.first)
        #expect(hit.path == daemon.scratch["corpus/a.txt"])
        let snippet = try #require(hit.snippet)
        let lit = try #require(snippet.highlights.first)
        let text = Array(snippet.text.utf8)
        #expect(String(decoding: text[lit[0]..<lit[1]], as: UTF8.self) == "alpha")
    }

    @Test("plus and %20 are spaces, and days bound the search")
    func parameters() async throws {
        let daemon = try await RunningDaemon(files: Self.files)
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        func count(_ target: String) async throws -> Int {
            try await daemon.get(target).decoded(SearchResponse.self).total.articles
        }
        #expect(try await count("/v1/search?q=%22notice+board%22") == 2)
        #expect(try await count("/v1/search?q=%22notice%20board%22") == 2)
        #expect(try await count("/v1/search?q=notice&since=2024-04-02&until=2024-04") == 2)
        #expect(try await count("/v1/search?q=notice&since=2024-04-03") == 0)
        #expect(try await count("/v1/search?q=notice&until=2024-04-01") == 0)
        #expect(try await count("/v1/search?q=alpha+bravo") == 0)
        #expect(try await count("/v1/search?q=alpha+bravo&any") == 2)
    }

    @Test("an article is given by its identifier, by the beginning of it, and by its path")
    func articles() async throws {
        let daemon = try await RunningDaemon(files: Self.files)
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        let hit = try #require(try await daemon.search("alpha").results.first)
        let path = encoded(daemon.scratch["corpus/a.txt"])
        let targets = [
            "/v1/articles/\(hit.id)", "/v1/articles/\(hit.id.prefix(10).uppercased())", "/v1/article?path=\(path)",
            "/v1/article?path=\(path)&part=0",
        ]
        for target in targets {
            let found = try await daemon.get(target).decoded(ArticleResponse.self)
            #expect(found.path == hit.path)
            #expect(found.text.contains("alpha"))
            #expect(found.title == "Ferry talks resume")
        }
        for target in ["/v1/articles/0000000000000000", "/v1/article?path=\(path)&part=7", "/v1/article?path=/no/such"]
        {
            let problem = try await daemon.get(target)
            #expect(problem.status == 404, "\(target)")
            #expect(try problem.decoded(Problem.self).status == 404)
        }
    }

    @Test("the status says what is there, and health that it can be asked for")
    func status() async throws {
        let daemon = try await RunningDaemon(files: Self.files)
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"])
        try await eventually("readiness") { try await daemon.status().state == .ready }
        let status = try await daemon.status()
        #expect(status.articles == 2)
        #expect(status.pending == 0)
        #expect(status.indexBytes > 0)
        #expect(status.corpus == [daemon.scratch["corpus"]])
        #expect(status.index == daemon.scratch["index"])
        #expect(status.watching == "inotify")
        #expect(status.problems == [])
        #expect(status.lastCommit != nil)
        #expect(status.pid == Int(try daemon.process.id))
        #expect(try await daemon.get("/v1/health").status == 200)
    }

    @Test("what is wrong with a request is said in a problem document that names the parameter")
    func badRequests() async throws {
        let daemon = try await RunningDaemon()
        for (target, parameter) in Self.badRequests {
            let answer = try await daemon.get(target)
            #expect(answer.status == 400, "\(target)")
            #expect(answer.headers["content-type"] == "application/problem+json", "\(target)")
            let problem = try answer.decoded(Problem.self)
            #expect(problem.status == 400, "\(target)")
            #expect(problem.parameter == parameter, "\(target)")
            #expect(!problem.title.isEmpty && problem.detail.count > 10, "\(target)")
            #expect(problem.type.hasPrefix("urn:crisis-search:problem:"), "\(target)")
        }
    }

    /// Requests with the parameter at fault.
    private static let badRequests = [
        ("/v1/search", "q"), ("/v1/search?q=a&colour=red", "colour"), ("/v1/search?q=a&limit=x", "limit"),
        ("/v1/search?q=a&limit=1001", "limit"), ("/v1/search?q=a&limit=-1", "limit"),
        ("/v1/search?q=a&limit=99999999999999999999", "limit"), ("/v1/search?q=a&offset=1000001", "offset"),
        ("/v1/search?q=a&sort=best", "sort"), ("/v1/search?q=a&any=perhaps", "any"),
        ("/v1/search?q=a&since=2024-13-01", "since"), ("/v1/search?q=a&until=soon", "until"),
        ("/v1/search?q=a&q=b", "q"), ("/v1/search?q=a&limit=1&limit=1", "limit"), ("/v1/search?q=%ff", "q"),
        ("/v1/search?q=%zz", "q"), ("/v1/search?q=a&limit=", "limit"), ("/v1/articles/zzzz", "id"),
        ("/v1/articles/abc", "id"), ("/v1/articles/abcd?page=1", "page"), ("/v1/article", "path"),
        ("/v1/article?path=relative", "path"), ("/v1/article?path=/a&part=-1", "part"), ("/v1/status?x", "x"),
        ("/v1/health?x=1", "x"),
    ]

    @Test("paths and methods that are not served get a problem document")
    func notServed() async throws {
        let daemon = try await RunningDaemon()
        for (target, method) in Self.notServed {
            let bytes = request(target, method: method, headers: "Content-Length: 0\r\nConnection: close\r\n")
            let answer = try await daemon.exchange(bytes)
            #expect((400...405).contains(answer.status), "\(method) \(target)")
            #expect(answer.headers["content-type"] == "application/problem+json", "\(method) \(target)")
            let problem = try answer.decoded(Problem.self)
            #expect(problem.status == answer.status)
            #expect(!problem.detail.isEmpty)
        }
    }

    private static let notServed = [
        ("/", "GET"), ("/v1", "GET"), ("/v2/search?q=a", "GET"), ("/v1/search/", "PATCH"), ("/v1/search?q=a", "POST"),
        ("/v1/search?q=a", "DELETE"), ("/v1/reindex", "GET"), ("/v1/articles/", "GET"), ("/../etc/passwd", "GET"),
        ("/v1/articles/a/b", "GET"), ("/%00", "GET"),
    ]

    @Test("a query that cannot be read says where")
    func badQuery() async throws {
        let daemon = try await RunningDaemon()
        let answer = try await daemon.get("/v1/search?q=\(encoded("ferry date:tomorrowish"))")
        #expect(answer.status == 400)
        let problem = try answer.decoded(Problem.self)
        #expect(problem.parameter == "q")
        #expect((6...22).contains(try #require(problem.at)))
        let long = try await daemon.get("/v1/search?q=" + String(repeating: "ferry+", count: 1000))
        #expect(long.status == 400)
    }

    @Test("a body that is no order is refused with the reason")
    func badBodies() async throws {
        let daemon = try await RunningDaemon()
        for (body, parameter) in Self.badBodies {
            let answer = try await daemon.post("/v1/reindex", body)
            #expect(answer.status == 400, "\(body)")
            let problem = try answer.decoded(Problem.self)
            #expect(problem.parameter == parameter, "\(body)")
            #expect(problem.detail.hasPrefix(parameter), "\(body)")
        }
    }

    /// Bodies with the key at fault.
    private static let badBodies = [
        ("{", "body"), ("[]", "body"), ("null", "body"), ("\u{1}", "body"), ("3", "body"), (#"{"full":3}"#, "full"),
        (#"{"wait":"yes"}"#, "wait"), (#"{"paths":"x"}"#, "paths"), (#"{"paths":["/a",1]}"#, "paths"),
        (#"{"wait":true,"path":["/a"]}"#, "path"), (#"{"Full":true}"#, "Full"), (#"{"":1}"#, ""),
    ]

    @Test("a body that is too large is refused, whether its length is announced or not")
    func largeBody() async throws {
        let daemon = try await RunningDaemon()
        let announced = try await daemon.post("/v1/reindex", String(repeating: " ", count: 2 << 20))
        #expect(announced.status == 413)
        #expect(try announced.decoded(Problem.self).status == 413)
        let chunk = "10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n"
        let chunked = try await daemon.exchange(
            request("/v1/reindex", method: "POST", headers: "Transfer-Encoding: chunked\r\nConnection: close\r\n")
                + String(repeating: chunk, count: 20) + "0\r\n\r\n")
        #expect(chunked.status == 413)
    }
}
