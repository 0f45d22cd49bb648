// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import QueryLanguage

/// What a search thread is asked to do, for the log.
package struct SearchWork: Sendable {
    /// `search`, `timeline`, `status`.
    package var name: String
    /// The query, if there is one.
    package var query: String?

    package init(_ name: String, query: String? = nil) {
        self.name = name
        self.query = query
    }

    /// How large the query is, without a word of it: what people look for is not for the journal.
    var shape: [String: String] {
        guard let query else { return [:] }
        // Read anew, which takes microseconds: only what is slow is described.
        let options = QueryOptions(today: CivilDay(daysSinceEpoch: 0))
        let root = try? QueryParser(options: options).parse(query).root
        return ["bytes": "\(query.utf8.count)", "clauses": "\(root?.clauses ?? 0)"]
    }
}

extension QueryNode {
    /// How many words and dates there are to look for.
    fileprivate var clauses: Int {
        switch self {
        case .word(let word): max(word.terms.count, 1)
        case .phrase(let phrase): phrase.words.count
        case .published: 1
        case .near(let nodes, _), .sameSentence(let nodes), .and(let nodes), .or(let nodes):
            nodes.reduce(0) { $0 + $1.clauses }
        case .not(let node), .required(let node), .field(_, let node): node.clauses
        }
    }
}
