// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the words that say who speaks, in the sentences around a quotation.
struct SpeakerSearch {
    let narration: Narration

    /// How many tokens from a quotation are looked at: it keeps a hostile text from costing more than its length.
    private static let reach = 60

    let tokens: [NarrationToken]

    init(_ narration: Narration) {
        self.narration = narration
        tokens = narration.tokens
    }

    /// The speaker named in the sentence after the quote at token `quote`: `“…,” said NAME` and its kin.
    ///
    /// - Parameter isClose: Whether only a clause that follows at once counts.
    func speaker(after quote: Int, isClose: Bool) -> SpeakerPhrase? {
        let sentence = narration.sentences[narration.sentence(of: quote)]
        let upper = min(sentence.upperBound, quote + Self.reach)
        var index = quote + 1
        var hasComma = narration.endsWithComma(quote)
        while index < upper, tokens[index].isMark(",") || tokens[index].isMark("-") {
            hasComma = true
            index += 1
        }
        guard index < upper, tokens[index].kind == .word else { return nil }
        if let phrase = invertedSubject(at: index, before: upper) { return phrase }
        if isClose, tokens[index].roles.has([.conjunction, .subordinator]), !tokens[index].roles.has(.pronoun) {
            return nil
        }
        let end = isClose ? min(upper, index + 24) : upper
        while index < end {
            let token = tokens[index]
            if token.kind == .quote || token.isMark(";") { return nil }
            if token.roles.contains(.source), let phrase = sourceNamed(at: index, before: upper) { return phrase }
            if token.roles.has(isClose && hasComma ? .cue : .speech), isVerb(index) {
                return subject(ofVerb: index, from: quote + 1, upper: upper)
            }
            index += 1
        }
        return nil
    }

    /// The speaker named in the sentence before the quote at token `quote`: `NAME said that “…”` and its kin.
    func speaker(before quote: Int) -> SpeakerPhrase? {
        let sentence = narration.sentences[narration.sentence(of: quote)]
        return speaker(before: quote, in: max(sentence.lowerBound, quote - Self.reach)..<sentence.upperBound)
    }

    /// Whose words they are, where a name stands right before them as their owner: `accepted Brandt’s “red line”`.
    func owner(of quote: Int) -> SpeakerPhrase? {
        let sentence = narration.sentences[narration.sentence(of: quote)]
        let owner = quote - 1
        guard owner >= sentence.lowerBound, tokens[owner].kind == .word, tokens[owner].isPossessive,
            narration.isNamePart(owner), quote + 1 >= tokens.count || !tokens[quote + 1].roles.has([.naming, .work]),
            let phrase = narration.phrase(endingAt: owner, from: sentence.lowerBound),
            case .name(let name) = phrase.head
        else { return nil }
        var start = name.lowerBound
        while start > phrase.words.lowerBound, tokens[start - 1].roles.has([.title, .origin, .determiner]) {
            start -= 1
        }
        return SpeakerPhrase(words: start..<name.upperBound, head: phrase.head)
    }

    /// The name that is set below a quotation: `“…” — NAME, place`, on the same line or the next.
    func signature(after quote: Int) -> SpeakerPhrase? {
        let sentence = narration.sentence(of: quote)
        let next = quote + 1
        guard next + 1 < tokens.count, tokens[next].isMark("-"), narration.isNamePart(next + 1) else { return nil }
        let paragraph = narration.paragraphOfSentence[sentence]
        let own = narration.sentence(of: next)
        guard narration.paragraphOfSentence[own] - paragraph <= 1 else { return nil }
        let isLast =
            own + 1 == narration.sentences.count
            || narration.paragraphOfSentence[own + 1] > narration.paragraphOfSentence[own]
        let end = narration.sentences[own].upperBound
        guard isLast, end - next <= 16,
            (next..<end).allSatisfy({ !tokens[$0].roles.has(.speech) || tokens[$0].isCapitalised })
        else { return nil }
        return narration.phrase(startingAt: next + 1, before: end)
    }

    /// The speaker whom a sentence that is followed by a quotation introduces: `NAME explained:`.
    func speaker(introducedBy sentence: Int) -> SpeakerPhrase? {
        let range = narration.sentences[sentence]
        let reach = max(range.lowerBound, range.upperBound - Self.reach)..<range.upperBound
        return speaker(before: range.upperBound, in: reach) ?? mainSubject(in: reach)
    }

    private func speaker(before quote: Int, in sentence: Range<Int>) -> SpeakerPhrase? {
        var fallback: SpeakerPhrase?
        var isCoordinated = false
        for index in sentence.lowerBound..<quote where tokens[index].isMark(":") && index + 1 < quote {
            // `Read also: NAME to the West:`
            return speaker(before: quote, in: index + 1..<sentence.upperBound) ?? mainSubject(in: index + 1..<quote)
        }
        for index in (sentence.lowerBound..<quote).reversed() {
            let token = tokens[index]
            guard token.kind == .word else {
                if token.kind == .quote, narration.endsWithComma(index), index < quote - 3 { return fallback }
                continue
            }
            if token.roles.contains(.source), let phrase = sourceNamed(at: index, before: quote) { return phrase }
            if token.roles.contains(.utterance), isNoun(index) || !token.roles.has(.cue) {
                if let phrase = author(ofUtterance: index, from: sentence.lowerBound, before: quote) {
                    if introduces(index, quote) { return phrase }
                    fallback = fallback ?? phrase
                }
                continue
            }
            // `said that A and that “…”`: whoever said the first said the second.
            isCoordinated = isCoordinated || isCoordinatedThat(index, from: sentence.lowerBound)
            guard isVerb(index), !isCoordinated || token.roles.contains(.speech),
                let phrase = subject(
                    ofVerb: index, from: sentence.lowerBound, upper: min(sentence.upperBound, index + Self.reach))
            else { continue }
            if isCoordinated {
                fallback = phrase
            } else if canSpeak(phrase, verb: index) {
                return phrase
            } else if fallback == nil {
                fallback = phrase
            }
        }
        return fallback
    }

    /// Whether the words between an utterance and the quotation say that this is what was uttered.
    private func introduces(_ utterance: Int, _ quote: Int) -> Bool {
        tokens[utterance + 1].isMark(":") || tokens[quote - 1].isMark(":")
            || (utterance + 1..<quote).allSatisfy {
                !tokens[$0].roles.has([.being, .auxiliary]) && !tokens[$0].roles.has(.cue)
            }
                && tokens[utterance + 1].roles.has([.relative, .preposition])
    }

    private func isCoordinatedThat(_ index: Int, from lower: Int) -> Bool {
        index > lower && tokens[index].roles.contains(.relative) && tokens[index - 1].roles.contains(.conjunction)
            && narration.isWord(index, "that")
    }

    /// Whether a subject is one that says things; `it`, `anybody` and things without a voice rather belong to what is said.
    private func canSpeak(_ phrase: SpeakerPhrase, verb: Int) -> Bool {
        switch phrase.head {
        case .name: return true
        case .pronoun(let token): return !tokens[token].roles.has([.it, .nobody])
        case .description(let head):
            guard
                !(verb + 1 < tokens.count && tokens[verb + 1].kind == .word
                    && narration.isWord(verb + 1, "by"))
            else { return false }
            return tokens[head].roles.has([.person, .title, .body, .utterance]) || narration.isNamePart(head)
        }
    }

    /// Whether a word is a verb of speech or view here.
    func isVerb(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.roles.has(.cue), !token.isCapitalised || narration.startsSentence(index), !isNoun(index) else {
            return false
        }
        guard let partners = phrasalVerbs[tokens[index].word] else { return true }
        return index + 1 < tokens.count && tokens[index + 1].kind == .word
            && partners.contains(tokens[index + 1].word)
    }

    // MARK: Nouns

    /// Whether a word that may be a verb of speech is a noun here: `the claim`, `Brandt’s warning`.
    func isNoun(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        let token = tokens[index]
        let before = tokens[index - 1]
        guard before.kind == .word, !narration.hasSuffix(index, "ed") else { return false }
        if before.isPossessive { return true }
        if before.roles.has([.determiner, .possessive]) {
            return !before.roles.has([.relative, .they, .it, .she]) || token.roles.contains(.utterance)
        }
        if before.roles.has(.preposition) {
            return !narration.isWord(index - 1, "to") && !token.roles.contains(.participle)
        }
        if before.roles.contains(.origin), token.roles.contains(.utterance) { return true }
        guard !before.isCapitalised, !before.roles.has([.adverb, .auxiliary, .pronoun, .relative]),
            token.roles.contains(.utterance) || isBaseForm(index) && !isPlural(index - 1)
        else { return false }
        return index > 1 && tokens[index - 2].kind == .word && tokens[index - 2].roles.has([.determiner, .possessive])
    }

    /// Whether a verb has no ending: behind a singular noun it is one too, as in `her yearly address`.
    private func isBaseForm(_ index: Int) -> Bool {
        let token = tokens[index]
        return token.roles.contains(.view) && !token.roles.contains(.speech) && !token.roles.contains(.participle)
            && !verbEndings.contains { narration.hasSuffix(index, $0) }
    }

    private func isPlural(_ index: Int) -> Bool {
        tokens[index].roles.contains(.plural) || narration.hasSuffix(index, "s")
    }

    /// Who made the utterance at `index`: `Brandt’s statement`, `a statement from the ministry`.
    private func author(ofUtterance index: Int, from lower: Int, before upper: Int) -> SpeakerPhrase? {
        var owner = index - 1
        while owner >= lower, owner > index - 4, tokens[owner].kind == .word, !tokens[owner].isPossessive,
            !tokens[owner].roles.has(.function)
        {
            owner -= 1
        }
        if owner >= lower, tokens[owner].kind == .word {
            if tokens[owner].isPossessive, let phrase = narration.phrase(endingAt: owner, from: lower) { return phrase }
            if tokens[owner].roles.contains(.possessive), tokens[owner].roles.has([.he, .she, .male, .female, .they]) {
                return SpeakerPhrase(words: owner..<owner + 1, head: .pronoun(owner))
            }
        }
        guard index + 2 < upper, narration.isWord(index + 1, "by") || narration.isWord(index + 1, "from") else {
            return nil
        }
        return narration.phrase(startingAt: index + 2, before: upper)
    }

    /// Who is named after `according to` and its kin.
    private func sourceNamed(at index: Int, before upper: Int) -> SpeakerPhrase? {
        var start = index + 1
        while start < upper, tokens[start].roles.has(.preposition) { start += 1 }
        return narration.phrase(startingAt: start, before: upper)
    }
}

extension Narration {
    /// The last scalar inside the marks of the quote at a token.
    func lastScalar(of quote: Int) -> UInt32? {
        prose.scalar(before: Int(tokens[quote].end), in: tokens[quote].range)
    }

    func endsWithComma(_ quote: Int) -> Bool {
        guard let last = lastScalar(of: quote) else { return false }
        return last == 0x2C || isDash(last)
    }
}

/// Verbs that are about speech only together with the word after them.
private let phrasalVerbs: [WordHash.Value: HashedWords] = {
    var verbs: [WordHash.Value: HashedWords] = [:]
    for verb in ["put", "puts", "putting"] { verbs[WordHash.value(of: verb)] = ["it"] }
    for verb in ["make", "makes", "made", "making"] { verbs[WordHash.value(of: verb)] = ["clear", "plain"] }
    return verbs
}()

/// What inflected verbs end with.
private let verbEndings: [StaticString] = ["s", "ed", "ew", "id", "old", "aw"]
