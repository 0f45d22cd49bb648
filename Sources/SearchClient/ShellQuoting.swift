// SPDX-License-Identifier: GPL-3.0-or-later

package import SearchAPI

/// A command line for a POSIX shell that asks what `request` asks.
///
/// Read back by this program it gives the same query, whatever the query holds.
package func shellCommand(for request: SearchRequest, socket: String? = nil) -> String {
    var parts = ["crisis-search"]
    func add(_ option: CommandOption, _ value: String) {
        parts +=
            value.hasPrefix("--")
            ? [shellQuoted("\(option.spelling)=\(value)")] : [option.spelling, shellQuoted(value)]
    }
    if request.limit != SearchRequest.defaultLimit { add(.limit, limitText(request.limit)) }
    if request.sort != .relevance { add(.sort, request.sort.rawValue) }
    if request.any { parts.append(CommandOption.any.spelling) }
    if let since = request.since { add(.since, since) }
    if let until = request.until { add(.until, until) }
    if request.allCopies { parts.append(CommandOption.allCopies.spelling) }
    if !request.facets.isEmpty {
        parts.append("\(CommandOption.facets.spelling)=\(request.facets.map(\.rawValue).joined(separator: ","))")
    }
    if request.explain { parts.append(CommandOption.explain.spelling) }
    if let socket { add(.socket, socket) }

    let words = queryArguments(request.query)
    if words.contains(where: { $0.hasPrefix("--") || $0 == "-h" }) {
        parts.append("--")
    } else if let first = words.first, Command(rawValue: first) != nil {
        parts.append(Command.search.rawValue)
    }
    return (parts + words.map(shellQuoted)).joined(separator: " ")
}

/// As a limit is written on the command line and in a URL.
func limitText(_ limit: Int?) -> String {
    limit.map { "\($0)" } ?? SearchRequest.everyHit
}

/// Arguments that `assembledQuery` makes `query` of: one if that will do, else one a word.
private func queryArguments(_ query: String) -> [String] {
    if assembledQuery([query]) == query { return [query] }
    return query.split(whereSeparator: \.isWhitespace).map(String.init)
}

/// `word` as a POSIX shell takes it for one word, quoted only if it must be.
package func shellQuoted(_ word: String) -> String {
    let isPlain =
        !word.isEmpty
        && word.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ",", ":", "@", "%", "+": true
            default: scalar.value >= 0x80 && scalar.properties.isAlphabetic
            }
        }
    if isPlain { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
