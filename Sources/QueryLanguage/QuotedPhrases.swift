// SPDX-License-Identifier: GPL-3.0-or-later

// Phrases. Quotation marks are mixed freely by keyboards, word processors and web pages, so any mark closes what any
// other has opened, unless it can only be meant to open a quotation inside.

extension QueryLexer {
    /// Reads the phrase whose quotation mark is at `position`.
    mutating func readQuoted(_ head: Head) throws(QueryError) {
        let open = position
        if isStrayClosing(open) {
            warn("this quotation mark closes nothing, and is left out", at: open)
            position += 1
            return
        }
        let close = endOfQuotes(from: open)
        if close == nil {
            warn("this quotation mark is not closed; the phrase goes on to the end", at: open)
        }
        try readPhrase(head, content: open + 1..<(close ?? source.count))
    }

    /// Reads a phrase between quotation marks, and the `~` after it.
    mutating func readPhrase(_ head: Head, content: Range<Int>) throws(QueryError) {
        let open = content.lowerBound - 1
        position = min(content.upperBound + 1, source.count)
        var suffix = readPhraseSuffix()
        let words = try words(content, isLiteral: head.isExact)
        guard !words.isEmpty else {
            warn("there is no word between these quotation marks", at: open)
            return
        }
        if words.count == 1, suffix.within != nil {
            warn("one word cannot be near itself; ~ and its number are left out", at: content.upperBound)
            suffix.within = nil
        }
        if suffix.inflected, head.isExact {
            warn("= asks for the words as written; ~ is left out", at: content.upperBound)
            suffix.inflected = false
        }
        let range = source.bytes(open..<position)
        let phrase = QueryPhrase(words: words, inflected: suffix.inflected, within: suffix.within, range: range)
        emit(head)
        emit(.phrase(phrase), from: open)
    }

    /// The words of a phrase, each stretch between spaces read by itself.
    private mutating func words(_ content: Range<Int>, isLiteral: Bool) throws(QueryError) -> [PhraseWord] {
        var words: [PhraseWord] = []
        for stretch in source[content].split(whereSeparator: QueryScalars.isSpace) {
            var read = QueryWords(stretch).words
            if read.isEmpty, QueryWords(stretch).hasBareStar {
                warn("a * by itself would stand for every word, and is left out", at: stretch.startIndex)
            }
            if isLiteral || stretch.first.map(QueryScalars.isEquals) == true {
                for index in read.indices where read[index].match == .exact { read[index].isLiteral = true }
            }
            words += read
        }
        try count(words.count, at: content.lowerBound)
        return words
    }

    /// Reads `~` for inflected forms, `~5` for words near one another, or both.
    private mutating func readPhraseSuffix() -> (inflected: Bool, within: Int?) {
        var inflected = false
        var within: Int?
        while let scalar = source[position], QueryScalars.isTilde(scalar) {
            let end = source.firstIndex(from: position + 1) { !QueryScalars.isASCIIDigit($0) }
            if let distance = number(position + 1..<end) {
                within = distance == 0 ? nil : distance
            } else {
                inflected = true
            }
            position = end
        }
        return (inflected, within)
    }

    // MARK: Ends

    /// Whether the mark stands at the end of a word, so that it cannot open anything.
    private func isStrayClosing(_ index: Int) -> Bool {
        guard let before = source[index - 1] else { return false }
        return QueryScalars.isLetterOrDigit(before) && isEndOfOperand(index + 1)
    }

    /// The mark that closes what the one at `open` opens, or nil.
    private func endOfQuotes(from open: Int) -> Int? {
        var depth = 1
        for index in open + 1..<max(open + 1, source.count) {
            guard let scalar = source[index], QueryScalars.isQuote(scalar) else { continue }
            // In “he said „yes“ twice” the second mark opens: there is space before it and none behind.
            let opensInside =
                QueryScalars.isPairedQuote(scalar) && source[index - 1].map(QueryScalars.isSpace) == true
                && source[index + 1].map { !QueryScalars.isSpace($0) } == true
            depth += opensInside ? 1 : -1
            if depth == 0 { return index }
        }
        return nil
    }

    /// The single quotation mark that closes the one at `open`; nil if there is no such pair, as with an apostrophe.
    func endOfSingleQuotes(from open: Int) -> Int? {
        guard let first = source[open], QueryScalars.isSingleQuote(first) else { return nil }
        for index in open + 2..<max(open + 2, source.count) {
            guard let scalar = source[index], QueryScalars.isSingleQuote(scalar),
                let before = source[index - 1], !QueryScalars.isSpace(before)
            else { continue }
            if isEndOfOperand(index + 1) { return index }
        }
        return nil
    }

    /// Whether a word may end before `index`: there is space, the end, or a sign that is no part of a word.
    private func isEndOfOperand(_ index: Int) -> Bool {
        guard let scalar = source[index] else { return true }
        if QueryScalars.isSpace(scalar) || QueryScalars.isClosing(scalar) || QueryScalars.isBar(scalar) { return true }
        switch scalar {
        case ",", ".", ";", ":", "!", "?", "…": return true
        default: return QueryScalars.isTilde(scalar) || QueryScalars.isQuote(scalar)
        }
    }
}
