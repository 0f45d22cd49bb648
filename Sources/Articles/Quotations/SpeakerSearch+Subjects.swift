// SPDX-License-Identifier: GPL-3.0-or-later

/// The subjects of verbs of speech.
extension SpeakerSearch {
    /// The subject that follows its verb of speech at `index`: `said NAME`.
    func invertedSubject(at index: Int, before upper: Int) -> SpeakerPhrase? {
        var verb = index
        while verb < upper, tokens[verb].roles.has([.auxiliary, .adverb]), !tokens[verb].roles.has(.speech) {
            verb += 1
        }
        guard verb < upper, tokens[verb].roles.contains(.speech), !tokens[verb].roles.contains(.participle),
            !tokens[verb].isCapitalised
        else { return nil }
        var start = verb + 1
        while start < upper, tokens[start].roles.has(.auxiliary) && !tokens[start].roles.has(.determiner) { start += 1 }
        guard let phrase = narration.phrase(startingAt: start, before: upper) else { return nil }
        // `told reporters`, `wrote a letter`: an object, not a subject.
        if case .description(let head) = phrase.head, tokens[head].roles.contains(.calendar) { return nil }
        return phrase
    }

    /// The subject of the verb of speech at `verb`.
    func subject(ofVerb verb: Int, from lower: Int, upper: Int) -> SpeakerPhrase? {
        var index = verb - 1
        var isPassive = false
        var isInfinitive = false
        while index >= lower, tokens[index].kind == .word, tokens[index].roles.has([.auxiliary, .being, .adverb]),
            !tokens[index].roles.has([.pronoun, .relative, .determiner])
        {
            isPassive = isPassive || tokens[index].roles.contains(.being)
            isInfinitive = isInfinitive || narration.isWord(index, "to")
            index -= 1
        }
        let isParticiple = tokens[verb].roles.contains(.participle)
        if isPassive, !isParticiple {
            if let agent = agent(ofPassive: verb, before: upper) { return agent }
            guard narration.isWord(verb, "quoted") else { return nil }
        } else if (isParticiple && !isPassive) || isInfinitive {
            return objectThatSpeaks(at: index, from: lower, isParticiple: isParticiple)
                ?? subjectOfClause(before: index, from: lower) ?? mainSubject(in: lower..<verb)
        }
        return subject(endingAt: index, from: lower) ?? (index >= lower ? mainSubject(in: lower..<index + 1) : nil)
    }

    /// Whoever the clause is about in which a preposition leads to the verb: `where she appeared, and for saying`.
    private func subjectOfClause(before preposition: Int, from lower: Int) -> SpeakerPhrase? {
        guard preposition > lower, tokens[preposition].roles.has(.preposition) else { return nil }
        for index in stride(from: preposition - 1, through: max(lower, preposition - 24), by: -1) {
            let token = tokens[index]
            if token.kind == .quote || token.isMark(";") { return nil }
            guard token.roles.has([.he, .she]), !token.roles.contains(.possessive),
                index + 1 < tokens.count, tokens[index + 1].kind == .word, !tokens[index + 1].roles.has(.preposition),
                index == lower || tokens[index - 1].kind != .word || !tokens[index - 1].roles.has(.preposition)
            else { continue }
            return SpeakerPhrase(words: index..<index + 1, head: .pronoun(index))
        }
        return nil
    }

    /// The name right before a verb that is not its sentence's own: `footage of NAME saying`, `led NAME to say`.
    private func objectThatSpeaks(at index: Int, from lower: Int, isParticiple: Bool) -> SpeakerPhrase? {
        guard index >= lower, tokens[index].kind == .word, narration.isNamePart(index),
            let phrase = narration.phrase(endingAt: index, from: lower), case .name(let name) = phrase.head
        else { return nil }
        var before = name.lowerBound - 1
        while before >= lower, tokens[before].kind == .word,
            tokens[before].roles.has([.title, .determiner, .person, .origin])
        {
            before -= 1
        }
        guard before >= lower else { return phrase }
        return tokens[before].roles.has(.preposition) == isParticiple ? phrase : nil
    }

    /// The subject that ends at `index`, a relative pronoun or something set off by commas between it and its verb aside.
    private func subject(endingAt index: Int, from lower: Int) -> SpeakerPhrase? {
        guard index >= lower else { return nil }
        let token = tokens[index]
        if token.kind == .word, token.roles.contains(.relative), !token.roles.has(.pronoun) {
            var before = index - 1
            if before >= lower, tokens[before].isMark(",") || tokens[before].isMark("-") { before -= 1 }
            return subjectOrAppositive(endingAt: before, from: lower)
        }
        if token.isMark(",") || token.isMark("-") { return interruptedSubject(comma: index, from: lower) }
        guard token.kind == .word, !token.roles.has(.conjunction) else { return nil }
        return narration.phrase(endingAt: index, from: lower)
    }

    /// The subject before a remark that ends with the comma at `comma`: `NAME, the minister,`.
    private func interruptedSubject(comma: Int, from lower: Int) -> SpeakerPhrase? {
        let mark = tokens[comma].mark
        var described: SpeakerPhrase?
        var index = comma - 1
        while index > lower {
            defer { index -= 1 }
            guard tokens[index].kind == .mark, tokens[index].mark == mark else { continue }
            if let phrase = narration.phrase(endingAt: index - 1, from: lower) {
                if case .description = phrase.head {
                    if let name = nameAlone(in: index + 1..<comma) {
                        return SpeakerPhrase(words: phrase.words.lowerBound..<comma, head: .name(name))
                    }
                    if described == nil { described = phrase }
                } else {
                    return phrase
                }
            }
        }
        return described
    }

    /// As `phrase(endingAt:)`, but that an apposition gives way to the name that it explains: `NAME, a lawyer who`.
    private func subjectOrAppositive(endingAt index: Int, from lower: Int) -> SpeakerPhrase? {
        guard let phrase = narration.phrase(endingAt: index, from: lower) else { return nil }
        guard case .description = phrase.head else { return phrase }
        let comma = phrase.words.lowerBound - 1
        guard comma > lower, tokens[comma].isMark(","), let name = narration.phrase(endingAt: comma - 1, from: lower),
            case .name = name.head
        else { return phrase }
        return name
    }

    /// The name that a remark consists of, a title before it aside: `Odile Brandt`, `state senator Odile Brandt`.
    private func nameAlone(in range: Range<Int>) -> Range<Int>? {
        guard let first = range.first(where: { narration.isNamePart($0) }), first - range.lowerBound <= 3,
            (range.lowerBound..<first).allSatisfy({ tokens[$0].kind == .word && !tokens[$0].roles.has(.function) }),
            first == range.lowerBound || (range.lowerBound..<range.upperBound).contains(where: isTitle),
            (first..<range.upperBound).allSatisfy(narration.isNamePart)
        else { return nil }
        return narration.name(in: first..<range.upperBound)
    }

    private func isTitle(_ index: Int) -> Bool { tokens[index].roles.has([.title, .person]) }

    /// Who comes after the `by` of a passive: `was called “…” by NAME`.
    private func agent(ofPassive verb: Int, before upper: Int) -> SpeakerPhrase? {
        for index in verb + 1..<max(verb + 1, min(verb + 16, upper))
        where tokens[index].kind == .word && narration.isWord(index, "by") {
            return narration.phrase(startingAt: index + 1, before: upper)
        }
        return nil
    }

    /// What a sentence is about: the subject of its last verb of speech, or else the first name or pronoun in it.
    func mainSubject(in range: Range<Int>) -> SpeakerPhrase? {
        for index in range.reversed() where tokens[index].roles.has(.cue) && !tokens[index].roles.contains(.participle)
        {
            guard isVerb(index), index > range.lowerBound, !tokens[index - 1].roles.has(.conjunction),
                !narration.isWord(index - 1, "to")
            else { continue }
            if let found = subject(
                endingAt: skippingAuxiliaries(before: index, from: range.lowerBound), from: range.lowerBound)
            {
                return found
            }
        }
        guard let first = firstMention(in: range) else { return nil }
        // `In a talk with the Courier NAME told how she came to call it`
        if first.words.lowerBound > range.lowerBound + 3,
            let pronoun = range.last(where: {
                tokens[$0].roles.has([.he, .she]) && !tokens[$0].roles.contains(.possessive)
            })
        {
            return SpeakerPhrase(words: pronoun..<pronoun + 1, head: .pronoun(pronoun))
        }
        return first
    }

    private func skippingAuxiliaries(before verb: Int, from lower: Int) -> Int {
        var index = verb - 1
        while index >= lower, tokens[index].roles.has([.auxiliary, .being, .adverb]), !tokens[index].roles.has(.pronoun)
        {
            index -= 1
        }
        return index
    }

    /// The first pronoun or name in a range that nothing makes part of something else.
    func firstMention(in range: Range<Int>) -> SpeakerPhrase? {
        var index = range.lowerBound
        while index < range.upperBound {
            let token = tokens[index]
            if token.kind == .word {
                if token.roles.has([.he, .she, .they, .it]), !token.roles.contains(.possessive) {
                    return SpeakerPhrase(words: index..<index + 1, head: .pronoun(index))
                }
                if narration.isNamePart(index) {
                    var end = index
                    while end < range.upperBound, narration.isNamePart(end), !tokens[end].isPossessive { end += 1 }
                    let isObject = index > range.lowerBound && tokens[index - 1].roles.has(.preposition)
                    let isOwner = end < range.upperBound && tokens[end].isPossessive
                    if !isObject, !isOwner, isSurelyName(index..<end), let name = narration.name(in: index..<end) {
                        return SpeakerPhrase(words: index..<end, head: .name(name))
                    }
                    index = max(end, index + 1)
                    continue
                }
            }
            index += 1
        }
        return nil
    }

    /// Whether a capital means a name here: at the start of a sentence it need not.
    private func isSurelyName(_ words: Range<Int>) -> Bool {
        guard words.count == 1, let only = words.first, narration.startsSentence(only) else { return true }
        return narration.isProper(only) || (only + 1 < tokens.count && tokens[only + 1].roles.contains(.speech))
    }
}
