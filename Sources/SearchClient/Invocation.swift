// SPDX-License-Identifier: GPL-3.0-or-later

package import SearchAPI

/// What the program was asked to do, every value checked that can be checked without the daemon.
package struct Invocation: Hashable, Sendable {
    package var action: Action
    /// `--socket`.
    package var socket: String?
    package var color: ColorChoice
    package var pager: Bool

    package enum Action: Hashable, Sendable {
        case search(SearchRequest, SearchOutput)
        /// An id or a path, as it was typed.
        case show(String, json: Bool)
        case status(json: Bool)
        /// `paths` as they were typed.
        case reindex(ReindexRequest, json: Bool)
        /// Nothing was asked for.
        case usage
        case help
        case version
    }

    /// - Parameter arguments: without the program's name.
    package init(arguments: some Sequence<String>) throws(UsageError) {
        let arguments = Array(arguments)
        let read = try CommandArguments(arguments)
        socket = read.options[.socket]
        color = try read.choice(.color) ?? .auto
        pager = read.options[.pager] != nil
        if read.options[.help] != nil {
            action = .help
        } else if read.options[.version] != nil {
            action = .version
        } else if arguments.isEmpty {
            action = .usage
        } else {
            action = try read.action()
        }
    }
}

/// What a search prints.
package enum SearchOutput: Hashable, Sendable {
    case people, json, paths, count
}

/// When to use colour.
package enum ColorChoice: String, CaseIterable, Hashable, Sendable {
    /// On a terminal, unless `NO_COLOR` is set.
    case auto
    case always, never
}

extension CommandArguments {
    fileprivate func action() throws(UsageError) -> Invocation.Action {
        let json = options[.json] != nil
        switch command {
        case .search:
            return .search(try searchRequest(), try searchOutput())
        case .show:
            guard let reference = words.first, !reference.isEmpty, words.count == 1 else {
                throw UsageError("show takes one id or path: crisis-search show ID")
            }
            try checkSpelling(of: reference, instead: "name the article by its id")
            return .show(reference, json: json)
        case .status:
            guard words.isEmpty else {
                throw UsageError("status takes no words; to search for it: crisis-search search status …")
            }
            return .status(json: json)
        case .reindex:
            guard !words.contains("") else { throw UsageError("reindex was given an empty path") }
            for path in words { try checkSpelling(of: path, instead: "name the folder it is in") }
            let request = ReindexRequest(full: options[.full] != nil, wait: options[.wait] != nil, paths: words)
            guard !request.full || request.paths.isEmpty else {
                throw UsageError("reindex --full rebuilds everything: leave out the paths, or --full")
            }
            return .reindex(request, json: json)
        }
    }

    /// Arguments come as text; bytes that are none have become U+FFFD, and the path is lost.
    private func checkSpelling(of path: String, instead: String) throws(UsageError) {
        guard path.unicodeScalars.contains("\u{FFFD}") else { return }
        throw UsageError("\(path) is not UTF-8, which a request must be; \(instead)")
    }

    private func searchRequest() throws(UsageError) -> SearchRequest {
        let query = assembledQuery(words)
        guard !query.isEmpty else { throw UsageError("a query is missing: crisis-search QUERY…") }
        return SearchRequest(
            query: query,
            limit: try number(.limit, in: 0...SearchRequest.maximumLimit) ?? SearchRequest.defaultLimit,
            offset: try number(.offset, in: 0...SearchRequest.maximumOffset) ?? 0,
            sort: try choice(.sort) ?? .relevance,
            any: options[.any] != nil,
            since: options[.since],
            until: options[.until],
            allCopies: options[.allCopies] != nil
        )
    }

    private func searchOutput() throws(UsageError) -> SearchOutput {
        let kinds: [(CommandOption, SearchOutput)] = [(.json, .json), (.paths, .paths), (.count, .count)]
        let given = kinds.filter { options[$0.0] != nil }
        guard given.count <= 1 else {
            throw UsageError("\(given.map(\.0.spelling).joined(separator: " and ")) exclude each other")
        }
        return given.first?.1 ?? .people
    }

    private func number(_ option: CommandOption, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = options[option] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError(
                "\(option.spelling) takes a number from \(range.lowerBound) to \(range.upperBound), not \(text)")
        }
        return number
    }

    fileprivate func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ option: CommandOption
    ) throws(UsageError) -> Choice? {
        guard let text = options[option] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("\(option.spelling) takes one of \(choices), not \(text)")
        }
        return choice
    }
}
