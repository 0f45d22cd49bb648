// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// Stories with who had them first and where else they are, for people.
struct StoriesView {
    let request: StoriesRequest
    let response: StoriesResponse
    let context: ViewContext

    /// Outlets named before the rest is only counted.
    private static let outletsNamed = 8

    private var rankWidth: Int { max(2, "\(request.offset + response.stories.count)".count) }
    private var indent: Int { rankWidth + 2 }

    func rendered() -> String {
        var text = ""
        for (index, story) in response.stories.enumerated() {
            text += rendered(story, rank: request.offset + index + 1) + "\n"
        }
        return text + footer.rendered(context.palette) + "\n"
    }

    private func rendered(_ story: StoryEntry, rank: Int) -> String {
        let number = String(repeating: " ", count: max(0, rankWidth - "\(rank)".count)) + "\(rank)  "
        let headline = headlined(story).map { HitView.headline(of: $0) } ?? StyledText("untitled", .untitled)
        var blocks = [about(story), first(in: story)]
        if let others = others(in: story) { blocks.append(others) }
        return number + context.block(headline, indent: indent).dropFirst(indent)
            + blocks.map { context.block($0, indent: indent) }.joined()
    }

    /// The earliest article that has a headline.
    private func headlined(_ story: StoryEntry) -> ArticleOrigin? {
        story.articles.first { $0.title?.contains { !$0.isWhitespace } ?? false } ?? story.articles.first
    }

    private func about(_ story: StoryEntry) -> StyledText {
        var line = StyledText(counted(story.articlesTotal, "article", "articles"))
        if let first = story.first, let last = story.last {
            line.append(" · " + (first == last ? first : "\(first) to \(last)"))
        } else {
            line.append(" · undated")
        }
        line.append(" · story:\(story.story)", .faint)
        return line
    }

    /// Who had it first; all of them, where several had it on that day.
    private func first(in story: StoryEntry) -> StyledText {
        let earliest = story.articles.filter { $0.published == story.articles.first?.published && $0.published != nil }
        guard let one = earliest.first else { return origins(of: Array(story.articles.prefix(1)), "in ") }
        return origins(of: earliest.isEmpty ? [one] : earliest, "first in ")
    }

    private func origins(of articles: [ArticleOrigin], _ label: String) -> StyledText {
        var line = StyledText(label, .faint)
        for (index, article) in articles.prefix(3).enumerated() {
            if index > 0 { line.append(" and ", .faint) }
            if let outlet = article.outlet {
                line.append(outlet, .outlet)
                line.append(" · ", .faint)
            }
            line.append(shorterPath(article.path, from: context.workingDirectory))
            if article.part > 0 { line.append("#\(article.part)") }
            line.append(" · \(article.id)", .faint)
        }
        if articles.count > 3 { line.append(" and \(counted(articles.count - 3, "other", "others"))", .faint) }
        return line
    }

    private func others(in story: StoryEntry) -> StyledText? {
        let named = story.articles.first?.outlet
        let outlets = story.outlets.filter { $0 != named }
        guard !outlets.isEmpty else { return nil }
        let more = outlets.count > Self.outletsNamed ? ", …" : ""
        return StyledText("also in \(outlets.prefix(Self.outletsNamed).joined(separator: ", "))\(more)", .faint)
    }

    private var footer: StyledText {
        let took = span(microseconds: response.tookMicroseconds)
        guard response.total > 0 else { return StyledText("No story of several articles, \(took)", .faint) }
        var line = counted(response.total, "story", "stories")
        let last = request.offset + response.stories.count
        if response.stories.isEmpty, request.offset > 0 {
            line += "; none so far down: give a smaller --offset"
        } else if last < response.total, !response.stories.isEmpty {
            line += "; more with --offset \(last)"
        }
        return StyledText("\(line), \(took)", .faint)
    }
}
