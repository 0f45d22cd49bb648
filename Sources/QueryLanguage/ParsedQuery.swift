// SPDX-License-Identifier: GPL-3.0-or-later

/// A query as it was read.
package struct ParsedQuery: Hashable, Sendable {
    /// What was typed.
    package var source: String
    /// What to look for; nil if there was nothing to look for, which a warning then says.
    package var root: QueryNode?
    /// What was not read as it stands, in the order of the query.
    package var warnings: [QueryWarning]

    package init(source: String, root: QueryNode?, warnings: [QueryWarning]) {
        self.source = source
        self.root = root
        self.warnings = warnings
    }
}

/// Something in a query that was given the likeliest reading rather than refused.
package struct QueryWarning: Hashable, Sendable {
    /// One sentence without a full stop: what was wrong and how it was read.
    package var message: String
    /// Where, as an offset in UTF-8 bytes into the query.
    package var at: Int

    package init(message: String, at: Int) {
        self.message = message
        self.at = at
    }
}

/// Why a query cannot be answered: it exceeds a bound, or its date cannot be read.
package struct QueryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to type instead, in one line.
    package var message: String
    /// Where, as an offset in UTF-8 bytes into the query.
    package var at: Int

    package init(message: String, at: Int) {
        self.message = message
        self.at = at
    }

    package var description: String { message }
}
