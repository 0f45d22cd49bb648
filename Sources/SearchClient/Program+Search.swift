// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

extension Program {
    /// A page of hits.
    func search(_ request: SearchRequest, _ output: SearchOutput, _ invocation: Invocation) throws -> ExitStatus {
        let answer = try client(invocation).answer(to: .search(request))
        switch output {
        case .json:
            try writeLine(answer.body)
            return status(try articleCount(answer))
        case .count:
            // A number that is not that of all articles says so.
            let response = try answer.searchResponse()
            warn(response.warnings, on: response.query)
            try console.write("\(response.total.articles)\n")
            return status(response.total.articles)
        case .paths, .fields:
            let response = try answer.searchResponse()
            warn(response.warnings, on: response.query)
            var lines = HitLines(output, isForTerminal: console.outputIsTerminal)
            try console.write(response.results.flatMap { lines.next($0) })
            return status(response.total.articles)
        case .people:
            let response = try answer.searchResponse()
            warn(response.warnings, on: response.query)
            let view = SearchView(
                request: request, response: response, context: context(invocation), socket: invocation.socket)
            try present(view.rendered(), invocation)
            return status(response.total.articles)
        }
    }

    /// All hits, each printed when it comes: neither they nor the output are held.
    func searchEverything(
        _ request: SearchRequest,
        _ output: SearchOutput,
        _ invocation: Invocation
    ) throws -> ExitStatus {
        let wantsPager = output == .people && invocation.pager && console.outputIsTerminal
        guard wantsPager, let pager = Pager(environment: console.environment) else {
            return try stream(request, output, invocation) { bytes in try console.write(bytes) }
        }
        let result = Result { try stream(request, output, invocation) { bytes in try pager.write(bytes) } }
        guard pager.wait() else { throw UsageError("the pager could not be started: set PAGER, or leave out --pager") }
        return try result.get()
    }

    private func stream(
        _ request: SearchRequest,
        _ output: SearchOutput,
        _ invocation: Invocation,
        write: ([UInt8]) throws -> Void
    ) throws -> ExitStatus {
        var head: SearchResponse?
        var shown = 0
        var lines = HitLines(output, isForTerminal: console.outputIsTerminal)
        var view = HitView(context: context(invocation), highestRank: 0)
        try client(invocation).lines(of: .search(request)) { line in
            if head == nil {
                let response = try SearchResponse(wire: wireJSON(of: line))
                warn(response.warnings, on: response.query)
                view = HitView(context: context(invocation), highestRank: response.total.articles)
                head = response
                return
            }
            shown += 1
            switch output {
            // As they came: what this program does not know of a hit is not lost.
            case .json: try write(line + [UInt8(ascii: "\n")])
            case .paths, .fields: try write(lines.next(try Hit(wire: wireJSON(of: line))))
            case .people:
                try write(Array((view.rendered(try Hit(wire: wireJSON(of: line)), rank: shown) + "\n").utf8))
            case .count: break
            }
        }
        guard let head else { throw ClientError.unreadableAnswer("it has no first line") }
        if output == .people {
            let view = SearchView(
                request: request, response: head, context: context(invocation), socket: invocation.socket)
            try write(Array(view.ending(shown: shown).utf8))
        }
        return status(head.total.articles)
    }

    func status(_ count: Int) -> ExitStatus {
        count > 0 ? .success : .nothingFound
    }

    /// How many articles were found: the header says it, so that the body need not be read.
    private func articleCount(_ answer: HTTPResponse) throws -> Int {
        if let value = answer.value(of: "crisis-search-articles"), let count = Int(value), count >= 0 { return count }
        return try answer.searchResponse().total.articles
    }
}

/// Hits as lines for programs: paths, or fields.
private struct HitLines {
    /// Nil where fields are printed.
    private var paths: HitPaths?
    private var fields: [HitField] = []
    private let isForTerminal: Bool

    init(_ output: SearchOutput, isForTerminal: Bool) {
        self.isForTerminal = isForTerminal
        if case .paths(let end) = output { paths = HitPaths(endingWith: end.rawValue) }
        if case .fields(let fields) = output { self.fields = fields }
    }

    mutating func next(_ hit: Hit) -> [UInt8] {
        if let path = paths?.next(hit.path, bytes: hit.pathBytes) { return path }
        // Nobody's article may steer a person's terminal.
        return line(of: hit, fields, clean: isForTerminal ? { displayable($0) } : { $0 })
    }
}
