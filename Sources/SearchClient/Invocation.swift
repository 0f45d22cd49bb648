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
        case quotes(QuotesRequest, QuotesOutput)
        /// An id or a path, as it was typed, and what is to be lit in the article.
        case show(String, LightRequest?, diff: Bool, json: Bool)
        /// `fit` is left to whoever knows the screen.
        case timeline(TimelineRequest, TimelineOutput)
        case stories(StoriesRequest, json: Bool)
        /// An id or a path, as it was typed; the output is no list of fields, and no count.
        case similar(String, limit: Int, SearchOutput)
        case values(ValueField, prefix: String, limit: Int, json: Bool)
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

/// What to light in an article.
package struct LightRequest: Hashable, Sendable {
    package var query: String
    /// Join words with OR where nothing else is said.
    package var any = false
    /// Show only the passages around what matches, so many sentences on either side; nil for the whole article.
    package var context: Int?
}

/// When to use colour.
package enum ColorChoice: String, CaseIterable, Hashable, Sendable {
    /// On a terminal, unless `NO_COLOR` is set.
    case auto
    case always, never
}
