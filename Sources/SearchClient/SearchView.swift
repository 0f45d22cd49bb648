// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// The answer to a search, for people: the hits, then what is to be said of all of them.
struct SearchView {
    let request: SearchRequest
    let response: SearchResponse
    let context: ViewContext
    /// `--socket`, to be repeated in commands to paste.
    var socket: String?

    func rendered() -> String {
        let view = HitView(context: context, highestRank: request.offset + response.results.count)
        var text = ""
        for (index, hit) in response.results.enumerated() {
            text += view.rendered(hit, rank: request.offset + index + 1) + "\n"
        }
        return text + ending(shown: response.results.count)
    }

    /// What stands below the hits.
    ///
    /// - Parameter shown: how many there are above it.
    func ending(shown: Int) -> String {
        var text = ""
        if let explanation = response.explanation {
            text += ExplanationView(explanation: explanation, offset: request.offset, context: context).rendered()
            text += "\n"
        }
        if let facets = response.facets {
            text += FacetsView(facets: facets, order: request.facets, context: context).rendered() + "\n"
        }
        return text + footer(shown: shown).rendered(context.palette) + "\n" + note
    }

    private func footer(shown: Int) -> StyledText {
        let took = span(microseconds: response.tookMicroseconds)
        let total = response.total
        guard total.articles > 0 else { return StyledText("Nothing found, \(took)", .faint) }
        let about = total.exact ? "" : "≈ "
        var line = about + counted(total.articles, "article", "articles")
        line += ", " + about + counted(total.stories, "story", "stories") + ", \(took)"
        let last = request.offset + shown
        let all = request.allCopies ? total.articles : total.stories
        if shown == 0, request.offset > 0 {
            line += "; none so far down: give a smaller --offset"
        } else if last < all, shown > 0, request.limit != nil {
            line += "; more with --offset \(last)"
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
