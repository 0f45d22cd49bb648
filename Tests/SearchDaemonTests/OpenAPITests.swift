// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@testable import SearchDaemon

@Suite("docs/openapi.yaml describes what is served")
struct OpenAPITests {
    /// The description's lines.
    private static let lines: [Substring] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/openapi.yaml")
        return ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
    }()

    /// What stands below the line `key:` at this depth, up to the next line of the same depth.
    private static func section(_ key: String, indent: Int, in lines: [Substring]) -> [Substring] {
        let margin = String(repeating: " ", count: indent)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("\(margin)\(key):") }) else { return [] }
        return Array(lines[(start + 1)...].prefix { $0.hasPrefix(margin + " ") })
    }

    /// The keys at this depth.
    private static func keys(indent: Int, in lines: [Substring]) -> [String] {
        let margin = String(repeating: " ", count: indent)
        return lines.compactMap { line in
            guard line.hasPrefix(margin), let first = line.dropFirst(indent).first, first != " ", first != "-" else {
                return nil
            }
            return line.dropFirst(indent).split(separator: ":").first.map(String.init)
        }
    }

    private static let routes = [
        "/v1/search": ["get"], "/v1/quotes": ["get"], "/v1/timeline": ["get"], "/v1/stories": ["get"],
        "/v1/values/{field}": ["get"],
        "/v1/articles/{id}": ["get"],
        "/v1/articles/{id}/similar": ["get"], "/v1/article": ["get"], "/v1/article/similar": ["get"],
        "/v1/status": ["get"], "/v1/reindex": ["post"], "/v1/health": ["get"], "/metrics": ["get"],
    ]

    @Test("every path and method, and no other")
    func paths() {
        let paths = Self.section("paths", indent: 0, in: Self.lines)
        let described = Dictionary(
            uniqueKeysWithValues: Self.keys(indent: 2, in: paths).map { path in
                (path, Self.keys(indent: 4, in: Self.section(path, indent: 2, in: paths)))
            })
        #expect(described == Self.routes)
    }

    @Test("what is described is served, what is not is not")
    func served() async throws {
        let daemon = try await RunningDaemon()
        for (path, methods) in Self.routes {
            for method in ["GET", "POST", "PUT", "DELETE"] {
                let target = path.replacing("{id}", with: "0123456789abcdef").replacing("{field}", with: "outlet")
                let answer = try await daemon.exchange(
                    request(target, method: method, headers: "Connection: close\r\nContent-Length: 0\r\n"))
                let isThere =
                    (try? answer.decoded(Problem.self).title) != "There is no such path" && answer.status != 405
                #expect(isThere == methods.contains(method.lowercased()), "\(method) \(path): \(answer.status)")
            }
        }
    }

    @Test("the parameters of each path are those it takes")
    func parameters() async throws {
        let daemon = try await RunningDaemon()
        let paths = Self.section("paths", indent: 0, in: Self.lines)
        for path in [
            "/v1/search", "/v1/quotes", "/v1/timeline", "/v1/stories", "/v1/article", "/v1/article/similar",
            "/v1/status", "/v1/health", "/metrics",
        ] {
            let described = Self.section(path, indent: 2, in: paths).compactMap { line in
                line.firstMatch(of: /- name: ([a-z_]+)/).map { String($0.1) }
            }
            // The refusal of an unknown parameter lists the known ones.
            let detail = try await daemon.get(path + "?no_such_parameter=1").decoded(Problem.self).detail
            let taken = detail.firstMatch(of: /takes (.+)$/).map { String($0.1) } ?? ""
            #expect(described.joined(separator: ", ") == (taken == "none" ? "" : taken), "\(path)")
        }
        let search = Self.section("/v1/search", indent: 2, in: paths)
        for parameter in SearchRequest.Parameter.allCases {
            #expect(search.contains { $0.contains("- name: \(parameter.rawValue)") })
        }
        #expect(search.contains { $0.contains("maximum: \(SearchRequest.maximumLimit)") })
        #expect(search.contains { $0.contains("maximum: \(SearchRequest.maximumOffset)") })
    }

    @Test("the keys of each answer are those described")
    func answers() async throws {
        let quoting = { (word: String, more: String) in
            article(word) + "\n“Nobody may close the Narrows\(more),” said Odile Brandt.\n"
        }
        let daemon = try await RunningDaemon(
            files: ["a.txt": quoting("alpha", ""), "b.txt": quoting("bravo", " by night"), "empty.txt": ""])
        try await daemon.holds(["a.txt": "alpha", "b.txt": "bravo"], unreadable: ["empty.txt"])
        let hit = try #require(try await daemon.search("alpha").results.first)
        let examples: [(String, HTTPAnswer)] = [
            ("SearchResponse", try await daemon.get("/v1/search?q=alpha")),
            ("ArticleResponse", try await daemon.get("/v1/articles/\(hit.id)")),
            ("ArticleResponse", try await daemon.get("/v1/articles/\(hit.id)?q=alpha&context=1")),
            ("SearchResponse", try await daemon.get("/v1/search?q=alpha&facets=outlet,month,year,language,speaker")),
            ("QuotesResponse", try await daemon.get("/v1/quotes?q=narrows")),
            ("TimelineResponse", try await daemon.get("/v1/timeline?q=alpha")),
            ("SimilarResponse", try await daemon.get("/v1/articles/\(hit.id)/similar")),
            ("ValuesResponse", try await daemon.get("/v1/values/outlet")),
            ("StatusResponse", try await daemon.get("/v1/status")),
            ("ReindexResponse", try await daemon.post("/v1/reindex", #"{"wait":true}"#)),
            ("Problem", try await daemon.get("/v1/search?q=a&limit=x")),
        ]
        let components = Self.section("components", indent: 0, in: Self.lines)
        let schemas = Self.section("schemas", indent: 2, in: components)
        func check(_ name: String, _ object: [String: Any]) throws {
            let schema = Self.section(name, indent: 4, in: schemas)
            let properties = Set(Self.keys(indent: 8, in: Self.section("properties", indent: 6, in: schema)))
            let line = schema.first { $0.contains("required: [") } ?? ""
            let list = line.split(separator: "[").last?.split(separator: "]").first ?? ""
            let required = Set(list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
            #expect(!properties.isEmpty && !required.isEmpty, "\(name) is described")
            #expect(Set(object.keys).subtracting(properties) == [], "\(name) has keys that are not described")
            #expect(required.subtracting(object.keys) == [], "\(name) lacks keys that it must have")
        }
        for (name, answer) in examples {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            try check(name, object)
            #expect(name == "Problem" || answer.text.hasPrefix(#"{"format":1,"#), "\(name)")
            if name == "SearchResponse", let hits = object["results"] as? [[String: Any]] {
                try check("Hit", try #require(hits.first))
            }
            if name == "QuotesResponse", let quote = (object["quotes"] as? [[String: Any]])?.first {
                try check("Quote", quote)
                let carrier = try #require((quote["carriers"] as? [[String: Any]])?.first)
                try check("QuoteCarrier", carrier)
                try check("WordingPart", try #require((carrier["wording"] as? [[String: Any]])?.first))
            }
            if let failed = object["failed"] as? [[String: Any]], let file = failed.first {
                try check("FailedFile", file)
            }
        }
    }
}
