// SPDX-License-Identifier: GPL-3.0-or-later

/// What an article says of a speaker right behind the name: `Odile Brandt, a pilot of the Narrows`.
extension Narration {
    /// Tokens of a description at most: what is longer tells a story of its own.
    private static let longestDescription = 32
    /// Tokens of a relative clause at most, for the same reason.
    private static let longestClause = 16

    /// The end of what is said of a speaker behind the name, as a byte offset: that of the name itself if nothing is.
    ///
    /// It reaches over parentheses (`(D-Mo.)`), a link to what somebody belongs to (`of the Pilots’ Guild`), and what is
    /// set off by commas, a relative clause included.
    func endOfDescription(after name: Range<Int>) -> Int {
        let last = name.upperBound - 1
        guard !tokens[last].isPossessive else { return Int(tokens[last].end) }
        let sentence = sentences[self.sentence(of: last)]
        let upper = min(sentence.upperBound, name.upperBound + Self.longestDescription)
        var end = name.upperBound
        if let link = endOfLink(from: end, before: upper) { end = link }
        var isDescribed = false
        while end + 1 < upper, tokens[end].isMark(",") {
            let start = end + 1
            guard isDescription(at: start, before: upper, isSecond: isDescribed),
                let segment = endOfSegment(from: start, before: upper)
            else { break }
            end = segment
            isDescribed = true
        }
        return endOfParentheses(after: end - 1)
    }

    /// The end of `of NAME` right behind a name, in tokens; nil if that is not there.
    private func endOfLink(from start: Int, before upper: Int) -> Int? {
        guard start + 1 < upper, tokens[start].kind == .word, ownershipWords.contains(tokens[start].word)
        else { return nil }
        var end = start + 1
        while end < upper, tokens[end].kind == .word,
            isNamePart(end) || tokens[end].isPossessive || tokens[end].roles.has([.determiner, .possessive])
                || (tokens[end].roles.has(.preposition) && (isWord(end, "of") || isWord(end, "for")))
                || tokens[end].roles.has([.body, .origin])
        {
            end += 1
        }
        while end > start + 1, !isNamePart(end - 1), !tokens[end - 1].roles.has([.body, .origin]) { end -= 1 }
        return end > start + 1 ? end : nil
    }

    /// Whether the words behind a comma say who somebody is, and not what happens next.
    private func isDescription(at start: Int, before upper: Int, isSecond: Bool) -> Bool {
        let token = tokens[start]
        // `Brandt, 43, a pilot`
        if prose.bytes[Int(token.start)].isASCIIDigit { return start + 1 < upper && tokens[start + 1].isMark(",") }
        guard token.kind == .word else { return false }
        if token.roles.contains(.relative), !token.roles.contains(.determiner) {
            // `who was in Kalmar` is where somebody was, `who leads the Guild` who it is.
            let isPast = start + 1 < upper && pastVerbs.contains(tokens[start + 1].word)
            return isSecond || (!isWord(start, "which") && !isPast)
        }
        if token.roles.has(.cue), !token.roles.has([.title, .person, .utterance]), !token.isCapitalised {
            return false
        }
        if token.roles.has([.determiner]) { return !startsClause(from: start, before: upper) }
        if token.roles.has(.pronoun) || token.roles.has([.conjunction, .subordinator, .auxiliary, .being, .source]) {
            return false
        }
        if token.roles.has(.possessive) { return !startsClause(from: start, before: upper) }
        if formerWords.contains(tokens[start].word) { return true }
        if token.roles.has([.preposition, .adverb, .calendar]) { return false }
        // `R-Ky.`, `Brandt’s deputy`, `president of the Guild`, `House editor for the Courier`
        if token.isPossessive { return true }
        return hasHeadNoun(from: start, before: upper) && !startsClause(from: start, before: upper)
            || (token.isCapitalised && start + 1 < upper && tokens[start + 1].isMark(","))
    }

    /// Whether a person's office or kind stands within the first words: `founder and head of`.
    private func hasHeadNoun(from start: Int, before upper: Int) -> Bool {
        for index in start..<min(upper, start + 8) {
            guard tokens[index].kind == .word, !tokens[index].roles.has([.determiner, .relative]) else { return false }
            if tokens[index].roles.has([.title, .person]), !tokens[index].isPossessive { return true }
            if tokens[index].roles.has(.preposition) { return false }
        }
        return false
    }

    /// Whether words are a clause with a verb of its own: `the strait was calm`, `the minister said`.
    private func startsClause(from start: Int, before upper: Int) -> Bool {
        for index in start..<min(upper, start + 10) {
            let token = tokens[index]
            guard token.kind == .word, !token.roles.has([.relative, .preposition]) || index == start else {
                return false
            }
            if token.roles.has([.being]) || (token.roles.has(.auxiliary) && !isWord(index, "to")) {
                return true
            }
            if index > start, token.roles.has(.speech),
                !token.roles.has([.title, .person, .utterance, .participle]), !token.isCapitalised
            {
                return true
            }
        }
        return false
    }

    /// The end of a description that begins at `start`: the comma, mark or quotation behind it, or the sentence's end.
    private func endOfSegment(from start: Int, before upper: Int) -> Int? {
        var clause: Int?
        var index = start
        while index < upper {
            let token = tokens[index]
            if token.kind != .word {
                // `Brandt, of Kalmar, Veldania, and others`: commas part segments, everything else ends the description.
                return index > start ? index : nil
            }
            if token.roles.contains(.relative), clause == nil { clause = index }
            if let clause, index - clause >= Self.longestClause {
                return clause > start ? trimmed(clause, from: start) : nil
            }
            // `…, a pilot, said`; `…, a pilot said` has lost its comma
            if index > start, clause == nil, sayingVerbs.contains(tokens[index].word) { return nil }
            index += 1
        }
        return nil
    }

    private func trimmed(_ end: Int, from start: Int) -> Int? {
        var end = end
        while end > start, tokens[end - 1].roles.has([.conjunction, .preposition, .determiner]) { end -= 1 }
        return end > start ? end : nil
    }

    /// The end of a token, with the remark in parentheses that follows it.
    private func endOfParentheses(after token: Int) -> Int {
        let end = Int(tokens[token].end)
        let limit = min(prose.count, end + 40)
        guard end + 2 < limit, prose.bytes[end] == 0x20, prose.bytes[end + 1] == 0x28,
            let close = prose.bytes[(end + 2)..<limit].firstIndex(of: 0x29),
            // Remarks that belong to a person are a party or a place, not a sentence.
            !prose.bytes[(end + 2)..<close].contains(where: { $0 == 0x22 || $0 == 0x0A })
        else { return end }
        return close + 1
    }
}

/// Verbs that are nothing else, and part a subject from what was said.
private let sayingVerbs: HashedWords = ["said", "says", "told", "tells", "wrote", "writes", "added", "adds", "asked"]

/// Words that open a description without an article.
private let formerWords: HashedWords = ["former", "then", "now", "formerly", "currently", "himself", "herself"]

/// Words that link a name to what somebody belongs to.
private let ownershipWords: HashedWords = ["of", "von", "de"]

private let pastVerbs: HashedWords = ["was", "were", "had", "did"]
