// SPDX-License-Identifier: GPL-3.0-or-later

/// The arguments of the program, sorted into command, options and words.
///
/// Options are long and may stand anywhere; whatever begins with one dash is text, so that
/// `crisis-search strait -convoy` excludes a word; after `--` everything is text. Ours because a parser of the usual
/// kind takes `-convoy` for a row of flags, and because Swift ArgumentParser takes 1.4 ms for its first parse, more than
/// all the rest of the program (measured in a release build, static, on 11 options and 4 commands).
struct CommandArguments: Hashable {
    var command = Command.search
    /// Each option given, with its value ("" if it takes none).
    ///
    /// The last one counts.
    var options: [CommandOption: String] = [:]
    /// What is neither the command nor an option, in order.
    var words: [String] = []

    /// - Parameter arguments: without the program's name.
    init(_ arguments: some Sequence<String>) throws(UsageError) {
        var rest = Array(arguments)[...]
        var mayBeCommand = true
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                break
            }
            if argument == "-h" {
                options[.help] = ""
            } else if argument.hasPrefix("--") {
                let (option, attached) = try Self.option(argument)
                options[option] = try Self.value(of: option, attached: attached, from: &rest)
            } else if mayBeCommand, let command = Command(rawValue: argument) {
                self.command = command
                mayBeCommand = false
            } else {
                words.append(argument)
                mayBeCommand = false
            }
        }
        try checkOptions()
    }

    /// Splits `--name=value` and finds the option.
    private static func option(_ argument: String) throws(UsageError) -> (CommandOption, String?) {
        let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first.map(String.init) ?? ""
        guard let option = CommandOption(rawValue: name) else {
            let near = nearest(to: name, among: CommandOption.allCases.map(\.rawValue))
            let hint =
                near.map { "; did you mean --\($0)?" } ?? "; --help lists them, and -- goes before words that begin so"
            throw UsageError("unknown option --\(name)\(hint)")
        }
        return (option, parts.count == 2 ? String(parts[1]) : nil)
    }

    private static func value(
        of option: CommandOption,
        attached: String?,
        from rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        let placeholder: String
        switch option.value {
        case .none:
            guard attached == nil else { throw UsageError("\(option.spelling) takes no value") }
            return ""
        case .optional: return attached ?? ""
        case .needed(let name): placeholder = name
        }
        if let attached { return attached }
        // `--since --json` is a value forgotten; one that really begins so can be attached with `=`.
        guard let next = rest.first, !next.hasPrefix("--") else {
            throw UsageError("\(option.spelling) needs a value: \(option.spelling) \(placeholder)")
        }
        rest.removeFirst()
        return next
    }

    private func checkOptions() throws(UsageError) {
        // In the order of the list, so that the same mistake gets the same words.
        for option in CommandOption.allCases where options[option] != nil && !option.commands.contains(command) {
            let owners = listed(option.commands.map(\.rawValue), "and")
            throw UsageError("\(option.spelling) belongs to \(owners), not to \(command.rawValue)")
        }
    }
}

/// A command line that cannot be read.
package struct UsageError: Error, Hashable, Sendable {
    /// One line, with what to do.
    package var message: String

    init(_ message: String) {
        self.message = message
    }
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// The candidate that `word` was most likely meant to be, or nil if none is near.
func nearest(to word: String, among candidates: [String]) -> String? {
    let ranked = candidates.map { (candidate: $0, distance: editDistance(word, $0)) }
    let begun = candidates.filter { word.count >= 2 && $0.hasPrefix(word) }
    if begun.count == 1 { return begun.first }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= max(1, word.count / 3) else {
        return nil
    }
    return best.candidate
}

/// Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other
/// (optimal string alignment).
private func editDistance(_ first: String, _ second: String) -> Int {
    let first = Array(first)
    let second = Array(second)
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in first.indices {
        var row = [i + 1]
        for j in second.indices {
            var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (first[i] == second[j] ? 0 : 1))
            if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                best = min(best, beforeLast[j - 1] + 1)
            }
            row.append(best)
        }
        beforeLast = last
        last = row
    }
    return last[second.count]
}
