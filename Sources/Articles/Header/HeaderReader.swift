// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// Reads what stands before the text of an article: title, date, address, byline, in whatever shape and order.
///
/// Lines are read as long as they are surely header lines. A line that belongs to the header but says nothing that an
/// article has a field for, or says it a second time, is kept for the text: nothing is lost.
struct HeaderReader {
    private(set) var header: Header

    /// The summary that stands below the title; it is part of the text, which it opens.
    private(set) var deck: Substring?

    /// Lines of the header that no field holds; they stay part of the text, at its end.
    private(set) var kept: [Substring] = []

    private let text: Substring
    private let lines: [SourceLine]

    /// The first line that is not part of the header.
    private var position = 0

    init(_ text: Substring, today: CivilDay?) {
        self.text = text
        header = Header(today: today)
        lines = headLines(of: text)
    }

    /// Reads the header, and returns the text after it.
    mutating func read() -> Substring {
        skipBlankLines()
        if !readFrontMatter() {
            skipUnclosedFence()
            readDashedLines()
        }
        readLines()
        return position == 0 ? text : text[lines[position - 1].next...]
    }

    private mutating func skipBlankLines() {
        while position < lines.count, lines[position].content.isEmpty { position += 1 }
    }

    // MARK: Blocks

    /// Reads YAML front matter, if the text begins with it.
    private mutating func readFrontMatter() -> Bool {
        guard let matter = FrontMatter(lines[position...]) else { return false }
        for entry in matter.entries {
            guard let key = HeaderKey(entry.name), let fields = key.fields(entry.value[...]) else {
                noteUnreadableDate(entry.name, entry.value[...])
                kept += entry.lines
                continue
            }
            if !header.take(fields, from: entry.value[...]) { kept += entry.lines }
        }
        position = matter.end
        return true
    }

    /// Passes over the line that opens front matter which has no end.
    private mutating func skipUnclosedFence() {
        guard position + 1 < lines.count, lines[position].content == "---", isKnown(lines[position + 1].content) else {
            return
        }
        header.warnings.append(
            "the front matter has no closing “---” line: it is taken to end with its last known name")
        position += 1
    }

    /// Reads lines that each begin with `-- `, whose kind only their content tells: the first unknown one is the title.
    private mutating func readDashedLines() {
        let dashed = lines[position...].prefix { $0.content.hasPrefix("-- ") }
        guard dashed.count > 1 || dashed.first.map({ headerFields(dashedContent($0)) != nil }) ?? false else { return }
        for line in dashed {
            let content = dashedContent(line)
            let isUsed: Bool
            if let fields = headerFields(content) {
                isUsed = header.take(fields, from: content)
            } else if header.title == nil {
                isUsed = header.take([.title(String(content))], from: content)
            } else {
                isUsed = areNames(content) && header.take([.byline(String(content))], from: content)
            }
            if !isUsed { kept.append(content) }
        }
        position = dashed.endIndex
    }

    private func dashedContent(_ line: SourceLine) -> Substring {
        line.content.dropFirst(3).trimmed
    }

    // MARK: Lines

    /// Reads the lines that are header lines one by one, blank lines between them allowed.
    private mutating func readLines() {
        var index = position
        while index < lines.count {
            let line = lines[index].content
            if line.isEmpty {
                index += 1
                continue
            }
            guard
                let count = readKeyedLine(index) ?? passOverUnknown(index) ?? readPlainLine(index) ?? readTitle(index)
                    ?? passOverDeck(index)
            else { return }
            index += count
            position = index
        }
    }

    /// Reads `Name: value` and the indented lines that continue it.
    ///
    /// Like each of the methods below, returns how many lines it read, or nil if the line is of another kind.
    private mutating func readKeyedLine(_ index: Int) -> Int? {
        guard let (key, value) = keyedLine(lines[index].content) else { return nil }
        let continuation = continuation(of: index)
        let whole = ([value] + continuation).joined(separator: " ")
        guard let fields = key.fields(whole[...].trimmed) else {
            noteUnreadableDate(namedLine(lines[index].content)?.name ?? "", value)
            return nil
        }
        let isUsed = header.take(fields, from: whole[...])
        if !isUsed { kept += lines[index...index + continuation.count].map(\.raw) }
        return 1 + continuation.count
    }

    /// Passes over a `Name: value` line whose name means nothing here, amid lines whose names do: mail has many.
    ///
    /// A headline may have the same form, so before there is a title, one must follow.
    private mutating func passOverUnknown(_ index: Int) -> Int? {
        guard namedLine(lines[index].content) != nil else { return nil }
        let count = 1 + continuation(of: index).count
        guard headerGoesOn(at: index + count, withTitle: header.title == nil) else { return nil }
        kept += lines[index..<index + count].map(\.raw)
        return count
    }

    /// Reads a line that is one or more fields without a name.
    private mutating func readPlainLine(_ index: Int) -> Int? {
        let line = lines[index].content
        guard let fields = headerFields(line) else { return nil }
        if header.isEmpty, case .byline(let names)? = fields.first, fields.count == 1 {
            // With nothing before it, `By Land and Sea` is as likely a headline.
            guard (2...3).contains(names.split(separator: " ").count), followsBlankOrMetadata(index) else { return nil }
        }
        if !header.take(fields, from: line) { kept.append(lines[index].raw) }
        return 1
    }

    /// Reads a title, which may be a Markdown heading; or one that repeats what the header has already said.
    private mutating func readTitle(_ index: Int) -> Int? {
        var line = lines[index].content
        if line.hasPrefix("# ") { line = line.dropFirst(2).trimmed }
        let isHeading = line.startIndex > lines[index].content.startIndex
        if line == header.title?[...] { return 1 }
        guard header.title == nil, !line.isEmpty else { return nil }
        let isUnderlined = index + 1 < lines.count && isUnderline(lines[index + 1].content)
        let wrapped = isHeading || isUnderlined ? [] : wrappedTitle(after: index)
        guard isHeading || isUnderlined || !wrapped.isEmpty || isTitle(line, before: context(after: index)) else {
            return nil
        }
        let title = ([line] + wrapped).joined(separator: " ")
        guard header.take([.title(title)], from: line) else { return nil }
        return 1 + (isUnderlined ? 1 : wrapped.count)
    }

    /// Passes over a line between title and metadata: the deck.
    private mutating func passOverDeck(_ index: Int) -> Int? {
        guard deck == nil, header.title != nil, header.date == nil, header.address == nil, header.byline == nil,
            deckIsFollowedByMetadata(index)
        else { return nil }
        deck = lines[index].content
        return 1
    }

    // MARK: Looking ahead

    private func isKnown(_ line: Substring) -> Bool {
        keyedLine(line).flatMap { $0.key.fields($0.value) } != nil
    }

    private func nextLine(after index: Int) -> Int? {
        lines[(index + 1)...].firstIndex { !$0.content.isEmpty }
    }

    private func context(after index: Int) -> TitleContext {
        guard let next = nextLine(after: index) else { return .nothing }
        let isAdjacent = next == index + 1
        if headerFields(lines[next].content) != nil {
            // After a paragraph, a date heads the next section and a source ends the article.
            let textFollows = lines[next...].contains { !$0.content.isEmpty && headerFields($0.content) == nil }
            return .metadata(isClear: isAdjacent && textFollows)
        }
        if deckIsFollowedByMetadata(next) { return .metadata(isClear: false) }
        return isAdjacent ? .text(lines[next].content) : .blankThen(lines[next].content)
    }

    private func followsBlankOrMetadata(_ index: Int) -> Bool {
        switch context(after: index) {
        case .metadata, .blankThen: true
        case .text, .nothing: false
        }
    }

    /// Whether the line after a deck is metadata; a date alone is not enough, as it may head a section.
    private func deckIsFollowedByMetadata(_ index: Int) -> Bool {
        guard let next = nextLine(after: index), let fields = headerFields(lines[next].content),
            let afterNext = nextLine(after: next)
        else { return false }
        if case .date? = fields.first, fields.count == 1, keyedLine(lines[next].content) == nil {
            return headerFields(lines[afterNext].content) != nil
        }
        return true
    }

    /// The lines, up to two, that a long title was wrapped to: set off like it, and with metadata right below.
    private func wrappedTitle(after index: Int) -> [Substring] {
        let first = lines[index].content
        let following = lines[(index + 1)...].prefix(3).prefix { line in
            !line.content.isEmpty && headerFields(line.content) == nil
        }
        guard (1...2).contains(following.count), first.utf8.count <= 200, !endsLikeSentence(first) else { return [] }
        let goesOn = following.allSatisfy { line in
            let opening = line.content.unicodeScalars.first { $0.isLetter }
            let isCapitals = !(first + line.content).unicodeScalars.contains { $0.isLower }
            return line.content.utf8.count <= 200 && (line.isIndented || isCapitals || opening?.isLower ?? false)
        }
        guard goesOn, case .metadata(isClear: true) = context(after: index + following.count) else { return [] }
        return following.map(\.content)
    }

    /// The indented lines that continue a header line, as RFC 5322 folds them.
    ///
    /// An indented line may also open the text, so the header must go on or end after them.
    private func continuation(of index: Int) -> [Substring] {
        let indented = lines[(index + 1)...].prefix { $0.isIndented && $0.raw.utf8.count <= 200 }
        guard (1...3).contains(indented.count), let last = indented.last else { return [] }
        guard indented.endIndex < lines.count else { return [] }
        let ends = lines[indented.endIndex].content.isEmpty && !endsLikeSentence(last.content)
        return ends || headerGoesOn(at: indented.endIndex) ? indented.map(\.content) : []
    }

    /// Whether a known `Name: value` line comes before the first line that is neither named nor indented.
    ///
    /// - Parameter withTitle: Whether it must be one that names the title.
    private func headerGoesOn(at index: Int, withTitle: Bool = false) -> Bool {
        lines[index...].prefix { $0.isIndented || namedLine($0.content) != nil }.contains { line in
            isKnown(line.content) && (!withTitle || keyedLine(line.content)?.key == .title)
        }
    }

    private func isUnderline(_ line: Substring) -> Bool {
        line.utf8.count >= 3 && line.utf8.allSatisfy { $0 == UInt8(ascii: "=") }
    }

    private mutating func noteUnreadableDate(_ name: Substring, _ value: Substring) {
        guard HeaderKey(name) == .date, !value.isEmpty else { return }
        header.warnings.append("the date “\(value.prefix(80))” could not be read: it is left in the text")
    }
}
