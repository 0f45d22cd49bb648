// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// Who said what, and which outlets carried it, for people.
struct QuotesView {
    let request: QuotesRequest
    let response: QuotesResponse
    let context: ViewContext

    /// Other articles of a quotation that are named before the rest is only counted.
    private static let shownCarriers = 12

    func rendered() -> String {
        let view = HitView(context: context, highestRank: request.offset + response.quotes.count)
        var text = ""
        for (index, quote) in response.quotes.enumerated() {
            text += rendered(quote, rank: request.offset + index + 1, view) + "\n"
        }
        return text + footer.rendered(context.palette) + "\n"
    }

    private func rendered(_ quote: Quote, rank: Int, _ view: HitView) -> String {
        let indent = view.rankWidth + 2
        let number = String(repeating: " ", count: max(0, view.rankWidth - "\(rank)".count)) + "\(rank)  "
        var text = number + context.block(Self.speaker(quote.source), indent: indent).dropFirst(indent)
        text += context.block(quoted(StyledText(quote.text, highlights: quote.highlights)), indent: indent)
        text += line(view.origin(of: quote.article), indent: indent)
        // Articles that have the words otherwise come after those that have the same, each wording once.
        let shown = quote.carriers.prefix(Self.shownCarriers)
        for carrier in shown where carrier.text == nil { text += origin(of: carrier, in: quote, view, indent) }
        var written: [String] = []
        for carrier in shown {
            guard let wording = carrier.text, !written.contains(wording) else { continue }
            written.append(wording)
            for other in shown where other.text == wording { text += origin(of: other, in: quote, view, indent) }
            text += context.block(quoted(self.wording(carrier.wording)), indent: indent + 2)
        }
        let others = quote.carriersTotal - shown.count
        if others > 0 {
            text += line(
                StyledText("and in \(counted(others, "more article", "more articles"))", .faint), indent: indent)
        }
        return text
    }

    /// Paths are there to be copied: never broken.
    private func line(_ text: StyledText, indent: Int) -> String {
        String(repeating: " ", count: indent) + text.rendered(context.palette) + "\n"
    }

    private static func speaker(_ source: QuoteSource) -> StyledText {
        guard let speaker = source.speaker else { return StyledText("unknown speaker", .untitled) }
        guard let name = source.speakerName, speaker.hasPrefix(name) else { return StyledText(speaker, .headline) }
        var text = StyledText(name, .headline)
        text.append(speaker.dropFirst(name.count))
        return text
    }

    private func origin(of carrier: QuoteCarrier, in quote: Quote, _ view: HitView, _ indent: Int) -> String {
        var text = view.origin(of: carrier.article)
        let name = carrier.source.speakerName ?? carrier.source.speaker
        if let name, Self.surname(name) != Self.surname(quote.source.speakerName ?? quote.source.speaker ?? "") {
            text.append(" · by \(name)", .alert)
        }
        return line(text, indent: indent)
    }

    /// First names are spelled in many ways, and left out in as many.
    private static func surname(_ name: String) -> String? {
        name.split(whereSeparator: \.isWhitespace).last?.lowercased()
    }

    private func quoted(_ words: StyledText) -> StyledText {
        var text = StyledText(context.isUnicode ? "“" : "\"")
        text.append(words)
        text.append(context.isUnicode ? "”" : "\"")
        return text
    }

    /// A wording, with the words marked that it adds and those that it leaves out; at its ends, an ellipsis for these.
    private func wording(_ parts: [WordingPart]) -> StyledText {
        var text = StyledText()
        var isSpaced = true
        for (index, part) in parts.enumerated() {
            switch part.kind {
            case .same: text.append(part.text)
            case .added: text.append(context.palette.isColored ? part.text : "{+\(part.text)+}", .added)
            case .leftOut:
                let isAtEnd =
                    index == 0 || index == parts.count - 1
                    || (index == parts.count - 2 && !parts[index + 1].text.contains { $0.isLetter || $0.isNumber })
                if isAtEnd {
                    text.append(index == 0 ? "… " : " …", .faint)
                } else {
                    if !isSpaced { text.append(" ") }
                    text.append(context.palette.isColored ? part.text : "[-\(part.text)-]", .leftOut)
                }
            }
            isSpaced = part.text.last?.isWhitespace ?? true
        }
        return text
    }

    private var footer: StyledText {
        let took = span(microseconds: response.tookMicroseconds)
        let total = response.total
        guard total.quotations > 0 else { return StyledText("Nothing found, \(took)", .faint) }
        let about = total.exact ? "" : "at least "
        var line = about + counted(total.quotations, "quotation", "quotations")
        line += " in \(counted(total.articles, "article", "articles")), \(took)"
        let last = request.offset + response.quotes.count
        if response.quotes.isEmpty, request.offset > 0 {
            line += "; none so far down: give a smaller --offset"
        } else if last < total.quotations, !response.quotes.isEmpty {
            line += "; more with --offset \(last)"
        }
        return StyledText(line, .faint)
    }
}
