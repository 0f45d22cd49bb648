// SPDX-License-Identifier: GPL-3.0-or-later

/// A speaker as far as the article says who it is.
struct ResolvedSpeaker {
    /// The full name or a description; nil if the article does not say whom a pronoun means.
    var name: String?
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
    /// The descriptions that speakers have been introduced by, by their head noun.
    private var described: [String: String] = [:]

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
            && narration.lowercasedWord(words.lowerBound - 1) == "the"
        // `the Post` is not somebody called Post.
        guard let number = cast.member(named: words), !isDefinite || cast.members[number].isBody else {
            return ResolvedSpeaker(name: narration.string(words), isBody: isDefinite || narration.isOrganization(words))
        }
        return resolved(number)
    }

    private func resolved(_ number: Int) -> ResolvedSpeaker {
        let member = cast.members[number]
        return ResolvedSpeaker(name: member.fullName, member: number, gender: member.gender, isBody: member.isBody)
    }

    // MARK: Descriptions

    private mutating func description(_ head: Int, _ words: Range<Int>) -> ResolvedSpeaker {
        let noun = narration.lowercasedWord(head)
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
            && (["the", "this", "that"].contains(narration.lowercasedWord(words.lowerBound))
                || (first.isCapitalised && roles.contains(.title)))
        var speaker = ResolvedSpeaker(
            name: text, isPlural: roles.contains(.plural), isBody: roles.contains(.body) && !roles.contains(.person))
        if roles.has(.male) != roles.has(.female) { speaker.gender = roles.has(.male) ? .male : .female }
        guard isDefinite else {
            described[noun] = text
            return speaker
        }
        let modifiers = Set(
            words.filter { $0 != head && !narration.tokens[$0].roles.has([.determiner, .preposition]) }
                .map(narration.lowercasedWord))
        if roles.has([.person, .title]), let member = cast.member(described: noun, modifiers, before: words.lowerBound)
        {
            return resolved(member)
        }
        if let introduced = described[noun], words.count == 2 { speaker.name = introduced }
        return speaker
    }

    // MARK: Pronouns

    private func pronoun(_ token: Int) -> ResolvedSpeaker {
        let roles = narration.tokens[token].roles
        let own = narration.sentence(of: token)
        let paragraph = narration.paragraphOfSentence[own]
        for sentence in stride(from: own, through: max(0, own - 8), by: -1) {
            guard narration.paragraphOfSentence[sentence] >= paragraph - 4 else { break }
            if sentence < own, let speaker = speakerOfSentence[sentence], agrees(speaker, roles) { return speaker }
            let range = narration.sentences[sentence]
            let end = sentence == own ? token : range.upperBound
            if let found = mentioned(in: range.lowerBound..<end, roles) { return found }
            if roles.has([.they, .it]), own - sentence >= 2 { break }
        }
        return ResolvedSpeaker()
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
