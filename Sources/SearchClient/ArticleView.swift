// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// A whole article, or its passages that matter, for people.
struct ArticleView {
    let article: ArticleResponse
    let context: ViewContext
    /// Whether the article was to be compared with another copy of its story.
    var isCompared = false

    /// Lines longer than this are hard to follow with the eye, however wide the terminal.
    private static let widestText = 100

    func rendered() -> String {
        var page = context
        page.columns = min(context.columns, Self.widestText)
        var text = ""
        if let title = article.title {
            text += page.block(StyledText(title, .headline, highlights: lit?.title ?? []), indent: 0)
        }
        text += page.block(origin, indent: 0)
        text += page.block(StyledText(provenance, .faint), indent: 0)
        // Addresses and paths are there to be copied: never broken.
        if let url = article.url {
            text += StyledText(url, .faint, highlights: lit?.url ?? []).rendered(context.palette) + "\n"
        }
        text += StyledText(place, .faint).rendered(context.palette) + "\n\n"
        text += body(on: page)
        text += quotes(on: page)
        if !article.warnings.isEmpty { text += "\n" }
        for warning in article.warnings { text += page.block(StyledText(warning, .alert), indent: 0) }
        return text + difference(on: page) + copies(on: page)
    }

    // MARK: Copies

    private func copies(on page: ViewContext) -> String {
        guard let copies = article.copies, let total = article.copiesTotal, total > 0 else { return "" }
        var text =
            "\n"
            + StyledText("also in \(counted(total, "other file", "other files"))", .faint)
            .rendered(page.palette) + "\n"
        for copy in copies {
            text += "  " + origin(copy.outlet, copy.published, copy.path, copy.id).rendered(page.palette) + "\n"
        }
        if copies.count < total { text += "  " + StyledText("…", .faint).rendered(page.palette) + "\n" }
        return text
    }

    private func origin(_ outlet: String?, _ published: String?, _ path: String, _ id: String?) -> StyledText {
        var line = StyledText()
        if let outlet {
            line.append(outlet, .outlet)
            line.append(" · ")
        }
        line.append("\(published ?? "undated") · \(shorterPath(path, from: context.workingDirectory))")
        if let id { line.append(" · \(id)", .faint) }
        return line
    }

    /// What the other copy has besides; what this one has besides is lit in the text.
    private func difference(on page: ViewContext) -> String {
        guard isCompared else { return "" }
        guard let difference = article.difference else {
            return "\n" + StyledText("It has no copies.", .faint).rendered(page.palette) + "\n"
        }
        var about = StyledText("Lit above is what is not in ", .faint)
        if difference.own.isEmpty { about = StyledText("All of it is in ", .faint) }
        let other = difference.other
        about.append(origin(other.outlet, other.published, other.path, other.id))
        about.append(difference.missing.isEmpty ? ", which has nothing else." : ", which has besides:", .faint)
        var text = "\n" + page.block(about, indent: 0)
        for sentence in difference.missing {
            text += "+ " + page.block(StyledText(sentence), indent: 2).dropFirst(2)
        }
        return text
    }

    private var lit: LitRanges? { article.lit }

    private var origin: StyledText {
        var parts: [StyledText] = []
        if let byline = article.byline {
            var author = StyledText("By ")
            author.append(StyledText(byline, highlights: lit?.byline ?? []))
            parts.append(author)
        }
        if let outlet = article.outlet { parts.append(StyledText(outlet, .outlet, highlights: lit?.outlet ?? [])) }
        parts.append(StyledText(day))
        var line = StyledText()
        for part in parts {
            if !line.isEmpty { line.append(" · ") }
            line.append(part)
        }
        return line
    }

    /// When it was published, or how that is not known.
    private var day: String {
        guard let published = article.published else { return "undated" }
        // No day of publication: the file's, which may be years later.
        if article.publishedFrom == "mtime" { return "undated, file of \(published)" }
        return published + (article.publishedTime.map { " " + $0 } ?? "")
    }

    /// Where each field was found, those together that were found in one place: `header: title, day · text: language`.
    private var provenance: String {
        let language = article.language.map { "language \($0)" } ?? "language"
        let host = article.outletHost.flatMap { $0 == article.outlet ? nil : " (\($0))" } ?? ""
        let fields: [(String, String?)] = [
            ("title", article.titleFrom), ("byline", article.bylineFrom), ("day", article.publishedFrom),
            ("address", article.urlFrom), ("outlet" + host, article.outletFrom), (language, article.languageFrom),
        ]
        var places: [(origin: String, names: [String])] = []
        for case (let name, let origin?) in fields {
            if let index = places.firstIndex(where: { $0.origin == origin }) {
                places[index].names.append(name)
            } else {
                places.append((origin, [name]))
            }
        }
        return places.map { "\($0.origin): \($0.names.joined(separator: ", "))" }.joined(separator: " · ")
    }

    private var place: String {
        let part = article.part > 0 ? "#\(article.part)" : ""
        return "\(shorterPath(article.path, from: context.workingDirectory))\(part) · \(article.id)"
    }

    // MARK: Quotations

    /// Who is quoted with what, unless only passages are shown.
    private func quotes(on page: ViewContext) -> String {
        guard lit?.passages == nil, !article.quotes.isEmpty else { return "" }
        var text = "\n" + StyledText("Quotations", .headline).rendered(page.palette) + "\n"
        for quote in article.quotes {
            var line = StyledText(quote.speaker ?? "unknown", .outlet)
            if let written = quote.speakerAsWritten, written != quote.speaker { line.append(" (as “\(written)”)") }
            line.append(": “\(quote.text)”")
            text += page.block(line, indent: 2)
        }
        return text
    }

    // MARK: Text

    private func body(on page: ViewContext) -> String {
        let bytes = Array(article.text.utf8)
        guard let passages = lit?.passages else { return paragraphs(0..<bytes.count, of: bytes, on: page) }
        let shown = passages.compactMap { range -> Range<Int>? in
            guard range.count == 2, range[0] >= 0, range[0] < range[1], range[1] <= bytes.count else { return nil }
            return range[0]..<range[1]
        }
        guard !shown.isEmpty else {
            return StyledText("Nothing in the text matches.", .faint).rendered(page.palette) + "\n"
        }
        let mark = StyledText(context.isUnicode ? "⋯" : "...", .faint).rendered(page.palette) + "\n"
        var text = shown[0].lowerBound > 0 ? mark : ""
        for (index, passage) in shown.enumerated() {
            if index > 0 { text += mark }
            text += paragraphs(passage, of: bytes, on: page)
        }
        return (shown.last?.upperBound ?? 0) < bytes.count ? text + mark : text
    }

    /// A part of the text, a paragraph a line of it, with never more than one empty line between two.
    private func paragraphs(_ range: Range<Int>, of bytes: [UInt8], on page: ViewContext) -> String {
        var lit = (lit?.text ?? article.difference?.own ?? [])[...]
        var text = ""
        var isGap = false
        for line in lines(in: bytes, range) {
            while let first = lit.first, first.count != 2 || first[1] <= line.lowerBound { lit.removeFirst() }
            let highlights = lit.prefix { $0.count == 2 && $0[0] < line.upperBound }.map { range in
                [max(range[0], line.lowerBound) - line.lowerBound, min(range[1], line.upperBound) - line.lowerBound]
            }
            let shown = String(decoding: bytes[line], as: UTF8.self)
            let paragraph = page.block(
                isBoilerplate(line)
                    ? StyledText(shown, .faint, highlights: highlights) : StyledText(shown, highlights: highlights),
                indent: 0)
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

    /// Whether a line is not the article's own.
    private func isBoilerplate(_ line: Range<Int>) -> Bool {
        article.boilerplate.contains { $0.count == 2 && $0[0] <= line.lowerBound && line.upperBound <= $0[1] }
    }

    /// The lines of a part of the text, without their ends: LF, VT, FF, CR, NEL, LS and PS end one.
    private func lines(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let length = lineEnd(in: bytes, at: index)
            if length > 0 {
                lines.append(start..<index)
                start = index + length
            }
            index += max(length, 1)
        }
        lines.append(min(start, range.upperBound)..<range.upperBound)
        return lines
    }

    /// Bytes of the line's end that stands at `index`; 0 if none does.
    private func lineEnd(in bytes: [UInt8], at index: Int) -> Int {
        switch bytes[index] {
        case 0x0A...0x0D: 1
        case 0xC2 where bytes[index...].starts(with: [0xC2, 0x85]): 2
        case 0xE2 where bytes[index...].starts(with: [0xE2, 0x80, 0xA8]): 3
        case 0xE2 where bytes[index...].starts(with: [0xE2, 0x80, 0xA9]): 3
        default: 0
        }
    }
}
