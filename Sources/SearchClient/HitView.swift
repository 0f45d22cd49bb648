// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// One hit, for people: its rank, headline and origin, then what else is said of it, aligned below the headline.
struct HitView {
    let context: ViewContext
    /// Columns of the rank.
    let rankWidth: Int

    /// Outlets named of a story's copies before the rest is only counted.
    private static let outletsNamed = 5

    /// - Parameter highestRank: of those on the page.
    init(context: ViewContext, highestRank: Int) {
        self.context = context
        rankWidth = max(2, "\(highestRank)".count)
    }

    private var indent: Int { rankWidth + 2 }

    func rendered(_ hit: Hit, rank: Int) -> String {
        let snippet = hit.snippet.map { StyledText($0.text, highlights: $0.highlights) } ?? StyledText()
        let headline = Self.headline(of: hit.article, highlights: hit.titleHighlights)
        return rendered(hit.article, headline, rank: rank, [snippet, copies(of: hit)])
    }

    func rendered(_ hit: SimilarHit, rank: Int) -> String {
        let shared = hit.shared.isEmpty ? StyledText() : StyledText("shares \(hit.shared.joined(separator: ", "))")
        let snippet = StyledText(hit.snippet.text, highlights: hit.snippet.highlights)
        return rendered(hit.article, Self.headline(of: hit.article), rank: rank, [snippet, shared])
    }

    private func rendered(
        _ article: ArticleOrigin,
        _ headline: StyledText,
        rank: Int,
        _ blocks: [StyledText]
    ) -> String {
        let number = String(repeating: " ", count: max(0, rankWidth - "\(rank)".count)) + "\(rank)  "
        return number + context.block(headline, indent: indent).dropFirst(indent)
            + String(repeating: " ", count: indent) + origin(of: article).rendered(context.palette) + "\n"
            + blocks.map { context.block($0, indent: indent) }.joined()
    }

    static func headline(of article: ArticleOrigin, highlights: [[Int]] = []) -> StyledText {
        if let title = article.title, title.contains(where: { !$0.isWhitespace }) {
            return StyledText(title, .headline, highlights: highlights)
        }
        guard let opening = article.opening, !opening.isEmpty else { return StyledText("untitled", .untitled) }
        return StyledText(opening, .untitled)
    }

    func origin(of article: ArticleOrigin) -> StyledText {
        var line = StyledText()
        if let outlet = article.outlet {
            line.append(outlet, .outlet)
            line.append(" · ")
        }
        line.append(article.published ?? "undated")
        line.append(" · ")
        line.append(shorterPath(article.path, from: context.workingDirectory))
        if article.part > 0 { line.append("#\(article.part)") }
        line.append(" · ", .faint)
        line.append(article.id, .faint)
        return line
    }

    private func copies(of hit: Hit) -> StyledText {
        guard !hit.copies.isEmpty else { return StyledText() }
        var outlets: [String] = []
        for outlet in hit.copies.compactMap(\.outlet) where !outlets.contains(outlet) { outlets.append(outlet) }
        guard !outlets.isEmpty else {
            return StyledText("also in \(counted(hit.copiesTotal, "other file", "other files"))", .faint)
        }
        let more = outlets.count > Self.outletsNamed ? ", …" : ""
        let names = outlets.prefix(Self.outletsNamed).joined(separator: ", ")
        return StyledText("also in \(grouped(hit.copiesTotal)): \(names)\(more)", .faint)
    }
}
