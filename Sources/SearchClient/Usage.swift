// SPDX-License-Identifier: GPL-3.0-or-later

/// The usage line that answers a command line without words.
package let shortUsage = """
    usage: crisis-search [OPTIONS] QUERY…      crisis-search --help
    For example: crisis-search "red line"

    """

/// What `--help` prints.
package var fullHelp: String {
    var text = """
        crisis-search: find who reported what, and when, in a folder of articles

        usage:

        """
    for command in Command.allCases {
        let name = command == .search ? "[search]" : command.rawValue
        let line = "crisis-search \(name) \(command.operands)"
        text += "  \(padded(line, to: 36))  \(command.summary)\n"
    }
    let general = CommandOption.allCases.filter { $0.commands.count == Command.allCases.count }
    for command in Command.allCases {
        let own = CommandOption.allCases.filter { $0.commands.first == command && !general.contains($0) }
        let shared = CommandOption.allCases.filter {
            $0.commands.contains(command) && $0.commands.first != command && !general.contains($0)
        }
        guard !own.isEmpty || !shared.isEmpty else { continue }
        text += "\noptions of \(command.rawValue):\n" + lines(of: own)
        let also = own.isEmpty ? "" : "also "
        if !shared.isEmpty { text += "  \(also)\(shared.map(\.spelling).joined(separator: ", "))\n" }
    }
    text += "\noptions of every command:\n" + lines(of: general)
    return text + """

        Options may stand anywhere among the words; after -- everything is text.

        examples:
          crisis-search "red line"                the phrase, exactly
          crisis-search red line -border          both words in any form, not a third
          crisis-search 'ceasefire OR truce'      one or the other
          crisis-search title:embassy outlet:courier
          crisis-search ferry --since 2031-03 --paths0 | xargs -0 grep -l harbour
          crisis-search ferry --fields published,outlet,title --limit all
          crisis-search quotes "red line" --speaker tarvenko
          crisis-search timeline ferry --by week  how often, week by week
          crisis-search show 4f0c red line        one article, the words lit
          crisis-search search status             words that begin with a command

        exit status: 0 found, 1 nothing found, 2 the command or query is wrong,
        75 the daemon is not there or busy, or broke off: try again

        """
}

private func lines(of options: [CommandOption]) -> String {
    options.map { option in
        "  \(padded(option.usage, to: 16))  \(option.summary)\n"
    }.joined()
}

private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}
