// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// What is near an article, for people.
struct SimilarView {
    let response: SimilarResponse
    let context: ViewContext

    func rendered() -> String {
        let view = HitView(context: context, highestRank: response.results.count)
        var text = ""
        for (index, hit) in response.results.enumerated() { text += view.rendered(hit, rank: index + 1) + "\n" }
        var about = StyledText(response.results.isEmpty ? "Nothing is near " : "Near ", .faint)
        about.append(HitView.headline(of: response.article))
        about.append(", \(span(microseconds: response.tookMicroseconds))", .faint)
        text += context.block(about, indent: 0)
        guard !response.reasons.isEmpty else { return text }
        let words = StyledText("by the words \(response.reasons.joined(separator: ", "))", .faint)
        return text + context.block(words, indent: 0)
    }
}
