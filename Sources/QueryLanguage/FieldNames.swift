// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

// What a colon makes of the word before it: a field, a date, an address, or only punctuation.

extension QueryLexer {
    /// Reads a field's name, or a whole date filter, if there is one at `position`.
    ///
    /// - Returns: whether it did; if not, nothing was read.
    mutating func readFieldName(_ head: Head) throws(QueryError) -> Bool {
        let start = position
        let colon = source.firstIndex(from: start) { !QueryScalars.isASCIILetter($0) }
        guard colon > start, let sign = source[colon], QueryScalars.isColon(sign) else { return false }
        let name = source.text(start..<colon)
        let isGlued = source[colon + 1].map { !QueryScalars.isSpace($0) && !QueryScalars.isClosing($0) } ?? false

        if let field = DateField(name: name) {
            return try readDate(field, head, name: start..<colon, isGlued: isGlued)
        }
        if let field = QueryField(name: name) {
            position = colon + 1
            emit(head)
            emit(.field(field), from: start)
            return true
        }
        // `3:35` and `Update: …` are plain text, and what follows the colon there is read as if it were not there.
        guard isGlued, source[colon + 1].map(isFieldValue) == true else { return false }
        let names = QueryField.allCases.map { $0.rawValue + ":" }.joined(separator: " ")
        warn("there is no field “\(name)”; read as words (fields: \(names) date:)", at: start)
        guard head.isEmpty, !isAfterField else { return false }
        position = colon + 1
        try emitWord(start..<colon)
        return true
    }

    private func isFieldValue(_ scalar: Unicode.Scalar) -> Bool {
        QueryScalars.isLetterOrDigit(scalar) || QueryScalars.isQuote(scalar) || QueryScalars.isOpening(scalar)
    }

    private var isAfterField: Bool {
        if case .field = tokens.last?.kind { true } else { false }
    }

    // MARK: Dates

    /// Reads a date filter whose name stands at `name`.
    ///
    /// - Returns: whether it is one: `Day: the talks go on` is text, `date:soon` an error.
    private mutating func readDate(
        _ field: DateField,
        _ head: Head,
        name: Range<Int>,
        isGlued: Bool
    ) throws(QueryError) -> Bool {
        let start = source.firstIndex(from: name.upperBound + 1) { !QueryScalars.isSpace($0) }
        let value = dateValue(from: start)
        if value.content.isEmpty {
            warn("\(source.text(name)): has no date after it; read as a word", at: name.lowerBound)
            position = name.upperBound + 1
            try emitWord(name, head)
            return true
        }
        let text = source.text(value.content)
        let date: DateExpression
        do throws(QueryError) {
            date = try DateExpression(text, today: options.today, asSide: field != .on)
        } catch {
            if !isGlued, let first = source[start], QueryScalars.isLetterOrDigit(first),
                !QueryScalars.isASCIIDigit(first)
            {
                warn("\(source.text(name)): has no date after it; read as a word", at: name.lowerBound)
                position = name.upperBound + 1
                try emitWord(name, head)
                return true
            }
            throw QueryError(message: error.message, at: source.byte(start))
        }
        if date.isSwapped { warn("the later date stands first; read as \(date.range)", at: start) }
        try count(1, at: name.lowerBound)
        position = value.end
        emit(head)
        emit(.published(field.range(date.range)), from: name.lowerBound)
        return true
    }

    /// The text of a date from `start` on, without quotation marks or parentheses, and where to go on after it.
    private func dateValue(from start: Int) -> (content: Range<Int>, end: Int) {
        if let first = source[start] {
            if QueryScalars.isQuote(first) {
                let end = source.firstIndex(from: start + 1, where: QueryScalars.isQuote)
                return (start + 1..<end, min(end + 1, source.count))
            }
            if QueryScalars.isOpening(first) {
                let end = source.firstIndex(from: start + 1, where: QueryScalars.isClosing)
                return (start + 1..<end, min(end + 1, source.count))
            }
        }
        var end = endOfDateWord(from: start)
        // `last week` and `2021-12 .. 2022-01` go on after a space.
        while end < source.count, let next = nextDateWord(after: start..<end) { end = next }
        return (start..<end, end)
    }

    private func endOfDateWord(from start: Int) -> Int {
        var end = start
        while let scalar = source[end], !isBreak(at: end), !QueryScalars.isOpening(scalar),
            !QueryScalars.isClosing(scalar), !QueryScalars.isBar(scalar), !QueryScalars.isQuote(scalar)
        {
            end += 1
        }
        return end
    }

    /// The end of the next word if it belongs to the date so far.
    private func nextDateWord(after date: Range<Int>) -> Int? {
        let start = source.firstIndex(from: date.upperBound) { !QueryScalars.isSpace($0) }
        let end = endOfDateWord(from: start)
        guard start < end else { return nil }
        let before = source.text(date).lowercased()
        let next = source.text(start..<end).lowercased()
        // Only the side of a range that is being written counts.
        let words = Self.sides(before).last?.split(whereSeparator: \.isWhitespace) ?? []
        let word = Self.sides(next)[0]
        if NamedDate.continues(words, with: word) || RelativeDate.continues(words, with: word) { return end }
        if [">", "<", ">=", "<="].contains(before) || before.hasSuffix(" ..") || before.hasSuffix(" …") { return end }
        return next == ".." || next == "…" || next.hasPrefix("..") && next.count > 2 ? end : nil
    }

    /// What stands on either side of the dots of a range.
    private static func sides(_ text: String) -> [Substring] {
        text.replacing("…", with: "..").split(separator: "..", omittingEmptySubsequences: false)
    }

    // MARK: Addresses

    /// Reads an address pasted from a browser, which finds the article that was published there.
    ///
    /// - Returns: whether there was one. Its scheme and what follows `?` or `#` are not looked for: they differ from
    ///   copy to copy.
    mutating func readAddress(_ head: Head) throws(QueryError) -> Bool {
        let start = position
        let text = source.text(start..<min(start + 8, source.count)).lowercased()
        guard let scheme = ["http://", "https://", "www."].first(where: text.hasPrefix) else { return false }
        let first = start + scheme.count
        var end = source.firstIndex(from: first) { QueryScalars.isSpace($0) || QueryScalars.isQuote($0) }
        if !source[first..<end].contains(where: QueryScalars.isOpening) {
            end = min(end, source.firstIndex(from: first, where: QueryScalars.isClosing))
        }
        let last = min(end, source.firstIndex(from: first) { $0 == "?" || $0 == "#" })
        var words = QueryWords(source[first..<last]).words.filter { $0.match == .exact }
        if words.first?.term == "www" { words.removeFirst() }
        guard !words.isEmpty else { return false }
        position = end
        try count(words.count, at: start)
        let range = source.bytes(start..<end)
        emit(head)
        emit(.address(QueryPhrase(words: words, inflected: false, within: nil, range: range)), from: start)
        return true
    }
}
