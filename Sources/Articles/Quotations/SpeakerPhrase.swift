// SPDX-License-Identifier: GPL-3.0-or-later

/// The words by which a sentence names a speaker, as token numbers.
struct SpeakerPhrase: Hashable {
    enum Head: Hashable {
        /// The words of a proper name, titles before it left out.
        case name(Range<Int>)
        /// A common noun: `a senior official`; its token.
        case description(Int)
        case pronoun(Int)
    }

    /// All the words, titles and articles included.
    var words: Range<Int>
    var head: Head
}

/// Noun phrases, read outward from the verb beside them.
extension Narration {
    /// The noun phrase whose last word is at `end`, not reaching back before `lower`; nil if there is none.
    func phrase(endingAt end: Int, from lower: Int) -> SpeakerPhrase? {
        guard end >= lower, tokens[end].kind == .word else { return nil }
        if tokens[end].roles.has(.pronoun) {
            return SpeakerPhrase(words: end..<end + 1, head: .pronoun(end))
        }
        guard canBeNoun(end) else { return nil }
        var start = end
        while start > lower, start > end - 14 {
            let before = start - 1
            let token = tokens[before]
            guard token.kind == .word else { break }
            if isNamePart(before) || token.isPossessive {
                start = before
            } else if token.roles.has([.determiner, .possessive]) {
                // `said that Brandt`
                if token.roles.contains(.relative), tokens[start].isCapitalised || tokens[start].roles.contains(.plural)
                {
                    break
                }
                start = before
                guard let head = headBeforePreposition(start - 1, from: lower) else { break }
                start = head
            } else if token.roles.has(.preposition) {
                guard let head = headBeforePreposition(before, from: lower) else { break }
                start = head
            } else if token.roles.has(.conjunction) {
                guard before > lower, isNamePart(start), isNamePart(before - 1) else { break }
                start = before - 1
            } else if token.roles.contains(.adverb), before > lower, tokens[before - 1].kind == .word,
                tokens[before - 1].isPossessive || tokens[before - 1].roles.has([.determiner, .possessive])
            {
                start = before
            } else if token.roles.has([.auxiliary, .being, .adverb, .subordinator, .relative, .calendar, .source])
                || token.roles.has(.pronoun)
                || (token.roles.has(.cue) && !token.roles.has([.utterance, .title, .person]))
            {
                break
            } else {
                // `NAME opposed NAME`
                if before > lower, isNamePart(before - 1), isNamePart(start), hasSuffix(before, "ed") {
                    break
                }
                start = before
            }
        }
        return speaker(in: start..<end + 1)
    }

    /// The noun phrase whose first word is at `start`, not reaching `upper`.
    func phrase(startingAt start: Int, before upper: Int) -> SpeakerPhrase? {
        guard start < upper, tokens[start].kind == .word else { return nil }
        if tokens[start].roles.has(.pronoun), !tokens[start].roles.contains(.possessive) {
            return SpeakerPhrase(words: start..<start + 1, head: .pronoun(start))
        }
        var end = start
        while end < upper, end < start + 16 {
            let token = tokens[end]
            guard token.kind == .word else { break }
            if isNamePart(end) || token.isPossessive {
                end += 1
            } else if token.roles.has([.determiner, .possessive]) {
                guard end == start || tokens[end - 1].roles.has(.preposition) else { break }
                end += 1
            } else if token.roles.has(.preposition) {
                guard end > start, end + 1 < upper, isLinking(end), tokens[end + 1].kind == .word,
                    isNamePart(end + 1) || tokens[end + 1].roles.has([.determiner, .possessive])
                        || tokens[end + 1].roles.has([.person, .body])
                else { break }
                end += 1
            } else if token.roles.has(.conjunction) {
                guard end > start, end + 1 < upper, isNamePart(end + 1), isNamePart(end - 1) else { break }
                end += 1
            } else if token.roles.has([.auxiliary, .being, .subordinator, .relative, .calendar, .source, .nobody])
                || token.roles.has(.pronoun)
                || (token.roles.has(.adverb) && end > start)
                || (token.roles.has(.cue) && !token.roles.has([.utterance, .title, .person]))
            {
                break
            } else {
                end += 1
            }
        }
        while end > start, !canBeNoun(end - 1) { end -= 1 }
        guard end > start, let found = speaker(in: start..<end) else { return nil }
        if case .description = found.head, let name = appositive(after: end, before: upper) {
            return SpeakerPhrase(words: start..<name.upperBound, head: .name(name))
        }
        return found
    }

    /// The name set off by commas right after a description: `the minister, Odile Brandt,`.
    private func appositive(after end: Int, before upper: Int) -> Range<Int>? {
        guard end + 1 < upper, tokens[end].isMark(","), isNamePart(end + 1) else { return nil }
        var last = end + 1
        while last < upper, isNamePart(last) { last += 1 }
        guard last == upper || tokens[last].kind != .word || tokens[last].roles.has(.relative) else { return nil }
        return name(in: end + 1..<last)
    }

    /// The first word of the noun phrase of whose last part the preposition at `index` is: `a spokesman for`; or nil.
    private func headBeforePreposition(_ index: Int, from lower: Int) -> Int? {
        guard index > lower, tokens[index].kind == .word, isLinking(index) else { return nil }
        let head = index - 1
        guard tokens[head].kind == .word, !tokens[head].roles.has(.function) || isNamePart(head) else { return nil }
        if tokens[head].roles.has([.person, .body, .utterance]) { return head }
        guard isNamePart(head) else { return nil }
        // `In Moscow on Friday`: a name after a preposition is no head.
        var first = head
        while first > lower, isNamePart(first - 1) { first -= 1 }
        return first > lower && tokens[first - 1].roles.has(.preposition) ? nil : head
    }

    /// Prepositions that link a noun to the one it belongs to.
    private func isLinking(_ index: Int) -> Bool {
        linkingPrepositions.contains(tokens[index].word)
    }

    // MARK: Names

    /// Whether the word can be part of a proper name.
    func isNamePart(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.kind == .word else { return false }
        if token.roles.contains(.particle), !token.isCapitalised {
            return index > 0 && index + 1 < tokens.count && tokens[index + 1].kind == .word
                && tokens[index + 1].isCapitalised && tokens[index - 1].isCapitalised
                && !tokens[index - 1].roles.has(.function)
        }
        guard token.isCapitalised else { return false }
        if token.roles.has(.function), !token.roles.has([.origin, .firstName, .particle]) {
            // `Theresa May`: capitalised in mid-sentence after a first name.
            return index > 0 && tokens[index - 1].roles.contains(.firstName) && tokens[index - 1].isCapitalised
                && token.roles.has([.auxiliary, .calendar]) && !token.roles.has([.determiner, .preposition])
        }
        return true
    }

    private func canBeNoun(_ index: Int) -> Bool {
        let token = tokens[index]
        if isNamePart(index) { return true }
        return !token.roles.has(.function) && !token.roles.contains(.participle)
    }

    /// What a noun phrase names: its last name, if its head is one, otherwise its head.
    private func speaker(in words: Range<Int>) -> SpeakerPhrase? {
        let link = words.dropFirst().first { tokens[$0].roles.has(.preposition) && !isNamePart($0) }
        let headEnd = link ?? words.upperBound
        let last = headEnd - 1
        guard last >= words.lowerBound else { return nil }
        if let name = name(endingBefore: headEnd, in: words) {
            return SpeakerPhrase(words: words.lowerBound..<name.upperBound, head: .name(name))
        }
        guard !tokens[last].roles.has(.determiner) || words.count > 1 else { return nil }
        // `the first minister of Veldania Odile Brandt`
        if headEnd < words.upperBound, tokens[last].roles.has([.title, .person]),
            let name = name(endingBefore: words.upperBound, in: words), name.count > 1
        {
            return SpeakerPhrase(words: words.lowerBound..<name.upperBound, head: .name(name))
        }
        return SpeakerPhrase(words: words, head: .description(last))
    }

    private func name(endingBefore end: Int, in words: Range<Int>) -> Range<Int>? {
        guard isNamePart(end - 1) else { return nil }
        var first = end - 1
        while first > words.lowerBound, isNamePart(first - 1), !tokens[first - 1].isPossessive { first -= 1 }
        return name(in: first..<end)
    }

    /// The name in a run of capitalised words, without the titles and origins before it; nil if nothing else is there.
    func name(in run: Range<Int>) -> Range<Int>? {
        var first = run.lowerBound
        // `Asked Brandt`: a sentence that begins with a verb.
        if tokens[first].roles.contains(.cue), !tokens[first].roles.has([.firstName, .title]), startsSentence(first) {
            first += 1
        }
        let last = run.upperBound - 1
        guard first <= last else { return nil }
        if isOffice(last), first == last || !tokens[last - 1].roles.contains(.firstName) { return nil }
        if let title = (first..<last).last(where: isOffice) {
            first = title + 1
        } else if let given = (first..<last).first(where: { tokens[$0].roles.contains(.firstName) }), given > first,
            (first > 0 && tokens[first - 1].roles.has(.preposition)) || tokens[first].roles.has([.origin, .body])
        {
            // `the senator from Estmark Odile Brandt`
            first = given
        }
        while first + 1 < last, tokens[first].roles.contains(.origin), !isOrganization(first..<run.upperBound) {
            first += 1
        }
        if first == last, tokens[first].roles.contains(.origin), !tokens[first].roles.has([.body, .firstName]) {
            return nil
        }
        return first..<run.upperBound
    }

    /// Whether a word says what somebody is, such as `President`, and not who.
    private func isOffice(_ index: Int) -> Bool {
        tokens[index].roles.has([.title, .person]) && !tokens[index].roles.contains(.firstName)
    }

    /// Whether a token is the first of a sentence or quotation, where a capital says nothing.
    func startsSentence(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        let before = tokens[index - 1]
        if before.kind == .word {
            return sentences.isEmpty ? false : sentences[sentence(of: index)].lowerBound == index
        }
        return !before.isMark(",") && !before.isMark("-")
    }

    /// Whether a name is that of a body rather than a person.
    func isOrganization(_ name: Range<Int>) -> Bool {
        name.contains { tokens[$0].roles.contains(.body) && !tokens[$0].roles.contains(.firstName) }
    }
}

private let linkingPrepositions: HashedWords = [
    "of", "for", "at", "from", "in", "with", "to", "on", "by", "inside", "close", "near", "within", "familiar",
    "von", "der", "des", "de", "du", "del", "für",
]
