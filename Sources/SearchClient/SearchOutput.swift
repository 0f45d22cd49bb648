// SPDX-License-Identifier: GPL-3.0-or-later

/// What a search prints.
package enum SearchOutput: Hashable, Sendable {
    case people
    case json
    case paths(PathEnd)
    case fields([HitField])
    case count
}

/// What stands behind each path.
package enum PathEnd: UInt8, Hashable, Sendable {
    case lineBreak = 0x0A
    /// For `xargs -0`: a path may hold a line break.
    case nul = 0
}

/// What a list of quotations prints.
package enum QuotesOutput: Hashable, Sendable {
    case people, json, count
}

/// What a timeline prints.
package enum TimelineOutput: Hashable, Sendable {
    case people, json, csv
}
