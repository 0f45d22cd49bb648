// SPDX-License-Identifier: GPL-3.0-or-later

/// The narration of an article in tokens, with its sentences.
struct Narration {
    let prose: Prose
    private(set) var tokens: [NarrationToken] = []
    /// The tokens of each sentence, in order; none is empty.
    private(set) var sentences: [Range<Int>] = []
    /// For each sentence, the number of its paragraph.
    private(set) var paragraphOfSentence: [Int] = []
    /// For each passage, the token of its first piece and that of its last; equal unless it runs over paragraphs.
    private(set) var tokensOfPassage: [(first: Int, last: Int)] = []

    /// The words that are capitalised in the midst of a sentence.
    private var properWords: Set<WordHash.Value> = []

    /// Whether the word at `index` is capitalised elsewhere in the article too, where its place does not ask for it.
    func isProper(_ index: Int) -> Bool { properWords.contains(tokens[index].word) }

    /// The sentence that holds a token.
    func sentence(of token: Int) -> Int {
        var low = 0
        var high = sentences.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if sentences[middle].lowerBound <= token { low = middle } else { high = middle }
        }
        return low
    }

    /// The words of the tokens in a range as they stand in the text.
    func string(_ range: Range<Int>) -> String {
        guard let first = range.first, let last = range.last else { return "" }
        return string(bytes: Int(tokens[first].start)..<Int(tokens[last].end))
    }

    /// The text of some bytes, on one line; where there is white space, one space, none at the end.
    func string(bytes: Range<Int>) -> String {
        let text = prose.string(bytes)
        // Most names are on one line as they are: splitting into characters is what costs.
        if prose.isPlain(bytes) { return text }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.first?.isWhitespace == true && !words.isEmpty ? " " + words : words
    }

    /// Whether a token is this word, of ASCII letters in lower case.
    func isWord(_ index: Int, _ word: StaticString) -> Bool { prose.isFolded(tokens[index].range, word) }

    func hasSuffix(_ index: Int, _ suffix: StaticString) -> Bool { prose.hasSuffix(suffix, tokens[index].range) }

    func isQuote(_ index: Int) -> Bool { tokens[index].kind == .quote }

    // MARK: Reading

    /// Tokens by which the language is told.
    private static let languageTokens = 600

    init(_ prose: Prose, paragraphs: [Range<Int>], passages: [QuotedPassage]) {
        self.prose = prose
        tokensOfPassage = Array(repeating: (-1, -1), count: passages.count)
        var pieces = passages.enumerated().flatMap { number, passage in
            passage.pieces.map { (number: number, range: $0) }
        }[...]
        tokens.reserveCapacity(prose.count / 6)
        var starts: [Int] = []
        for paragraph in paragraphs {
            starts.append(tokens.count)
            var start = paragraph.lowerBound
            while let piece = pieces.first, piece.range.lowerBound < paragraph.upperBound {
                readWords(in: start..<piece.range.lowerBound)
                addQuote(piece.range, of: piece.number)
                start = piece.range.upperBound
                pieces.removeFirst()
            }
            readWords(in: start..<paragraph.upperBound)
        }
        findRoles()
        for start in starts where startsWithDateline(start) { tokens[start].roles = .adverb }
        for (number, start) in starts.enumerated() {
            splitSentences(start..<(number + 1 < starts.count ? starts[number + 1] : tokens.count), paragraph: number)
        }
    }

    /// Whether the paragraph from a token on begins with a place in capitals before the text: `KALMAR — President`.
    private func startsWithDateline(_ start: Int) -> Bool {
        guard start + 1 < tokens.count, tokens[start].kind == .word, tokens[start].range.count > 3 else { return false }
        let isCapitals = { (token: NarrationToken) in
            prose.bytes[token.range].allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x2E }
        }
        return isCapitals(tokens[start]) && tokens[start + 1].isCapitalised && !isCapitals(tokens[start + 1])
            && tokens[start + 1].start - tokens[start].end > 1
    }

    private mutating func noteProperWords(_ sentence: Range<Int>) {
        for index in sentence.dropFirst()
        where tokens[index].isCapitalised && tokens[index - 1].kind == .word && !tokens[index].roles.has(.function) {
            properWords.insert(tokens[index].word)
        }
    }

    private mutating func findRoles() {
        SpeechWords.shared.withReader { reader in
            for index in tokens.indices where tokens[index].kind == .word {
                tokens[index].known = reader.find(tokens[index].word)
            }
        }
        let lexicon = SpeechLexicon.of(tokens.lazy.prefix(Self.languageTokens).map(\.known))
        for index in tokens.indices where tokens[index].kind == .word {
            let endsInLY = tokens[index].range.count > 4 && hasSuffix(index, "ly")
            tokens[index].roles = lexicon.roles(of: tokens[index].known, endsInLY: endsInLY)
        }
    }

    private mutating func addQuote(_ range: Range<Int>, of passage: Int) {
        if tokensOfPassage[passage].first < 0 { tokensOfPassage[passage].first = tokens.count }
        tokensOfPassage[passage].last = tokens.count
        tokens.append(
            NarrationToken(
                start: Int32(range.lowerBound), end: Int32(range.upperBound), passage: Int32(passage), kind: .quote))
    }

    private mutating func readWords(in range: Range<Int>) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let scalar = prose.scalar(at: offset)
            if isWordScalar(scalar.value) {
                offset = readWord(at: offset, in: range)
            } else if scalar.value == 0x28, let end = endOfParenthesis(at: offset, in: range) {
                offset = end
            } else {
                if let mark = markCharacter(scalar.value), !isRepeated(mark, at: offset) {
                    tokens.append(
                        NarrationToken(
                            start: Int32(offset), end: Int32(offset + scalar.length), kind: .mark, mark: mark))
                }
                offset += scalar.length
            }
        }
    }

    private func isRepeated(_ mark: UInt8, at offset: Int) -> Bool {
        guard let last = tokens.last else { return false }
        return last.mark == mark && Int(last.end) == offset
    }

    /// Reads the word at `start`, with what may stand inside one: apostrophes, hyphens, the dots of abbreviations.
    private mutating func readWord(at start: Int, in range: Range<Int>) -> Int {
        var end = start
        // Most words are ASCII letters throughout.
        var hash = WordHash()
        while end < range.upperBound {
            let byte = prose.bytes[end]
            let lower = byte | 0x20
            guard lower &- 0x61 < 26 || byte.isASCIIDigit else { break }
            hash.add(lower)
            end += 1
        }
        let plain = end
        var dots = 0
        var isPossessive = false
        var next = end
        scan: while end < range.upperBound {
            let scalar = prose.scalar(at: end)
            let after = end + scalar.length
            next = after
            if isWordScalar(scalar.value) {
                end = after
                continue
            }
            let following = prose.scalar(after: after, in: range).map(isWordScalar) ?? false
            switch scalar.value {
            case 0x27, 0x2019, 0x2BC:
                if following {
                    if isFinalS(after, in: range) {
                        isPossessive = true
                        next = after + 1
                        break scan
                    }
                    end = after
                } else {
                    isPossessive = end > start && prose.bytes[end - 1] == 0x73
                    if !isPossessive { next = end }
                    break scan
                }
            case 0x2D, 0x2010, 0x2011:
                guard following else {
                    next = end
                    break scan
                }
                end = after
            case 0x2E:
                // `R-Ky., said`: no sentence goes on with a comma.
                let isInside = prose.scalar(after: after, in: range) == 0x2C
                guard
                    following || dots > 0 || isInside
                        || isAbbreviatedWord(prose.bytes[start..<end], prose.foldedHash(start..<end))
                else {
                    next = end
                    break scan
                }
                dots += 1
                end = after
                if !following { break scan }
            case 0xAD, 0x200B...0x200D:
                end = after
            default:
                next = end
                break scan
            }
        }
        if end == range.upperBound { next = end }
        tokens.append(
            NarrationToken(
                start: Int32(start), end: Int32(end),
                word: end == plain ? hash.value : self.hash(start..<end), kind: .word,
                isCapitalised: isCapital(prose.scalar(at: start).value),
                isPossessive: isPossessive))
        return max(next, end)
    }

    /// The hash of a word; `U.S.` and `Mr.` keep a full stop that the lists of words do not have.
    private func hash(_ word: Range<Int>) -> WordHash.Value {
        let hasDot = prose.bytes[word.upperBound - 1] == 0x2E
        return prose.foldedHash(word.lowerBound..<word.upperBound - (hasDot ? 1 : 0))
    }

    /// Whether a word's last letter `s` stands at `offset`, after an apostrophe.
    private func isFinalS(_ offset: Int, in range: Range<Int>) -> Bool {
        guard prose.bytes[offset] | 0x20 == 0x73 else { return false }
        return !(prose.scalar(after: offset + 1, in: range).map(isWordScalar) ?? false)
    }

    /// The end of a short remark in parentheses, which is passed over: `(D-N.C.)`.
    private func endOfParenthesis(at start: Int, in range: Range<Int>) -> Int? {
        let limit = min(range.upperBound, start + 60)
        guard let close = prose.bytes[start..<limit].firstIndex(of: 0x29) else { return nil }
        return close + 1
    }

    private func markCharacter(_ scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0x2C, 0x2E, 0x3A, 0x3B, 0x28, 0x29, 0x3F, 0x21: UInt8(scalar)
        case 0x2026, 0x3002: 0x2E
        case 0xFF0C, 0x3001: 0x2C
        case 0xFF1A: 0x3A
        case 0x2D, 0x2010...0x2015: 0x2D
        default: nil
        }
    }

    // MARK: Sentences

    private mutating func splitSentences(_ range: Range<Int>, paragraph: Int) {
        var start = range.lowerBound
        for index in range {
            let isEnd: Bool
            switch tokens[index].kind {
            case .mark: isEnd = endsSentence(mark: index, in: range)
            case .quote: isEnd = endsSentence(quote: index, in: range)
            case .word: isEnd = endsSentence(abbreviation: index, in: range)
            }
            guard isEnd || index + 1 == range.upperBound else { continue }
            sentences.append(start..<index + 1)
            noteProperWords(start..<index + 1)
            paragraphOfSentence.append(paragraph)
            start = index + 1
        }
    }

    private func endsSentence(mark index: Int, in range: Range<Int>) -> Bool {
        let token = tokens[index]
        guard token.isMark(".") || token.isMark("?") || token.isMark("!") else { return false }
        guard index + 1 < range.upperBound else { return true }
        return tokens[index + 1].isCapitalised || tokens[index + 1].kind == .quote
            || prose.bytes[Int(tokens[index + 1].start)].isASCIIDigit
    }

    /// Whether the quoted words end the sentence in which they stand, as they end one of their own.
    private func endsSentence(quote index: Int, in range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound else { return true }
        let last = prose.scalar(before: Int(tokens[index].end), in: tokens[index].range)
        let next = tokens[index + 1]
        guard next.kind == .quote || next.isCapitalised else { return false }
        switch last {
        case 0x2E: return next.kind == .quote || !next.roles.has(.pronoun) || !isCue(index + 2, in: range)
        case 0x3F, 0x21, 0x2026: return !isClause(from: index + 1, in: range)
        default: return false
        }
    }

    /// Whether `NAME said` begins at `index`: a name of some words and a verb of speech.
    private func isClause(from index: Int, in range: Range<Int>) -> Bool {
        for later in index..<min(index + 6, range.upperBound) {
            guard tokens[later].kind == .word else { return tokens[later].isMark(",") && later > index + 1 }
            if tokens[later].roles.has(.speech), later > index { return true }
        }
        return false
    }

    private func isCue(_ index: Int, in range: Range<Int>) -> Bool {
        index < range.upperBound && tokens[index].roles.has(.speech)
    }

    /// An abbreviation that keeps its dot may end a sentence: `in the U.S. The`.
    private func endsSentence(abbreviation index: Int, in range: Range<Int>) -> Bool {
        let token = tokens[index]
        guard index + 1 < range.upperBound, prose.bytes[Int(token.end) - 1] == 0x2E, token.range.count > 2,
            !token.roles.has([.title, .firstName])
        else { return false }
        let next = tokens[index + 1]
        return next.isCapitalised && next.roles.has([.determiner, .pronoun, .subordinator, .conjunction, .preposition])
    }
}
