// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// The program: reads a command line, asks the daemon, prints the answer.
package struct Program {
    private let console: Console

    package init(console: Console) {
        self.console = console
    }

    /// Runs one command line.
    ///
    /// - Parameter arguments: without the program's name.
    /// - Returns: how the process should end; whatever there was to say has been said.
    package func run(_ arguments: [String]) -> ExitStatus {
        do {
            return try perform(try Invocation(arguments: arguments))
        } catch let failure as UsageError {
            return fail(failure.message, .usage)
        } catch let failure as ClientError {
            return fail(failure.message, failure.exitStatus)
        } catch let failure as OutputFailure {
            // A reader that has seen enough, as `head` has, is no failure.
            guard case .failed(let reason) = failure else { return .success }
            return fail("cannot write the answer: \(systemMessage(reason))", .unavailable)
        } catch {
            return fail("\(error)", .unavailable)
        }
    }

    private func perform(_ invocation: Invocation) throws -> ExitStatus {
        switch invocation.action {
        case .usage:
            console.complain(shortUsage)
            return .usage
        case .help:
            try console.write(fullHelp)
            return .success
        case .version:
            try console.write("crisis-search \(Version.current)\n")
            return .success
        case .search(let request, let output):
            return try search(request, output, invocation)
        case .show(let reference, let json):
            return try show(reference, json: json, invocation)
        case .status(let json):
            return try status(json: json, invocation)
        case .reindex(let request, let json):
            return try reindex(request, json: json, invocation)
        }
    }

    private func fail(_ message: String, _ status: ExitStatus) -> ExitStatus {
        console.complain("crisis-search: \(displayable(message))\n")
        return status
    }
}

// MARK: - Commands

extension Program {
    private func search(
        _ request: SearchRequest,
        _ output: SearchOutput,
        _ invocation: Invocation
    ) throws -> ExitStatus {
        var asked = request
        // A count needs no articles.
        if output == .count { asked.limit = 0 }
        let answer: HTTPResponse
        do {
            answer = try client(invocation).answer(to: .search(asked))
        } catch {
            guard case .problem(let problem) = error, let place = problem.at else { throw error }
            console.complain(remark(problem.detail, on: request.query, at: place, columns: console.columns))
            return error.exitStatus
        }
        switch output {
        case .json:
            try writeLine(answer.body)
            return try foundAny(answer)
        case .count:
            let count = try articleCount(answer)
            try console.write("\(count)\n")
            return count > 0 ? .success : .nothingFound
        case .paths:
            let response = try answer.decoded(SearchResponse.self)
            warn(of: response)
            try console.write(paths(of: response.results))
            return response.total.articles > 0 ? .success : .nothingFound
        case .people:
            let response = try answer.decoded(SearchResponse.self)
            warn(of: response)
            let view = SearchView(
                request: request, response: response, context: context(invocation), socket: invocation.socket)
            try present(view.rendered(), invocation)
            return response.total.articles > 0 ? .success : .nothingFound
        }
    }

    private func show(_ reference: String, json: Bool, _ invocation: Invocation) throws -> ExitStatus {
        let article = ArticleReference(reference, workingDirectory: console.workingDirectory)
        let answer = try client(invocation).answer(to: .article(article))
        if json {
            try writeLine(answer.body)
        } else {
            let view = ArticleView(article: try answer.decoded(ArticleResponse.self), context: context(invocation))
            try present(view.rendered(), invocation)
        }
        return .success
    }

    private func status(json: Bool, _ invocation: Invocation) throws -> ExitStatus {
        let socket = socket(invocation)
        let answer = try DaemonClient(socket: socket).answer(to: .status)
        if json {
            try writeLine(answer.body)
        } else {
            // With several candidates the daemon's own word on where it listens would be needed.
            let path = socket.candidates.count == 1 ? socket.candidates.first : nil
            let response = try answer.decoded(StatusResponse.self)
            try console.write(StatusView(status: response, socket: path, context: context(invocation)).rendered())
        }
        return .success
    }

    private func reindex(_ request: ReindexRequest, json: Bool, _ invocation: Invocation) throws -> ExitStatus {
        var request = request
        request.paths = request.paths.map { absolutePath($0, workingDirectory: console.workingDirectory) }
        let isWatched = request.wait && console.errorsAreTerminal
        if isWatched { console.complain("waiting for the daemon; Ctrl-C stops the waiting, not the work") }
        // Back to the line's beginning and clear it.
        defer { if isWatched { console.complain("\r\u{1B}[K") } }
        let timeout = request.wait ? nil : DaemonClient.defaultTimeout
        let answer = try client(invocation).answer(to: .reindex(request), timeout: timeout)
        let response = try answer.decoded(ReindexResponse.self)
        if json {
            try writeLine(answer.body)
        } else {
            try console.write(ReindexView(response: response, context: context(invocation)).rendered())
        }
        return response.failed.isEmpty ? .success : .nothingFound
    }
}

// MARK: - Parts

extension Program {
    private func socket(_ invocation: Invocation) -> DaemonSocket {
        DaemonSocket(option: invocation.socket, environment: console.environment)
    }

    private func client(_ invocation: Invocation) -> DaemonClient {
        DaemonClient(socket: socket(invocation))
    }

    private func context(_ invocation: Invocation) -> ViewContext {
        ViewContext(
            columns: console.columns,
            palette: Palette(
                invocation.color, isTerminal: console.outputIsTerminal, environment: console.environment),
            workingDirectory: console.workingDirectory
        )
    }

    /// Prints what is for people, through a pager if they asked for one and sit at a terminal.
    private func present(_ text: String, _ invocation: Invocation) throws {
        if invocation.pager, console.outputIsTerminal, page(text, environment: console.environment) { return }
        try console.write(text)
    }

    /// The daemon's bytes, untouched but for the end of the line.
    private func writeLine(_ body: [UInt8]) throws {
        try console.write(body.last == UInt8(ascii: "\n") ? body : body + [UInt8(ascii: "\n")])
    }

    private func warn(of response: SearchResponse) {
        for warning in response.warnings {
            console.complain(
                remark(warning.message, on: response.query, at: warning.at, columns: console.columns))
        }
    }

    private func foundAny(_ answer: HTTPResponse) throws -> ExitStatus {
        try articleCount(answer) > 0 ? .success : .nothingFound
    }

    /// How many articles were found: the header says it, so that the body need not be read.
    private func articleCount(_ answer: HTTPResponse) throws -> Int {
        if let value = answer.value(of: "crisis-search-articles"), let count = Int(value), count >= 0 { return count }
        return try answer.decoded(SearchResponse.self).total.articles
    }

    /// Each file once, in the order of the results, byte for byte.
    private func paths(of hits: [Hit]) -> [UInt8] {
        var seen: Set<[UInt8]> = []
        var output: [UInt8] = []
        for hit in hits {
            let path = hit.pathBytes.flatMap(decodedBase64) ?? Array(hit.path.utf8)
            if seen.insert(path).inserted { output += path + [UInt8(ascii: "\n")] }
        }
        return output
    }
}
