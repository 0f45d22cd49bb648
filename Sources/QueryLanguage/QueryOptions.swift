// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// What the reading of a query depends on besides its text.
package struct QueryOptions: Sendable {
    /// Whether any of the words is enough where no operator joins them; else all must match.
    package var anyWord: Bool
    /// The day that `today` and `last week` are counted from.
    package var today: CivilDay
    /// The field that words without one are asked of; nil for the text.
    package var field: QueryField?
    package var limits: QueryLimits

    package init(
        anyWord: Bool = false,
        today: CivilDay,
        field: QueryField? = nil,
        limits: QueryLimits = QueryLimits()
    ) {
        self.anyWord = anyWord
        self.today = today
        self.field = field
        self.limits = limits
    }
}

/// Bounds on a query, so that no request costs more than a person's question can.
package struct QueryLimits: Hashable, Sendable {
    /// Bytes of UTF-8.
    package var bytes: Int
    /// Words, those of phrases and the parts of compounds included, and dates.
    package var clauses: Int
    /// Parentheses and fields inside one another.
    package var depth: Int

    package init(bytes: Int = 4096, clauses: Int = 200, depth: Int = 50) {
        self.bytes = bytes
        self.clauses = clauses
        self.depth = depth
    }
}
