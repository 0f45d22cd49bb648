// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// What the daemon is busy with, for people.
struct StatusView {
    let status: StatusResponse
    /// Where the daemon was asked; nil if that is not known.
    let socket: String?
    let context: ViewContext

    func rendered() -> String {
        var text = row("state", StyledText("\(status.state.rawValue), up \(span(seconds: status.uptimeSeconds))"))
        text += row("articles", StyledText(grouped(status.articles)))
        text += row("pending", StyledText(grouped(status.pending)))
        text += row("failed", StyledText(grouped(status.failed.count), status.failed.isEmpty ? .plain : .alert))
        text += failures(status.failed, in: context, indent: Self.margin)
        text += row("index", StyledText("\(size(bytes: status.indexBytes)) in \(status.index)"))
        for (index, folder) in status.corpus.enumerated() {
            text += row(index == 0 ? "corpus" : "", StyledText(folder))
        }
        text += row("watching", StyledText(status.watching))
        text += row("changed", StyledText(status.lastCommit ?? "not yet"))
        text += row("through", StyledText(status.indexedThrough ?? "the folders are still being compared"))
        if let socket { text += row("socket", StyledText(socket)) }
        if status.slowQueries > 0 {
            text += row("slow", StyledText("\(counted(status.slowQueries, "question", "questions")): the log has them"))
        }
        if status.readerFailures > 0 {
            text += row(
                "reader", StyledText("failed at \(counted(status.readerFailures, "file", "files")): the log has them"))
        }
        text += row("daemon", StyledText("crisis-searchd \(status.version), process \(status.pid)"))
        if let error = status.lastError {
            let block = context.block(StyledText("\(error.at): \(error.message)", .alert), indent: Self.margin)
            text += label("error") + block.dropFirst(Self.margin)
        }
        for (index, problem) in status.problems.enumerated() {
            let block = context.block(StyledText(problem, .alert), indent: Self.margin)
            text += label(index == 0 ? "problems" : "") + block.dropFirst(Self.margin)
        }
        return text
    }

    private static let margin = 10

    private func row(_ name: String, _ value: StyledText) -> String {
        label(name) + value.rendered(context.palette) + "\n"
    }

    private func label(_ name: String) -> String {
        context.palette.apply(.faint, to: name) + String(repeating: " ", count: Self.margin - name.count)
    }
}

/// Files that could not be read, a line each with the reason; the first ten.
func failures(_ files: [FailedFile], in context: ViewContext, indent: Int) -> String {
    let shown = 10
    let margin = String(repeating: " ", count: indent)
    var text = ""
    for file in files.prefix(shown) {
        let path = shorterPath(file.path, from: context.workingDirectory)
        text += margin + StyledText("\(path): \(file.reason)").rendered(context.palette) + "\n"
    }
    if files.count > shown { text += "\(margin)and \(grouped(files.count - shown)) more: --json lists them all\n" }
    return text
}
