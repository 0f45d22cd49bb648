// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// A whole article, for people.
struct ArticleView {
    let article: ArticleResponse
    let context: ViewContext

    /// Lines longer than this are hard to follow with the eye, however wide the terminal.
    private static let widestText = 100

    func rendered() -> String {
        var page = context
        page.columns = min(context.columns, Self.widestText)
        var text = ""
        if let title = article.title { text += page.block(StyledText(title, .headline), indent: 0) }
        text += page.block(origin, indent: 0)
        // Addresses and paths are there to be copied: never broken.
        if let url = article.url { text += StyledText(url, .faint).rendered(context.palette) + "\n" }
        text += StyledText(place, .faint).rendered(context.palette) + "\n\n"
        text += body(on: page)
        if !article.warnings.isEmpty { text += "\n" }
        for warning in article.warnings { text += page.block(StyledText(warning, .alert), indent: 0) }
        return text
    }

    private var origin: StyledText {
        var parts: [StyledText] = []
        if let byline = article.byline { parts.append(StyledText("By \(byline)")) }
        if let outlet = article.outlet { parts.append(StyledText(outlet, .outlet)) }
        let source = article.publishedFrom.map { " (from the \($0))" } ?? ""
        parts.append(StyledText(article.published.map { $0 + source } ?? "undated"))
        var line = StyledText()
        for part in parts {
            if !line.isEmpty { line.append(" · ") }
            for run in part.runs { line.append(run.text, run.style) }
        }
        return line
    }

    private var place: String {
        let part = article.part > 0 ? "#\(article.part)" : ""
        return "\(shorterPath(article.path, from: context.workingDirectory))\(part) · \(article.id)"
    }

    /// The text, a paragraph a line of it, with never more than one empty line between two.
    private func body(on page: ViewContext) -> String {
        var text = ""
        var isGap = false
        for line in article.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let paragraph = page.block(StyledText(line), indent: 0)
            if paragraph.isEmpty {
                isGap = !text.isEmpty
            } else {
                if isGap { text += "\n" }
                text += paragraph
                isGap = false
            }
        }
        return text
    }
}
