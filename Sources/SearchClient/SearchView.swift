// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// The answer to a search, for people.
struct SearchView {
    let request: SearchRequest
    let response: SearchResponse
    let context: ViewContext
    /// `--socket`, to be repeated in commands to paste.
    var socket: String?

    /// Outlets named of a story's copies before the rest is only counted.
    private static let outletsNamed = 5

    func rendered() -> String {
        var text = ""
        for (index, hit) in response.results.enumerated() {
            text += rendered(hit, rank: request.offset + index + 1) + "\n"
        }
        text += footer.rendered(context.palette) + "\n"
        return text + note
    }

    private func rendered(_ hit: Hit, rank: Int) -> String {
        // Ranks are aligned on the page, headlines with the snippets below them.
        let width = max(2, "\(request.offset + response.results.count)".count)
        let indent = width + 2
        let number = String(repeating: " ", count: width - "\(rank)".count) + "\(rank)  "
        let headline = context.block(headline(of: hit), indent: indent)
        return number + headline.dropFirst(indent)
            + String(repeating: " ", count: indent) + origin(of: hit).rendered(context.palette) + "\n"
            + context.block(snippet(hit.snippet), indent: indent)
            + context.block(copies(of: hit), indent: indent)
    }

    private func headline(of hit: Hit) -> StyledText {
        if let title = hit.title, title.contains(where: { !$0.isWhitespace }) { return StyledText(title, .headline) }
        guard let opening = hit.opening, !opening.isEmpty else { return StyledText("untitled", .untitled) }
        return StyledText(opening, .untitled)
    }

    private func origin(of hit: Hit) -> StyledText {
        var line = StyledText()
        if let outlet = hit.outlet {
            line.append(outlet, .outlet)
            line.append(" · ")
        }
        line.append(hit.published ?? "undated")
        line.append(" · ")
        line.append(shorterPath(hit.path, from: context.workingDirectory))
        if hit.part > 0 { line.append("#\(hit.part)") }
        line.append(" · ", .faint)
        line.append(hit.id, .faint)
        return line
    }

    private func snippet(_ snippet: Snippet) -> StyledText {
        var line = StyledText()
        let bytes = Array(snippet.text.utf8)
        var position = 0
        for range in snippet.highlights {
            // What the daemon gets wrong here must not cost the snippet.
            guard range.count == 2, range[0] >= position, range[1] > range[0], range[1] <= bytes.count else { continue }
            line.append(String(decoding: bytes[position..<range[0]], as: UTF8.self))
            line.append(String(decoding: bytes[range[0]..<range[1]], as: UTF8.self), .match)
            position = range[1]
        }
        line.append(String(decoding: bytes[position...], as: UTF8.self))
        return line
    }

    private func copies(of hit: Hit) -> StyledText {
        guard !hit.copies.isEmpty else { return StyledText() }
        var outlets: [String] = []
        for outlet in hit.copies.compactMap(\.outlet) where !outlets.contains(outlet) { outlets.append(outlet) }
        guard !outlets.isEmpty else {
            return StyledText("also in \(counted(hit.copies.count, "other file", "other files"))", .faint)
        }
        let more = outlets.count > Self.outletsNamed ? ", …" : ""
        let names = outlets.prefix(Self.outletsNamed).joined(separator: ", ")
        return StyledText("also in \(grouped(hit.copies.count)): \(names)\(more)", .faint)
    }

    private var footer: StyledText {
        let took = span(microseconds: response.tookMicroseconds)
        let total = response.total
        guard total.articles > 0 else { return StyledText("Nothing found, \(took)", .faint) }
        let about = total.exact ? "" : "≈ "
        var line = about + counted(total.articles, "article", "articles")
        line += ", " + about + counted(total.stories, "story", "stories") + ", \(took)"
        let shown = request.offset + response.results.count
        let all = request.allCopies ? total.articles : total.stories
        if response.results.isEmpty, request.offset > 0 {
            line += "; none so far down: give a smaller --offset"
        } else if shown < all, !response.results.isEmpty {
            line += "; more with --offset \(shown)"
        }
        return StyledText(line, .faint)
    }

    /// What else is worth a try, with the command that tries it.
    private var note: String {
        guard response.note != nil || response.suggestion != nil else { return "" }
        var text = context.block(StyledText(response.note ?? "Something like it can be found", .plain), indent: 0)
        if let suggestion = response.suggestion {
            var again = request
            again.query = suggestion
            again.offset = 0
            text +=
                "  " + StyledText(shellCommand(for: again, socket: socket), .headline).rendered(context.palette) + "\n"
        }
        return text
    }
}
