// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// The program: reads a command line, asks the daemon, prints the answer.
package struct Program {
    let console: Console

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
            return try remarking(on: request.query) {
                request.limit == nil
                    ? try searchEverything(request, output, invocation) : try search(request, output, invocation)
            }
        case .quotes(let request, let output):
            return try remarking(on: request.query) { try quotes(request, output, invocation) }
        case .show(let reference, let light, let diff, let json):
            return try remarking(on: light?.query) { try show(reference, light, diff: diff, json: json, invocation) }
        case .timeline(let request, let output):
            return try remarking(on: request.query) { try timeline(request, output, invocation) }
        case .stories(let request, let json):
            return try remarking(on: request.query) { try stories(request, json: json, invocation) }
        case .similar(let reference, let limit, let output):
            return try similar(reference, limit: limit, output, invocation)
        case .values(let field, let prefix, let limit, let json):
            return try values(of: field, prefix: prefix, limit: limit, json: json, invocation)
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

    /// Runs `body`, and where it fails for a place in the query, shows the place.
    private func remarking(on query: String?, _ body: () throws -> ExitStatus) throws -> ExitStatus {
        do {
            return try body()
        } catch let error as ClientError {
            guard let query, case .problem(let problem) = error, let place = problem.at else { throw error }
            console.complain(remark(problem.detail, on: query, at: place, columns: console.columns))
            return error.exitStatus
        }
    }
}

// MARK: - Commands about the daemon

extension Program {
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

    func client(_ invocation: Invocation) -> DaemonClient {
        DaemonClient(socket: socket(invocation))
    }

    func context(_ invocation: Invocation) -> ViewContext {
        ViewContext(
            columns: console.columns,
            palette: Palette(
                invocation.color, isTerminal: console.outputIsTerminal, environment: console.environment),
            workingDirectory: console.workingDirectory,
            isUnicode: console.isUnicode,
            rows: console.rows
        )
    }

    /// Prints what is for people, through a pager if they asked for one and sit at a terminal.
    func present(_ text: String, _ invocation: Invocation) throws {
        if invocation.pager, console.outputIsTerminal, page(text, environment: console.environment) { return }
        try console.write(text)
    }

    /// The daemon's bytes, untouched but for the end of the line.
    func writeLine(_ body: [UInt8]) throws {
        try console.write(body.last == UInt8(ascii: "\n") ? body : body + [UInt8(ascii: "\n")])
    }

    func warn(_ warnings: [Warning], on query: String) {
        for warning in warnings {
            console.complain(remark(warning.message, on: query, at: warning.at, columns: console.columns))
        }
    }
}
