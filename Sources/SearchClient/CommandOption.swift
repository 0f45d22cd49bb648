// SPDX-License-Identifier: GPL-3.0-or-later

/// What the program can be asked to do: the first word, if it is one of these.
package enum Command: String, CaseIterable, Sendable {
    case search, show, status, reindex

    /// What follows the command in a usage line.
    var operands: String {
        switch self {
        case .search: "QUERY…"
        case .show: "ID|PATH"
        case .status: ""
        case .reindex: "[PATH…]"
        }
    }

    var summary: String {
        switch self {
        case .search: "find articles; the word may be left out"
        case .show: "print one article"
        case .status: "what the daemon does and could not read"
        case .reindex: "compare the folders with the index now"
        }
    }
}

/// The options of all commands: the one list that reading, checking, suggesting and `--help` go by.
package enum CommandOption: String, CaseIterable, Sendable {
    case limit, offset, sort
    case any
    case since, until
    case allCopies = "all-copies"
    case paths, count
    case full, wait
    case json
    case pager, color
    case socket
    case help, version

    /// As it is typed.
    package var spelling: String { "--\(rawValue)" }

    /// What stands for its value in the help; nil if it takes none.
    var placeholder: String? {
        switch self {
        case .limit, .offset: "N"
        case .sort: "ORDER"
        case .since, .until: "DAY"
        case .color: "WHEN"
        case .socket: "PATH"
        case .any, .allCopies, .paths, .count, .full, .wait, .json, .pager, .help, .version: nil
        }
    }

    /// The commands that take it.
    var commands: [Command] {
        switch self {
        case .limit, .offset, .sort, .any, .since, .until, .allCopies, .paths, .count: [.search]
        case .full, .wait: [.reindex]
        case .pager: [.search, .show]
        case .json, .color, .socket, .help, .version: Command.allCases
        }
    }

    var summary: String {
        switch self {
        case .limit: "show at most N articles (10)"
        case .offset: "leave out the first N"
        case .sort: "relevance, newest or oldest"
        case .any: "one of the words is enough"
        case .since: "published on DAY or later: 2031-03-01, 2031-03, yesterday"
        case .until: "published on DAY or earlier"
        case .allCopies: "show every copy of a story"
        case .paths: "print only paths, one a line"
        case .count: "print only how many articles there are"
        case .full: "build a new index beside the live one, then swap"
        case .wait: "answer when the work is done"
        case .json: "print the answer as one line of JSON"
        case .pager: "page through $CRISIS_SEARCH_PAGER, $PAGER or less"
        case .color: "auto, always or never"
        case .socket: "where the daemon listens"
        case .help: "print this; -h too"
        case .version: "print the version"
        }
    }
}
