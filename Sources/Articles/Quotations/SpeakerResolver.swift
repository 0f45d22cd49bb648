// SPDX-License-Identifier: GPL-3.0-or-later

/// A speaker as far as the article says who it is.
struct ResolvedSpeaker {
    /// The full name or a description; nil if the article does not say whom a pronoun means.
    var name: String?
    /// Whether `name` is a proper name rather than a description.
    var isNamed = false
    var member: Int?
    var gender: CastMember.Gender?
    /// Several people, or a body that may be called *they*.
    var isPlural = false
    var isBody = false
}

/// Tells who is meant: full names for surnames, people for pronouns and descriptions.
struct SpeakerResolver {
    private let narration: Narration
    private let cast: Cast
    private var speakerOfSentence: [Int: ResolvedSpeaker] = [:]
    /// The descriptions by which the article introduces people, in its order; nil before they are asked for.
    private var introductions: [Introduction]?

    private struct Introduction {
        var token: Int
        var noun: WordHash.Value
        var text: String
    }

    init(_ narration: Narration) {
        self.narration = narration
        cast = Cast(narration)
    }

    /// Remembers who speaks in a sentence, for the pronouns to come.
    mutating func note(_ speaker: ResolvedSpeaker, in sentence: Int) {
        if speaker.name != nil { speakerOfSentence[sentence] = speaker }
    }

    mutating func resolve(_ phrase: SpeakerPhrase) -> ResolvedSpeaker {
        switch phrase.head {
        case .name(let words): named(words, phrase)
        case .pronoun(let token): pronoun(token)
        case .description(let head): description(head, phrase.words)
        }
    }

    private func named(_ words: Range<Int>, _ phrase: SpeakerPhrase) -> ResolvedSpeaker {
        let isDefinite =
            phrase.words.lowerBound < words.lowerBound
            && narration.isWord(words.lowerBound - 1, "the")
        // `the Post` is not somebody called Post.
        guard let number = cast.member(named: words), !isDefinite || cast.members[number].isBody else {
            return ResolvedSpeaker(
                name: narration.string(words), isNamed: true, isBody: isDefinite || narration.isOrganization(words))
        }
        return resolved(number)
    }

    private func resolved(_ number: Int) -> ResolvedSpeaker {
        let member = cast.members[number]
        return ResolvedSpeaker(
            name: member.fullName, isNamed: true, member: number, gender: member.gender, isBody: member.isBody)
    }

    // MARK: Descriptions

    private mutating func description(_ head: Int, _ words: Range<Int>) -> ResolvedSpeaker {
        let noun = narration.tokens[head].word
        let roles = narration.tokens[head].roles
        let isDetermined = words.contains {
            narration.tokens[$0].roles.has([.determiner, .possessive]) || narration.tokens[$0].isPossessive
        }
        // Bare nouns that are neither people nor bodies are what the search took for a subject at worst.
        guard isDetermined || roles.has([.person, .title, .body, .utterance]) || narration.isNamePart(head) else {
            return ResolvedSpeaker()
        }
        var text = narration.string(words)
        if narration.tokens[words.lowerBound].roles.has([.determiner, .possessive]), let initial = text.first {
            text = initial.lowercased() + text.dropFirst()
        }
        let first = narration.tokens[words.lowerBound]
        let isDefinite =
            !roles.contains(.plural)
            && (definiteWords.contains(first.word)
                || (first.isCapitalised && roles.contains(.title)))
        var speaker = ResolvedSpeaker(
            name: text, isPlural: roles.contains(.plural), isBody: roles.contains(.body) && !roles.contains(.person))
        if roles.has(.male) != roles.has(.female) { speaker.gender = roles.has(.male) ? .male : .female }
        guard isDefinite else { return speaker }
        let modifiers = words.filter { $0 != head && !narration.tokens[$0].roles.has([.determiner, .preposition]) }
        let modifierWords = Set(modifiers.map { narration.tokens[$0].word })
        if roles.has([.person, .title]),
            let member = cast.member(described: noun, modifierWords, before: words.lowerBound)
        {
            return resolved(member)
        }
        if roles.has([.person, .title]), let introduced = introduction(of: noun, modifiers, before: words.lowerBound) {
            speaker.name = introduced
        }
        return speaker
    }

    /// The description by which somebody was introduced last who is now called `the official`; nil if nobody was.
    private mutating func introduction(of noun: WordHash.Value, _ modifiers: [Int], before token: Int) -> String? {
        let introductions = self.introductions ?? findIntroductions()
        self.introductions = introductions
        return introductions.last { introduction in
            introduction.token < token && introduction.noun == noun
                && modifiers.allSatisfy { modifier in
                    let word = narration.prose.folded(narration.tokens[modifier].range)
                    return introduction.text.lowercased().contains(word)
                }
        }?.text
    }

    private func findIntroductions() -> [Introduction] {
        var found: [Introduction] = []
        for sentence in narration.sentences {
            for index in sentence
            where narration.tokens[index].kind == .word
                && indefiniteWords.contains(narration.tokens[index].word)
            {
                guard let phrase = narration.phrase(startingAt: index, before: sentence.upperBound),
                    case .description(let head) = phrase.head,
                    narration.tokens[head].roles.has([.person, .title]),
                    !narration.tokens[head].roles.contains(.plural)
                else { continue }
                let text = narration.string(phrase.words)
                found.append(
                    Introduction(
                        token: index, noun: narration.tokens[head].word,
                        text: text.prefix(1).lowercased() + text.dropFirst()))
            }
        }
        return found
    }

    // MARK: Pronouns

    private func pronoun(_ token: Int) -> ResolvedSpeaker {
        let roles = narration.tokens[token].roles
        let own = narration.sentence(of: token)
        let paragraph = narration.paragraphOfSentence[own]
        var doubtful: ResolvedSpeaker?
        for sentence in stride(from: own, through: max(0, own - 8), by: -1) {
            guard narration.paragraphOfSentence[sentence] >= paragraph - 4 else { break }
            if sentence < own, let speaker = speakerOfSentence[sentence], agrees(speaker, roles) {
                guard speaker.member == nil, speaker.gender == nil, roles.has([.he, .she, .male, .female]) else {
                    return speaker
                }
                // `a senior official` may be called *she*, but rather somebody of whom it is known.
                doubtful = doubtful ?? speaker
            }
            let range = narration.sentences[sentence]
            let end = sentence == own ? token : range.upperBound
            if let found = mentioned(in: range.lowerBound..<end, roles) {
                return doubtful == nil || found.gender != nil ? found : doubtful ?? found
            }
            if roles.has(.they), let body = bodyOpening(range.lowerBound..<end) { return body }
            if roles.has([.they, .it]), own - sentence >= 2 { break }
        }
        guard let doubtful else { return ResolvedSpeaker() }
        return onlySpeaker(agreeingWith: roles) ?? doubtful
    }

    /// The only person of the gender of a pronoun who has spoken so far.
    private func onlySpeaker(agreeingWith roles: WordRoles) -> ResolvedSpeaker? {
        let spoken = Set(speakerOfSentence.values.compactMap(\.member)).filter {
            cast.members[$0].gender != nil && cast.members[$0].agrees(with: roles)
        }
        return spoken.count == 1 ? spoken.first.map(resolved) : nil
    }

    /// Those whom a sentence begins with, if they are several or a body: `Brandt’s campaign`, `the ministers`.
    private func bodyOpening(_ range: Range<Int>) -> ResolvedSpeaker? {
        guard let phrase = narration.phrase(startingAt: range.lowerBound, before: range.upperBound),
            case .description(let head) = phrase.head
        else { return nil }
        let roles = narration.tokens[head].roles
        guard roles.contains(.body) || (roles.contains(.plural) && roles.has([.person, .title])) else { return nil }
        let text = narration.string(phrase.words)
        let opening = narration.tokens[phrase.words.lowerBound]
        return ResolvedSpeaker(
            name: opening.roles.has([.determiner, .possessive]) ? text.prefix(1).lowercased() + text.dropFirst() : text,
            isPlural: roles.contains(.plural), isBody: roles.contains(.body))
    }

    private func agrees(_ speaker: ResolvedSpeaker, _ roles: WordRoles) -> Bool {
        if roles.has(.they) { return speaker.isPlural || speaker.isBody }
        if roles.has(.it) { return speaker.isBody }
        guard roles.has([.he, .she, .male, .female]), !speaker.isPlural, !speaker.isBody else { return false }
        if let number = speaker.member, cast.members[number].agrees(with: roles) { return true }
        switch speaker.gender {
        case .male: return roles.has([.he, .male])
        case .female: return roles.has([.she, .female])
        case nil: return true
        }
    }

    /// The first in a range of tokens whom a pronoun can mean.
    private func mentioned(in range: Range<Int>, _ roles: WordRoles) -> ResolvedSpeaker? {
        guard range.lowerBound < range.upperBound, !roles.contains(.nobody) else { return nil }
        let mentions = cast.mentions(in: range).prefix(24).filter { mention in
            let member = cast.members[mention.member]
            return roles.has([.they, .it])
                ? member.isBody && mention.token <= range.lowerBound + 1 : member.agrees(with: roles)
        }
        let subjects = mentions.filter(cast.isIndependent)
        let sure = subjects.first { cast.members[$0.member].gender != nil }
        if let subject = sure ?? subjects.first { return resolved(subject.member) }
        // A sentence that is about *him* already means somebody before it.
        let isAboutPronoun = range.contains {
            narration.tokens[$0].roles.has(roles.intersection([.he, .she]))
                && !narration.tokens[$0].roles.contains(.possessive)
        }
        return isAboutPronoun ? nil : mentions.first.map { resolved($0.member) }
    }
}

private let definiteWords: HashedWords = ["the", "this", "that"]
private let indefiniteWords: HashedWords = ["a", "an", "another", "one"]
