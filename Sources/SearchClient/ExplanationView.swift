// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// How a query was read and why the hits came in their order, for people.
struct ExplanationView {
    let explanation: Explanation
    /// Hits left out before the page.
    let offset: Int
    let context: ViewContext

    private static let margin = 2
    /// Terms of one origin that are shown: a wildcard may stand for a thousand.
    private static let termsShown = 24

    func rendered() -> String {
        var text = section("How the query was read")
        for line in explanation.tree {
            // However deep, half of the width is left for what is said.
            let indent = Self.margin * (max(line.depth, 0) + 1)
            text += context.block(StyledText(line.text), indent: min(indent, context.columns / 2))
        }
        if !explanation.words.isEmpty {
            text += section("What its words stand for")
            let width = min((explanation.words.map { displayWidth($0.text) }.max() ?? 0) + 2 + Self.margin, 24)
            for word in explanation.words { text += rendered(word, width: width) }
        }
        text += list("Words that may be missing, and only add to the score", explanation.optional)
        text += list("Bounds that were hit", explanation.bounds)
        if !explanation.hits.isEmpty {
            text += section("How the scores came about")
            let width = max(2, "\(offset + explanation.hits.count)".count) + 2
            for (index, hit) in explanation.hits.enumerated() {
                text += rendered(hit, rank: offset + index + 1, width: width)
            }
        }
        if !explanation.compiled.isEmpty {
            text += section("What the index was asked")
            text += context.block(StyledText(explanation.compiled, .faint), indent: Self.margin)
        }
        return text
    }

    private func section(_ title: String) -> String {
        context.block(StyledText(title, .headline), indent: 0)
    }

    private func list(_ title: String, _ items: [String]) -> String {
        guard !items.isEmpty else { return "" }
        return section(title) + items.map { context.block(StyledText($0), indent: Self.margin) }.joined()
    }

    /// A line for each origin of the terms, in the order in which they come.
    private func rendered(_ word: ExplainedWord, width: Int) -> String {
        var origins: [String] = []
        for term in word.terms where !origins.contains(term.origin) { origins.append(term.origin) }
        var lines: [StyledText] = origins.map { origin in
            var line = origin == "itself" ? StyledText() : StyledText("\(origin): ", .faint)
            let terms = word.terms.filter { $0.origin == origin }
            for (index, term) in terms.prefix(Self.termsShown).enumerated() {
                if index > 0 { line.append(separator, .faint) }
                line.append("\(term.term)\u{A0}")
                line.append(grouped(term.articles), .outlet)
            }
            let more = terms.count - Self.termsShown
            if more > 0 { line.append("\(separator)and \(grouped(more)) more", .faint) }
            return line
        }
        if word.isCut { lines.append(StyledText("and others, which a bound left out", .faint)) }
        if lines.isEmpty { lines.append(StyledText("no word of the index", .faint)) }
        let margin = String(repeating: " ", count: Self.margin)
        return lines.enumerated().map { index, line in
            index == 0
                ? context.labelled(StyledText(margin + word.text), width: width, line)
                : context.block(line, indent: width)
        }.joined()
    }

    private func rendered(_ hit: ExplainedHit, rank: Int, width: Int) -> String {
        let number = "\(rank)"
        var line = StyledText("\(decimal(hit.score))", .headline)
        for (index, part) in hit.parts.enumerated() {
            line.append(index == 0 ? " = " : " + ", .faint)
            line.append("\(decimal(part.score))\u{A0}")
            line.append(part.label.replacing(" ", with: "\u{A0}"), .outlet)
        }
        let label = String(repeating: " ", count: max(0, width - 2 - number.count)) + number
        return context.labelled(StyledText(label), width: width, line)
    }

    private var separator: String { context.isUnicode ? " · " : ", " }

    /// A score to three decimals; what is no number stays one.
    private func decimal(_ score: Double) -> String {
        guard score.isFinite, abs(score) < 1e12 else { return "\(score)" }
        let thousandths = Int((abs(score) * 1000).rounded())
        let fraction = "\(thousandths % 1000)"
        let sign = score < 0 && thousandths > 0 ? "-" : ""
        return "\(sign)\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
