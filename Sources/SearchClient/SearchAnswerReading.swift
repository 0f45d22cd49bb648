// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// The answer to a search read member by member.
///
/// `Decodable` would do, and takes a process that reads one answer and ends as long as all the rest of it: the first
/// decoding of each type looks through all conformances of the program and makes generic types as it runs.
extension HTTPResponse {
    /// Reads the body as the answer to a search.
    func searchResponse() throws(ClientError) -> SearchResponse {
        try SearchResponse(wire: try wireJSON(of: body))
    }
}

extension SearchResponse {
    /// Reads a JSON text as an answer to a search.
    init(wire json: JSONValue) throws(ClientError) {
        do {
            self.init(
                query: try json.text("query"),
                total: Total(
                    articles: try json.member("total").integer("articles"),
                    stories: try json.member("total").integer("stories"),
                    exact: try json.member("total").flag("exact")),
                tookMicroseconds: try json.integer("took_us"),
                warnings: try json.list("warnings").map { (warning) throws(MissingMember) in
                    Warning(message: try warning.text("message"), at: try warning.integer("at"))
                },
                suggestion: try json.textIfAny("suggestion"),
                note: try json.textIfAny("note"),
                results: try json.list("results").map { (hit) throws(MissingMember) in try Hit(members: hit) }
            )
        } catch {
            throw .unreadableAnswer(error.description)
        }
        // Rare, and many: what the types say of themselves is enough.
        do {
            facets = try json.memberIfAny("facets").map { try decode(Facets.self, from: $0) }
            explanation = try json.memberIfAny("explanation").map { try decode(Explanation.self, from: $0) }
        } catch {
            throw .unreadableAnswer("it lacks what belongs there: \(error)")
        }
    }
}

extension Hit {
    /// Reads a JSON text as a line of a streamed answer.
    init(wire json: JSONValue) throws(ClientError) {
        do { try self.init(members: json) } catch { throw .unreadableAnswer(error.description) }
    }

    fileprivate init(members json: JSONValue) throws(MissingMember) {
        self.init(
            id: try json.text("id"),
            path: try json.text("path"),
            pathBytes: try json.textIfAny("path_bytes"),
            part: try json.integer("part"),
            title: try json.textIfAny("title"),
            titleHighlights: try json.ranges("title_highlights"),
            opening: try json.textIfAny("opening"),
            outlet: try json.textIfAny("outlet"),
            url: try json.textIfAny("url"),
            published: try json.textIfAny("published"),
            byline: try json.textIfAny("byline"),
            score: try json.number("score"),
            snippet: try json.memberIfAny("snippet").map { (snippet) throws(MissingMember) in
                Snippet(text: try snippet.text("text"), highlights: try snippet.ranges("highlights"))
            },
            story: try json.textIfAny("story"),
            copies: try json.list("copies").map { (copy) throws(MissingMember) in
                Copy(path: try copy.text("path"), outlet: try copy.textIfAny("outlet"))
            },
            copiesTotal: try json.integer("copies_total")
        )
    }
}

/// A member that is not there, or is something else than belongs there.
private struct MissingMember: Error, CustomStringConvertible {
    var name: String
    var description: String { "it lacks what belongs there: \(name)" }
}

extension JSONValue {
    fileprivate func member(_ name: String) throws(MissingMember) -> JSONValue {
        guard let value = self[name] else { throw MissingMember(name: name) }
        return value
    }

    /// Nil for one that is null or not there.
    fileprivate func memberIfAny(_ name: String) -> JSONValue? {
        guard let value = self[name], value != .null else { return nil }
        return value
    }

    fileprivate func text(_ name: String) throws(MissingMember) -> String {
        guard case .string(let text) = self[name] else { throw MissingMember(name: name) }
        return text
    }

    fileprivate func textIfAny(_ name: String) throws(MissingMember) -> String? {
        guard memberIfAny(name) != nil else { return nil }
        return try text(name)
    }

    fileprivate func flag(_ name: String) throws(MissingMember) -> Bool {
        guard case .bool(let flag) = self[name] else { throw MissingMember(name: name) }
        return flag
    }

    fileprivate func integer(_ name: String) throws(MissingMember) -> Int {
        guard case .integer(let integer) = self[name] else { throw MissingMember(name: name) }
        return integer
    }

    fileprivate func number(_ name: String) throws(MissingMember) -> Double {
        switch self[name] {
        case .integer(let integer): return Double(integer)
        case .number(let number): return number
        default: throw MissingMember(name: name)
        }
    }

    fileprivate func list(_ name: String) throws(MissingMember) -> [JSONValue] {
        guard case .array(let elements) = self[name] else { throw MissingMember(name: name) }
        return elements
    }

    fileprivate func ranges(_ name: String) throws(MissingMember) -> [[Int]] {
        try list(name).map { (range) throws(MissingMember) in
            guard case .array(let bounds) = range else { throw MissingMember(name: name) }
            return try bounds.map { (bound) throws(MissingMember) in
                guard case .integer(let bound) = bound else { throw MissingMember(name: name) }
                return bound
            }
        }
    }
}
