// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// One line about the daemon, for `systemctl status`.
struct StatusLine {
    let text: String

    init(of snapshot: StatusBoard.Snapshot) {
        var line =
            switch snapshot.state {
            case .starting: "Comparing the corpus with the index"
            case .indexing: "Indexing"
            case .rebuilding: "Building a new index"
            case .ready: "Up to date"
            case .stopping: "Stopping"
            }
        if let progress = snapshot.progress, progress.total > 0 {
            line += ": \(progress.done) of \(progress.total) files (\(progress.done * 100 / progress.total)%)"
            if snapshot.isMerging { line += ", merging" }
        }
        if !snapshot.problems.isEmpty {
            line +=
                "; \(snapshot.problems.count == 1 ? "1 problem" : "\(snapshot.problems.count) problems"), see crisis-search status"
        }
        text = line
    }
}
