// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// What a reindexing changed, for people.
struct ReindexView {
    let response: ReindexResponse
    let context: ViewContext

    func rendered() -> String {
        guard response.done else { return "The work has begun; `crisis-search status` tells how far it is.\n" }
        let counts = [
            (response.added, "added"), (response.updated, "updated"), (response.removed, "removed"),
            (response.unchanged, "unchanged"), (response.failed.count, "failed"),
        ]
        let summary = counts.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ")
        let line = StyledText("\(summary), \(span(microseconds: response.tookMicroseconds))").rendered(context.palette)
        return line + "\n" + failures(response.failed, in: context, indent: 2)
    }
}
