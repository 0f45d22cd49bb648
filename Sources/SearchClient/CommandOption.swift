// SPDX-License-Identifier: GPL-3.0-or-later

/// What the program can be asked to do: the first word, if it is one of these.
package enum Command: String, CaseIterable, Sendable {
    case search, quotes, show, timeline, stories, similar, values, status, reindex

    /// What follows the command in a usage line.
    var operands: String {
        switch self {
        case .search, .timeline: "QUERY…"
        case .quotes: "[QUERY…]"
        case .show: "ID|PATH [QUERY…]"
        case .stories: "[QUERY…]"
        case .similar: "ID|PATH"
        case .values: "FIELD [PREFIX]"
        case .status: ""
        case .reindex: "[PATH…]"
        }
    }

    var summary: String {
        switch self {
        case .search: "find articles; the word may be left out"
        case .quotes: "who said it, and which outlets have it"
        case .show: "print one article, a query lit in it"
        case .timeline: "how many articles there are when"
        case .stories: "copies of one story, and who was first"
        case .similar: "what is near an article, and why"
        case .values: "outlets and the like, for completion"
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
    case speaker
    case allCopies = "all-copies"
    case facets
    case explain
    case paths, paths0, fields, count
    case by, csv
    case min
    case context, diff
    case full, wait
    case json
    case pager, color
    case socket
    case help, version

    /// As it is typed.
    package var spelling: String { "--\(rawValue)" }

    /// Whether a value belongs to it.
    enum Value: Hashable {
        case none
        /// With what stands for it in the help.
        case needed(String)
        /// Only after `=`.
        case optional(String)
    }

    var value: Value {
        switch self {
        case .limit, .offset, .context, .min: .needed("N")
        case .sort: .needed("ORDER")
        case .speaker: .needed("NAME")
        case .since, .until: .needed("DAY")
        case .fields: .needed("LIST")
        case .by: .needed("PERIOD")
        case .color: .needed("WHEN")
        case .socket: .needed("PATH")
        case .facets: .optional("LIST")
        case .any, .allCopies, .diff, .explain, .paths, .paths0, .count, .csv, .full, .wait, .json, .pager, .help,
            .version:
            .none
        }
    }

    /// How it is written in the help.
    var usage: String {
        switch value {
        case .none: spelling
        case .needed(let name): "\(spelling) \(name)"
        case .optional(let name): "\(spelling)[=\(name)]"
        }
    }

    /// The commands that take it, the one it is for first.
    var commands: [Command] {
        switch self {
        case .allCopies, .facets, .explain, .fields: [.search]
        case .sort: [.search, .stories]
        case .limit: [.search, .quotes, .stories, .similar, .values]
        case .offset: [.search, .quotes, .stories]
        case .count: [.search, .quotes]
        case .min: [.stories]
        case .speaker: [.quotes]
        case .paths, .paths0: [.search, .similar]
        case .since, .until: [.search, .quotes, .timeline, .stories]
        case .any: [.search, .quotes, .timeline, .stories, .show]
        case .by, .csv: [.timeline]
        case .context, .diff: [.show]
        case .full, .wait: [.reindex]
        case .pager: [.search, .quotes, .show, .timeline, .stories, .similar]
        case .json, .color, .socket, .help, .version: Command.allCases
        }
    }

    var summary: String {
        switch self {
        case .limit: "at most N articles (10), or all"
        case .offset: "leave out the first N"
        case .sort: "relevance, newest or oldest; of stories: largest"
        case .any: "one of the words is enough"
        case .since: "published on DAY or later: 2031-03-01, 2031-03, yesterday"
        case .until: "published on DAY or earlier"
        case .speaker: "said by NAME: a surname, or more of the name"
        case .allCopies: "show every copy of a story"
        case .facets: "count by outlet, month, year, language, speaker"
        case .explain: "how the query was read and the scores came about"
        case .paths: "print only paths, one a line"
        case .paths0: "print only paths, NUL after each, for xargs -0"
        case .fields: "print these fields, tabs between: id,published,title"
        case .count: "print only how many there are"
        case .by: "a bar a day, week, month or year"
        case .csv: "print start,articles, a line a bar"
        case .min: "only stories of N articles or more (2)"
        case .context: "only matches, N sentences on either side"
        case .diff: "what only it and what only the fullest other copy has"
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
